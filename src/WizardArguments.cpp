#include "WizardArguments.h"

#include "core/Product.h"

QString WizardArguments::usage()
{
    QStringList names;
    for (const auto scenario : demo::lessonScenarios())
        names.append(demo::scenarioName(scenario));
    return tr("Usage: pomerium-okta-wizard [OPTIONS]\n\n"
              "  --demo           walk through with a pretend org; nothing leaves this computer\n"
              "  --scenario NAME  the state that the pretend org begins with, one of:\n"
              "                   %1\n"
              "  --seed NUMBER    the same ids, secrets and tokens in the pretend org each time\n"
              "  --side-by-side   the demo in one half of the screen, its console in the other\n"
              "  --autoplay       play the demo by itself; works without a display, then with a picture of each page\n"
              "  --draft FILE     where the unfinished setup is kept\n"
              "  --help           this text\n"
              "  --version        the version")
        .arg(names.join(QStringLiteral(",\n                   ")));
}

bool WizardArguments::hasDisplay(const QStringList &given)
{
#ifdef Q_OS_LINUX
    QString platform = qEnvironmentVariable("QT_QPA_PLATFORM");
    const auto index = qMax(given.indexOf(QStringLiteral("-platform")), given.indexOf(QStringLiteral("--platform")));
    if (index > 0)
        platform = given.value(index + 1);
    const bool needsDisplay = platform.isEmpty() || platform.startsWith(QLatin1String("xcb"))
        || platform.startsWith(QLatin1String("wayland"));
    return !needsDisplay || !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    Q_UNUSED(given)
    return true;
#endif
}

bool WizardArguments::takeValue(const QString &name, const QString &value)
{
    if (value.isEmpty() || m_seen.contains(name))
        return false;
    m_seen.append(name);
    if (name == QLatin1String("--draft")) {
        draft = value;
        return true;
    }
    isDemo = true;
    if (name == QLatin1String("--seed")) {
        bool isNumber = false;
        seed = value.toULongLong(&isNumber);
        return isNumber;
    }
    const auto named = demo::scenarioOfName(value);
    if (!named || !demo::lessonScenarios().contains(*named))
        return false;
    scenario = *named;
    return true;
}

std::optional<WizardArguments::Answer> WizardArguments::parse(const QStringList &given)
{
    for (qsizetype i = 1; i < given.size(); ++i) {
        const QString &argument = given.at(i);
        const QString name = argument.section(QLatin1Char('='), 0, 0);
        if (argument == QLatin1String("--help") || argument == QLatin1String("-h"))
            return Answer{false, product::name() + QLatin1Char('\n') + usage()};
        if (argument == QLatin1String("--version"))
            return Answer{false,
                          QStringLiteral("pomerium-okta-wizard (%1) %2").arg(product::name(), product::version())};
        if (argument == QLatin1String("--demo")) {
            isDemo = true;
        } else if (argument == QLatin1String("--side-by-side")) {
            isDemo = isSideBySide = true;
        } else if (argument == QLatin1String("--autoplay")) {
            isDemo = isAutoplay = true;
        } else if (name == QLatin1String("--draft") || name == QLatin1String("--scenario")
                   || name == QLatin1String("--seed")) {
            const QString value = name.size() < argument.size() ? argument.mid(name.size() + 1) : given.value(++i);
            if (!takeValue(name, value)) {
                //: %1: the name of an option
                return Answer{true,
                              tr("%1 is given once, with a value that --help names.").arg(name) + QLatin1Char('\n')
                                  + usage()};
            }
        } else if (argument == QLatin1String("-platform") || argument == QLatin1String("--platform")
                   || argument == QLatin1String("-style") || argument == QLatin1String("-reverse")) {
            // Qt's own, for tests; the first two have a value.
            if (argument != QLatin1String("-reverse"))
                ++i;
        } else {
            return Answer{true, tr("Unknown option: %1").arg(argument) + QLatin1Char('\n') + usage()};
        }
    }
    return std::nullopt;
}
