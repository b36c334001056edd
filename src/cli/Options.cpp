#include "cli/Options.h"

#include "advice/Diagnosis.h"
#include "cli/Console.h"
#include "cli/Suggestion.h"
#include "cli/Terminal.h"
#include "core/SecretText.h"
#include "core/ServerText.h"

#include <QFile>

#include <algorithm>
#include <cstdio>

namespace cli {

namespace {

constexpr qint64 LargestSecret = 64 * 1024;

} // namespace

Expected<Options, QString> Options::parse(const QStringList &arguments, const QList<Option> &known)
{
    Options options;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        const QString &argument = arguments.at(at);
        if (!argument.startsWith(QLatin1String("--")) || argument.size() == 2)
            return Unexpected(Text::tr("Unexpected argument: %1").arg(serverText(argument)));
        const qsizetype equals = argument.indexOf(QLatin1Char('='));
        const QString name = argument.mid(2, equals < 0 ? -1 : equals - 2);
        const auto option =
            std::find_if(known.cbegin(), known.cend(), [&name](const Option &o) { return o.name == name; });
        if (option == known.cend()) {
            QStringList names;
            for (const Option &o : known)
                names.append(o.name);
            if (const QString meant = nearest(name, names); !meant.isEmpty())
                return Unexpected(Text::tr("Unknown option: --%1. Did you mean --%2?").arg(serverText(name), meant));
            return Unexpected(Text::tr("Unknown option: --%1").arg(serverText(name)));
        }
        if (options.has(name) && !option->isRepeatable)
            return Unexpected(Text::tr("--%1 is given twice.").arg(name));
        if (option->value.isEmpty()) {
            if (equals >= 0)
                return Unexpected(Text::tr("--%1 takes no value.").arg(name));
            options.m_values[name].append(QString());
            continue;
        }
        if (equals >= 0) {
            options.m_values[name].append(argument.mid(equals + 1));
        } else if (at + 1 < arguments.size()) {
            options.m_values[name].append(arguments.at(++at));
        } else {
            return Unexpected(Text::tr("--%1 needs a value.").arg(name));
        }
    }
    for (const Option &option : known) {
        if (option.isRequired && !options.has(option.name))
            return Unexpected(Text::tr("--%1 is missing.").arg(option.name));
        if (option.isRequired && !option.value.isEmpty() && options.value(option.name).isEmpty())
            return Unexpected(Text::tr("--%1 is empty.").arg(option.name));
    }
    return options;
}

Expected<Secret, QString> readSecret(const QString &path)
{
    QFile file(path);
    const bool isOpen =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen)
        return Unexpected(Text::tr("%1 cannot be read: %2").arg(path, file.errorString()));
    // Whoever writes into a pipe may take their time: one read gives what is there so far.
    QByteArray bytes;
    bytes.reserve(LargestSecret + 1); // no copies left behind while it grows
    for (;;) {
        QByteArray part = file.read(LargestSecret + 1 - bytes.size());
        if (part.isEmpty())
            break;
        bytes.append(part);
        detail::cleanse(part.data(), static_cast<std::size_t>(part.size()));
    }
    if (file.error() != QFileDevice::NoError)
        return Unexpected(Text::tr("%1 cannot be read: %2").arg(path, file.errorString()));
    if (bytes.size() > LargestSecret)
        return Unexpected(Text::tr("%1 is too large for a secret.").arg(path));
    QByteArrayView content(bytes);
    if (content.endsWith("\r\n"))
        content.chop(2);
    else if (content.endsWith('\n'))
        content.chop(1);
    const QString name = path == QLatin1String("-") ? Text::tr("Standard input") : path;
    if (content.startsWith("\xFF\xFE") || content.startsWith("\xFE\xFF")) {
        detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
        return Unexpected(Text::tr("%1 is UTF-16. Save it as UTF-8 or plain text.").arg(name));
    }
    SecretText text = SecretText::read(content);
    detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (text.secret.isEmpty())
        return Unexpected(Text::tr("%1 is empty.").arg(name));
    const Console console;
    for (const SecretFlaw &flaw : std::as_const(text.flaws)) {
        const QString sentence = QStringLiteral("%1: %2").arg(name, advice::sentence(flaw));
        if (flaw.isFatal())
            return Unexpected(sentence);
        console.say(sentence);
    }
    return std::move(text.secret);
}

QString helpFor(const QList<Option> &options, int width)
{
    constexpr int Column = 34;
    QString help;
    for (const Option &option : options) {
        QString left = QStringLiteral("  --") + option.name;
        if (!option.value.isEmpty())
            left += QLatin1Char(' ') + option.value;
        help += QStringLiteral("%1 %2\n").arg(left.leftJustified(Column), wrapped(option.help, width, Column + 1));
    }
    return help;
}

} // namespace cli
