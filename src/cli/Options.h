#pragma once

#include "core/Expected.h"
#include "core/Secret.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace cli {

/// One option of a subcommand.
struct Option
{
    QString name; ///< without the dashes
    QString value; ///< what stands for its value in the help; empty: it has none
    QString help; ///< one sentence
    bool isRequired = false;
    QStringList choices = {}; ///< for a shell to offer; whoever reads the value judges it
    bool isRepeatable = false; ///< may be given again; each counts
};

/// The options of a subcommand as they were given: GNU style, spelled in full, `--name value` or `--name=value`.
class Options final
{
public:
    /// The error is a sentence for standard error.
    [[nodiscard]] static Expected<Options, QString> parse(const QStringList &arguments, const QList<Option> &known);

    [[nodiscard]] bool has(const QString &name) const { return m_values.contains(name); }
    [[nodiscard]] QString value(const QString &name) const { return m_values.value(name).value(0); }
    /// Of an option that is repeatable, in the order in which they were given.
    [[nodiscard]] QStringList values(const QString &name) const { return m_values.value(name); }

private:
    QHash<QString, QStringList> m_values;
};

/// Reads a secret from a file, or from standard input for "-". One final line break is cut, and so
/// is what is surely not part of it (SecretText), with a word to standard error. The error is a sentence.
[[nodiscard]] Expected<Secret, QString> readSecret(const QString &path);

/// "  --name VALUE   help" for each, in lines of at most `width` columns; 0: as long as they are.
[[nodiscard]] QString helpFor(const QList<Option> &options, int width);

} // namespace cli
