#include "setup/KeptSecret.h"

namespace setup {

namespace {

/// The states in which nothing can be stored or found, as the error that they are.
std::optional<secrets::KeychainError> errorOf(secrets::KeychainState state)
{
    if (state == secrets::KeychainState::NoBus)
        return secrets::KeychainError{secrets::KeychainError::Reason::NoBus};
    if (state == secrets::KeychainState::NoService)
        return secrets::KeychainError{secrets::KeychainError::Reason::NoService};
    return std::nullopt;
}

} // namespace

KeptSecret::KeptSecret(secrets::Keychain &keychain)
    : m_keychain(keychain)
{
}

KeptSecret::~KeptSecret() = default;

void KeptSecret::keep(const secrets::KeychainEntry &entry, Secret secret)
{
    m_error.reset();
    m_remove.reset();
    if (m_restoredFrom == entry) {
        m_state = State::Kept;
        return;
    }
    m_state = State::Asking;
    m_probe = m_keychain.probe();
    auto held = std::make_shared<const Secret>(std::move(secret));
    connect(m_probe.get(), &Job::finished, this, [this, entry, held] { probed(entry, *held); });
    m_probe->start();
}

void KeptSecret::probed(const secrets::KeychainEntry &entry, const Secret &secret)
{
    const auto state = m_probe->takeOutcome();
    m_probe.reset();
    if (!state) {
        fail(state.error());
        return;
    }
    m_keychainState = *state;
    if (const auto error = errorOf(*state)) {
        fail(*error);
        return;
    }
    m_state = State::Storing;
    m_store = m_keychain.store(entry, secret.clone());
    connect(m_store.get(), &Job::finished, this, [this] {
        const auto outcome = m_store->takeOutcome();
        m_store.reset();
        if (!outcome) {
            fail(outcome.error());
            return;
        }
        m_state = m_keychainState == secrets::KeychainState::SessionOnly ? State::SessionOnly : State::Kept;
        Q_EMIT changed();
    });
    m_store->start();
    Q_EMIT changed();
}

void KeptSecret::fail(const secrets::KeychainError &error)
{
    m_state = State::Failed;
    m_error = error;
    Q_EMIT changed();
}

void KeptSecret::keepForSessionOnly()
{
    m_probe.reset();
    m_store.reset();
    m_state = State::SessionOnly;
}

void KeptSecret::remove(const secrets::KeychainEntry &entry)
{
    valueChanged();
    m_remove = m_keychain.remove(entry);
    connect(m_remove.get(), &Job::finished, this, [this] {
        const auto outcome = m_remove->takeOutcome();
        m_remove.reset();
        if (!outcome) {
            fail(outcome.error());
            return;
        }
        Q_EMIT changed();
    });
    m_remove->start();
}

void KeptSecret::valueChanged()
{
    m_state = State::NotKept;
    m_error.reset();
    m_restoreError.reset();
    m_restoredFrom.reset();
    m_probe.reset();
    m_store.reset();
    m_remove.reset();
}

void KeptSecret::emptied()
{
    m_restoredFrom.reset();
    if (m_state == State::Kept)
        m_state = State::SessionOnly;
}

void KeptSecret::restore(const secrets::KeychainEntry &entry, bool mayPrompt)
{
    if (isRestoring())
        return;
    m_mayPrompt = mayPrompt;
    m_restoreError.reset();
    m_restoreProbe = m_keychain.probe();
    connect(m_restoreProbe.get(), &Job::finished, this, [this, entry] {
        const auto state = m_restoreProbe->takeOutcome();
        m_restoreProbe.reset();
        if (!state) {
            restoreFailed(state.error());
            return;
        }
        if (const auto error = errorOf(*state)) {
            restoreFailed(*error);
            return;
        }
        using Keychain = secrets::KeychainState;
        m_canUnlock = *state == Keychain::Locked;
        if (*state == Keychain::Ready || *state == Keychain::SessionOnly || (m_canUnlock && m_mayPrompt))
            fetch(entry);
        Q_EMIT changed();
    });
    m_restoreProbe->start();
}

void KeptSecret::fetch(const secrets::KeychainEntry &entry)
{
    m_fetch = m_keychain.fetch(entry);
    connect(m_fetch.get(), &Job::finished, this, [this, entry] {
        const auto outcome = m_fetch->takeOutcome();
        m_fetch.reset();
        if (!outcome) {
            restoreFailed(outcome.error());
            return;
        }
        m_canUnlock = false;
        Q_EMIT found(entry, *outcome);
        Q_EMIT changed();
    });
    m_fetch->start();
}

void KeptSecret::setRestoredFrom(const secrets::KeychainEntry &entry)
{
    m_restoredFrom = entry;
}

void KeptSecret::restoreFailed(const secrets::KeychainError &error)
{
    // Who did not ask is not told.
    if (m_mayPrompt)
        m_restoreError = error;
    if (error.reason == secrets::KeychainError::Reason::NotFound)
        m_canUnlock = false;
    Q_EMIT changed();
}

} // namespace setup
