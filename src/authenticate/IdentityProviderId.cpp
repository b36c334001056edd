#include "authenticate/IdentityProviderId.h"

#include "core/SecretBuilder.h"

#include <QCryptographicHash>

#include <algorithm>
#include <vector>

namespace authenticate {

namespace {

/// A length-delimited field of a protocol buffer: tag, length, bytes (protobuf.dev/programming-guides/encoding).
class Message
{
public:
    /// As it is, also when it is empty: an entry of a list, a member of a message.
    void add(unsigned field, QByteArrayView bytes)
    {
        constexpr unsigned LengthDelimited = 2;
        number(field << 3 | LengthDelimited);
        number(static_cast<quint64>(bytes.size()));
        m_bytes.append(bytes);
    }

    void addUnlessEmpty(unsigned field, QByteArrayView bytes)
    {
        if (!bytes.isEmpty())
            add(field, bytes);
    }

    [[nodiscard]] QByteArrayView view() const { return m_bytes.view(); }

private:
    /// Seven bits a byte, the low ones first; the top bit says that more follow.
    void number(quint64 value)
    {
        for (; value > 0x7F; value >>= 7)
            m_bytes.append(static_cast<char>(0x80 | (value & 0x7F)));
        m_bytes.append(static_cast<char>(value));
    }

    SecretBuilder m_bytes;
};

Secret digestOf(const ProviderSettings &settings, IdShape shape)
{
    Message message;
    message.addUnlessEmpty(2, settings.clientId);
    message.addUnlessEmpty(3, settings.clientSecret.reveal());
    message.addUnlessEmpty(4, settings.type);
    for (const QByteArray &scope : settings.scopes)
        message.add(5, scope);
    if (shape.hasServiceAccount)
        message.addUnlessEmpty(6, settings.serviceAccount.reveal());
    message.addUnlessEmpty(7, settings.url);
    for (const auto &[name, value] : settings.requestParameters) {
        Message entry;
        entry.add(1, name);
        entry.add(2, value);
        message.add(8, entry.view());
    }
    if (shape.hasAuthenticateUrl)
        message.addUnlessEmpty(9, settings.authenticateUrl);
    if (shape.hasAudiences && !settings.accessTokenAudiences.isEmpty()) {
        Message audiences;
        for (const QByteArray &audience : settings.accessTokenAudiences)
            audiences.add(1, audience);
        message.add(10, audiences.view());
    }
    QByteArray digest = QCryptographicHash::hash(message.view(), QCryptographicHash::Sha256);
    Secret result(digest);
    detail::cleanse(digest.data(), static_cast<std::size_t>(digest.size()));
    return result;
}

Secret base58(QByteArrayView bytes)
{
    static constexpr char Alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    std::vector<unsigned, detail::CleansingAllocator<unsigned>> digits; // the least significant first
    for (const char byte : bytes) {
        unsigned carry = static_cast<unsigned char>(byte);
        for (unsigned &digit : digits) {
            carry += digit << 8;
            digit = carry % 58;
            carry /= 58;
        }
        for (; carry > 0; carry /= 58)
            digits.push_back(carry % 58);
    }
    SecretBuilder text;
    for (qsizetype i = 0; i < bytes.size() && bytes[i] == 0; ++i)
        text.append(Alphabet[0]); // a leading zero byte is a digit of its own
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
        text.append(Alphabet[*digit]);
    return std::move(text).take();
}

Secret base62(QByteArrayView bytes)
{
    static constexpr char Alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const auto bit = [bytes](qsizetype position) { // 0: the lowest of all
        const auto byte = static_cast<unsigned char>(bytes[bytes.size() - 1 - position / 8]);
        return static_cast<unsigned>(byte >> (position % 8)) & 1U;
    };
    SecretBuilder text;
    for (qsizetype position = 0, end = bytes.size() * 8; position < end;) {
        const qsizetype width = qMin<qsizetype>(6, end - position);
        unsigned value = 0;
        for (qsizetype i = 0; i < width; ++i)
            value |= bit(position + i) << i;
        qsizetype taken = width;
        // 60 to 63, and 30 and 31, which they would be taken for, have five bits: 62 letters are not 64.
        if ((value & 0x1E) == 0x1E) {
            if (end - position > 6 || value > 0x1F)
                taken = 5;
            value &= 0x1F;
        }
        text.append(Alphabet[value]);
        position += taken;
    }
    return std::move(text).take();
}

} // namespace

QList<IdShape> idShapes()
{
    return {{IdText::Base62, false, true, false},
            {IdText::Base62, false, true, true},
            {IdText::Base62, false, false, false},
            {IdText::Base58, false, false, false},
            {IdText::Base58, true, false, false}};
}

Secret idText(QByteArrayView digest, IdText text)
{
    switch (text) {
    case IdText::Base58:
        return base58(digest);
    case IdText::Base62:
        return base62(digest);
    }
    Q_UNREACHABLE();
}

IdentityProviderId IdentityProviderId::of(const ProviderSettings &settings, IdShape shape)
{
    return IdentityProviderId(idText(digestOf(settings, shape).reveal(), shape.text));
}

bool IdentityProviderId::isShownAs(QByteArrayView text) const
{
    return equalInConstantTime(m_text.reveal(), text);
}

} // namespace authenticate
