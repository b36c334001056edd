#pragma once

#include <QString>

namespace http {

/// Whether this installation can make encrypted connections at all.
struct TlsSupport
{
    bool isAvailable = false;
    QString backend; ///< "openssl", "schannel"…, with its library's version
    int systemAuthorities = 0; ///< certificate authorities that the system trusts

    [[nodiscard]] static TlsSupport ofThisInstallation();
};

} // namespace http
