#pragma once

#include "core/Secret.h"

#include <QPushButton>

#include <functional>

class SecretClipboard;

/// Copies one value and says so, until the value is another one. Its accessible name tells which: "Copy client ID".
class CopyButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit CopyButton(QWidget *parent = nullptr);
    ~CopyButton() override;

    /// `accessible` is the whole name: "Copy client ID".
    void setCopies(const QString &accessible, std::function<QString()> text);
    /// A secret is marked as such and taken away again, see SecretClipboard.
    void setCopiesSecret(const QString &accessible, std::function<Secret()> secret);

    /// What stands on it until it was pressed, where "Copy" is not enough.
    void setWords(const QString &words);

    /// Whether what it copies now was copied: a mark of progress.
    [[nodiscard]] bool isCopied() const { return m_isCopied; }
    /// The value may be another one now.
    void refresh();

Q_SIGNALS:
    void copied();

private:
    void copy();
    void render();

    std::function<QString()> m_text;
    std::function<Secret()> m_secret;
    SecretClipboard *m_clipboard = nullptr;
    QString m_words;
    bool m_isCopied = false;
    QString m_copied; ///< what was copied last
};
