#include "core/Secret.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <openssl/crypto.h>

namespace detail {

void cleanse(void *memory, std::size_t size) noexcept
{
    OPENSSL_cleanse(memory, size);
}

} // namespace detail

Secret::Secret(QByteArrayView bytes)
    : m_bytes(bytes.begin(), bytes.end())
{
}

Secret Secret::fromText(QStringView text)
{
    QByteArray utf8 = text.toUtf8();
    Secret secret{QByteArrayView(utf8)};
    detail::cleanse(utf8.data(), static_cast<std::size_t>(utf8.size()));
    return secret;
}

QByteArrayView Secret::reveal() const
{
    return {m_bytes.data(), static_cast<qsizetype>(m_bytes.size())};
}

Secret Secret::clone() const
{
    return Secret(reveal());
}

bool operator==(const Secret &a, const Secret &b)
{
    return equalInConstantTime(a.reveal(), b.reveal());
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size()
        && (a.isEmpty() || CRYPTO_memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size())) == 0);
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached())
        detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes = QByteArray();
}

void wipe(QString &text)
{
    if (text.isDetached())
        detail::cleanse(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text = QString();
}
