#include "core/Random.h"

#include <QRandomGenerator>

#include <array>
#include <cstring>

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (qsizetype at = 0; at < count;) {
        std::array<quint32, 16> words{};
        QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
        const qsizetype size = qMin(count - at, static_cast<qsizetype>(sizeof words));
        std::memcpy(bytes.data() + at, words.data(), static_cast<std::size_t>(size));
        at += size;
    }
    return bytes;
}

QByteArray randomToken(qsizetype count)
{
    return randomBytes(count).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}
