#include "http/Authorities.h"

#include <QFile>
#include <QSslCertificate>

namespace http {

Expected<QByteArray, AuthoritiesError> readAuthorities(const QString &path)
{
    using Reason = AuthoritiesError::Reason;
    constexpr qint64 MostOfAFile = 8 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(AuthoritiesError{Reason::NotReadable, file.errorString()});
    QByteArray pem = file.read(MostOfAFile + 1);
    if (pem.size() > MostOfAFile)
        return Unexpected(AuthoritiesError{Reason::TooLarge, {}});
    if (file.error() != QFileDevice::NoError)
        return Unexpected(AuthoritiesError{Reason::NotReadable, file.errorString()});
    if (QSslCertificate::fromData(pem, QSsl::Pem).isEmpty())
        return Unexpected(AuthoritiesError{Reason::NoCertificate, {}});
    return pem;
}

} // namespace http
