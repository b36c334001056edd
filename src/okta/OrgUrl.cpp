#include "okta/OrgUrl.h"

#include "core/OktaHost.h"
#include "core/SecretShape.h"
#include "core/ServerText.h"
#include "http/Client.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace okta {

namespace {

constexpr qsizetype MaximumLength = 2000;

Unexpected<OrgUrlError> because(OrgUrlError::Reason reason, QString detail = {})
{
    return Unexpected(OrgUrlError{reason, std::move(detail)});
}

bool isInvisible(QChar character)
{
    const auto category = character.category();
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph || category == QChar::Other_Surrogate;
}

bool looksLikePlaceholder(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(R"([{}<>$]|your-?okta-?domain|your-?org|your-?domain)"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(text).hasMatch();
}

/// Letters, digits and hyphens in labels of 1 to 63 (RFC 1123 section 2.1); the name is in its ASCII form already.
QString problemWithHost(const QString &host)
{
    if (host.size() > 253)
        return QStringLiteral("the name is longer than 253 characters");
    const auto labels = host.split(QLatin1Char('.'));
    static const QRegularExpression label(QStringLiteral("^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?$"));
    for (const QString &part : labels) {
        if (part.isEmpty())
            return QStringLiteral("the name has an empty part");
        if (!label.match(part).hasMatch())
            return QStringLiteral("the name has the part \"%1\"").arg(serverText(part, 63));
    }
    if (labels.size() < 2)
        return QStringLiteral("the name has no dot");
    return {};
}

} // namespace

Expected<OrgUrl, OrgUrlError> OrgUrl::parse(QStringView input)
{
    using Reason = OrgUrlError::Reason;
    OrgUrl org;

    QString text = input.trimmed().toString();
    // A pasted address may have been wrapped: line breaks are never part of one.
    text.remove(QLatin1Char('\n')).remove(QLatin1Char('\r'));
    if (text.size() != input.size())
        org.m_repairs.append(Repair::SpacesCut);
    if (text.size() >= 2 && (text.front() == QLatin1Char('"') || text.front() == QLatin1Char('\''))
        && text.back() == text.front()) {
        text = text.mid(1, text.size() - 2).trimmed();
        org.m_repairs.append(Repair::QuotesCut);
    }
    if (text.isEmpty())
        return because(Reason::Empty);
    if (text.size() > MaximumLength)
        return because(Reason::TooLong, QStringLiteral("%1 characters").arg(text.size()));
    if (std::any_of(text.cbegin(), text.cend(), isInvisible))
        return because(Reason::ControlCharacter, serverText(text, 100));
    if (looksLikePlaceholder(text))
        return because(Reason::Placeholder, serverText(text, 100));

    // Before anything of it is repeated. What is behind the host is cut anyway, and a sign-in page's address is full of
    // random texts.
    static const QRegularExpression authority(QStringLiteral("^(?:[A-Za-z]+:)?(?://)?([^/?#@]*)"));
    if (secretShapeIn(authority.match(text).capturedView(1)))
        return because(Reason::Secret);

    static const QRegularExpression scheme(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]*):(?!\\d+(/|$))"));
    const auto match = scheme.match(text);
    if (!match.hasMatch()) {
        if (text.startsWith(QLatin1String("//")))
            text.remove(0, 2);
        text.prepend(QLatin1String("https://"));
        org.m_repairs.append(Repair::SchemeAdded);
    } else if (const QString given = match.captured(1).toLower();
               given != QLatin1String("https") && given != QLatin1String("http")) {
        return because(Reason::SchemeUnsupported, given);
    }

    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return because(Reason::NotAUrl, url.errorString());
    if (!url.userInfo().isEmpty())
        return because(Reason::UserName);
    if (url.path().endsWith(QLatin1String("/oauth2/callback")))
        return because(Reason::PomeriumCallback);

    QString host = url.host(QUrl::EncodeUnicode).toLower();
    const bool isLoopback = http::isLoopback(url);
    if (url.scheme().toLower() == QLatin1String("http") && !isLoopback)
        return because(Reason::SchemeUnsupported, QStringLiteral("http"));
    if (!isLoopback && QHostAddress(host).isNull()) {
        if (const QString problem = problemWithHost(host); !problem.isEmpty())
            return because(Reason::HostInvalid, problem);
    }
    if (text.contains(QLatin1String("://"))
        && text.section(QLatin1String("://"), 1).section(QLatin1Char('/'), 0, 0)
            != text.section(QLatin1String("://"), 1).section(QLatin1Char('/'), 0, 0).toLower())
        org.m_repairs.append(Repair::LetterCase);

    if (const QString plain = hostWithoutAdmin(host); plain != host) {
        host = plain;
        org.m_repairs.append(Repair::AdminHost);
    }

    org.m_root.setScheme(url.scheme().toLower());
    org.m_root.setHost(host);
    const int defaultPort = org.m_root.scheme() == QLatin1String("https") ? 443 : 80;
    if (url.port(defaultPort) != defaultPort)
        org.m_root.setPort(url.port());

    // root/oauth2/ID is a custom authorization server; root/oauth2/v1/… are the organisation's own endpoints.
    static const QRegularExpression server(QStringLiteral("^/oauth2/([A-Za-z0-9_-]+)"));
    if (const auto serverMatch = server.match(url.path());
        serverMatch.hasMatch() && serverMatch.captured(1) != QLatin1String("v1"))
        org.m_authorizationServer = serverMatch.captured(1);
    const QString kept =
        org.m_authorizationServer.isEmpty() ? QString() : QStringLiteral("/oauth2/") + org.m_authorizationServer;
    if ((url.path() != kept && url.path() != kept + QLatin1Char('/')) || url.hasQuery() || url.hasFragment())
        org.m_repairs.append(Repair::PathCut);
    return org;
}

QString OrgUrl::toString() const
{
    return m_root.toString(QUrl::FullyEncoded);
}

QUrl OrgUrl::url() const
{
    return m_root;
}

QString OrgUrl::host() const
{
    return m_root.port() < 0 ? m_root.host() : QStringLiteral("%1:%2").arg(m_root.host()).arg(m_root.port());
}

QString OrgUrl::issuer() const
{
    return m_authorizationServer.isEmpty() ? toString()
                                           : QStringLiteral("%1/oauth2/%2").arg(toString(), m_authorizationServer);
}

bool OrgUrl::isOktaDomain() const
{
    return isOktaHost(m_root.host());
}

bool OrgUrl::isOnThisComputer() const
{
    return http::isLoopback(m_root);
}

QUrl OrgUrl::adminUrl(const QString &path) const
{
    QUrl url = m_root;
    if (isOnThisComputer()) {
        url.setPath(path);
        return url;
    }
    const QString host = hostWithAdmin(m_root.host());
    if (host.isEmpty())
        return {};
    url.setHost(host);
    url.setPath(path);
    return url;
}

QUrl OrgUrl::endpoint(const QString &path) const
{
    QUrl url = m_root;
    url.setPath(path);
    return url;
}

} // namespace okta
