#include "http/TlsFault.h"

#include "core/ServerText.h"

#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QStringList>
#include <QVariant>

namespace http {

namespace {

constexpr qsizetype MostOfAName = 100;

/// "CN=..., O=..., C=...", the parts that a person recognises, in the order of RFC 4514 as far as Qt tells it.
QString distinguishedName(const QSslCertificate &certificate,
                          QStringList (QSslCertificate::*values)(const QByteArray &attribute) const,
                          const QList<QByteArray> &attributes)
{
    static const QList<QByteArray> Known{"CN", "OU", "O", "L", "ST", "C"};
    QList<QByteArray> ordered;
    for (const QByteArray &attribute : Known) {
        if (attributes.contains(attribute))
            ordered.append(attribute);
    }
    for (const QByteArray &attribute : attributes) {
        if (!ordered.contains(attribute))
            ordered.append(attribute);
    }
    QStringList parts;
    for (const QByteArray &attribute : ordered) {
        for (const QString &value : (certificate.*values)(attribute))
            parts.append(serverText(QByteArrayView(attribute), MostOfAName) + QLatin1Char('=')
                         + serverText(value, MostOfAName));
    }
    // Each part by itself, so that one without end does not hide the others; and a certificate may have hundreds.
    return serverText(parts.join(QLatin1String(", ")), 4 * MostOfAName);
}

Certificate described(const QSslCertificate &certificate)
{
    return {distinguishedName(certificate, &QSslCertificate::subjectInfo, certificate.subjectInfoAttributes()),
            distinguishedName(certificate, &QSslCertificate::issuerInfo, certificate.issuerInfoAttributes()),
            certificate.effectiveDate().toUTC(), certificate.expiryDate().toUTC()};
}

TransportError::Reason reasonOf(QSslError::SslError error)
{
    using Reason = TransportError::Reason;
    switch (error) {
    case QSslError::CertificateExpired:
        return Reason::TlsExpired;
    case QSslError::CertificateNotYetValid:
        return Reason::TlsNotYetValid;
    case QSslError::HostNameMismatch:
        return Reason::TlsWrongHost;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return Reason::TlsRevoked;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
    case QSslError::PathLengthExceeded:
    case QSslError::CertificateRejected:
    case QSslError::SubjectIssuerMismatch:
    case QSslError::AuthorityIssuerSerialNumberMismatch:
        return Reason::TlsUnknownAuthority;
    default:
        return Reason::TlsHandshakeFailed;
    }
}

/// Which of several faults of a certificate is told first: what the certificate says of itself, before what we think of
/// its issuer. TransportError::detail has them all.
int rank(TransportError::Reason reason)
{
    using Reason = TransportError::Reason;
    static const QList<Reason> Order{Reason::TlsRevoked,   Reason::TlsExpired,          Reason::TlsNotYetValid,
                                     Reason::TlsWrongHost, Reason::TlsUnknownAuthority, Reason::TlsHandshakeFailed};
    const qsizetype at = Order.indexOf(reason);
    return static_cast<int>(at < 0 ? Order.size() : at);
}

/// Whether the certificate says where its issuer's can be had (RFC 5280 section 4.2.2.1). Public authorities always say
/// so; those of companies that inspect TLS mostly do not.
bool namesIssuerAddress(const QSslCertificate &certificate)
{
    const QList<QSslCertificateExtension> extensions = certificate.extensions();
    for (const QSslCertificateExtension &extension : extensions) {
        if (extension.oid() != QLatin1String("1.3.6.1.5.5.7.1.1"))
            continue;
        const QVariantMap ways = extension.value().toMap();
        if (ways.contains(QStringLiteral("caIssuers")) || ways.contains(QStringLiteral("CA Issuers")))
            return true;
    }
    return false;
}

} // namespace

std::optional<TransportError> tlsFault(const QString &host, const QList<QSslError> &errors,
                                       const QList<QSslCertificate> &sent)
{
    using Reason = TransportError::Reason;
    std::optional<TransportError> fault;
    const QSslCertificate peer = sent.isEmpty() ? QSslCertificate() : sent.first();
    const bool endsWithoutIssuer = !sent.isEmpty() && !sent.last().isSelfSigned();
    bool isIssuerMissing = false;
    QStringList details;
    for (const QSslError &error : errors) {
        const Reason reason = reasonOf(error.error());
        QString text = error.errorString();
        // Which authority is missing: of a chain it is not the issuer of the server's own certificate.
        if (reason == Reason::TlsUnknownAuthority && !error.certificate().isNull())
            text += QStringLiteral(" (issuer: %1)").arg(described(error.certificate()).issuer);
        if (!details.contains(text))
            details.append(text);
        if (error.error() == QSslError::UnableToGetLocalIssuerCertificate
            || error.error() == QSslError::UnableToGetIssuerCertificate)
            isIssuerMissing = endsWithoutIssuer;
        if (!fault || rank(reason) < rank(fault->reason)) {
            // The certificate at fault: of the dates it may be an intermediate one. Otherwise the server's own.
            const bool isAboutDates = reason == Reason::TlsExpired || reason == Reason::TlsNotYetValid;
            const QSslCertificate &shown =
                (isAboutDates && !error.certificate().isNull()) || peer.isNull() ? error.certificate() : peer;
            fault = TransportError{reason, host, {}, std::nullopt};
            if (!shown.isNull())
                fault->certificate = described(shown);
        }
    }
    if (!fault)
        return std::nullopt;
    fault->detail = details.join(QLatin1String("; "));
    if (fault->reason == Reason::TlsUnknownAuthority && isIssuerMissing) {
        if (fault->certificate)
            fault->certificate->missingIssuer =
                distinguishedName(sent.last(), &QSslCertificate::issuerInfo, sent.last().issuerInfoAttributes());
        if (namesIssuerAddress(sent.last()))
            fault->reason = Reason::TlsIncompleteChain;
    }
    return fault;
}

} // namespace http
