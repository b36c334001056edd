#include "wizard/SetupReport.h"

#include "advice/Diagnosis.h"
#include "core/Product.h"
#include "setup/Results.h"
#include "setup/Setup.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SetupReport)
};

using advice::CheckLine;
using advice::Report;

QString sectionTitle(const QString &id)
{
    if (id == QLatin1String("organization"))
        return Text::tr("Okta org");
    if (id == QLatin1String("credentials"))
        return Text::tr("Client ID and client secret");
    if (id == QLatin1String("sign-in"))
        return Text::tr("Sign-in test");
    if (id == QLatin1String("api-token"))
        return Text::tr("API token");
    return Text::tr("Running Pomerium");
}

/// Why there are no checks to show.
QString unseenWords(const setup::Result &result)
{
    switch (result.state) {
    case setup::Result::State::Stale:
        return Text::tr("Not checked since something changed.");
    case setup::Result::State::LeftOut:
        return result.id == QLatin1String("sign-in") ? Text::tr("Skipped. We don't know whether people can sign in.")
                                                     : Text::tr("Skipped. There is no API token.");
    case setup::Result::State::NotChecked:
    case setup::Result::State::Checked:
        break;
    }
    return Text::tr("Not checked.");
}

Report::Section sectionOf(const setup::Result &result)
{
    const QString title = sectionTitle(result.id);
    if (result.state == setup::Result::State::Checked)
        return Report::Section::of(result.id, title, result.checks);
    CheckLine line;
    line.id = result.id;
    line.title = title;
    line.status = checks::Status::Skipped;
    line.headline = unseenWords(result);
    return {result.id, title, {}, {line}};
}

} // namespace

Report setupReport(setup::Setup &setup)
{
    const auto &configuration = setup.configuration();
    Report report;
    report.title = Text::tr("%1: what was set up and checked").arg(product::name());
    report.created = QDateTime::currentDateTimeUtc();
    const auto fact = [&report](const QString &id, const QString &title, const QString &value) {
        if (!value.isEmpty())
            report.facts.append({id, title, value});
    };
    fact(QStringLiteral("organization"), Text::tr("Okta org"),
         configuration.org ? configuration.org->toString() : QString());
    fact(QStringLiteral("issuer"), Text::tr("Provider URL (issuer)"), configuration.issuer);
    fact(QStringLiteral("authenticate_url"), Text::tr("Authenticate service URL"),
         configuration.authenticateUrl ? configuration.authenticateUrl->toString() : QString());
    fact(QStringLiteral("pomerium"), Text::tr("Pomerium version"), configuration.release.toString());
    fact(QStringLiteral("application"), Text::tr("Application"), configuration.applicationName);
    fact(QStringLiteral("access"), Text::tr("Who may sign in"),
         configuration.access == setup::Access::Everyone    ? Text::tr("Everyone in the org")
             : configuration.access == setup::Access::Later ? Text::tr("Nobody yet. Assign people or groups in Okta.")
                                                            : configuration.accessGroups.join(QStringLiteral(", ")));
    fact(QStringLiteral("client_id"), Text::tr("Client ID"), configuration.clientId);
    fact(QStringLiteral("client_secret"), Text::tr("Client secret"),
         configuration.clientSecret.isEmpty() ? Text::tr("none") : Text::tr("entered, not shown"));
    fact(QStringLiteral("api_token"), Text::tr("API token"),
         configuration.usedApiToken().isEmpty() ? Text::tr("none") : Text::tr("entered, not shown"));
    fact(QStringLiteral("redirect_uris"), Text::tr("Sign-in redirect URIs"),
         configuration.signInRedirectUris().join(QLatin1Char('\n')));
    if (setup.exportStep().isWritten())
        fact(QStringLiteral("written"), Text::tr("Written"), setup.exportStep().writtenPath());
    for (const setup::Result &result : setup::results(setup))
        report.sections.append(sectionOf(result));
    report.mask(setup.exportStep().settings().secrets());
    return report;
}

QList<CheckLine> setupSummary(setup::Setup &setup)
{
    QList<CheckLine> lines;
    const Report report = setupReport(setup);
    const auto results = setup::results(setup);
    for (qsizetype i = 0; i < results.size(); ++i) {
        const Report::Section &section = report.sections.at(i);
        CheckLine line;
        line.id = section.id;
        line.title = section.title;
        line.status = results.at(i).status();
        QStringList notable;
        for (const CheckLine &check : section.checks) {
            const bool isOfNoUse = check.status == checks::Status::Skipped && check.skip == checks::Skip::DoesNotApply;
            if (check.status != checks::Status::Passed && !isOfNoUse && !check.headline.isEmpty())
                notable.append(section.checks.size() == 1 ? check.headline
                                                          : QStringLiteral("%1: %2").arg(check.title, check.headline));
        }
        // A problem has a card. Its heading is what was checked; what is wrong, and when that was seen, is its text.
        const bool hasCard = line.status == checks::Status::Failed || line.status == checks::Status::Warning;
        if (section.finished.isValid()) {
            const QDateTime finished = section.finished.toLocalTime();
            const bool isToday = finished.date() == QDate::currentDate();
            const QString when = isToday ? QLocale().toString(finished.time(), QLocale::ShortFormat)
                                         : QLocale().toString(finished, QLocale::ShortFormat);
            if (hasCard)
                notable.append(Text::tr("Checked: %1").arg(when));
            else
                notable.prepend(when);
        }
        (hasCard ? line.cause : line.headline) = notable.join(QLatin1Char('\n'));
        lines.append(line);
    }
    return lines;
}
