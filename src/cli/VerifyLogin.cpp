#include "cli/VerifyLogin.h"

#include "advice/Report.h"
#include "oidc/AuthorizationRequest.h"
#include "oidc/LoopbackServer.h"
#include "pomerium/Release.h"

#include <QJsonDocument>
#include <QSaveFile>

namespace cli {

QList<Option> VerifyLogin::options()
{
    return {{QStringLiteral("issuer"), QStringLiteral("URL"),
             Text::tr("The provider URL, exactly as Pomerium will have it."), true},
            {QStringLiteral("client-id"), QStringLiteral("ID"), Text::tr("The application's client ID."), true},
            {QStringLiteral("client-secret-file"), QStringLiteral("FILE"),
             Text::tr("The client secret; - for standard input."), true},
            {QStringLiteral("redirect-port"), QStringLiteral("PORT"),
             Text::tr("The loopback port; 0 for any free one. Default: the fixed ports.")},
            {QStringLiteral("browser"), QStringLiteral("COMMAND"),
             Text::tr("Started with the authorization URL. Default: the system's browser.")},
            {QStringLiteral("timeout"), QStringLiteral("SECONDS"), Text::tr("For the browser's return. Default: 300.")},
            {QStringLiteral("pomerium"), QStringLiteral("VERSION"),
             Text::tr("The release of Pomerium; from 0.20 on, groups are checked.")},
            {QStringLiteral("ca-file"), QStringLiteral("PEM"),
             Text::tr("Certificates that are trusted besides the system's.")},
            {QStringLiteral("report"), QStringLiteral("FILE"),
             Text::tr("Write a report without secrets, *.html or *.json.")},
            {QStringLiteral("json"), QString(), Text::tr("Print the result as one JSON object.")}};
}

Expected<oidc::LoginRequest, QString> VerifyLogin::request(const Options &options)
{
    oidc::LoginRequest request;
    request.issuer = options.value(QStringLiteral("issuer"));
    request.clientId = options.value(QStringLiteral("client-id"));
    request.scopes = oidc::pomeriumScopes();
    request.ports = oidc::fixedRedirectPorts();
    request.browserIsRequired = options.has(QStringLiteral("browser"));

    if (options.has(QStringLiteral("redirect-port"))) {
        bool isNumber = false;
        const int port = options.value(QStringLiteral("redirect-port")).toInt(&isNumber);
        if (!isNumber || port < 0 || port > 65535)
            return Unexpected(Text::tr("--redirect-port is a number from 0 to 65535."));
        request.ports = {static_cast<quint16>(port)};
    }
    if (options.has(QStringLiteral("timeout"))) {
        bool isNumber = false;
        const int seconds = options.value(QStringLiteral("timeout")).toInt(&isNumber);
        if (!isNumber || seconds < 1 || seconds > 86400)
            return Unexpected(Text::tr("--timeout is a number of seconds from 1 to 86400."));
        request.browserTimeout = std::chrono::seconds(seconds);
    }
    if (options.has(QStringLiteral("pomerium"))) {
        const auto release = pomerium::Release::parse(options.value(QStringLiteral("pomerium")));
        if (!release)
            return Unexpected(Text::tr("--pomerium is a release such as 0.19 or 0.32.1."));
        request.pomeriumSendsPkce = release->usesPkce();
        request.checkGroups = !release->usesServiceAccount();
        // Only the organisation's own server knows the scope; on a custom one (/oauth2/…) the claim comes by itself.
        if (request.checkGroups && !request.issuer.contains(QLatin1String("/oauth2/")))
            request.scopes.insert(request.scopes.size() - 1, QStringLiteral("groups"));
    }
    auto secret = readSecret(options.value(QStringLiteral("client-secret-file")));
    if (!secret)
        return Unexpected(secret.error());
    request.clientSecret = std::move(*secret);
    return request;
}

VerifyLogin::VerifyLogin(oidc::LoginRequest request, http::Client &http, oidc::UserAgent &browser,
                         const Console &console, QString reportPath)
    : m_http(http)
    , m_console(console)
    , m_reportPath(std::move(reportPath))
    , m_issuer(request.issuer)
    , m_clientId(request.clientId)
    , m_clientSecret(request.clientSecret.clone())
    , m_job(std::make_unique<oidc::LoginJob>(std::move(request), http, browser))
{
    connect(&m_job->recorder(), &checks::Recorder::changed, this, &VerifyLogin::checkChanged);
    connect(m_job.get(), &oidc::LoginJob::waitingForBrowser, this, &VerifyLogin::waitingForBrowser);
    connect(m_job.get(), &Job::finished, this, &VerifyLogin::ended);
}

VerifyLogin::~VerifyLogin() = default;

void VerifyLogin::start()
{
    m_job->start();
}

void VerifyLogin::checkChanged(const QString &id)
{
    const checks::Check &check = m_job->recorder().list().check(id);
    const bool isOpen = check.status == checks::Status::Pending || check.status == checks::Status::Running;
    if (isOpen && !check.problem)
        return;
    const auto lines = advice::checkLines(m_job->report());
    const advice::CheckLine line = lines.at(oidc::CheckId::all().indexOf(id));
    m_console.progress(line);
    if (isOpen)
        m_console.say(line.remedy); // something that can be mended while it still waits
}

void VerifyLogin::waitingForBrowser()
{
    m_console.say(Text::tr("Sign in with the browser. If none opens, open this address on this computer:"));
    m_console.say(m_job->authorizationUrl().toString(QUrl::FullyEncoded));
}

void VerifyLogin::ended()
{
    const oidc::LoginReport report = m_job->report();
    if (report.ignoredRequests > 0)
        m_console.say(
            Text::tr("%1 unexpected requests to the loopback port were ignored.").arg(report.ignoredRequests));
    if (report.isTimedOut)
        finish(report, Result::Cancelled, Status::Cancelled);
    else if (report.checks.isPassed())
        finish(report, Result::Passed, Status::Passed);
    else
        finish(report, Result::Failed, Status::Failed);
}

void VerifyLogin::cancel()
{
    if (!m_job)
        return;
    oidc::LoginReport report = m_job->report();
    report.checks.skipOpen();
    finish(report, Result::Cancelled, Status::Cancelled);
}

void VerifyLogin::finish(const oidc::LoginReport &report, Result result, Status status)
{
    m_job.reset(); // which revokes what is left to revoke
    const auto lines = advice::checkLines(report);
    m_console.result(result, lines);
    if (!m_reportPath.isEmpty()) {
        std::vector<Secret> secrets;
        secrets.push_back(m_clientSecret.clone());
        const auto written =
            writeReport(m_reportPath, QStringLiteral("sign-in"), Text::tr("Sign-in check"),
                        {{QStringLiteral("issuer"), report.issuer.isEmpty() ? m_issuer : report.issuer},
                         {QStringLiteral("client-id"), m_clientId},
                         {QStringLiteral("redirect-uri"), report.redirectUri}},
                        lines, secrets);
        if (!written) {
            m_console.say(written.error());
            if (status == Status::Passed)
                status = Status::Failed;
        }
    }
    Q_EMIT finished(status);
}

Expected<void, QString> writeReport(const QString &path, const QString &sectionId, const QString &sectionTitle,
                                    const QList<QPair<QString, QString>> &facts, const QList<advice::CheckLine> &lines,
                                    const std::vector<Secret> &secrets)
{
    advice::Report report;
    report.title = sectionTitle;
    report.created = QDateTime::currentDateTimeUtc();
    for (const auto &fact : facts)
        report.facts.append({fact.first, fact.first, fact.second});
    report.sections.append({sectionId, sectionTitle, report.created, lines});
    report.mask(secrets);
    const bool isHtml = path.endsWith(QLatin1String(".html"), Qt::CaseInsensitive)
        || path.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Unexpected(Text::tr("The report %1 cannot be written: %2").arg(path, file.errorString()));
    file.write(isHtml ? report.toHtml().toUtf8() : QJsonDocument(report.toJson()).toJson());
    if (!file.commit())
        return Unexpected(Text::tr("The report %1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

} // namespace cli
