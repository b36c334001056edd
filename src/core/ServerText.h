#pragma once

#include <QByteArrayView>
#include <QString>

/// Text that came from a server, a file or another process, made safe to show as plain text: at most `maximum`
/// characters (then an ellipsis), control, line-breaking, bidirectional and zero-width characters written as visible
/// escapes such as `\u202E`, lone surrogates replaced.
///
/// It is still plain text: whoever shows it sets Qt::PlainText.
[[nodiscard]] QString serverText(QStringView text, qsizetype maximum = 300);
/// The same from UTF-8 bytes; invalid sequences become U+FFFD.
[[nodiscard]] QString serverText(QByteArrayView utf8, qsizetype maximum = 300);
