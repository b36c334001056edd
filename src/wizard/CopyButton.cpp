#include "wizard/CopyButton.h"

#include "wizard/Icons.h"
#include "wizard/SecretClipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStyle>
#include <QStyleOptionButton>

CopyButton::CopyButton(QWidget *parent)
    : QPushButton(parent)
    , m_words(tr("Copy"))
{
    setAutoDefault(true);
    connect(this, &QPushButton::clicked, this, &CopyButton::copy);
    render();
    // As wide as its longest text, so that nothing moves when it answers.
    QStyleOptionButton option;
    initStyleOption(&option);
    const QSize content(fontMetrics().horizontalAdvance(tr("Copied")) + style()->pixelMetric(QStyle::PM_ButtonIconSize)
                            + 4,
                        fontMetrics().height());
    setMinimumWidth(style()->sizeFromContents(QStyle::CT_PushButton, &option, content, this).width());
}

CopyButton::~CopyButton() = default;

void CopyButton::setCopies(const QString &accessible, std::function<QString()> text)
{
    setAccessibleName(accessible);
    m_text = std::move(text);
}

void CopyButton::setCopiesSecret(const QString &accessible, std::function<Secret()> secret)
{
    setAccessibleName(accessible);
    m_secret = std::move(secret);
}

void CopyButton::setWords(const QString &words)
{
    m_words = words;
    render();
}

void CopyButton::copy()
{
    if (m_secret) {
        if (!m_clipboard) {
            m_clipboard = new SecretClipboard(this);
            connect(m_clipboard, &SecretClipboard::changed, this, &CopyButton::render);
        }
        m_clipboard->put(m_secret());
        return;
    }
    if (!m_text)
        return;
    m_copied = m_text();
    m_isCopied = true;
    QGuiApplication::clipboard()->setText(m_copied);
    render();
    Q_EMIT copied();
}

void CopyButton::refresh()
{
    if (m_isCopied && m_text && m_text() != m_copied) {
        m_isCopied = false;
        render();
    }
}

void CopyButton::render()
{
    if (m_clipboard && m_clipboard->remainingSeconds() > 0)
        setText(tr("Copied, gone in %1 s").arg(m_clipboard->remainingSeconds()));
    else
        setText(m_isCopied ? tr("Copied") : m_words);
    setIcon(m_isCopied ? icons::make(icons::Icon::Check) : QIcon());
    setAccessibleDescription(text() == m_words ? QString() : text());
}
