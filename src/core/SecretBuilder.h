#pragma once

#include "core/Secret.h"

#include <QByteArrayView>

#include <utility>
#include <vector>

/// Puts a Secret together piece by piece, leaving nothing behind when it grows.
class SecretBuilder
{
public:
    void append(char byte) { m_bytes.push_back(byte); }
    void append(QByteArrayView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_bytes.size()); }
    [[nodiscard]] QByteArrayView view() const { return {m_bytes.data(), size()}; }

    [[nodiscard]] Secret take() &&
    {
        Secret secret(view());
        m_bytes = {};
        return secret;
    }

private:
    std::vector<char, detail::CleansingAllocator<char>> m_bytes;
};
