#include "okta/AuditApplicationJob.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"

#include <QUrlQuery>

namespace okta {

namespace {

constexpr int MostPages = 5; // of groups: a thousand

QStringList namesIn(const QJsonArray &list, QLatin1String member)
{
    QStringList names;
    for (const auto &value : list)
        names.append(serverText(value.toObject().value(member).toString(), 100));
    return names;
}

} // namespace

AuditApplicationJob::AuditApplicationJob(FindApplicationJob::Wanted which, WantedApplication wanted, Options options,
                                         ApiSession &session)
    : ApplicationJob(auditRows(), session)
    , m_which(std::move(which))
    , m_wanted(std::move(wanted))
    , m_options(options)
    , m_session(session)
{
}

QString AuditApplicationJob::path(const QString &rest) const
{
    return QStringLiteral("/api/v1/apps/%1/%2").arg((*m_evidence.application)->id(), rest);
}

std::optional<QDateTime> AuditApplicationJob::waitingUntil() const
{
    const auto inFind = m_find ? m_find->waitingUntil() : std::nullopt;
    return inFind ? inFind : ApplicationJob::waitingUntil();
}

void AuditApplicationJob::run()
{
    m_find = std::make_unique<FindApplicationJob>(m_which, m_session);
    connect(m_find.get(), &ApplicationJob::waitingChanged, this, &ApplicationJob::waitingChanged);
    connect(m_find.get(), &Job::finished, this, &AuditApplicationJob::found);
    m_find->start();
}

void AuditApplicationJob::found()
{
    const checks::Check line = m_find->checks().all().first();
    const auto all = m_find->found();
    if (line.status == checks::Status::Passed && all.size() == 1) {
        m_evidence.application = all.first();
        askGroups();
        return;
    }
    // No row can be judged, and the first one says why.
    const QString first = auditRows().first();
    if (line.status != checks::Status::Passed) {
        giveUp(first, *line.problem);
        return;
    }
    QStringList ids;
    for (const Application &application : all)
        ids.append(QStringLiteral("%1 (%2)").arg(application.label(), application.id()));
    giveUp(first,
           ApplicationError{all.isEmpty() ? ApplicationError::Reason::NotFound : ApplicationError::Reason::SeveralFound,
                            all.isEmpty() ? m_which.label : ids.join(QStringLiteral(", "))});
}

void AuditApplicationJob::askGroups()
{
    calls().list(path(QStringLiteral("groups?limit=200&expand=group")), MostPages,
                 [this](Expected<QJsonArray, ApiError> list) {
                     if (list)
                         m_evidence.groups = groupsIn(*list);
                     else
                         m_evidence.groups = Unexpected(std::move(list).error());
                     askUsers();
                 });
}

void AuditApplicationJob::askUsers()
{
    calls().get(path(QStringLiteral("users?limit=1")), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.hasUsers = !outcome->array.isEmpty();
        else
            m_evidence.hasUsers = Unexpected(std::move(outcome).error());
        askOwner();
    });
}

void AuditApplicationJob::askOwner()
{
    calls().get(QStringLiteral("/api/v1/users/me"), [this](ApiCalls::Outcome outcome) {
        const QString id = outcome ? outcome->object.value(QLatin1String("id")).toString() : QString();
        if (!outcome || !isUsableId(id)) {
            if (!outcome)
                m_evidence.isOwnerAssigned = Unexpected(std::move(outcome).error());
            askGrants();
            return;
        }
        m_evidence.ownerId = id;
        calls().get(path(QStringLiteral("users/%1").arg(id)), [this](ApiCalls::Outcome assigned) {
            if (assigned)
                m_evidence.isOwnerAssigned = true;
            else if (assigned.error().reason == ApiError::Reason::NotFound)
                m_evidence.isOwnerAssigned = false; // the app itself was read a moment ago
            else
                m_evidence.isOwnerAssigned = Unexpected(std::move(assigned).error());
            askGrants();
        });
    });
}

void AuditApplicationJob::askGrants()
{
    calls().get(path(QStringLiteral("grants")), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.grants = namesIn(outcome->array, QLatin1String("scopeId"));
        else
            m_evidence.grants = Unexpected(std::move(outcome).error());
        askPolicy();
    });
}

void AuditApplicationJob::askPolicy()
{
    const QString policy = (*m_evidence.application)->accessPolicyId();
    if (policy.isEmpty()) {
        askClaims();
        return;
    }
    calls().get(QStringLiteral("/api/v1/policies/%1/rules").arg(policy), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.policyRules = outcome->array;
        else
            m_evidence.policyRules = Unexpected(std::move(outcome).error());
        askClaims();
    });
}

void AuditApplicationJob::askClaims()
{
    if (!m_wanted.usesGroupsClaim || m_wanted.isCustomServer()) {
        askIssuer();
        return;
    }
    calls().get(path(QStringLiteral("federated-claims")), [this](ApiCalls::Outcome outcome) {
        if (outcome)
            m_evidence.federatedClaims = namesIn(outcome->array, QLatin1String("name"));
        else
            m_evidence.federatedClaims = Unexpected(std::move(outcome).error());
        askIssuer();
    });
}

