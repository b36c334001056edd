#include "wizard/SecretLineEdit.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace {

constexpr auto ShownFor = std::chrono::seconds(20);

} // namespace

SecretLineEdit::SecretLineEdit(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_button(new QPushButton(this))
{
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_button);
    setFocusProxy(m_edit);
    setFocusPolicy(Qt::StrongFocus);

    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase
                                | Qt::ImhSensitiveData);
    m_edit->setLayoutDirection(Qt::LeftToRight);
    m_edit->setObjectName(QStringLiteral("secretLineEdit"));
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &SecretLineEdit::edited);

    m_button->setObjectName(QStringLiteral("revealButton"));
    m_button->setCheckable(true);
    m_button->setText(tr("Reveal"));
    m_button->setToolTip(tr("Shows it for 20 seconds (Ctrl+H)"));
    m_button->setAutoDefault(true);
    m_button->installEventFilter(this);
    connect(m_button, &QPushButton::toggled, this, &SecretLineEdit::setRevealed);

    auto *const shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_H), this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, m_button, &QPushButton::toggle);

    m_hideAgain.setSingleShot(true);
    m_hideAgain.setInterval(ShownFor);
    connect(&m_hideAgain, &QTimer::timeout, this, [this] { m_button->setChecked(false); });
}

void SecretLineEdit::setNames(const QString &field, const QString &button)
{
    m_edit->setAccessibleName(field);
    m_button->setAccessibleName(button);
}

void SecretLineEdit::setPlaceholderText(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

void SecretLineEdit::setDescription(const QString &text)
{
    m_edit->setAccessibleDescription(text);
}

void SecretLineEdit::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

Secret SecretLineEdit::secret() const
{
    return Secret::fromText(m_edit->text());
}

void SecretLineEdit::setSecret(const Secret &secret)
{
    m_edit->setText(QString::fromUtf8(secret.reveal()));
}

bool SecretLineEdit::isEmpty() const
{
    return m_edit->text().isEmpty();
}

bool SecretLineEdit::isRevealed() const
{
    return m_edit->echoMode() == QLineEdit::Normal;
}

void SecretLineEdit::setShownFor(std::chrono::milliseconds time)
{
    m_hideAgain.setInterval(time);
}

std::chrono::milliseconds SecretLineEdit::shownFor() const
{
    return m_hideAgain.intervalAsDuration();
}

void SecretLineEdit::setRevealed(bool revealed)
{
    m_edit->setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    m_button->setText(revealed ? tr("Hide") : tr("Reveal"));
    if (revealed)
        m_hideAgain.start();
    else
        m_hideAgain.stop();
}

bool SecretLineEdit::eventFilter(QObject *watched, QEvent *event)
{
    // From the field to its own button is not away.
    if (event->type() == QEvent::FocusOut && !m_button->hasFocus() && !m_edit->hasFocus())
        m_button->setChecked(false);
    return QWidget::eventFilter(watched, event);
}

bool SecretLineEdit::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate || event->type() == QEvent::Hide)
        m_button->setChecked(false);
    return QWidget::event(event);
}
