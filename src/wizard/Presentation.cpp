#include "wizard/Presentation.h"

#include "setup/Setup.h"
#include "wizard/CaptionBar.h"
#include "wizard/CheckList.h"
#include "wizard/DemoValues.h"
#include "wizard/Page.h"
#include "wizard/PageArea.h"
#include "wizard/ProblemCard.h"
#include "wizard/SecretLineEdit.h"
#include "wizard/SetupWizard.h"
#include "wizard/StepTitles.h"
#include "wizard/Tokens.h"

#include <QAbstractButton>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>

namespace {

constexpr std::chrono::seconds Patience(60); ///< with something that never comes

} // namespace

/// Drawn over the window, around what is spoken of. Nothing of it takes the mouse.
class Presentation::Ring final : public QWidget
{
public:
    explicit Ring(QWidget &window)
        : QWidget(&window)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        hide();
    }

    void surround(const QWidget *target)
    {
        if (!target || !target->isVisible()) {
            hide();
            return;
        }
        const int gap = tokens::units(*this, 1.5);
        // Only what is in sight: a part that is scrolled away has no ring.
        QRect seen(target->mapTo(window(), QPoint(0, 0)), target->size());
        for (const QWidget *each = target->parentWidget(); each && !each->isWindow(); each = each->parentWidget())
            seen &= QRect(each->mapTo(window(), QPoint(0, 0)), each->size());
        if (seen.isEmpty()) {
            hide();
            return;
        }
        setGeometry(seen.adjusted(-gap, -gap, gap, gap));
        raise();
        show();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        constexpr double Width = 3;
        painter.setPen(QPen(tokens::color(tokens::Role::Accent, palette()), Width));
        painter.drawRoundedRect(QRectF(rect()).adjusted(Width / 2, Width / 2, -Width / 2, -Width / 2),
                                tokens::CardRadius, tokens::CardRadius);
    }
};

Presentation::Presentation(SetupWizard &wizard, setup::Setup &setup, const DemoValues &demo, QList<Scene> scenes,
                           Pace pace)
    : m_wizard(wizard)
    , m_setup(setup)
    , m_demo(demo)
    , m_scenes(std::move(scenes))
    , m_pace(pace)
    , m_bar(new CaptionBar)
    , m_ring(std::make_unique<Ring>(wizard))
{
    connect(m_bar, &CaptionBar::backRequested, this, &Presentation::goBack);
    connect(m_bar, &CaptionBar::pauseRequested, this, &Presentation::togglePause);
    connect(m_bar, &CaptionBar::nextRequested, this, &Presentation::goNext);
    connect(&m_timer, &QTimer::timeout, this, &Presentation::tick);
    m_timer.setInterval(m_pace.key);
}

Presentation::~Presentation()
{
    qApp->removeEventFilter(this);
    delete m_bar;
}

void Presentation::start()
{
    m_wizard.setFoot(m_bar);
    qApp->installEventFilter(this);
    open(0);
    m_timer.start();
}

QString Presentation::place() const
{
    const auto step = scene().step;
    int number = 0;
    int count = 0;
    for (qsizetype i = 0; i < m_scenes.size(); ++i) {
        if (m_scenes.at(i).step != step)
            continue;
        ++count;
        if (i <= m_at)
            number = count;
    }
    //: %1 of %2: steps of the wizard; %3 of %4: sentences about one of them
    return tr("Step %1 of %2 · %3 of %4").arg(steps::number(step)).arg(steps::Count).arg(number).arg(count);
}

void Presentation::open(qsizetype index)
{
    m_at = index;
    m_shownFor = {};
    m_typing.clear();
    m_isHurried = false;
    m_hasActed = m_at < m_done;
    if (m_setup.current() != scene().step) {
        if (m_setup.canGoTo(scene().step))
            m_setup.goTo(scene().step);
        else
            m_wizard.primaryButton().click();
    }
    m_bar->say(place(), scene().caption);
    m_bar->setEnds(m_at > 0, m_at + 1 < m_scenes.size());
    if (m_setup.current() != scene().step) {
        fail(tr("%1 cannot be opened.").arg(steps::title(scene().step)));
        return;
    }
    point();
    if (m_at + 1 == m_scenes.size())
        end({});
}

QWidget *Presentation::target() const
{
    if (scene().act == Scene::Act::Primary)
        return &m_wizard.primaryButton();
    if (scene().target.isEmpty())
        return nullptr;
    auto *const part = m_wizard.page().findChild<QWidget *>(scene().target);
    // Of a list, what is wrong in it is what one looks at.
    const auto *const list = qobject_cast<CheckList *>(part);
    return list && list->firstProblem() ? list->firstProblem() : part;
}

void Presentation::point()
{
    QWidget *const spokenOf = target();
    if (spokenOf && m_wizard.page().isAncestorOf(spokenOf)) {
        for (QWidget *each = m_wizard.page().parentWidget(); each; each = each->parentWidget()) {
            if (auto *const area = qobject_cast<PageArea *>(each)) {
                const int margin = tokens::units(m_wizard, 6);
                area->ensureWidgetVisible(spokenOf, 0, margin);
                if (spokenOf->height() + margin > area->viewport()->height()) // its beginning, then
                    area->verticalScrollBar()->setValue(spokenOf->mapTo(area->widget(), QPoint(0, 0)).y() - margin);
                break;
            }
        }
    }
    renderRing();
}

