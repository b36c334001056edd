#pragma once

#include <QSslConfiguration>
#include <QUrl>

#include <memory>

/// A server on 127.0.0.1 that ends each TLS handshake without a client certificate by an alert, as web servers do. Qt's
/// own only hangs up.
class StrictTlsServer final
{
public:
    /// Shows the certificate of `identity`, and speaks no other version.
    StrictTlsServer(const QSslConfiguration &identity, QSsl::SslProtocol version);
    ~StrictTlsServer();

    [[nodiscard]] QUrl url() const;

private:
    class Private;
    const std::unique_ptr<Private> m_private;
};
