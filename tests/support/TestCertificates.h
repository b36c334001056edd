#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QSslConfiguration>
#include <QString>
#include <QStringList>

#include <memory>

/// Who a certificate is for, and when it is valid. The default is one that is right for a server of ours.
struct CertificateRequest
{
    QString commonName = QStringLiteral("127.0.0.1");
    QString organization = QStringLiteral("Acme");
    QStringList dnsNames = {};
    QStringList addresses = {QStringLiteral("127.0.0.1")};
    /// Where the certificate says that its issuer's is had (RFC 5280 section 4.2.2.1); empty: it does not.
    QString issuerAddress = {};
    QDateTime validFrom = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime validUntil = QDateTime::currentDateTimeUtc().addDays(1);
};

/// A certificate authority of a test, made anew by each: nobody trusts it who is not told to.
class TestAuthority final
{
public:
    explicit TestAuthority(const QString &commonName = QStringLiteral("Test Authority"));
    ~TestAuthority();

    /// For ClientSettings::additionalAuthorities and --ca-file.
    [[nodiscard]] QByteArray pem() const;
    /// What a server needs to present a certificate that this authority issued.
    [[nodiscard]] QSslConfiguration issue(const CertificateRequest &request = {}) const;
    /// The same, signed by its own key.
    [[nodiscard]] static QSslConfiguration selfSigned(const CertificateRequest &request = {});

private:
    class Private;
    const std::unique_ptr<Private> m_private;
};
