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
    return Text::tr("If your company inspects TLS, add its certificate authority (CA) to the system's trusted "
                    "certificates, or give it to this program as a company CA (--ca-file on the command line).");
}

QString addChain()
{
    return Text::tr("If this is your custom domain, open Customizations > Brands in the Okta Admin Console, edit the "
                    "domain's certificate, and add the intermediate certificates to the certificate chain.");
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
                Text::tr("This computer does not trust the certificate of %1.").arg(host),
                Text::tr("It was issued by an authority that is not among the trusted ones. In many companies a proxy "
                         "inspects TLS with an authority of the company's own."),
                trustCompany() + QLatin1Char('\n') + Text::tr("The check itself cannot be switched off.")};
    if (missing.isEmpty() || isOktasOwn(error.host))
        return d;
    d.cause = Text::tr("The server did not send the certificate of its issuer, %1, and this computer does not know it: "
                       "the server's chain is incomplete, or the issuer is your company's own authority.")
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
        d.cause = Text::tr("The proxy wants a password and does not say in which way.");
        d.remedy = Text::tr("Ask whoever runs the proxy how programs sign in to it, or use a network without it.");
    } else if (offersBasic) {
        d.cause = Text::tr("The proxy accepts: %1. No user name and password that it takes are set.")
                      .arg(schemes.join(QLatin1String(", ")));
        d.remedy = Text::tr("Set the variable https_proxy to http://USER:PASSWORD@%1 and restart the program, or use a "
                            "network without the proxy.")
                       .arg(name);
    } else {
        d.cause = Text::tr("The proxy accepts: %1. This program signs in to proxies with Basic only.")
                      .arg(schemes.join(QLatin1String(", ")));
        d.remedy = numbered({Text::tr("Run a local proxy that signs in for you, such as Cntlm or Px, and set the "
                                      "variable https_proxy to its address."),
                             Text::tr("Or ask whoever runs the proxy to let this computer reach %1 without a password, "
                                      "or use a network without the proxy.")
                                 .arg(error.host)});
    }
    return d;
}

