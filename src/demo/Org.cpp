#include "demo/Org.h"

#include "demo/HttpRequest.h"
#include "demo/HttpServer.h"
#include "demo/JsonText.h"
#include "demo/Routes.h"
#include "demo/Tenant.h"

#include <QMap>

#include <functional>

namespace demo {

namespace {

/// Paths are counted one by one up to this many; what comes later is counted by its first two parts.
constexpr qsizetype MaximumPaths = 4096;

} // namespace

struct Org::Private
{
    Private(Settings settings, std::function<void()> startOver, std::function<void()> answered)
        : tenant(std::move(settings))
        , routes(tenant, std::move(startOver))
        , hasAnswered(std::move(answered))
        , server([this](const HttpRequest &request) { return answer(request); })
    {
    }

    HttpResponse answer(const HttpRequest &request)
    {
        auto path = QString::fromLatin1(request.path);
        if (requests.size() >= MaximumPaths && !requests.contains(path))
            path = path.section(QLatin1Char('/'), 0, 2);
        if (requests.size() < 2 * MaximumPaths || requests.contains(path))
            ++requests[path];
        auto response = routes.answer(request);
        hasAnswered();
        return response;
    }

    Tenant tenant;
    Routes routes;
    const std::function<void()> hasAnswered;
    QList<bool> done; ///< the exercise's steps, when it was last looked at
    QMap<QString, int> requests; ///< by path
    HttpServer server; ///< last: what its connections use is still there when they go
};

Org::Org(Settings settings)
    : d(std::make_unique<Private>(
        std::move(settings), [this] { startOver(); }, [this] { noteProgress(); }))
{
    if (d->server.listen(d->tenant.settings.port))
        d->tenant.issuer = QStringLiteral("http://127.0.0.1:%1").arg(d->server.port());
    d->server.setLatency(d->tenant.settings.latencyMs);
    applyScenario();
}

Org::~Org() = default;

bool Org::isListening() const
{
    return d->server.isListening();
}

QString Org::errorString() const
{
    return isListening() ? QString() : d->server.errorString();
}

QUrl Org::url() const
{
    return QUrl(d->tenant.issuer);
}

QString Org::issuer() const
{
    return d->tenant.issuer;
}

QString Org::clientId() const
{
    return d->tenant.store.handedOutClientId;
}

QString Org::clientSecret() const
{
    return d->tenant.store.handedOutSecret;
}

QString Org::apiToken() const
{
    return d->tenant.store.handedOutToken;
}

QStringList Org::redirectUris() const
{
    const auto *const app = d->tenant.store.appOfClient(clientId());
    return app ? app->redirectUris : QStringList();
}

void Org::setRedirectUris(const QStringList &uris)
{
    d->tenant.store.setRedirectUris(uris);
    Q_EMIT changed();
}

Scenario Org::scenario() const
{
    return d->tenant.store.scenario();
}

void Org::setScenario(Scenario scenario)
{
    d->tenant.store.startOver(scenario);
    applyScenario();
    Q_EMIT changed();
    noteProgress();
}

void Org::startOver()
{
    d->routes.forget();
    setScenario(scenario());
}

QList<LessonStep> Org::progress() const
{
    return progressOf(d->tenant.store);
}

Pointer Org::pointer() const
{
    return pointerOf(d->tenant.store);
}

bool Org::doLesson()
{
    const bool isDone = demo::doLesson(d->tenant);
    noteProgress();
    return isDone;
}

void Org::noteProgress()
{
    QList<bool> done;
    const auto steps = progress();
    for (const auto &step : steps)
        done.append(step.isDone);
    if (done == d->done)
        return;
    d->done = std::move(done);
    Q_EMIT progressed();
}

QUrl Org::consoleUrl(ConsolePlace place) const
{
    const auto app = lessonAppId(d->tenant.store);
    return QUrl(issuer() + consolePath(app.isEmpty() ? consoleEntry(place) : place, app));
}

quint64 Org::seed() const
{
    return d->tenant.store.seed();
}

void Org::setClockOffset(int seconds)
{
    d->tenant.settings.clockOffset = seconds;
    d->tenant.store.setClockOffset(seconds);
    Q_EMIT changed();
}

const Settings &Org::settings() const
{
    return d->tenant.settings;
}

Group Org::group(int index) const
{
    return d->tenant.store.directory.group(index);
}

bool Org::isApiTokenRevoked() const
{
    return !d->tenant.store.tokenOfValue(apiToken());
}

int Org::openConnections() const
{
    return d->server.openConnections();
}

int Org::requestCount(const QString &pathPrefix) const
{
    int count = 0;
    for (auto entry = d->requests.lowerBound(pathPrefix); entry != d->requests.end(); ++entry) {
        if (!entry.key().startsWith(pathPrefix))
            break;
        count += entry.value();
    }
    return count;
}

QByteArray Org::ready() const
{
    return JsonObject()
        .add("issuer", issuer())
        .add("org_url", issuer())
        .add("client_id", clientId())
        .add("client_secret", clientSecret())
        .add("api_token", apiToken())
        .add("redirect_uris", redirectUris())
        .add("port", int(d->server.port()))
        .add("console_url", consoleUrl(ConsolePlace::Dashboard).toString())
        .add("scenario", scenarioName(scenario()))
        .add("seed", JsonText::written(QByteArray::number(seed())))
        .text();
}

void Org::applyScenario()
{
    const auto manner = scenario() == Scenario::Silent ? HttpManner::StaySilent
        : scenario() == Scenario::HangsUp              ? HttpManner::HangUp
                                                       : HttpManner::Answer;
    d->server.setManner(manner);
    d->routes.managementApi().forgetLimits();
    if (scenario() == Scenario::RateLimitUsedUp)
        d->routes.managementApi().exhaustGroups();
}

} // namespace demo
