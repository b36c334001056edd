#include "wizard/FieldHelp.h"

#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/WizardStyle.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace {

constexpr auto Pause = std::chrono::milliseconds(600);

} // namespace

FieldHelp::FieldHelp(QWidget *parent)
    : QWidget(parent)
    , m_text(new PlainLabel(this))
    , m_action(new QPushButton(this))
{
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(tokens::units(*this, 2));
    row->addWidget(m_text, 1);
    row->addWidget(m_action, 0, Qt::AlignTop);
    m_action->setAutoDefault(true);
    m_action->hide();
    WizardStyle::setLook(*m_action, WizardStyle::Look::Link);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &FieldHelp::showErrorNow);
    connect(m_action, &QPushButton::clicked, this, &FieldHelp::actionTriggered);
    render();
}

void FieldHelp::setField(QLineEdit &field)
{
    m_field = &field;
    field.installEventFilter(this);
    m_end = new QWidget(&field);
    m_end->setFont(font()); // not that of values
    auto *const row = new QHBoxLayout(m_end);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(tokens::units(*this, 1.5));
    m_mark = new StatusMark(m_end);
    m_word = new PlainLabel(m_end);
    m_word->setWordWrap(false);
    m_word->setType(tokens::Type::FieldLabel);
    m_word->setInk(tokens::Role::Good);
    row->addWidget(m_mark);
    row->addWidget(m_word);
    m_end->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_end->setCursor(Qt::IBeamCursor);
    m_end->hide();
}

void FieldHelp::setHelp(const QString &help)
{
    m_help = help;
    render();
}

void FieldHelp::setNote(const QString &note, const QString &action)
{
    m_note = note;
    m_noteAction = action;
    render();
}

void FieldHelp::setError(const QString &error, const QString &fix)
{
    const bool isNew = error != m_error;
    m_error = error;
    m_fix = fix;
    if (error.isEmpty()) {
        m_pause.stop();
        m_isErrorShown = false;
    } else if (!m_field || !m_field->hasFocus()) {
        m_isErrorShown = m_wasWrong = true;
    } else if (isNew && m_wasWrong && !m_isErrorShown) {
        m_pause.start();
    }
    render();
}

void FieldHelp::setProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    render();
}

void FieldHelp::showErrorNow()
{
    if (m_error.isEmpty() || m_isErrorShown)
        return;
    m_isErrorShown = m_wasWrong = true;
    render();
}

void FieldHelp::setMark(Mark mark, const QString &word)
{
    m_wanted = mark;
    if (m_word)
        m_word->setText(word);
    render();
}

void FieldHelp::render()
{
    const bool isWrong = m_isErrorShown && !m_error.isEmpty();
    const QString text = isWrong ? m_error : !m_note.isEmpty() ? m_note : m_help;
    const QString action = isWrong ? m_fix : !m_note.isEmpty() ? m_noteAction : QString();
    m_text->setInk(isWrong ? tokens::Role::Bad : tokens::Role::SecondaryText);
    if (m_shown != text) {
        m_shown = text;
        if (text == m_note)
            m_text->setMarkedText(text);
        else
            m_text->setText(text);
    }
    m_text->setVisible(!text.isEmpty());
    if (m_action->text() != action)
        m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    if (!m_field)
        return;
    if (m_field->property("isWrong").toBool() != isWrong) {
        m_field->setProperty("isWrong", isWrong);
        m_field->update();
    }
    // Read only when it is asked for, so it need not wait until the field is left.
    m_field->setAccessibleDescription(!m_error.isEmpty() ? m_error : !m_problem.isEmpty() ? m_problem : m_text->text());
    const Mark mark = isWrong ? Mark::Wrong : m_error.isEmpty() ? m_wanted : Mark::None;
    m_end->setVisible(mark != Mark::None);
    m_mark->setStatus(mark == Mark::Busy        ? checks::Status::Running
                          : mark == Mark::Wrong ? checks::Status::Failed
                                                : checks::Status::Passed);
    m_word->setVisible(mark == Mark::Verified && !m_word->text().isEmpty());
    placeMark();
}

void FieldHelp::placeMark()
{
    const int padding = tokens::units(*this, 2.5);
    if (m_end->isHidden()) {
        m_field->setTextMargins(0, 0, 0, 0);
        return;
    }
    const QSize size = m_end->sizeHint().boundedTo({m_field->width() / 2, m_field->height()});
    const QRect all = m_field->rect();
    const QRect place(all.right() + 1 - padding - size.width(), (all.height() - size.height()) / 2, size.width(),
                      size.height());
    // Fields with addresses are written from left to right in every language, and end at the right.
    m_end->setGeometry(QStyle::visualRect(m_field->layoutDirection(), all, place));
    m_field->setTextMargins(0, 0, size.width() + padding, 0);
}

bool FieldHelp::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        placeMark();
    else if (event->type() == QEvent::FocusOut)
        showErrorNow();
    else if (event->type() == QEvent::KeyPress && m_pause.isActive())
        m_pause.start();
    return QWidget::eventFilter(watched, event);
}
