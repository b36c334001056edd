#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace okta {

/// The member at a dotted path such as "settings.oauthClient.redirect_uris"; undefined: it is not there.
[[nodiscard]] QJsonValue valueAt(const QJsonObject &object, QStringView path);
/// The strings of the array at a path, in their order; empty when there is none.
[[nodiscard]] QStringList listAt(const QJsonObject &object, QStringView path);
/// The object with this value at the path; objects on the way are made. An undefined value removes the member.
[[nodiscard]] QJsonObject withValueAt(QJsonObject object, QStringView path, const QJsonValue &value);

/// One place where two objects differ. Arrays and scalars are compared as a whole.
struct JsonDifference
{
    QString path = {};
    QJsonValue expected = {}; ///< undefined: it was not to be there
    QJsonValue found = {}; ///< undefined: it is not there
};

/// Every leaf of `expected` that `found` has not, or has with another value. Members that only `found` has are its own
/// business. null and "not there" are the same: Okta answers either for what is not set.
[[nodiscard]] QList<JsonDifference> missingFrom(const QJsonObject &found, const QJsonObject &expected);

/// A value in one line, for people: text bare, arrays with commas, "not set" as a dash.
[[nodiscard]] QString shown(const QJsonValue &value);

} // namespace okta
