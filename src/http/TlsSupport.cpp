#include "http/TlsSupport.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace http {

TlsSupport TlsSupport::ofThisInstallation()
{
    TlsSupport support;
    support.isAvailable = QSslSocket::supportsSsl();
    if (!support.isAvailable)
        return support;
    support.backend = QStringLiteral("%1, %2").arg(QSslSocket::activeBackend(), QSslSocket::sslLibraryVersionString());
    support.systemAuthorities = static_cast<int>(QSslConfiguration::systemCaCertificates().size());
    return support;
}

} // namespace http
