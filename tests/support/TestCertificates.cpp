#include "support/TestCertificates.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace {

struct KeyDeleter
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;

struct CertificateDeleter
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
};
using CertificatePointer = std::unique_ptr<X509, CertificateDeleter>;

struct BioDeleter
{
    void operator()(BIO *bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioDeleter>;

QByteArray bytesOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

QByteArray toPem(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return bytesOf(bio.get());
}

QByteArray toPem(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return bytesOf(bio.get());
}

void addExtension(X509 *certificate, X509 *issuer, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *const extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    if (!extension)
        qFatal("a certificate extension was refused");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

CertificatePointer certificateFor(EVP_PKEY *key, const CertificateRequest &request, X509 *issuer, EVP_PKEY *issuerKey,
                                  bool isAuthority)
{
    static long serial = 1000;
    CertificatePointer certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), request.validFrom.toSecsSinceEpoch());
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), request.validUntil.toSecsSinceEpoch());
    X509_set_pubkey(certificate.get(), key);

    const auto addName = [&certificate](const char *field, const QByteArray &value) {
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), field, MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char *>(value.constData()), -1, -1, 0);
    };
    addName("O", request.organization.toUtf8());
    addName("CN", request.commonName.toUtf8());
    X509 *const signer = issuer ? issuer : certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer));

    if (!request.issuerAddress.isEmpty()) {
        addExtension(certificate.get(), signer, NID_info_access, "caIssuers;URI:" + request.issuerAddress.toLatin1());
    }
    if (isAuthority) {
        addExtension(certificate.get(), signer, NID_basic_constraints, "critical,CA:TRUE");
        addExtension(certificate.get(), signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        QStringList names;
        for (const QString &name : request.dnsNames)
            names.append(QStringLiteral("DNS:") + name);
        for (const QString &address : request.addresses)
            names.append(QStringLiteral("IP:") + address);
        if (!names.isEmpty())
            addExtension(certificate.get(), signer, NID_subject_alt_name, names.join(QLatin1Char(',')).toLatin1());
    }
    if (X509_sign(certificate.get(), issuerKey ? issuerKey : key, EVP_sha256()) == 0)
        qFatal("a certificate could not be signed");
    return certificate;
}

Key newKey()
{
    return Key(EVP_EC_gen("P-256"));
}

QSslConfiguration configurationOf(X509 *certificate, EVP_PKEY *key)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificate(QSslCertificate(toPem(certificate)));
    configuration.setPrivateKey(QSslKey(toPem(key), QSsl::Ec));
    return configuration;
}

} // namespace

class TestAuthority::Private
{
public:
    Key key = newKey();
    CertificatePointer certificate;
};

TestAuthority::TestAuthority(const QString &commonName)
    : m_private(std::make_unique<Private>())
{
    CertificateRequest request;
    request.commonName = commonName;
    m_private->certificate = certificateFor(m_private->key.get(), request, nullptr, nullptr, true);
}

TestAuthority::~TestAuthority() = default;

QByteArray TestAuthority::pem() const
{
    return toPem(m_private->certificate.get());
}

QSslConfiguration TestAuthority::issue(const CertificateRequest &request) const
{
    const Key key = newKey();
    const auto certificate =
        certificateFor(key.get(), request, m_private->certificate.get(), m_private->key.get(), false);
    return configurationOf(certificate.get(), key.get());
}

QSslConfiguration TestAuthority::selfSigned(const CertificateRequest &request)
{
    const Key key = newKey();
    const auto certificate = certificateFor(key.get(), request, nullptr, nullptr, false);
    return configurationOf(certificate.get(), key.get());
}
