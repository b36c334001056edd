#include "cli/VerifyToken.h"

#include "cli/VerifyLogin.h"

#include <QTimer>

namespace cli {

QList<Option> VerifyToken::options()
{
    return {
        {QStringLiteral("org"), QStringLiteral("URL"), Text::tr("The organisation URL."), true},
        {QStringLiteral("token-file"), QStringLiteral("FILE"), Text::tr("The API token; - for standard input."), true},
        {QStringLiteral("ca-file"), QStringLiteral("PEM"),
         Text::tr("Certificates that are trusted besides the system's.")},
        {QStringLiteral("report"), QStringLiteral("FILE"),
         Text::tr("Write a report without secrets, *.html or *.json.")},
        {QStringLiteral("json"), QString(), Text::tr("Print the result as one JSON object.")}};
}

VerifyToken::VerifyToken(QString org, Secret token, http::Client &http, const Console &console, QString reportPath)
    : m_orgText(std::move(org))
    , m_token(std::move(token))
    , m_http(http)
    , m_console(console)
    , m_reportPath(std::move(reportPath))
{
}

VerifyToken::~VerifyToken() = default;

void VerifyToken::start()
{
    const auto org = okta::OrgUrl::parse(m_orgText);
    if (!org) {
        refuse(okta::TokenCheckId::Organization, advice::diagnose(org.error()));
        return;
    }
    for (const auto repair : org->repairs())
        m_console.say(advice::sentence(repair, *org));
    auto token = okta::ApiToken::parse(m_token);
    if (!token) {
        refuse(okta::TokenCheckId::TokenAccepted, advice::diagnose(token.error()));
        return;
    }
    if (token->hint())
        m_console.say(advice::sentence(*token->hint(), advice::Field::ApiToken));

    m_job = std::make_unique<okta::CheckApiTokenJob>(*org, std::move(*token), m_http);
    connect(m_job.get(), &okta::CheckApiTokenJob::checkChanged, this, &VerifyToken::checkChanged);
    connect(m_job.get(), &Job::finished, this, [this] {
        const bool isPassed = m_job->report().isPassed();
        finish(advice::checkLines(m_job->report()), isPassed ? Result::Passed : Result::Failed,
               isPassed ? Status::Passed : Status::Failed);
    });
    m_job->start();
}

void VerifyToken::checkChanged(okta::TokenCheckId id)
{
    const auto status = m_job->report().check(id).status;
    if (status != checks::Status::Pending && status != checks::Status::Running)
        m_console.progress(advice::checkLines(m_job->report()).at(static_cast<qsizetype>(id)));
}

void VerifyToken::cancel()
{
    if (!m_job)
        return;
    okta::TokenReport report = m_job->report();
    for (auto &check : report.checks) {
        if (check.status == checks::Status::Pending || check.status == checks::Status::Running)
            check.status = checks::Status::Skipped;
    }
    finish(advice::checkLines(report), Result::Cancelled, Status::Cancelled);
}

void VerifyToken::refuse(okta::TokenCheckId id, const advice::Diagnosis &diagnosis)
{
    // What was given cannot even be asked about: the line that it belongs to fails, the others were not checked.
    okta::TokenReport report;
    for (const auto each : {okta::TokenCheckId::Organization, okta::TokenCheckId::TokenAccepted,
                            okta::TokenCheckId::ListGroups, okta::TokenCheckId::ListMembers})
        report.checks.append({each,
                              each == id ? checks::Status::Failed : checks::Status::Skipped,
                              okta::TokenNote::None,
                              std::nullopt,
                              {}});
    auto lines = advice::checkLines(report);
    auto &line = lines[static_cast<qsizetype>(id)];
    line.code = diagnosis.code;
    line.headline = diagnosis.headline;
    line.cause = diagnosis.cause;
    line.remedy = diagnosis.remedy;
    line.detail = diagnosis.detail;
    QTimer::singleShot(0, this, [this, lines] { finish(lines, Result::Failed, Status::Failed); });
}

void VerifyToken::finish(const QList<advice::CheckLine> &lines, Result result, Status status)
{
    m_console.result(result, lines);
    if (!m_reportPath.isEmpty()) {
        std::vector<Secret> secrets;
        secrets.push_back(m_token.clone());
        const auto written = writeReport(m_reportPath, QStringLiteral("api-token"), Text::tr("API token check"),
                                         {{QStringLiteral("organisation"), m_orgText}}, lines, secrets);
        if (!written) {
            m_console.say(written.error());
            if (status == Status::Passed)
                status = Status::Failed;
        }
    }
    if (m_job)
        m_job.release()->deleteLater(); // it may be the one that called us
    Q_EMIT finished(status);
}

} // namespace cli
