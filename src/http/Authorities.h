#pragma once

#include "core/Expected.h"

#include <QByteArray>
#include <QString>

namespace http {

/// Why a file is no list of certificates.
struct AuthoritiesError
{
    enum class Reason {
        NotReadable, ///< detail: the system's words
        TooLarge, ///< more than 8 MiB: a whole system's list is a fortieth of it
        NoCertificate ///< nothing in PEM form
    };
    Reason reason = Reason::NotReadable;
    QString detail = {};
};

/// Reads a file of certificates in PEM form, for Client::setAdditionalAuthorities(). Never more than 8 MiB, whatever
/// the file is. One that is no regular file may keep the caller waiting.
[[nodiscard]] Expected<QByteArray, AuthoritiesError> readAuthorities(const QString &path);

} // namespace http
