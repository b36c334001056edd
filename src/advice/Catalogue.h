#pragma once

#include <QTranslator>

namespace advice {

/// The program's words in the language of this session, in force while it lives. English has a catalogue, too: it knows
/// "1 second" from "2 seconds".
class Catalogue final
{
public:
    /// The folder of the catalogues that are a part of the program.
    [[nodiscard]] static QString folder() { return QStringLiteral(":/translations"); }

    explicit Catalogue(const QString &folder = Catalogue::folder());

    /// The catalogue that was found; empty: not even the English one.
    [[nodiscard]] QString fileName() const { return m_translator.filePath(); }

private:
    QTranslator m_translator;
};

} // namespace advice
