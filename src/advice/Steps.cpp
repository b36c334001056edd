#include "advice/Steps.h"

namespace advice {

QString steps(const QStringList &each)
{
    if (each.size() == 1)
        return each.constFirst();
    QStringList lines;
    for (qsizetype i = 0; i < each.size(); ++i)
        lines.append(QStringLiteral("%1. %2").arg(i + 1).arg(each.at(i)));
    return lines.join(QLatin1Char('\n'));
}

QString at(const QString &step, const QString &place)
{
    return QStringLiteral("%1 (%2)").arg(step, place);
}

Diagnosis words(const char *code, const QString &headline, const QString &cause, const QStringList &remedy)
{
    return {QString::fromLatin1(code), headline, cause, steps(remedy)};
}

} // namespace advice
