#include "support/StrictTlsServer.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {

template <typename Object, typename Read> Object *fromPem(const QByteArray &pem, Read read)
{
    BIO *const bytes = BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size()));
    Object *const object = read(bytes, nullptr, nullptr, nullptr);
    BIO_free(bytes);
    return object;
}

} // namespace

class StrictTlsServer::Private
{
public:
    Private(const QSslConfiguration &identity, QSsl::SslProtocol version)
        : m_context(SSL_CTX_new(TLS_server_method()))
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        X509 *const certificate = fromPem<X509>(identity.localCertificate().toPem(), PEM_read_bio_X509);
        EVP_PKEY *const key = fromPem<EVP_PKEY>(identity.privateKey().toPem(), PEM_read_bio_PrivateKey);
        SSL_CTX_use_certificate(m_context, certificate);
        SSL_CTX_use_PrivateKey(m_context, key);
        X509_free(certificate);
        EVP_PKEY_free(key);
        const int number = version == QSsl::TlsV1_2 ? TLS1_2_VERSION : TLS1_3_VERSION;
        SSL_CTX_set_min_proto_version(m_context, number);
        SSL_CTX_set_max_proto_version(m_context, number);
        SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 8) != 0
            || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            qFatal("no port");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }

    ~Private()
    {
        ::shutdown(m_listener, SHUT_RDWR); // accept() returns
        m_thread.join();
        ::close(m_listener);
        SSL_CTX_free(m_context);
    }

    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void serve() const
    {
        for (int peer = ::accept(m_listener, nullptr, nullptr); peer >= 0;
             peer = ::accept(m_listener, nullptr, nullptr)) {
            SSL *const connection = SSL_new(m_context);
            SSL_set_fd(connection, peer);
            (void)SSL_accept(connection); // which sends the alert
            SSL_free(connection);
            ::shutdown(peer, SHUT_WR);
            char rest[4096];
            while (::read(peer, rest, sizeof rest) > 0) {
                // What came too late; without it, the alert would be lost to a reset.
            }
            ::close(peer);
        }
    }

    SSL_CTX *const m_context;
    const int m_listener;
    quint16 m_port = 0;
    std::thread m_thread;
};

StrictTlsServer::StrictTlsServer(const QSslConfiguration &identity, QSsl::SslProtocol version)
    : m_private(std::make_unique<Private>(identity, version))
{
}

StrictTlsServer::~StrictTlsServer() = default;

QUrl StrictTlsServer::url() const
{
    return QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(m_private->port()));
}