void AuditApplicationJob::askIssuer()
{
    // A public document, asked without the token. With the client ID, Okta names the issuer in that app's mode.
    QUrl url(m_wanted.issuer, QUrl::StrictMode);
    if (m_wanted.issuer.isEmpty() || !url.isValid() || m_wanted.isCustomServer()) {
        askServer();
        return;
    }
    url.setPath((url.path().endsWith(QLatin1Char('/')) ? url.path().chopped(1) : url.path())
                + QStringLiteral("/.well-known/openid-configuration"));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("client_id"), (*m_evidence.application)->clientId());
    url.setQuery(query);
    http::Request request;
    request.url = url;
    m_discovery = m_session.http().request(std::move(request));
    connect(m_discovery.get(), &Job::finished, this, &AuditApplicationJob::issuerAnswered);
    m_discovery->start();
}

void AuditApplicationJob::issuerAnswered()
{
    const auto outcome = m_discovery->takeOutcome();
    if (!outcome) {
        m_evidence.issuer = Unexpected(ApiError::of(outcome.error()));
    } else if (const auto body = http::jsonObject(*outcome); outcome->status == 200 && body) {
        if (const QString issuer = body->value(QLatin1String("issuer")).toString(); !issuer.isEmpty())
            m_evidence.issuer = serverText(issuer);
    } else {
        m_evidence.issuer = Unexpected(ApiError::of(*outcome));
    }
    askServer();
}

QString AuditApplicationJob::serverPath(const QString &rest) const
{
    return QStringLiteral("/api/v1/authorizationServers/%1%2").arg(m_wanted.authorizationServer, rest);
}

void AuditApplicationJob::serverRefused(ApiError error)
{
    m_evidence.server = Unexpected(std::move(error));
    askSecrets();
}

void AuditApplicationJob::askServer()
{
    if (!m_wanted.isCustomServer() || !isUsableId(m_wanted.authorizationServer)) {
        askSecrets();
        return;
    }
    calls().get(serverPath({}), [this](ApiCalls::Outcome outcome) {
        if (!outcome) {
            serverRefused(outcome.error());
            return;
        }
        AuthorizationServerState state;
        state.isActive = outcome->object.value(QLatin1String("status")).toString() != QLatin1String("INACTIVE");
        askServerScopes(std::move(state));
    });
}

void AuditApplicationJob::askServerScopes(AuthorizationServerState state)
{
    calls().get(serverPath(QStringLiteral("/scopes")), [this, state](ApiCalls::Outcome outcome) mutable {
        if (!outcome) {
            serverRefused(outcome.error());
            return;
        }
        state.scopes = namesIn(outcome->array, QLatin1String("name"));
        askServerClaims(std::move(state));
    });
}

void AuditApplicationJob::askServerClaims(AuthorizationServerState state)
{
    calls().get(serverPath(QStringLiteral("/claims")), [this, state](ApiCalls::Outcome outcome) mutable {
        if (!outcome) {
            serverRefused(outcome.error());
            return;
        }
        state.claims = outcome->array;
        askServerPolicies(std::move(state));
    });
}

void AuditApplicationJob::askServerPolicies(AuthorizationServerState state)
{
    calls().get(serverPath(QStringLiteral("/policies")), [this, state](ApiCalls::Outcome outcome) mutable {
        if (!outcome) {
            serverRefused(outcome.error());
            return;
        }
        state.policies = outcome->array;
        askServerRules(std::move(state), 0);
    });
}

void AuditApplicationJob::askServerRules(AuthorizationServerState state, qsizetype index)
{
    if (index >= state.policies.size()) {
        m_evidence.server = std::move(state);
        askSecrets();
        return;
    }
    const QJsonObject policy = state.policies.at(index).toObject();
    const QString id = policy.value(QLatin1String("id")).toString();
    // Where the rules are, the policy says itself; the token goes nowhere but below that policy.
    const QUrl link(valueAt(policy, u"_links.rules.href").toString());
    const QString wanted = serverPath(QStringLiteral("/policies/%1/rules").arg(id));
    const bool isThere =
        isUsableId(id) && link.path().section(QLatin1Char('/'), -3) == wanted.section(QLatin1Char('/'), -3);
    if (!isThere || !coversClient(policy, (*m_evidence.application)->clientId())) {
        askServerRules(std::move(state), index + 1);
        return;
    }
    calls().get(wanted, [this, state, id, index](ApiCalls::Outcome outcome) mutable {
        if (outcome)
            state.rules.insert(id, outcome->array);
        askServerRules(std::move(state), index + 1);
    });
}

void AuditApplicationJob::askSecrets()
{
    if (!m_options.readsSecrets) {
        judge();
        return;
    }
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::Read;
    request.method = http::Request::Method::Get;
    request.path = path(QStringLiteral("credentials/secrets"));
    request.hasSecretAnswer = true;
    calls().send(request, [this](ApiCalls::Outcome outcome) {
        if (outcome) {
            QList<ClientSecretState> states;
            for (const auto &value : outcome->array) {
                const QJsonObject object = value.toObject();
                states.append({serverText(object.value(QLatin1String("id")).toString(), 100),
                               object.value(QLatin1String("status")).toString() == QLatin1String("ACTIVE"),
                               serverText(object.value(QLatin1String("created")).toString(), 40)});
            }
            m_evidence.secrets = states;
        } else {
            m_evidence.secrets = Unexpected(std::move(outcome).error());
        }
        judge();
    });
}

void AuditApplicationJob::judge()
{
    const auto list = auditApplication(m_evidence, m_wanted);
    for (const checks::Check &check : list)
        lines().record(check);
    end();
}

} // namespace okta
