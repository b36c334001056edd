#pragma once

#include <QByteArray>

/// Unpredictable bytes from the operating system's generator (QRandomGenerator::system()).
[[nodiscard]] QByteArray randomBytes(qsizetype count);

/// `count` unpredictable bytes in unpadded base64url: only [A-Za-z0-9_-], as Okta wants `state` (RFC 4648 section 5).
/// 32 bytes give 43 characters, a PKCE code verifier of 256 bits (RFC 7636 section 7.1).
[[nodiscard]] QByteArray randomToken(qsizetype count = 32);
