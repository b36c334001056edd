#include "okta/RotateSecretJob.h"

#include <algorithm>

namespace okta {

namespace {

using Method = http::Request::Method;
using Purpose = ApplicationRequest::Purpose;
using Reason = ApplicationError::Reason;

const QString Read = QStringLiteral("secrets-read");
const QString Added = QStringLiteral("secret-added");

} // namespace

RotateSecretJob::RotateSecretJob(Task task, const QStringList &ids, QString applicationId, ApiSession &session)
    : ApplicationJob(ids, session)
    , m_task(task)
    , m_id(std::move(applicationId))
{
}

RotateSecretJob::RotateSecretJob(QString applicationId, ApiSession &session)
    : RotateSecretJob(Task::Add, addIds(), std::move(applicationId), session)
{
}

RotateSecretJob::RotateSecretJob(QString applicationId, Begun begun, ApiSession &session)
    : RotateSecretJob(Task::Add, addIds(), std::move(applicationId), session)
{
    m_begun = std::move(begun);
    m_isUnderWay = true;
}

RotateSecretJob::RotateSecretJob(QString applicationId, Secret kept, ApiSession &session)
    : RotateSecretJob(Task::Retire, retireIds(), std::move(applicationId), session)
{
    m_kept = std::move(kept);
}

std::unique_ptr<RotateSecretJob> RotateSecretJob::retireAllBut(QString applicationId, QString keptId,
                                                               ApiSession &session)
{
    std::unique_ptr<RotateSecretJob> job(
        new RotateSecretJob(Task::Retire, retireIds(), std::move(applicationId), session));
    job->m_keptId = std::move(keptId);
    return job;
}

std::unique_ptr<RotateSecretJob> RotateSecretJob::withdraw(QString applicationId, Begun begun, ApiSession &session)
{
    std::unique_ptr<RotateSecretJob> job(
        new RotateSecretJob(Task::Withdraw, withdrawIds(), std::move(applicationId), session));
    job->m_begun = std::move(begun);
    return job;
}

QStringList RotateSecretJob::addIds()
{
    return {Read, Added};
}

QStringList RotateSecretJob::retireIds()
{
    return {Read, QStringLiteral("old-secret-deactivated"), QStringLiteral("old-secret-deleted"),
            QStringLiteral("new-secret-active")};
}

QStringList RotateSecretJob::withdrawIds()
{
    return {Read, QStringLiteral("new-secret-deactivated"), QStringLiteral("new-secret-deleted"),
            QStringLiteral("old-secret-active")};
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

RotateSecretJob::Held *RotateSecretJob::find(const QString &id)
{
    const auto found =
        std::find_if(m_secrets.begin(), m_secrets.end(), [&id](const Held &held) { return held.id == id; });
    return found == m_secrets.end() ? nullptr : &*found;
}

void RotateSecretJob::run()
{
    lines().running(Read);
    readSecrets([this] {
        switch (m_task) {
        case Task::Add:
            add();
            return;
        case Task::Retire:
            retire();
            return;
        case Task::Withdraw:
            withdraw();
            return;
        }
    });
}

void RotateSecretJob::readSecrets(std::function<void()> then)
{
    calls().send(request(Purpose::Read, Method::Get, {}), [this, then = std::move(then)](ApiCalls::Outcome outcome) {
        // Of the first reading, or of one that was to settle a lost reply.
        const auto open = std::find_if(checks().begin(), checks().end(), [](const checks::Check &check) {
            return check.status == checks::Status::Running;
        });
        const QString line = open == checks().end() ? Read : open->id;
        if (!outcome) {
            giveUp(line, outcome.error());
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
                error.detail = QStringLiteral("a secret without an ID or a value");
                giveUp(line, error);
                return;
            }
            m_secrets.push_back(std::move(held));
        }
        then();
    });
}

// Add ---------------------------------------------------------------------------------------------------------------

void RotateSecretJob::add()
{
    QStringList ids;
    for (const Held &held : m_secrets)
        ids.append(held.id);
    if (m_isUnderWay) {
        Held *const known = find(m_begun.added);
        const auto fresh = std::find_if(m_secrets.begin(), m_secrets.end(),
                                        [this](const Held &held) { return !m_begun.before.contains(held.id); });
        if (known || (!m_begun.before.isEmpty() && fresh != m_secrets.end())) {
            lines().passed(Read, ids.join(QStringLiteral(", ")));
            take(known ? *known : *fresh);
            return;
        }
    }
    if (m_secrets.size() >= 2) {
        giveUp(Read, ApplicationError{Reason::RotationUnderWay, ids.join(QStringLiteral(", "))});
        return;
    }
    m_begun.before = ids;
    lines().passed(Read, ids.join(QStringLiteral(", ")));
    Q_EMIT beforeAddition();
    post();
}

void RotateSecretJob::post()
{
    lines().running(Added);
    ApplicationRequest post = request(Purpose::AddSecret, Method::Post, {});
    post.body = QJsonObject();
    calls().send(post, [this](ApiCalls::Outcome outcome) { posted(std::move(outcome)); });
}

void RotateSecretJob::posted(ApiCalls::Outcome outcome)
{
    if (!outcome) {
        const ApiError error = outcome.error();
        if (mayHaveBeenDone(error))
            lookForAdded(error);
        else
            giveUp(Added, error);
        return;
    }
    Held held;
    held.id = outcome->object.value(QLatin1String("id")).toString();
    if (!isUsableId(held.id) || outcome->secrets.empty()) {
        ApiError error;
        error.reason = ApiError::Reason::Malformed;
        error.httpStatus = outcome->status;
        error.detail = QStringLiteral("a secret without an ID or a value");
        lookForAdded(error);
        return;
    }
    held.value = std::move(outcome->secrets.front());
    take(held);
}

void RotateSecretJob::lookForAdded(const ApiError &lost)
{
    readSecrets([this, lost] {
        const auto fresh = std::find_if(m_secrets.begin(), m_secrets.end(),
                                        [this](const Held &held) { return !m_begun.before.contains(held.id); });
        if (fresh == m_secrets.end())
            giveUp(Added, lost);
        else
            take(*fresh);
    });
}

void RotateSecretJob::take(Held &held)
{
    m_secretId = held.id;
    m_newSecret = std::move(held.value);
    lines().passed(Added, m_secretId);
    Q_EMIT added();
    end();
}

// Retire and withdraw -----------------------------------------------------------------------------------------------

void RotateSecretJob::retire()
{
    const auto kept = std::find_if(m_secrets.cbegin(), m_secrets.cend(), [this](const Held &held) {
        return held.isActive && (m_keptId.isEmpty() ? held.value == m_kept : held.id == m_keptId);
    });
    if (kept == m_secrets.cend()) {
        giveUp(Read, ApplicationError{Reason::SecretNotOfThisApp, m_id});
        return;
    }
    m_secretId = kept->id;
    lines().passed(Read, m_secretId);
    const auto old =
        std::find_if(m_secrets.cbegin(), m_secrets.cend(), [this](const Held &held) { return held.id != m_secretId; });
    if (old == m_secrets.cend()) {
        const QStringList ids = retireIds();
        lines().doesNotApply(ids.at(1), QStringLiteral("there is no other secret"));
        lines().doesNotApply(ids.at(2), QStringLiteral("there is no other secret"));
        lines().passed(ids.at(3), m_secretId);
        end();
        return;
    }
    deactivate(*old);
}

void RotateSecretJob::withdraw()
{
    const auto unwanted = std::find_if(m_secrets.cbegin(), m_secrets.cend(), [this](const Held &held) {
        return m_begun.added.isEmpty() ? !m_begun.before.isEmpty() && !m_begun.before.contains(held.id)
                                       : held.id == m_begun.added;
    });
    const auto kept = std::find_if(m_secrets.cbegin(), m_secrets.cend(), [this, unwanted](const Held &held) {
        return held.isActive && (unwanted == m_secrets.cend() || held.id != unwanted->id);
    });
    if (kept == m_secrets.cend()) { // nothing could sign in afterwards
        giveUp(Read, ApplicationError{Reason::SecretNotOfThisApp, m_id});
        return;
    }
    m_secretId = kept->id;
    lines().passed(Read, m_secretId);
    if (unwanted == m_secrets.cend()) {
        const QStringList ids = withdrawIds();
        lines().doesNotApply(ids.at(1), QStringLiteral("there is no new secret"));
        lines().doesNotApply(ids.at(2), QStringLiteral("there is no new secret"));
        lines().passed(ids.at(3), m_secretId);
        end();
        return;
    }
    deactivate(*unwanted);
}

void RotateSecretJob::deactivate(const Held &unwanted)
{
    m_unwantedId = unwanted.id;
    const QString line = checks().all().at(1).id;
    if (!unwanted.isActive) {
        lines().passed(line, m_unwantedId);
        remove();
        return;
    }
    lines().running(line);
    calls().send(
        request(Purpose::DeactivateSecret, Method::Post, QStringLiteral("/%1/lifecycle/deactivate").arg(m_unwantedId)),
        [this, line](ApiCalls::Outcome outcome) {
            if (outcome)
                deactivated(std::nullopt);
            else if (mayHaveBeenDone(outcome.error()))
                deactivated(outcome.error());
            else
                giveUp(line, outcome.error());
        });
}

void RotateSecretJob::deactivated(const std::optional<ApiError> &lost)
{
    const QString line = checks().all().at(1).id;
    if (!lost) {
        lines().passed(line, m_unwantedId);
        remove();
        return;
    }
    readSecrets([this, line, lost] {
        const Held *const held = find(m_unwantedId);
        if (held && held->isActive) {
            giveUp(line, *lost);
            return;
        }
        lines().passed(line, m_unwantedId);
        remove();
    });
}

void RotateSecretJob::remove()
{
    const QString line = checks().all().at(2).id;
    lines().running(line);
    calls().send(request(Purpose::DeleteSecret, Method::Delete, QStringLiteral("/%1").arg(m_unwantedId)),
                 [this, line](ApiCalls::Outcome outcome) {
                     if (outcome || outcome.error().reason == ApiError::Reason::NotFound)
                         prove(std::nullopt);
                     else if (mayHaveBeenDone(outcome.error()))
                         prove(outcome.error());
                     else
                         giveUp(line, outcome.error());
                 });
}

void RotateSecretJob::prove(const std::optional<ApiError> &lost)
{
    const QString deleted = checks().all().at(2).id;
    const QString proof = checks().all().at(3).id;
    if (!lost)
        lines().passed(deleted, m_unwantedId);
    calls().send(request(Purpose::Read, Method::Get, {}), [this, lost, deleted, proof](ApiCalls::Outcome outcome) {
        if (!outcome) {
            if (lost)
                lines().fail(deleted, *lost);
            lines().couldNotCheck(proof, outcome.error());
            end();
            return;
        }
        bool isThere = false;
        bool isKept = false;
        for (const auto &value : std::as_const(outcome->array)) {
            const QJsonObject object = value.toObject();
            isThere = isThere || object.value(QLatin1String("id")) == m_unwantedId;
            isKept = isKept
                || (object.value(QLatin1String("id")) == m_secretId
                    && object.value(QLatin1String("status")) == QLatin1String("ACTIVE"));
        }
        if (lost && isThere) {
            giveUp(deleted, *lost);
            return;
        }
        if (lost)
            lines().passed(deleted, m_unwantedId);
        if (isKept && !isThere)
            lines().passed(proof, m_secretId);
        else
            lines().fail(proof, ApplicationError{Reason::NotAsAsked, m_unwantedId});
        end();
    });
}

} // namespace okta
