#include "pomerium/AuthenticateUrl.h"

#include "core/SecretShape.h"
#include "core/ServerText.h"

#include <QRegularExpression>
#include <QUrl>

namespace pomerium {

namespace {

using Reason = AuthenticateUrlError::Reason;
using Normalisation = AuthenticateUrl::Normalisation;

constexpr qsizetype Longest = 2048;

Unexpected<AuthenticateUrlError> refused(Reason reason, QStringView detail)
{
    return Unexpected(AuthenticateUrlError{reason, serverText(detail, 100)});
}

bool isQuote(QChar character)
{
    static const QString quotes = QStringLiteral("\"'`\u2018\u2019\u201C\u201D");
    return quotes.contains(character);
}

/// A host name in its ASCII form (RFC 1123 2.1, with the underscore that DNS allows), or an IPv4 address.
bool isHostName(const QString &host)
{
    static const QRegularExpression name(QStringLiteral(R"(\A(?=.{1,253}\z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)"
                                                        R"((?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\z)"));
    return name.match(host).hasMatch();
}

bool isBracketedIpv6(const QString &host)
{
    static const QRegularExpression address(QStringLiteral(R"(\A\[[0-9a-f:.]{2,45}\]\z)"));
    return address.match(host).hasMatch() && host.contains(QLatin1Char(':'));
}

bool isThisComputer(const QString &host)
{
    static const QRegularExpression loopback(
        QStringLiteral(R"(\A(?:localhost|(?:[a-z0-9-]+\.)+localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])\z)"));
    return loopback.match(host).hasMatch();
}

} // namespace

AuthenticateUrl::AuthenticateUrl(QString origin, QString host, Normalisations normalisations)
    : m_origin(std::move(origin))
    , m_host(std::move(host))
    , m_normalisations(normalisations)
{
}

Expected<AuthenticateUrl, AuthenticateUrlError> AuthenticateUrl::parse(QStringView input)
{
    Normalisations changed;
    if (input.size() > Longest)
        return refused(Reason::TooLong, input);
    QStringView text = input.trimmed();
    if (text.size() != input.size())
        changed |= Normalisation::Trimmed;
    if (text.size() >= 2 && isQuote(text.front()) && isQuote(text.back())) {
        text = text.mid(1, text.size() - 2).trimmed();
        changed |= Normalisation::QuotesRemoved;
    }
    if (text.isEmpty())
        return refused(Reason::Empty, {});
    // Before anything of it is repeated; what is behind the host is cut anyway.
    static const QRegularExpression authority(QStringLiteral(R"(\A(?:[A-Za-z]+:)?(?://)?([^/?#@]*))"));
    if (secretShapeIn(authority.match(text.toString()).capturedView(1)))
        return refused(Reason::Secret, {});
    for (const QChar character : text) {
        if (character.isSpace() || !character.isPrint() || isQuote(character)) {
            if (!character.isSurrogate())
                return refused(Reason::ForbiddenCharacter, QStringView(&character, 1));
        }
        if (QStringLiteral("\\<>{}|^").contains(character))
            return refused(Reason::ForbiddenCharacter, QStringView(&character, 1));
    }

    QString scheme = QStringLiteral("https");
    const qsizetype schemeEnd = text.indexOf(QLatin1String("://"));
    static const QRegularExpression otherScheme(
        QStringLiteral(R"(\A([A-Za-z][A-Za-z0-9+.-]*):(?![0-9]+(?:[/?#]|\z)))"));
    if (schemeEnd >= 0 && !text.left(schemeEnd).contains(QLatin1Char('/'))) {
        const QString given = text.left(schemeEnd).toString();
        scheme = given.toLower();
        if (scheme != given)
            changed |= Normalisation::LowerCased;
        if (scheme != QLatin1String("https") && scheme != QLatin1String("http"))
            return refused(Reason::NotHttps, given);
        text = text.mid(schemeEnd + 3);
    } else if (const auto other = otherScheme.match(text.toString());
               other.hasMatch() && !text.contains(QLatin1Char('@'))) {
        return refused(Reason::NotHttps, other.captured(1)); // mailto:, javascript:, https:/example
    } else {
        if (text.startsWith(QLatin1String("//")))
            text = text.mid(2);
        changed |= Normalisation::SchemeAdded;
    }

    if (const qsizetype at = text.indexOf(QLatin1Char('#')); at >= 0) {
        text = text.left(at);
        changed |= Normalisation::FragmentRemoved;
    }
    if (const qsizetype at = text.indexOf(QLatin1Char('?')); at >= 0) {
        text = text.left(at);
        changed |= Normalisation::QueryRemoved;
    }
    if (const qsizetype at = text.indexOf(QLatin1Char('/')); at >= 0) {
        changed |=
            text.mid(at) == QLatin1String("/") ? Normalisation::TrailingSlashRemoved : Normalisation::PathRemoved;
        text = text.left(at);
    }
    if (text.contains(QLatin1Char('@')))
        return refused(Reason::HasCredentials, {}); // never repeated: it may be a password

    QString host = text.toString();
    QString port;
    static const QRegularExpression withPort(QStringLiteral(R"(\A(.*?):([^:\]]*)\z)"));
    if (const auto match = withPort.match(host); match.hasMatch()) {
        port = match.captured(2);
        host = match.captured(1);
        static const QRegularExpression digits(QStringLiteral(R"(\A[0-9]{1,5}\z)"));
        if (!digits.match(port).hasMatch() || port.toInt() < 1 || port.toInt() > 65535)
            return refused(Reason::InvalidPort, port);
    }
    if (host.isEmpty())
        return refused(Reason::InvalidHost, input);

    const QString given = host;
    host = host.toLower();
    if (host.endsWith(QLatin1Char('.')))
        host.chop(1);
    if (!isBracketedIpv6(host)) {
        const QString ascii = QString::fromLatin1(QUrl::toAce(host));
        if (ascii.isEmpty() && !isHostName(host)) // toAce() refuses what no name can be
            return refused(Reason::InvalidHost, given);
        if (!ascii.isEmpty() && ascii != host) {
            host = ascii;
            changed |= Normalisation::Punycode;
        } else if (host != given) {
            changed |= Normalisation::LowerCased;
        }
        if (!isHostName(host))
            return refused(Reason::InvalidHost, given);
    }
    if (scheme == QLatin1String("http") && !isThisComputer(host))
        return refused(Reason::NotHttps, scheme);
    if (host == QLatin1String("authenticate.pomerium.app"))
        return refused(Reason::HostedService, host);

    QString origin = scheme + QStringLiteral("://") + host;
    if (!port.isEmpty())
        origin += QLatin1Char(':') + port;
    return AuthenticateUrl(std::move(origin), std::move(host), changed);
}

QString AuthenticateUrl::redirectUri(const QString &callbackPath) const
{
    return m_origin + (callbackPath.isEmpty() ? QStringLiteral("/oauth2/callback") : callbackPath);
}

} // namespace pomerium
