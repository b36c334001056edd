#pragma once

#include "core/Secret.h"

#include <QObject>
#include <QTimer>

/// Puts a secret on the clipboard for as short a time as is of use: marked as secret for clipboard managers, taken away
/// after 10 s and when this is destroyed, but only if nobody has copied anything else since.
class SecretClipboard final : public QObject
{
    Q_OBJECT

public:
    static constexpr int UsualLife = 10; ///< seconds

    explicit SecretClipboard(QObject *parent = nullptr, int lifeSeconds = UsualLife);
    ~SecretClipboard() override;

    void put(const Secret &secret);
    /// Whole seconds until it is taken away; 0: it is not there (any more).
    [[nodiscard]] int remainingSeconds() const;

Q_SIGNALS:
    /// remainingSeconds() is another.
    void changed();

private:
    void tick();
    void takeAway();
    [[nodiscard]] bool isStillOurs() const;

    const int m_life;
    QTimer m_second;
    int m_remaining = 0;
    QByteArray m_digest; ///< of what was put there
};
