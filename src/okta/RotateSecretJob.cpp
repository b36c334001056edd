#include "okta/RotateSecretJob.h"

#include <algorithm>

namespace okta {

namespace {

using Method = http::Request::Method;
using Purpose = ApplicationRequest::Purpose;
using Reason = ApplicationError::Reason;

const QString Read = QStringLiteral("secrets-read");
const QString Added = QStringLiteral("secret-added");
const QString Deactivated = QStringLiteral("old-secret-deactivated");
const QString Deleted = QStringLiteral("old-secret-deleted");
const QString Kept = QStringLiteral("new-secret-active");

} // namespace

RotateSecretJob::RotateSecretJob(QString applicationId, ApiSession &session)
    : ApplicationJob(addIds(), session)
    , m_id(std::move(applicationId))
    , m_isRetiring(false)
{
}

RotateSecretJob::RotateSecretJob(QString applicationId, Secret kept, ApiSession &session)
    : ApplicationJob(retireIds(), session)
    , m_id(std::move(applicationId))
    , m_isRetiring(true)
    , m_kept(std::move(kept))
{
}

QStringList RotateSecretJob::addIds()
{
    return {Read, Added};
}

QStringList RotateSecretJob::retireIds()
{
    return {Read, Deactivated, Deleted, Kept};
}

ApplicationRequest RotateSecretJob::request(Purpose purpose, Method method, const QString &rest) const
{
    ApplicationRequest request;
    request.purpose = purpose;
    request.method = method;
    request.path = QStringLiteral("/api/v1/apps/%1/credentials/secrets%2").arg(m_id, rest);
    request.hasSecretAnswer = true; // each reply about a secret has it in clear
    return request;
}

void RotateSecretJob::run()
{
    lines().running(Read);
    readSecrets([this] {
        if (m_isRetiring)
            retire();
        else
            add();
    });
}

void RotateSecretJob::readSecrets(std::function<void()> then)
{
    calls().send(request(Purpose::Read, Method::Get, {}), [this, then = std::move(then)](ApiCalls::Outcome outcome) {
        if (!outcome) {
            giveUp(Read, outcome.error());
            return;
        }
        const QJsonArray list = outcome->array;
        const bool isWhole = outcome->secrets.size() == static_cast<std::size_t>(list.size());
        m_secrets.clear();
        for (qsizetype at = 0; at < list.size(); ++at) {
            const QJsonObject object = list.at(at).toObject();
            Held held;
            held.id = object.value(QLatin1String("id")).toString();
            held.isActive = object.value(QLatin1String("status")).toString() == QLatin1String("ACTIVE");
            if (isWhole)
                held.value = std::move(outcome->secrets.at(static_cast<std::size_t>(at)));
            if (!isUsableId(held.id) || !isWhole) {
                ApiError error;
                error.reason = ApiError::Reason::Malformed;
                error.httpStatus = outcome->status;
                error.detail = QStringLiteral("a secret without an id or a value");
                giveUp(Read, error);
                return;
            }
            m_secrets.push_back(std::move(held));
        }
        then();
    });
}

void RotateSecretJob::add()
{
    for (const Held &held : m_secrets)
        m_before.append(held.id);
    if (m_secrets.size() >= 2) {
        giveUp(Read, ApplicationError{Reason::RotationUnderWay, m_before.join(QStringLiteral(", "))});
        return;
    }
    lines().passed(Read, m_before.join(QStringLiteral(", ")));
    lines().running(Added);
    ApplicationRequest post = request(Purpose::AddSecret, Method::Post, {});
    post.body = QJsonObject();
    calls().send(post, [this](ApiCalls::Outcome outcome) { added(std::move(outcome)); });
}

void RotateSecretJob::added(ApiCalls::Outcome outcome)
{
    if (!outcome) {
        const ApiError error = outcome.error();
        if (error.reason == ApiError::Reason::Transport || error.reason == ApiError::Reason::ServerTrouble)
            lookForAdded(error);
        else
            giveUp(Added, error);
        return;
    }
    m_secretId = outcome->object.value(QLatin1String("id")).toString();
    if (!isUsableId(m_secretId) || outcome->secrets.empty()) {
        giveUp(Added, ApplicationError{Reason::SecretNotShown, m_id});
        return;
    }
    m_newSecret = std::move(outcome->secrets.front());
    lines().passed(Added, m_secretId);
    end();
}

void RotateSecretJob::lookForAdded(const ApiError &lost)
{
    readSecrets([this, lost] {
        for (Held &held : m_secrets) {
            if (m_before.contains(held.id))
                continue;
            m_secretId = held.id;
            m_newSecret = std::move(held.value);
            lines().passed(Added, m_secretId);
            end();
            return;
        }
        giveUp(Added, lost);
    });
}

void RotateSecretJob::retire()
{
    const auto kept = std::find_if(m_secrets.cbegin(), m_secrets.cend(),
                                   [this](const Held &held) { return held.isActive && held.value == m_kept; });
    if (kept == m_secrets.cend()) {
        giveUp(Read, ApplicationError{Reason::SecretNotOfThisApp, m_id});
        return;
    }
    m_secretId = kept->id;
    const auto old =
        std::find_if(m_secrets.cbegin(), m_secrets.cend(), [this](const Held &held) { return held.id != m_secretId; });
    lines().passed(Read, m_secretId);
    if (old == m_secrets.cend()) {
        lines().doesNotApply(Deactivated, QStringLiteral("there is no other secret"));
        lines().doesNotApply(Deleted, QStringLiteral("there is no other secret"));
        lines().passed(Kept, m_secretId);
        end();
        return;
    }
    m_oldId = old->id;
    if (!old->isActive) {
        lines().passed(Deactivated, m_oldId);
        remove();
        return;
    }
    lines().running(Deactivated);
    calls().send(
        request(Purpose::DeactivateSecret, Method::Post, QStringLiteral("/%1/lifecycle/deactivate").arg(m_oldId)),
        [this](ApiCalls::Outcome outcome) {
            if (!outcome) {
                giveUp(Deactivated, outcome.error());
                return;
            }
            lines().passed(Deactivated, m_oldId);
            remove();
        });
}

void RotateSecretJob::remove()
{
    lines().running(Deleted);
    calls().send(request(Purpose::DeleteSecret, Method::Delete, QStringLiteral("/%1").arg(m_oldId)),
                 [this](ApiCalls::Outcome outcome) {
                     if (!outcome && outcome.error().reason != ApiError::Reason::NotFound) {
                         giveUp(Deleted, outcome.error());
                         return;
                     }
                     lines().passed(Deleted, m_oldId);
                     proveKept();
                 });
}

void RotateSecretJob::proveKept()
{
    lines().running(Kept);
    calls().send(request(Purpose::Read, Method::Get, {}), [this](ApiCalls::Outcome outcome) {
        if (!outcome) {
            lines().couldNotCheck(Kept, outcome.error());
            end();
            return;
        }
        const QJsonArray list = outcome->array;
        const bool isAlone = list.size() == 1 && list.first().toObject().value(QLatin1String("id")) == m_secretId
            && list.first().toObject().value(QLatin1String("status")) == QLatin1String("ACTIVE");
        if (isAlone)
            lines().passed(Kept, m_secretId);
        else
            lines().fail(Kept, ApplicationError{Reason::NotAsAsked, m_oldId});
        end();
    });
}

} // namespace okta
