#include "wizard/SecretLineEdit.h"

#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>

namespace {

/// Qt 6.4 tells accessibility, and whoever listens on its bus, each character that is typed into a masked field. What
/// is told of such a field has its length and not its text, as QLineEdit's own accessible interface answers.
void tellWithoutSecrets(QAccessibleEvent *event);

/// Who was told before us; nobody: the system.
QAccessible::UpdateHandler &nextHandler()
{
    static QAccessible::UpdateHandler next = nullptr;
    return next;
}

void installHandler()
{
    const QAccessible::UpdateHandler before = QAccessible::installUpdateHandler(tellWithoutSecrets);
    if (before != tellWithoutSecrets)
        nextHandler() = before;
}

void pass(QAccessibleEvent &event)
{
    if (nextHandler()) {
        nextHandler()(&event);
        return;
    }
    QAccessible::installUpdateHandler(nullptr); // which makes Qt send it to the system
    QAccessible::updateAccessibility(&event);
    QAccessible::installUpdateHandler(tellWithoutSecrets);
}

void tellWithoutSecrets(QAccessibleEvent *event)
{
    const auto *const edit = qobject_cast<QLineEdit *>(event->object());
    if (!edit || edit->echoMode() == QLineEdit::Normal) {
        pass(*event);
        return;
    }
    const auto masked = [](const QString &text) { return QString(text.size(), QChar(0x2022)); };
    switch (event->type()) {
    case QAccessible::TextInserted: {
        const auto *const inserted = static_cast<QAccessibleTextInsertEvent *>(event);
        QAccessibleTextInsertEvent safe(event->object(), inserted->changePosition(), masked(inserted->textInserted()));
        safe.setCursorPosition(inserted->cursorPosition());
        pass(safe);
        return;
    }
    case QAccessible::TextRemoved: {
        const auto *const removed = static_cast<QAccessibleTextRemoveEvent *>(event);
        QAccessibleTextRemoveEvent safe(event->object(), removed->changePosition(), masked(removed->textRemoved()));
        safe.setCursorPosition(removed->cursorPosition());
        pass(safe);
        return;
    }
    case QAccessible::TextUpdated: {
        const auto *const updated = static_cast<QAccessibleTextUpdateEvent *>(event);
        QAccessibleTextUpdateEvent safe(event->object(), updated->changePosition(), masked(updated->textRemoved()),
                                        masked(updated->textInserted()));
        safe.setCursorPosition(updated->cursorPosition());
        pass(safe);
        return;
    }
    case QAccessible::ValueChanged: {
        QAccessibleValueChangeEvent safe(event->object(), masked(edit->text()));
        pass(safe);
        return;
    }
    default:
        pass(*event);
    }
}

/// A field whose text, while it is shown, leaves by the secret clipboard only: marked as secret, taken away after 10 s,
/// and never in the selection that X11 and Wayland paste with the middle button.
class RevealableEdit final : public QLineEdit
{
public:
    RevealableEdit(SecretClipboard &clipboard, QWidget *parent)
        : QLineEdit(parent)
        , m_clipboard(clipboard)
    {
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->matches(QKeySequence::Copy)) {
            copySelection();
        } else if (event->matches(QKeySequence::Cut)) {
            cutSelection();
        } else if (event->matches(QKeySequence::DeleteEndOfLine) && !isReadOnly()) {
            // These two copy what they delete.
            setSelection(cursorPosition(), static_cast<int>(text().size()));
            del();
        } else if (event->matches(QKeySequence::DeleteCompleteLine) && !isReadOnly()) {
            selectAll();
            del();
        } else {
            QLineEdit::keyPressEvent(event);
        }
    }

    /// Selecting by keys fills the other clipboard at once; the secret is taken out of it before anybody else's turn.
    bool event(QEvent *event) override
    {
        const bool isDone = QLineEdit::event(event);
        if (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease)
            withdrawSelection();
        return isDone;
    }

    /// The left button's release is what puts the selected text into the other clipboard.
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() != Qt::LeftButton) {
            QLineEdit::mouseReleaseEvent(event);
            return;
        }
        QMouseEvent quiet(event->type(), event->position(), event->scenePosition(), event->globalPosition(),
                          Qt::NoButton, event->buttons(), event->modifiers(), event->pointingDevice());
        QLineEdit::mouseReleaseEvent(&quiet);
    }

    void contextMenuEvent(QContextMenuEvent *event) override
    {
        QMenu *const menu = createStandardContextMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const auto actions = menu->actions();
        for (QAction *const action : actions) {
            const bool isCut = action->objectName() == QLatin1String("edit-cut");
            if (!isCut && action->objectName() != QLatin1String("edit-copy"))
                continue;
            disconnect(action, &QAction::triggered, this, nullptr);
            connect(action, &QAction::triggered, this, [this, isCut] { isCut ? cutSelection() : copySelection(); });
        }
        menu->popup(event->globalPos());
    }

private:
    void withdrawSelection()
    {
        QClipboard &clipboard = *QGuiApplication::clipboard();
        if (echoMode() == QLineEdit::Normal && hasSelectedText() && clipboard.supportsSelection()
            && clipboard.ownsSelection() && clipboard.text(QClipboard::Selection) == selectedText())
            clipboard.clear(QClipboard::Selection);
    }

    void copySelection()
    {
        if (echoMode() == QLineEdit::Normal && hasSelectedText())
            m_clipboard.put(Secret::fromText(selectedText()));
    }

    void cutSelection()
    {
        if (isReadOnly() || echoMode() != QLineEdit::Normal)
            return;
        copySelection();
        del();
    }

    SecretClipboard &m_clipboard;
};

} // namespace

SecretLineEdit::SecretLineEdit(QWidget *parent)
    : QWidget(parent)
    , m_edit(new RevealableEdit(m_clipboard, this))
    , m_button(new QPushButton(this))
{
    installHandler();
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
    WizardStyle::setLook(*m_button, WizardStyle::Look::Plain); // as high as the field
    m_button->setText(tr("Hide"));
    const int width = m_button->sizeHint().width();
    m_button->setText(tr("Show"));
    m_button->setMinimumWidth(qMax(width, m_button->sizeHint().width())); // so that nothing moves
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
    m_edit->setFont(revealed ? tokens::font(tokens::Type::Code, font()) : font()); // an l and an I differ
    m_button->setText(revealed ? tr("Hide") : tr("Show"));
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
