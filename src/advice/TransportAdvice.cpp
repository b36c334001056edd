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
    }
    if (!error.detail.isEmpty())
        lines.append(error.detail);
    return lines.join(QLatin1Char('\n'));
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
        d = {
            QStringLiteral("TLS-UNKNOWN-AUTHORITY"),
            Text::tr("This computer does not trust the certificate of %1.").arg(host),
            Text::tr("It was issued by an authority that is not among the trusted ones. In many companies a proxy "
                     "inspects TLS with an authority of the company's own."),
            Text::tr("Have the company's authority added to the trusted certificates of this computer, or give it with "
                     "--ca-file PEM on the command line. The check itself cannot be switched off.")};
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
        d = {QStringLiteral("PROXY-PASSWORD"), Text::tr("The proxy of this network asks for a password."),
             Text::tr("The system's proxy settings name a proxy that wants to know who you are."),
             Text::tr("Sign in to the proxy in the system's settings, or use a network without one for the set-up.")};
        break;
    case Reason::ProxyUnreachable:
        d = {QStringLiteral("PROXY-UNREACHABLE"), Text::tr("The proxy of this network does not answer."),
             Text::tr(
                 "The system's proxy settings (or the variables http_proxy and https_proxy) name a proxy that cannot "
                 "be reached."),
             Text::tr("Correct the proxy settings of the system.")};
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

} // namespace advice
