#include "pomerium/Release.h"

#include "core/ServerText.h"

#include <QRegularExpression>

#include <array>

namespace pomerium {

namespace {

constexpr int LargestNumber = 9999;

Unexpected<ReleaseError> refused(ReleaseError::Reason reason, QStringView text)
{
    return Unexpected(ReleaseError{reason, serverText(text, 60)});
}

} // namespace

Release::Release(int major, int minor, int patch, bool orNewer)
    : m_major(major)
    , m_minor(minor)
    , m_patch(qMax(patch, 0))
    , m_hasPatch(patch >= 0)
    , m_orNewer(orNewer)
{
}

Expected<Release, ReleaseError> Release::parse(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return refused(ReleaseError::Reason::Empty, text);
    if (trimmed.size() > 100)
        return refused(ReleaseError::Reason::NotANumber, text);

    static const QRegularExpression version(
        QStringLiteral(R"(\A(?:pomerium[\s/:]*)?v?([0-9]+)\.([0-9]+)(?:\.(?:([0-9]+)(?:[-+][0-9a-z.+-]*)?|x|\*))?)"
                       R"((?:\s+(or\s+(?:older|earlier|below)|or\s+(?:newer|later|above))|(\+))?\z)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = version.match(trimmed.toString());
    if (!match.hasMatch())
        return refused(ReleaseError::Reason::NotANumber, text);

    std::array<int, 3> numbers{0, 0, -1};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const QString digits = match.captured(static_cast<int>(i) + 1);
        if (digits.isEmpty())
            continue;
        bool isNumber = false;
        numbers[i] = digits.toInt(&isNumber);
        if (!isNumber || numbers[i] > LargestNumber)
            return refused(ReleaseError::Reason::OutOfRange, text);
    }
    const QString range = match.captured(4).simplified().toLower();
    const bool orNewer = !match.captured(5).isEmpty() || range == QLatin1String("or newer")
        || range == QLatin1String("or later") || range == QLatin1String("or above");
    // "or older" is not kept: what holds for the newest of them is what can be said.
    return Release(numbers[0], numbers[1], numbers[2], orNewer);
}

Release Release::legacy()
{
    return {0, 19, -1, false};
}

Release Release::current()
{
    return {0, 20, -1, true};
}

Release Release::newest()
{
    return {0, 33, -1, false};
}

bool Release::isAtLeast(int major, int minor, int patch) const
{
    if (m_major != major)
        return m_major > major;
    if (m_minor != minor)
        return m_minor > minor;
    return m_patch >= patch;
}

bool Release::usesServiceAccount() const
{
    // "0.15 or newer" may still be one that does.
    return !isAtLeast(0, 20);
}

bool Release::usesRawServiceAccount() const
{
    return !isAtLeast(0, 10) && !m_orNewer;
}

bool Release::usesPkce() const
{
    return isAtLeast(0, 33);
}

bool Release::sendsSignOutRedirectUri() const
{
    return m_orNewer || isAtLeast(0, 26);
}

bool Release::needsCookieSecret() const
{
    return !isAtLeast(0, 20);
}

bool Release::hasHostedAuthenticate() const
{
    return m_orNewer || isAtLeast(0, 22);
}

bool Release::hasClientSecretFile() const
{
    return isAtLeast(0, 18);
}

bool Release::readsRequestParametersVariable() const
{
    return m_orNewer || isAtLeast(0, 24);
}

QString Release::toString() const
{
    QString text = QString::number(m_major) + QLatin1Char('.') + QString::number(m_minor);
    if (m_hasPatch)
        text += QLatin1Char('.') + QString::number(m_patch);
    if (m_orNewer)
        text += QStringLiteral(" or later");
    return text;
}

} // namespace pomerium
