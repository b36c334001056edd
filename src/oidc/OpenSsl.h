#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>

// OpenSSL's objects with an owner, for the sources that read keys and verify signatures.

namespace oidc::openssl {

/// Frees with the function of OpenSSL that belongs to the type.
template <auto Free> struct Freed
{
    template <typename T> void operator()(T *object) const { Free(object); }
};

using KeyPointer = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;

/// A big-endian number without a sign.
inline Number number(const QByteArray &bytes)
{
    return Number(
        BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<int>(bytes.size()), nullptr));
}

/// Leaves OpenSSL's queue of errors as it was: Qt's TLS reads the same one.
class ErrorQueueMark
{
    Q_DISABLE_COPY_MOVE(ErrorQueueMark)

public:
    ErrorQueueMark() { ERR_set_mark(); }
    ~ErrorQueueMark() { ERR_pop_to_mark(); }
};

} // namespace oidc::openssl
