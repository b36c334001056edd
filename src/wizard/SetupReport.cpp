#include "wizard/SetupReport.h"

#include "advice/Diagnosis.h"
#include "core/Product.h"
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

CheckLine notChecked(const QString &id, const QString &title, const QString &why)
{
    CheckLine line;
    line.id = id;
    line.title = title;
    line.status = checks::Status::Skipped;
    line.headline = why;
    return line;
}

QString staleWords()
{
    return Text::tr("Not checked since something that it is about was changed.");
}

Report::Section organizationSection(setup::Setup &setup)
{
    const auto &step = setup.organization();
    auto section = Report::Section::of(QStringLiteral("organization"), Text::tr("Okta org"), step.checks());
    if (step.needsRecheck())
        section.checks = {notChecked(section.id, section.title, staleWords())};
    return section;
}

Report::Section credentialsSection(setup::Setup &setup)
{
    const auto &step = setup.credentials();
    Report::Section section{QStringLiteral("credentials"), Text::tr("Client ID and client secret"), {}, {}};
    if (!step.probe() || step.needsRecheck())
        section.checks = {
            notChecked(section.id, section.title, step.needsRecheck() ? staleWords() : Text::tr("Not checked."))};
    else
        section = Report::Section::of(section.id, section.title, step.probe()->findings);
    return section;
}

Report::Section signInSection(setup::Setup &setup)
{
    const auto &step = setup.signIn();
    Report::Section section{QStringLiteral("sign-in"), Text::tr("Sign-in test"), {}, {}};
    if (step.isBusy() || !step.hasReport() || step.needsRecheck()) {
        section.checks = {notChecked(section.id, section.title,
                                     step.needsRecheck() ? staleWords()
                                         : step.isSkipped()
                                         ? Text::tr("Left out. Whether people can sign in is not known.")
                                         : Text::tr("Not checked."))};
    } else {
        section = Report::Section::of(section.id, section.title, step.report().checks);
    }
    return section;
}

Report::Section tokenSection(setup::Setup &setup)
{
    const auto &step = setup.apiToken();
    Report::Section section{QStringLiteral("api-token"), Text::tr("API token"), {}, {}};
    if (step.isChecking() || !step.checkedAt().isValid() || step.needsRecheck()) {
        section.checks = {notChecked(section.id, section.title,
                                     step.isSkipped()          ? Text::tr("Left out: there is no API token.")
                                         : step.needsRecheck() ? staleWords()
                                                               : Text::tr("Not checked."))};
    } else {
        section = Report::Section::of(section.id, section.title, step.report().checks);
    }
    return section;
}

Report::Section pomeriumSection(setup::Setup &setup)
{
    const auto &pomerium = setup.done().pomerium();
    Report::Section section{QStringLiteral("running-pomerium"), Text::tr("Running Pomerium"), {}, {}};
    if (!pomerium.hasResult() || pomerium.needsRecheck()) {
        section.checks = {
            notChecked(section.id, section.title, pomerium.hasResult() ? staleWords() : Text::tr("Not checked."))};
    } else {
        section.checks = advice::checkLines(pomerium.list());
        section.finished = pomerium.list().finishedAt();
    }
    return section;
}

/// The worst of a section. What was skipped inside it lowers a pass to a warning: it was not seen to be good.
checks::Status statusOf(const Report::Section &section)
{
    bool isSeen = false;
    bool isWarned = false;
    for (const CheckLine &line : section.checks) {
        if (line.status == checks::Status::Failed)
            return checks::Status::Failed;
        isSeen = isSeen || line.status == checks::Status::Passed || line.status == checks::Status::Warning;
        isWarned = isWarned || line.status == checks::Status::Warning
            || (line.status == checks::Status::Skipped && line.skip == checks::Skip::CouldNotCheck);
    }
    if (!isSeen)
        return checks::Status::Skipped;
    return isWarned ? checks::Status::Warning : checks::Status::Passed;
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
         configuration.access == setup::Access::Everyone ? Text::tr("Everyone in the org")
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
    report.sections = {organizationSection(setup), credentialsSection(setup), signInSection(setup),
                       tokenSection(setup)};
    // Before there is a file, there is no Pomerium that could have it.
    if (setup.exportStep().isWritten())
        report.sections.append(pomeriumSection(setup));
    report.mask(setup.exportStep().settings().secrets());
    return report;
}

QList<CheckLine> setupSummary(setup::Setup &setup)
{
    QList<CheckLine> lines;
    const Report report = setupReport(setup);
    for (const Report::Section &section : report.sections) {
        CheckLine line;
        line.id = section.id;
        line.title = section.title;
        line.status = statusOf(section);
        QStringList notable;
        for (const CheckLine &check : section.checks) {
            const bool isOfNoUse = check.status == checks::Status::Skipped && check.skip == checks::Skip::DoesNotApply;
            if (check.status != checks::Status::Passed && !isOfNoUse && !check.headline.isEmpty())
                notable.append(section.checks.size() == 1 ? check.headline
                                                          : QStringLiteral("%1: %2").arg(check.title, check.headline));
        }
        line.headline = notable.join(QLatin1Char('\n'));
        if (section.finished.isValid()) {
            const QString when =
                Text::tr("Checked %1.").arg(QLocale().toString(section.finished.toLocalTime(), QLocale::ShortFormat));
            line.headline = line.headline.isEmpty() ? when : when + QLatin1Char('\n') + line.headline;
        }
        lines.append(line);
    }
    return lines;
}
