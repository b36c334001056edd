#include "cli/Program.h"

#include "cli/Status.h"
#include "cli/Suggestion.h"
#include "core/Product.h"
#include "core/ServerText.h"

#include <algorithm>

namespace cli {

namespace {

bool isHelp(const QString &argument)
{
    return argument == QLatin1String("--help") || argument == QLatin1String("-h");
}

/// Whether the value is a file's name, by what stands for it in the help.
bool isFile(const Option &option)
{
    return option.value == QLatin1String("FILE") || option.value == QLatin1String("PEM")
        || option.value == QLatin1String("PATH");
}

const Option *optionNamed(const Subcommand &subcommand, const QString &argument)
{
    for (const Option &option : subcommand.options) {
        if (argument == QLatin1String("--") + option.name)
            return &option;
    }
    return nullptr;
}

} // namespace

Program::Program(QString name, QList<Subcommand> subcommands, Context::MakeKeychain makeKeychain)
    : m_name(std::move(name))
    , m_subcommands(std::move(subcommands))
    , m_makeKeychain(std::move(makeKeychain))
{
}

int Program::print(const QString &text) const
{
    const Console console;
    return static_cast<int>(console.write(text.toLocal8Bit()) ? Status::Passed : Status::Failed);
}

QString Program::usage() const
{
    const int width = Terminal::of(stdout).width;
    qsizetype widest = 0;
    for (const auto &subcommand : m_subcommands)
        widest = std::max(widest, subcommand.name.size());
    QString text = Text::tr("%1: checks and exports without a window.").arg(product::name()) + QStringLiteral("\n\n")
        + Text::tr("Usage: %1 SUBCOMMAND [OPTIONS]").arg(m_name) + QStringLiteral("\n\n");
    for (const auto &subcommand : m_subcommands)
        text += QStringLiteral("  %1  %2\n")
                    .arg(subcommand.name.leftJustified(widest),
                         wrapped(subcommand.purpose, width, static_cast<int>(widest) + 4));
    text += QLatin1Char('\n') + Text::tr("%1 SUBCOMMAND --help shows the options of one.").arg(m_name)
        + QStringLiteral("\n\n")
        + wrapped(Text::tr("Secrets are never arguments. They come from a file, or from standard input (-). One "
                           "final line break is removed.\nExit status: 0 all passed. 1 a check failed, or nothing "
                           "was written. 2 wrong usage. 3 canceled or timed out."),
                  width, 0)
        + QLatin1Char('\n');
    return text;
}

QString Program::usageOf(const Subcommand &subcommand) const
{
    return Text::tr("Usage: %1 %2 [OPTIONS]").arg(m_name, subcommand.name) + QStringLiteral("\n\n")
        + wrapped(subcommand.purpose, Terminal::of(stdout).width, 0) + QStringLiteral("\n\n")
        + helpFor(subcommand.options, Terminal::of(stdout).width);
}

bool Program::isGroup(const QString &name) const
{
    return std::any_of(m_subcommands.cbegin(), m_subcommands.cend(), [&name](const Subcommand &subcommand) {
        return subcommand.name.startsWith(name + QLatin1Char(' '));
    });
}

int Program::run(QStringList arguments) const
{
    const Console console;
    const QString name = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (isHelp(name) || (name == QLatin1String("help") && arguments.isEmpty()))
        return print(usage());
    if (name == QLatin1String("--version"))
        return print(QStringLiteral("%1 (%2) %3\n").arg(m_name, product::name(), product::version()));
    if (name == QLatin1String("__complete")) {
        const QStringList candidates = completions(arguments);
        return print(candidates.isEmpty() ? QString() : candidates.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    }
    QString wanted = name == QLatin1String("help") ? arguments.value(0) : name;
    if (name == wanted && isGroup(wanted) && !arguments.isEmpty() && !isHelp(arguments.first()))
        wanted += QLatin1Char(' ') + arguments.takeFirst();
    const bool isAsked = name == QLatin1String("help");
    if (isGroup(wanted) && (isAsked || (!arguments.isEmpty() && isHelp(arguments.first()))))
        return print(usage());
    for (const auto &subcommand : m_subcommands) {
        if (subcommand.name != wanted)
            continue;
        if (isAsked || std::any_of(arguments.cbegin(), arguments.cend(), isHelp))
            return print(usageOf(subcommand));
        const auto options = Options::parse(arguments, subcommand.options);
        if (!options) {
            console.say(options.error());
            console.say(Text::tr("See %1 %2 --help.").arg(m_name, subcommand.name));
            return static_cast<int>(Status::WrongUsage);
        }
        Context context(*options, m_makeKeychain);
        return subcommand.run(context);
    }
    QStringList names;
    for (const auto &subcommand : m_subcommands)
        names.append(subcommand.name);
    if (name.isEmpty())
        console.say(Text::tr("A subcommand is missing: %1.").arg(names.join(QStringLiteral(", "))));
    else if (const QString meant = nearest(wanted, names); !meant.isEmpty())
        console.say(Text::tr("Unknown subcommand: %1. Did you mean %2?").arg(serverText(wanted), meant));
    else
        console.say(Text::tr("Unknown subcommand: %1").arg(serverText(wanted)));
    console.say(Text::tr("See %1 --help.").arg(m_name));
    return static_cast<int>(Status::WrongUsage);
}

QStringList Program::completions(const QStringList &typedWords) const
{
    QStringList found;
    QStringList words = typedWords;
    if (words.size() >= 3 && isGroup(words.first())) { // "app", "create" is one name
        const QString verb = words.takeAt(1);
        words.first() += QLatin1Char(' ') + verb;
    }
    const QString typed = words.isEmpty() ? QString() : words.last();
    const auto offer = [&](const QString &word, const QString &purpose) {
        if (word.startsWith(typed))
            found.append(word + QLatin1Char('\t') + purpose);
    };
    if (words.size() < 2) {
        QString group;
        for (const auto &subcommand : m_subcommands) {
            const QString first = subcommand.name.section(QLatin1Char(' '), 0, 0);
            if (first == subcommand.name)
                offer(first, subcommand.purpose);
            else if (first != group)
                offer(first, Text::tr("Several: %1 %2 and others.").arg(m_name, subcommand.name));
            group = first;
        }
        offer(QStringLiteral("--help"), Text::tr("What this program can do."));
        offer(QStringLiteral("--version"), Text::tr("Its version."));
        return found;
    }
    if (words.size() == 2 && isGroup(words.first())) {
        for (const auto &subcommand : m_subcommands) {
            const QString prefix = words.first() + QLatin1Char(' ');
            if (subcommand.name.startsWith(prefix))
                offer(subcommand.name.mid(prefix.size()), subcommand.purpose);
        }
        return found;
    }
    for (const auto &subcommand : m_subcommands) {
        if (subcommand.name != words.first())
            continue;
        if (const Option *const before = optionNamed(subcommand, words.at(words.size() - 2));
            before && !before->value.isEmpty()) {
            if (isFile(*before))
                return {QStringLiteral(":files")};
            for (const QString &choice : before->choices)
                offer(choice, QString());
            return found;
        }
        for (const Option &option : subcommand.options) {
            const QString word = QLatin1String("--") + option.name;
            if (option.isRepeatable || !words.contains(word) || typed == word)
                offer(word, option.help);
        }
        offer(QStringLiteral("--help"), Text::tr("These options."));
    }
    return found;
}

} // namespace cli
