#include "core/ServerText.h"

#include <QChar>
#include <QList>

namespace {

bool isShownAsIs(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidirectional controls, zero-width characters, soft hyphen
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

QString escaped(char32_t character)
{
    const int digits = character > 0xFFFF ? 6 : 4;
    return QStringLiteral("\\u%1").arg(QString::number(character, 16).toUpper(), digits, QLatin1Char('0'));
}

} // namespace

QString serverText(QStringView text, qsizetype maximum)
{
    QString safe;
    // Cut before the conversion: a reply of a megabyte costs no more than the part that is shown. Two units each, so
    // that no pair of surrogates that would be shown is cut in two.
    const auto characters = text.left(2 * (maximum + 1)).toUcs4();
    qsizetype shown = 0;
    for (const uint character : characters) {
        if (++shown > maximum)
            return safe + QChar(0x2026);
        if (isShownAsIs(character))
            safe += QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1);
        else
            safe += escaped(character);
    }
    return safe;
}

QString serverText(QByteArrayView utf8, qsizetype maximum)
{
    return serverText(QString::fromUtf8(utf8.first(qMin(utf8.size(), 4 * (maximum + 1)))), maximum);
}