Diagnosis proxyRefused(const http::TransportError &error, const QString &host)
{
    const QString name = error.proxy.isEmpty() ? Text::tr("of this network") : error.proxy;
    Diagnosis d{
        QStringLiteral("PROXY-REFUSED"), Text::tr("The proxy %1 did not connect us to %2.").arg(name, host), {}, {}};
    switch (error.proxyStatus) {
    case 403:
    case 405:
    case 451:
        d.cause =
            Text::tr("The proxy answered %1: it does not allow connections to this server.").arg(error.proxyStatus);
        d.remedy =
            Text::tr("Ask whoever runs the proxy to allow %1, port 443, or add the server to no_proxy if it can be "
                     "reached directly.")
                .arg(host);
        break;
    case 502:
    case 503:
        d.cause = Text::tr("The proxy answered %1: it cannot reach the server, or does not find its name.")
                      .arg(error.proxyStatus);
        d.remedy =
            Text::tr("Compare the address letter by letter, then ask whoever runs the proxy whether it can reach %1.")
                .arg(host);
        break;
    case 504:
        d.cause = Text::tr("The proxy answered 504: the server did not answer it in time.");
        d.remedy = Text::tr("Try again. If it stays, ask whoever runs the proxy whether it can reach %1.").arg(host);
        break;
    case 0:
        d.cause = Text::tr("The proxy is there, and could not or would not reach the server.");
        d.remedy = Text::tr("Ask whoever runs the proxy whether it may and can reach %1.").arg(host);
        break;
    default:
        d.cause = Text::tr("The proxy answered %1 instead of opening a tunnel.").arg(error.proxyStatus);
        d.remedy = Text::tr("Check that the proxy setting names a proxy for web traffic, and ask whoever runs it.");
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
        d = {QStringLiteral("NET-INVALID-URL"), Text::tr("This is not an address that can be asked."),
             Text::tr("The address has no host, or is not http or https."),
             Text::tr("Enter the whole address, such as https://acme.okta.com.")};
        break;
    case Reason::InsecureUrl:
        d = {
            QStringLiteral("NET-INSECURE-URL"),
            Text::tr("Nothing was sent to %1, because the connection would not be encrypted.").arg(host),
            Text::tr("The address begins with http:// and is not on this computer. Secrets would travel in the clear."),
            Text::tr("Use the https:// address of the server.")};
        break;
    case Reason::NameNotFound:
        d = {QStringLiteral("NET-NAME-NOT-FOUND"), Text::tr("The name %1 was not found.").arg(host),
             Text::tr(
                 "No name server that this computer asks knows it: the name is misspelt, or this computer is offline "
                 "or outside the network that knows the name."),
             Text::tr(
                 "Compare the name letter by letter with the address bar of the Okta Admin Console (without -admin), "
                 "and check the network connection.")};
        break;
    case Reason::ConnectionRefused:
        d = {QStringLiteral("NET-REFUSED"), Text::tr("%1 refused the connection.").arg(host),
             Text::tr(
                 "The computer is there, but nothing listens at this address and port, or a firewall turned us away."),
             Text::tr("Check the port in the address, and whether a firewall lets this computer out.")};
        break;
    case Reason::ConnectionClosed:
        d = {QStringLiteral("NET-CLOSED"), Text::tr("%1 hung up before the answer was complete.").arg(host),
             Text::tr("A server that restarts, a proxy or a firewall closed the connection."),
             Text::tr("Try again. If it stays, ask whoever runs the network whether connections to %1 are inspected.")
                 .arg(host)};
        break;
    case Reason::Unreachable:
        d = {QStringLiteral("NET-UNREACHABLE"), Text::tr("%1 cannot be reached from here.").arg(host),
             Text::tr("This computer is offline, or has no route to that network."),
             Text::tr("Check the network connection or VPN, then try again.")};
        break;
    case Reason::TimedOut:
        d = {QStringLiteral("NET-TIMED-OUT"), Text::tr("%1 did not answer in time.").arg(host),
             Text::tr("No complete answer came within the limit: the server is overloaded, or a firewall drops the "
                      "packets silently."),
             Text::tr("Try again. If it stays, check the address, and whether a firewall or proxy stands between.")};
        break;
    case Reason::TlsExpired:
        d = {QStringLiteral("TLS-EXPIRED"), Text::tr("The certificate of %1 has expired.").arg(host),
             Text::tr("Either the server's operator forgot to renew it, or the clock of this computer is wrong."),
             Text::tr(
                 "Check the date of this computer. If it is right, the server's operator has to renew the certificate; "
                 "there is no way around this check.")};
        break;
    case Reason::TlsNotYetValid:
        d = {QStringLiteral("TLS-NOT-YET-VALID"), Text::tr("The certificate of %1 is not valid yet.").arg(host),
             Text::tr("The clock of this computer is most likely behind."),
             Text::tr("Set the clock of this computer, then try again.")};
        break;
    case Reason::TlsWrongHost:
        d = {QStringLiteral("TLS-WRONG-HOST"), Text::tr("The certificate that came is not for %1.").arg(host),
             Text::tr(
                 "Another server answered: a wrong address, a proxy that intercepts, or a name that points elsewhere."),
             Text::tr("Compare the address with the names of the certificate in the details.")};
        break;
    case Reason::TlsUnknownAuthority:
        d = unknownAuthority(error, host);
        break;
    case Reason::TlsIncompleteChain:
        d = {QStringLiteral("TLS-INCOMPLETE-CHAIN"), Text::tr("%1 sends an incomplete certificate chain.").arg(host),
             Text::tr("The server left out the certificate of its issuer, %1. Browsers often find it by themselves; "
                      "Pomerium and other programs do not.")
                 .arg(error.certificate ? error.certificate->missingIssuer : QString()),
             isOktasOwn(error.host) ? trustCompany() : addChain()};
        break;
    case Reason::TlsRevoked:
        d = {QStringLiteral("TLS-REVOKED"), Text::tr("The certificate of %1 was revoked.").arg(host),
             Text::tr("Its authority says that it must not be trusted any more."),
             Text::tr("Do not go on. Ask whoever runs the server.")};
        break;
    case Reason::TlsHandshakeFailed:
        d = {QStringLiteral("TLS-HANDSHAKE"), Text::tr("No encrypted connection to %1 came about.").arg(host),
             Text::tr("The server speaks no TLS at this port, or none that this computer speaks."),
             Text::tr("Check the port in the address, and whether a proxy stands between.")};
        break;
    case Reason::TlsUnavailable:
        d = {QStringLiteral("TLS-UNAVAILABLE"), Text::tr("This installation cannot make encrypted connections."),
             Text::tr("The TLS plugin of Qt is missing: the program was packaged or copied incompletely."),
             Text::tr("Install the program again, and run \"pomerium-okta self-test\".")};
        break;
    case Reason::ProxyAuthenticationRequired:
        d = proxyWantsPassword(error);
        break;
    case Reason::ProxyUnreachable:
        d = {QStringLiteral("PROXY-UNREACHABLE"), Text::tr("The proxy of this network does not answer."),
             Text::tr("The proxy settings of the system, or the variables https_proxy and all_proxy, name a proxy that "
                      "cannot be reached."),
             Text::tr("Correct the proxy settings of the system.")};
        break;
    case Reason::ProxyRefused:
        d = proxyRefused(error, host);
        break;
    case Reason::ProxyInvalid:
        d = {QStringLiteral("PROXY-INVALID"), Text::tr("The proxy setting cannot be used."),
             Text::tr("It names no HTTP or SOCKS5 proxy, or what answers there is none. The details say more."),
             Text::tr("Set the proxy as http://HOST:PORT or socks5://HOST:PORT, in the system's settings or in the "
                      "variable https_proxy.")};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("NET-TOO-LARGE"), Text::tr("%1 sent far more than such an answer can have.").arg(host),
             Text::tr("This is not the server that was meant, or it is broken."), Text::tr("Check the address.")};
        break;
    case Reason::Malformed:
        d = {QStringLiteral("NET-NOT-HTTP"), Text::tr("%1 answered something that is not HTTP.").arg(host),
             Text::tr("Another kind of server listens at this port."), Text::tr("Check the address and the port.")};
        break;
    case Reason::Other:
        d = {QStringLiteral("NET-OTHER"), Text::tr("There is no answer from %1.").arg(host),
             Text::tr("The network gave the reason that is in the details."),
             Text::tr("Check the network connection and the address, then try again.")};
        break;
    }
    d.detail = detailOf(error);
    return d;
}

QString otherNetworkRemark()
{
    return Text::tr(
        "We checked from this computer. Pomerium's server may be behind another proxy or in another network "
        "zone: it needs to reach your Okta org, too, and Okta's network zones need to allow it.");
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
        return Text::tr("%1 has no certificate in PEM form.").arg(path);
    }
    Q_UNREACHABLE();
}

} // namespace advice
