#include "demo/Directory.h"

#include <algorithm>
#include <array>

namespace demo {

namespace {

struct Named
{
    const char *name;
    const char *description;
    const char *type;
};

constexpr std::array<Named, 12> NamedGroups = {{
    {"Everyone", "All users in your organization", "BUILT_IN"},
    {"Engineering", "Builds and runs the products", "OKTA_GROUP"},
    {"Platform on-call", "Carries the pager this week", "OKTA_GROUP"},
    {"Pomerium administrators", "May change routes and policies", "OKTA_GROUP"},
    {"Finance", "Books, invoices, payroll", "OKTA_GROUP"},
    {"Support", "Answers customers", "OKTA_GROUP"},
    {"Sales – Europe", "", "OKTA_GROUP"},
    {"Security", "Reviews and responds", "OKTA_GROUP"},
    {"Contractors", "Time-limited access", "OKTA_GROUP"},
    {"CORP\\Domain Users", "example.test/Users/Domain Users", "APP_GROUP"},
    {"Legal", "", "OKTA_GROUP"},
    {"Okta Administrators", "Okta manages this group, which contains all administrators in your organization.",
     "BUILT_IN"},
}};

constexpr std::array<const char *, 16> FirstNames = {"Ada",   "Björn",   "Chiara",    "Dmitri", "Esra",      "Farid",
                                                     "Grace", "Hiroshi", "Imani",     "João",   "Katarzyna", "Linus",
                                                     "Mei",   "Noor",    "Oluwaseun", "Priya"};
constexpr std::array<const char *, 16> LastNames = {"Abara",  "Brandt", "Costa",  "Dlamini", "Eriksen",  "Fischer",
                                                    "García", "Haddad", "Ito",    "Jansen",  "Kowalska", "Lindqvist",
                                                    "Moreau", "Nguyen", "Okafor", "Patel"};

constexpr QLatin1String GroupPrefix("00gPRACTICE");
constexpr QLatin1String PersonPrefix("00uPRACTICE");

constexpr int IdDigits = 9;

QString numbered(QLatin1String prefix, int index)
{
    return prefix + QStringLiteral("%1").arg(index, IdDigits, 10, QLatin1Char('0'));
}

std::optional<int> numberOf(QLatin1String prefix, const QString &id, int count)
{
    if (id.size() != prefix.size() + IdDigits || !id.startsWith(prefix))
        return std::nullopt;
    bool isNumber = false;
    const auto number = id.mid(prefix.size()).toLongLong(&isNumber);
    if (!isNumber || number < 0 || number >= count || numbered(prefix, static_cast<int>(number)) != id)
        return std::nullopt;
    return static_cast<int>(number);
}

} // namespace

Directory::Directory(const Settings &settings)
    : m_groupCount(std::max(settings.groupCount, 0))
    , m_userCount(std::max(settings.userCount, 1))
    , m_groupsOfUser(std::clamp(settings.groupsOfUser, 0, m_groupCount))
{
}

Group Directory::group(int index) const
{
    Group group;
    group.id = numbered(GroupPrefix, index);
    if (index < static_cast<int>(NamedGroups.size())) {
        const auto &named = NamedGroups.at(static_cast<std::size_t>(index));
        group.name = QString::fromUtf8(named.name);
        group.description = QString::fromUtf8(named.description);
        group.type = QString::fromLatin1(named.type);
    } else {
        group.name = QStringLiteral("Team %1").arg(index, 6, 10, QLatin1Char('0'));
        group.description = QStringLiteral("Generated for the demo");
        group.type = index % 10 == 9 ? QStringLiteral("APP_GROUP") : QStringLiteral("OKTA_GROUP");
    }
    if (index == 0)
        group.members = m_userCount;
    else
        group.members = std::min(m_userCount - 1, 2 + (index * 7) % 40) + (hasUser(index) ? 1 : 0);
    return group;
}

std::optional<int> Directory::groupIndex(const QString &id) const
{
    return numberOf(GroupPrefix, id, m_groupCount);
}

Person Directory::member(int groupIndex, int memberIndex) const
{
    if (groupIndex == 0)
        return person(memberIndex);
    if (hasUser(groupIndex)) {
        if (memberIndex == 0)
            return person(0);
        --memberIndex;
    }
    const auto start = static_cast<qint64>(groupIndex) * 13;
    return person(1 + static_cast<int>((start + memberIndex) % (m_userCount - 1)));
}

Person Directory::person(int index) const
{
    Person person;
    person.id = numbered(PersonPrefix, index);
    if (index == 0) {
        person.firstName = QStringLiteral("Robin");
        person.lastName = QStringLiteral("Example");
        person.login = QStringLiteral("robin@demo.example");
        return person;
    }
    const auto number = static_cast<std::size_t>(index);
    person.firstName = QString::fromUtf8(FirstNames.at(number % FirstNames.size()));
    person.lastName = QString::fromUtf8(LastNames.at((number / FirstNames.size()) % LastNames.size()));
    person.login = QStringLiteral("person%1@demo.example").arg(index);
    return person;
}

std::optional<int> Directory::personIndex(const QString &id) const
{
    return numberOf(PersonPrefix, id, m_userCount);
}

bool Directory::isMember(int groupIndex, int personIndex) const
{
    if (groupIndex == 0)
        return true;
    if (personIndex == 0)
        return hasUser(groupIndex);
    // member(), the other way round.
    const int others = group(groupIndex).members - (hasUser(groupIndex) ? 1 : 0);
    const auto circle = static_cast<qint64>(m_userCount) - 1;
    const auto start = static_cast<qint64>(groupIndex) * 13;
    const auto position = ((personIndex - 1 - start) % circle + circle) % circle;
    return position < others;
}

QList<int> Directory::groupsOf(int personIndex) const
{
    QList<int> groups;
    for (int i = 0; i < m_groupCount; ++i) {
        if (isMember(i, personIndex))
            groups.append(i);
    }
    return groups;
}

QStringList Directory::groupNamesOfUser() const
{
    QStringList names;
    for (int i = 0; i < m_groupsOfUser; ++i)
        names.append(group(i).name);
    return names;
}

} // namespace demo