void Presentation::renderRing()
{
    // A button that leads on is another one by then.
    const bool isOver = m_hasActed && scene().act == Scene::Act::Primary;
    m_ring->surround(isOver ? nullptr : target());
}

void Presentation::tick()
{
    if (m_isPaused || m_hasEnded)
        return;
    m_shownFor += m_pace.key;
    renderRing(); // pages grow while checks run
    if (!m_hasActed) {
        if (m_shownFor >= m_pace.lead || m_isHurried)
            act();
        return;
    }
    if (!m_typing.isEmpty()) {
        typeLetter();
        return;
    }
    const auto words = scene().caption.split(QLatin1Char(' '), Qt::SkipEmptyParts).size();
    const bool isRead = m_isHurried || m_shownFor >= m_pace.base + words * m_pace.perWord;
    const bool isReady = m_at < m_done - 1 || !scene().isReady || scene().isReady();
    if (isRead && isReady)
        open(m_at + 1);
    else if (isRead && m_shownFor > Patience)
        fail(tr("%1 does not go on.").arg(steps::title(scene().step)));
}

void Presentation::act()
{
    m_hasActed = true;
    m_done = m_at + 1;
    QWidget *const acted = target();
    const auto &now = scene();
    if (now.act != Scene::Act::Look && !acted) {
        fail(tr("%1 is not on the page.").arg(now.target));
        return;
    }
    switch (now.act) {
    case Scene::Act::Look:
        break;
    case Scene::Act::Type:
        m_typing = now.text();
        if (auto *const secret = qobject_cast<SecretLineEdit *>(acted))
            secret->lineEdit()->clear();
        else if (auto *const edit = qobject_cast<QLineEdit *>(acted))
            edit->clear();
        break;
    case Scene::Act::Press:
    case Scene::Act::Primary:
        if (auto *const button = qobject_cast<QAbstractButton *>(acted); button && button->isEnabled())
            button->click();
        else
            fail(tr("%1 cannot be pressed.").arg(acted->objectName()));
        break;
    case Scene::Act::Repair: {
        m_demo.repair();
        auto *const card = qobject_cast<ProblemCard *>(acted);
        auto *const again = card ? card->findChild<QAbstractButton *>(QStringLiteral("cardAgainButton")) : nullptr;
        if (again && again->isEnabled())
            again->click();
        else
            fail(tr("There is no problem to check again."));
        break;
    }
    }
    point();
}

void Presentation::typeLetter()
{
    QWidget *const field = target();
    auto *const secret = qobject_cast<SecretLineEdit *>(field);
    auto *const edit = secret ? secret->lineEdit() : qobject_cast<QLineEdit *>(field);
    if (!edit) {
        fail(tr("%1 takes no text.").arg(scene().target));
        return;
    }
    edit->setFocus(Qt::OtherFocusReason);
    const qsizetype count = m_isHurried ? m_typing.size() : 1;
    // By the keys of a person: a field that is set by a program would be judged before it is complete.
    QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, m_typing.left(count));
    QCoreApplication::sendEvent(edit, &press);
    m_typing.remove(0, count);
}

void Presentation::goBack()
{
    if (m_at > 0)
        open(m_at - 1);
}

void Presentation::goNext()
{
    if (m_at + 1 >= m_scenes.size())
        return;
    if (m_at + 1 < m_done || m_hasEnded) {
        open(m_at + 1);
        return;
    }
    m_isHurried = true;
    if (m_isPaused)
        togglePause();
}

void Presentation::togglePause()
{
    m_isPaused = !m_isPaused;
    if (m_bar)
        m_bar->setPaused(m_isPaused);
}

void Presentation::stop()
{
    m_timer.stop();
    qApp->removeEventFilter(this);
    m_ring->hide();
    m_wizard.setFoot(nullptr);
    delete m_bar;
    end({});
}

void Presentation::fail(const QString &trouble)
{
    m_timer.stop();
    m_ring->hide();
    m_bar->say(place(), trouble);
    end(trouble);
}

void Presentation::end(const QString &trouble)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    Q_EMIT finished(trouble);
}

bool Presentation::eventFilter(QObject *watched, QEvent *event)
{
    // What was played is nobody's work: closing the window asks nothing.
    if (event->type() == QEvent::Close && watched == &m_wizard && !m_isClosing) {
        m_isClosing = true;
        event->ignore();
        QMetaObject::invokeMethod(&m_wizard, &SetupWizard::closeWithoutAsking, Qt::QueuedConnection);
        return true;
    }
    // Wherever the focus is in the window; dialogs have their own keys.
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *const widget = qobject_cast<QWidget *>(watched);
    if (!widget || widget->window() != &m_wizard)
        return false;
    const bool isPress = event->type() == QEvent::KeyPress;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Space:
        if (isPress)
            togglePause();
        break;
    case Qt::Key_Left:
        if (isPress)
            goBack();
        break;
    case Qt::Key_Right:
        if (isPress)
            goNext();
        break;
    case Qt::Key_Escape:
        if (isPress) // later: pages are made anew, and one of their fields has the key now
            QMetaObject::invokeMethod(this, &Presentation::stop, Qt::QueuedConnection);
        break;
    default:
        return false;
    }
    event->accept();
    return true;
}
