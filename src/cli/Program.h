#pragma once

#include "cli/Subcommand.h"

#include <QList>
#include <QStringList>

namespace cli {

/// A program of subcommands: finds the one that is meant, its help, what may follow, and runs it.
class Program final
{
public:
    Program(QString name, QList<Subcommand> subcommands, Context::MakeKeychain makeKeychain);

    /// `arguments`: without the program's own name. The exit status.
    [[nodiscard]] int run(QStringList arguments) const;

    /// What a shell may offer for the last of these words: lines of "WORD<tab>PURPOSE", or ":files" for names of files.
    /// For the scripts in resources/completions, by the subcommand __complete, which no help names.
    [[nodiscard]] QStringList completions(const QStringList &typedWords) const;

private:
    /// Whether subcommands begin with this word: "app".
    [[nodiscard]] bool isGroup(const QString &name) const;
    [[nodiscard]] QString usage() const;
    [[nodiscard]] QString usageOf(const Subcommand &subcommand) const;
    [[nodiscard]] int print(const QString &text) const;

    const QString m_name;
    const QList<Subcommand> m_subcommands;
    const Context::MakeKeychain m_makeKeychain;
};

} // namespace cli
