#pragma once

#include "demo/Settings.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace demo {

/// Somebody of the pretend organization.
struct Person
{
    QString id; ///< "00uPRACTICE" and 9 digits
    QString firstName;
    QString lastName;
    QString login; ///< also the e-mail address
};

/// The groups and people of the organization, made up from their numbers whenever somebody asks: nothing is stored.
///
/// Person 0 is the one who signs in and the one who owns the API token.
class Directory final
{
public:
    explicit Directory(const Settings &settings);

    [[nodiscard]] int groupCount() const { return m_groupCount; }
    [[nodiscard]] int userCount() const { return m_userCount; }

    [[nodiscard]] Group group(int index) const;
    [[nodiscard]] std::optional<int> groupIndex(const QString &id) const;

    /// The members of a group have numbers, too, from 0 to Group::members.
    [[nodiscard]] Person member(int groupIndex, int memberIndex) const;

    [[nodiscard]] Person person(int index) const;
    [[nodiscard]] std::optional<int> personIndex(const QString &id) const;

    [[nodiscard]] bool isMember(int groupIndex, int personIndex) const;

    /// Numbers of the groups of a person.
    [[nodiscard]] QList<int> groupsOf(int personIndex) const;

    /// The names of the groups of person 0.
    [[nodiscard]] QStringList groupNamesOfUser() const;

private:
    [[nodiscard]] bool hasUser(int groupIndex) const { return groupIndex < m_groupsOfUser; }

    int m_groupCount;
    int m_userCount;
    int m_groupsOfUser;
};

} // namespace demo
