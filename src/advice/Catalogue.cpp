#include "advice/Catalogue.h"

#include <QCoreApplication>
#include <QLocale>

namespace advice {

Catalogue::Catalogue(const QString &folder)
{
    const QString name = QStringLiteral("okta-setup");
    if (m_translator.load(QLocale(), name, QStringLiteral("_"), folder)
        || m_translator.load(QLocale(QLocale::English), name, QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(&m_translator);
}

} // namespace advice
