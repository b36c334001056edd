#include "advice/Diagnosis.h"

namespace advice {

namespace {

QString day(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm 'UTC'")) : Text::tr("unknown");
}

QString detailOf(const http::TransportError &error)
{
    QStringList lines;
    if (!error.host.isEmpty())
        lines.append(Text::tr("Host: %1").arg(error.host));
    if (error.certificate) {
        lines.append(Text::tr("Certificate for: %1").arg(error.certificate->subject));
        lines.append(Text::tr("Issued by: %1").arg(error.certificate->issuer));
        lines.append(
            Text::tr("Valid from %1 to %2").arg(day(error.certificate->validFrom), day(error.certificate->validUntil)));
        if (!error.certificate->missingIssuer.isEmpty())
            lines.append(Text::tr("Issuer not sent and not known here: %1").arg(error.certificate->missingIssuer));
    }
    if (!error.detail.isEmpty())
        lines.append(error.detail);
    return lines.join(QLatin1Char('\n'));
}

/// Whether Okta runs the server itself, under a name of its own: its certificates there are complete.
bool isOktasOwn(const QString &host)
{
    for (const char *domain : {".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".okta.mil"}) {
        if (host.endsWith(QLatin1String(domain), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QString trustCompany()
{
    return Text::tr("If your company inspects TLS, add its certificate authority (CA) to the system's "
                    "trusted certificates. Or give it to this program as a company CA (--ca-file on the "
                    "command line).");
}

QString addChain()
{
    return Text::tr("If this is your custom domain, open Customizations > Brands in the Okta Admin Console. "
                    "Edit the domain's certificate, and add the intermediate certificates to the certificate "
                    "chain.");
}

QString numbered(const QStringList &steps)
{
    QStringList lines;
    for (const QString &step : steps)
        lines.append(QStringLiteral("%1. %2").arg(lines.size() + 1).arg(step));
    return lines.join(QLatin1Char('\n'));
}

Diagnosis unknownAuthority(const http::TransportError &error, const QString &host)
{
    const QString missing = error.certificate ? error.certificate->missingIssuer : QString();
    Diagnosis d{QStringLiteral("TLS-UNKNOWN-AUTHORITY"),
                Text::tr("This computer does not trust %1's certificate.").arg(host),
                Text::tr("Its certificate authority is not trusted here. In many companies, a proxy inspects TLS "
                         "with the company's own authority."),
                trustCompany() + QLatin1Char('\n') + Text::tr("This check cannot be turned off.")};
    if (missing.isEmpty() || isOktasOwn(error.host))
        return d;
    d.cause = Text::tr("The server did not send its issuer's certificate, %1, and this computer does not know "
                       "it. The server's chain is incomplete, or the issuer is your company's own authority.")
                  .arg(missing);
    d.remedy = numbered({addChain(), trustCompany()});
    return d;
}

Diagnosis proxyWantsPassword(const http::TransportError &error)
{
    QStringList schemes = error.proxySchemes;
    const bool offersBasic = schemes.contains(QLatin1String("Basic"), Qt::CaseInsensitive);
    const QString name = error.proxy.isEmpty() ? Text::tr("of this network") : error.proxy;
    Diagnosis d{QStringLiteral("PROXY-PASSWORD"), Text::tr("The proxy %1 asks who you are.").arg(name), {}, {}};
    if (schemes.isEmpty()) {
        d.cause = Text::tr("The proxy requires a password but does not say how to sign in.");
        d.remedy = Text::tr("Ask the proxy's administrator how programs sign in, or use a network without the proxy.");
    } else if (offersBasic) {
        d.cause = Text::tr("The proxy accepts: %1. The user name and password are missing or wrong.")
                      .arg(schemes.join(QLatin1String(", ")));
        d.remedy = Text::tr("Set the variable https_proxy to http://USER:PASSWORD@%1 and restart the program. Or use "
                            "a network without the proxy.")
                       .arg(name);
    } else {
        d.cause = Text::tr("The proxy accepts: %1. This program signs in to proxies with Basic only.")
                      .arg(schemes.join(QLatin1String(", ")));
        d.remedy =
            numbered({Text::tr("Run a local proxy that signs in for you, such as Cntlm or Px. Set the variable "
                               "https_proxy to its address."),
                      Text::tr("Or ask the proxy's administrator to let this computer reach %1 without a password.")
                          .arg(error.host)});
    }
    return d;
}

Diagnosis proxyRefused(const http::TransportError &error, const QString &host)
{
    const QString name = error.proxy.isEmpty() ? Text::tr("of this network") : error.proxy;
    Diagnosis d{
        QStringLiteral("PROXY-REFUSED"), Text::tr("The proxy %1 couldn't connect to %2.").arg(name, host), {}, {}};
    switch (error.proxyStatus) {
    case 403:
    case 405:
    case 451:
        d.cause =
            Text::tr("The proxy answered %1. It does not allow connections to this server.").arg(error.proxyStatus);
        d.remedy = Text::tr("Ask the proxy's administrator to allow %1, port 443. If you can reach the server "
                            "directly, add it to no_proxy.")
                       .arg(host);
        break;
    case 502:
    case 503:
        d.cause =
            Text::tr("The proxy answered %1. It cannot reach the server or find its name.").arg(error.proxyStatus);
        d.remedy = Text::tr("Check the spelling of the address, then ask the proxy's administrator whether it can "
                            "reach %1.")
                       .arg(host);
        break;
    case 504:
        d.cause = Text::tr("The proxy answered 504. The server did not respond to it in time.");
        d.remedy =
            Text::tr("Try again. If this continues, ask the proxy's administrator whether it can reach %1.").arg(host);
        break;
    case 0:
        d.cause = Text::tr("The proxy works, but did not reach the server.");
        d.remedy = Text::tr("Ask the proxy's administrator whether it is allowed to reach %1.").arg(host);
        break;
    default:
        d.cause = Text::tr("The proxy answered %1 instead of opening a tunnel.").arg(error.proxyStatus);
        d.remedy = Text::tr("Check that the proxy setting names a proxy for web traffic, and ask its administrator.");
        break;
    }
    return d;
}

} // namespace

Diagnosis diagnose(const http::TransportError &error)
{
    using Reason = http::TransportError::Reason;
    const QString host = error.host.isEmpty() ? Text::tr("the server") : error.host;
    Diagnosis d;
    switch (error.reason) {
    case Reason::InvalidUrl:
        d = {QStringLiteral("NET-INVALID-URL"), Text::tr("This is not a web address."),
             Text::tr("The address has no host, or is not http or https."),
             Text::tr("Enter the full address, such as https://acme.okta.com.")};
        break;
    case Reason::InsecureUrl:
        d = {QStringLiteral("NET-INSECURE-URL"), Text::tr("The connection to %1 would not be encrypted.").arg(host),
             Text::tr("The address begins with http:// and is not on this computer. Nothing was sent, because "
                      "anyone could read it."),
             Text::tr("Use the https:// address of the server.")};
        break;
    case Reason::OutsidePractice:
        d = {QStringLiteral("NET-OUTSIDE-PRACTICE"), Text::tr("Practice stays on this computer."),
             Text::tr("%1 is another computer, so we did not ask it.").arg(host),
             Text::tr("Use the practice values. For a real org, start the wizard without practice.")};
        break;
    case Reason::NameNotFound:
        d = {QStringLiteral("NET-NAME-NOT-FOUND"), Text::tr("The name %1 was not found.").arg(host),
             Text::tr("The name is misspelled, this computer is offline, or only another network knows the "
                      "name."),
             Text::tr("Compare the name with the Okta Admin Console's address, without -admin. Then check the "
                      "network connection.")};
        break;
    case Reason::ConnectionRefused:
        d = {QStringLiteral("NET-REFUSED"), Text::tr("%1 refused the connection.").arg(host),
             Text::tr("No program accepts connections at this address and port, or a firewall blocked us."),
             Text::tr("Check the port in the address, and whether a firewall blocks this computer.")};
        break;
    case Reason::ConnectionClosed:
        d = {QStringLiteral("NET-CLOSED"), Text::tr("%1 closed the connection too early.").arg(host),
             Text::tr("The server restarted, or a proxy or firewall closed the connection."),
             Text::tr("Try again. If this continues, ask your network administrator whether connections to %1 "
                      "are inspected.")
                 .arg(host)};
        break;
    case Reason::Unreachable:
        d = {QStringLiteral("NET-UNREACHABLE"), Text::tr("%1 cannot be reached from here.").arg(host),
             Text::tr("This computer is offline, or has no route to that network."),
             Text::tr("Check the network connection or VPN, then try again.")};
        break;
    case Reason::TimedOut:
        d = {QStringLiteral("NET-TIMED-OUT"), Text::tr("%1 did not answer in time.").arg(host),
             Text::tr("The server is overloaded, or a firewall silently drops the packets."),
             Text::tr("Try again. If this continues, check the address, and whether a firewall or proxy is in "
                      "between.")};
        break;
    case Reason::TlsExpired:
        d = {QStringLiteral("TLS-EXPIRED"), Text::tr("The certificate of %1 has expired.").arg(host),
             Text::tr("The server's administrator did not renew it, or this computer's clock is wrong."),
             Text::tr("Check this computer's date. If it is right, the server's administrator must renew the "
                      "certificate. This check cannot be turned off.")};
        break;
    case Reason::TlsNotYetValid:
        d = {QStringLiteral("TLS-NOT-YET-VALID"), Text::tr("The certificate of %1 is not valid yet.").arg(host),
             Text::tr("This computer's clock is probably behind."),
             Text::tr("Set this computer's clock, then try again.")};
        break;
    case Reason::TlsWrongHost:
        d = {QStringLiteral("TLS-WRONG-HOST"), Text::tr("The certificate is not for %1.").arg(host),
             Text::tr("Another server answered. The address is wrong, a proxy intercepts it, or the name "
                      "points elsewhere."),
             Text::tr("Compare the address with the certificate's names in the details.")};
        break;
    case Reason::TlsUnknownAuthority:
        d = unknownAuthority(error, host);
        break;
    case Reason::TlsIncompleteChain:
        d = {QStringLiteral("TLS-INCOMPLETE-CHAIN"), Text::tr("%1 sends an incomplete certificate chain.").arg(host),
             Text::tr("The server did not send its issuer's certificate, %1. Browsers often find it on their "
                      "own. Pomerium does not.")
                 .arg(error.certificate ? error.certificate->missingIssuer : QString()),
             isOktasOwn(error.host) ? trustCompany() : addChain()};
        break;
    case Reason::TlsRevoked:
        d = {QStringLiteral("TLS-REVOKED"), Text::tr("The certificate of %1 was revoked.").arg(host),
             Text::tr("Its certificate authority says not to trust it anymore."),
             Text::tr("Stop here, and ask the server's administrator.")};
        break;
    case Reason::TlsClientCertificateWanted:
        d = {
            QStringLiteral("TLS-CLIENT-CERTIFICATE"), Text::tr("%1 wants a client certificate.").arg(host),
            Text::tr("The server ended the connection because we showed none. A proxy or gateway may stand in front of "
                     "it."),
            Text::tr("Ask its administrator for an address that needs no client certificate.")};
        break;
    case Reason::TlsHandshakeFailed:
        d = {QStringLiteral("TLS-HANDSHAKE"), Text::tr("We couldn't encrypt the connection to %1.").arg(host),
             Text::tr("The server speaks no TLS at this port, no version this computer supports, or wants a client "
                      "certificate."),
             Text::tr("Check the port in the address, and whether a proxy is in between.")};
        break;
    case Reason::TlsUnavailable:
        d = {QStringLiteral("TLS-UNAVAILABLE"), Text::tr("This installation cannot make encrypted connections."),
             Text::tr("The Qt TLS plugin is missing. The program was not packaged or copied completely."),
             Text::tr("Reinstall the program, then run \"pomerium-okta self-test\".")};
        break;
    case Reason::ProxyAuthenticationRequired:
        d = proxyWantsPassword(error);
        break;
    case Reason::ProxyUnreachable:
        d = {QStringLiteral("PROXY-UNREACHABLE"), Text::tr("This network's proxy does not respond."),
             Text::tr("The system's proxy settings, or https_proxy and all_proxy, name a proxy that cannot be "
                      "reached."),
             Text::tr("Correct the system's proxy settings.")};
        break;
    case Reason::ProxyRefused:
        d = proxyRefused(error, host);
        break;
    case Reason::ProxyInvalid:
        d = {QStringLiteral("PROXY-INVALID"), Text::tr("The proxy setting cannot be used."),
             Text::tr("It does not name an HTTP or SOCKS5 proxy, or no proxy answers there."),
             Text::tr("Set the proxy as http://HOST:PORT or socks5://HOST:PORT in the system's settings or in "
                      "https_proxy.")};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("NET-TOO-LARGE"), Text::tr("The answer from %1 is too large.").arg(host),
             Text::tr("This is the wrong server, or it has an error."), Text::tr("Check the address.")};
        break;
    case Reason::Malformed:
        d = {QStringLiteral("NET-NOT-HTTP"), Text::tr("%1 did not answer with HTTP.").arg(host),
             Text::tr("Another kind of server uses this port."), Text::tr("Check the address and the port.")};
        break;
    case Reason::Other:
        d = {QStringLiteral("NET-OTHER"), Text::tr("There is no response from %1.").arg(host),
             Text::tr("The reason is in the details."),
             Text::tr("Check the network connection and the address, then try again.")};
        break;
    }
    d.detail = detailOf(error);
    return d;
}

QString otherNetworkRemark()
{
    return Text::tr("We checked from this computer. Pomerium's server may be behind another proxy or in "
                    "another network zone. It must reach your Okta org too, and Okta's network zones must "
                    "allow it.");
}

QString sentence(const http::AuthoritiesError &error, const QString &path)
{
    using Reason = http::AuthoritiesError::Reason;
    switch (error.reason) {
    case Reason::NotReadable:
        return Text::tr("%1 cannot be read: %2").arg(path, error.detail);
    case Reason::TooLarge:
        return Text::tr("%1 is too large to be a list of certificates.").arg(path);
    case Reason::NoCertificate:
        return Text::tr("%1 has no certificate in PEM format.").arg(path);
    }
    Q_UNREACHABLE();
}

} // namespace advice
