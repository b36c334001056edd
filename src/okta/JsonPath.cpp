#include "okta/JsonPath.h"

#include "core/ServerText.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace okta {

namespace {

bool isAbsent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

void compare(const QString &path, const QJsonValue &found, const QJsonValue &expected, QList<JsonDifference> &result)
{
    if (expected.isObject() && !expected.toObject().isEmpty()) {
        const QJsonObject object = expected.toObject();
        const QJsonObject there = found.toObject();
        for (auto member = object.begin(); member != object.end(); ++member) {
            const QString below = path.isEmpty() ? member.key() : path + QLatin1Char('.') + member.key();
            compare(below, there.value(member.key()), member.value(), result);
        }
        return;
    }
    if (isAbsent(expected) ? !isAbsent(found) : found != expected)
        result.append({path, expected, found});
}

} // namespace

QJsonValue valueAt(const QJsonObject &object, QStringView path)
{
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    if (dot < 0)
        return object.value(path);
    const QJsonValue below = object.value(path.first(dot));
    return below.isObject() ? valueAt(below.toObject(), path.sliced(dot + 1)) : QJsonValue(QJsonValue::Undefined);
}

QStringList listAt(const QJsonObject &object, QStringView path)
{
    QStringList texts;
    const auto values = valueAt(object, path).toArray();
    for (const auto &value : values)
        texts.append(value.toString());
    return texts;
}

QJsonObject withValueAt(QJsonObject object, QStringView path, const QJsonValue &value)
{
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    if (dot >= 0) {
        const QString name = path.first(dot).toString();
        // Nothing to remove below what is not there.
        if (!value.isUndefined() || object.contains(name))
            object.insert(name, withValueAt(object.value(name).toObject(), path.sliced(dot + 1), value));
    } else if (value.isUndefined()) {
        object.remove(path.toString());
    } else {
        object.insert(path.toString(), value);
    }
    return object;
}

QList<JsonDifference> missingFrom(const QJsonObject &found, const QJsonObject &expected)
{
    QList<JsonDifference> result;
    compare({}, found, expected, result);
    return result;
}

QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Undefined:
    case QJsonValue::Null:
        return QStringLiteral("-");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::String:
        return serverText(value.toString());
    case QJsonValue::Array: {
        QStringList parts;
        const auto values = value.toArray();
        for (const auto &part : values)
            parts.append(shown(part));
        return parts.isEmpty() ? QStringLiteral("-") : parts.join(QStringLiteral(", "));
    }
    case QJsonValue::Object:
        return serverText(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Double:
        break;
    }
    return QString::number(value.toDouble(), 'g', 15);
}

} // namespace okta
