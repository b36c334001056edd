#include "keychain/KeychainQueue.h"

#include <qt6keychain/keychain.h>

namespace keychain {

Answer answerOf(const QKeychain::Job &job)
{
    Answer answer;
    answer.kind = [&job] {
        switch (job.error()) {
        case QKeychain::NoError:
            return Answer::Kind::Done;
        case QKeychain::EntryNotFound:
            return Answer::Kind::NotFound;
        case QKeychain::AccessDeniedByUser:
        case QKeychain::AccessDenied:
            return Answer::Kind::Denied;
        case QKeychain::NoBackendAvailable:
            return Answer::Kind::NoBackend;
        case QKeychain::CouldNotDeleteEntry:
        case QKeychain::NotImplemented:
        case QKeychain::OtherError:
            break;
        }
        return Answer::Kind::Other;
    }();
    answer.detail = QStringLiteral("QtKeychain error %1: %2").arg(job.error()).arg(job.errorString());
    if (const auto *read = qobject_cast<const QKeychain::ReadPasswordJob *>(&job))
        answer.secret = Secret(read->binaryData());
    return answer;
}

std::shared_ptr<UnlockJob> KeychainQueue::unlock(const Keyring &keyring, const QStringList &objects,
                                                 const QString &application)
{
    if (auto open = m_openWindow.lock();
        open && open->isRunning() && open->keyring() == keyring && open->objects() == objects)
        return open;
    auto window = std::make_shared<UnlockJob>(keyring, objects, application, m_options.answerWithin);
    m_openWindow = window;
    // An unlock window stays when nobody waits any more, and the next to need it must find it; that for the first
    // keyring goes with the last who waits.
    if (!objects.isEmpty()) {
        m_staying = window;
        connect(window.get(), &Job::finished, this, [this] { m_staying.reset(); });
    }
    window->start();
    return window;
}

void KeychainQueue::startNext()
{
    while (!m_isRunning && !m_requests.empty()) {
        Request request = std::move(m_requests.front());
        m_requests.pop_front();
        if (!request.asker)
            continue;
        m_isRunning = true;
        m_asker = request.asker;
        QKeychain::Job *job = request.make();
        // The connection keeps us alive until the job ends.
        connect(job, &QKeychain::Job::finished, this,
                [self = shared_from_this(), asker = request.asker,
                 answered = std::move(request.answered)](const QKeychain::Job *finished) {
                    self->m_isRunning = false;
                    if (asker)
                        answered(*finished);
                    self->startNext();
                });
        job->start();
    }
}

} // namespace keychain
