#pragma once

#include "core/Secret.h"
#include "wizard/SecretClipboard.h"

#include <QTimer>
#include <QWidget>

#include <chrono>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

/// A masked field with a button that shows what is in it, for 20 s at most: it hides again when the focus leaves or the
/// window is deactivated. Hands out Secret only. What is copied of it goes the way of SecretClipboard.
class SecretLineEdit final : public QWidget
{
    Q_OBJECT

public:
    /// How long a person sees a secret that was to be shown.
    static constexpr std::chrono::seconds ShownFor{20};

    explicit SecretLineEdit(QWidget *parent = nullptr);

    /// The field's accessible name and its button's: "API token", "Show API token".
    void setNames(const QString &field, const QString &button);
    /// Shown while the field is empty: "Kept in the keychain".
    void setPlaceholderText(const QString &text);
    /// What a screen reader says after the name.
    void setDescription(const QString &text);

    /// To be looked at and copied from only.
    void setReadOnly(bool readOnly);

    [[nodiscard]] Secret secret() const;
    /// As if it had been pasted.
    void setSecret(const Secret &secret);
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool isRevealed() const;
    /// How long it is shown; 20 s unless this is called.
    void setShownFor(std::chrono::milliseconds time);
    [[nodiscard]] std::chrono::milliseconds shownFor() const;
    /// For Enter and for tests.
    [[nodiscard]] QLineEdit *lineEdit() const { return m_edit; }

Q_SIGNALS:
    /// The text is another; by whatever way, a screen reader's included.
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void setRevealed(bool revealed);

    SecretClipboard m_clipboard;
    QLineEdit *const m_edit;
    QPushButton *const m_button;
    QTimer m_hideAgain;
};
