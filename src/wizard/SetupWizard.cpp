// More than 500 lines: the frame of the window is one class, whose parts are laid out together; its menus have a file
// of their own.

#include "wizard/SetupWizard.h"

#include "advice/Diagnosis.h"
#include "core/Product.h"
#include "wizard/AppRecoveryView.h"
#include "wizard/DisplaySettings.h"
#include "wizard/Divider.h"
#include "wizard/Footer.h"
#include "wizard/Icons.h"
#include "wizard/MissingWords.h"
#include "wizard/Notice.h"
#include "wizard/Page.h"
#include "wizard/PageArea.h"
#include "wizard/PlainLabel.h"
#include "wizard/Rail.h"
#include "wizard/Sheet.h"
#include "wizard/StepList.h"
#include "wizard/StepTitles.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"

#include <QAccessibleWidget>
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace {

void collectTabStops(QWidget &widget, QList<QWidget *> &stops);

void collectTabStops(const QLayout &layout, QList<QWidget *> &stops)
{
    for (int i = 0; i < layout.count(); ++i) {
        if (QWidget *const widget = layout.itemAt(i)->widget())
            collectTabStops(*widget, stops);
        else if (const QLayout *const inner = layout.itemAt(i)->layout())
            collectTabStops(*inner, stops);
    }
}

/// Everything that Tab may stop at, in the order in which it is read.
void collectTabStops(QWidget &widget, QList<QWidget *> &stops)
{
    if (const auto *const area = qobject_cast<PageArea *>(&widget)) {
        if (area->widget()) // not while pages are exchanged
            collectTabStops(*area->widget(), stops);
        return;
    }
    // A field with buttons of its own is its parts.
    if ((widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !(widget.focusProxy() && widget.layout()))
        stops.append(&widget);
    if (widget.layout())
        collectTabStops(*widget.layout(), stops);
}

constexpr const char *ShowsAllChecks = "showsAllChecks"; // see CheckList

/// Large text does not demand a large window: its pages are scrolled.
QSize leastSize(const QWidget &window)
{
    return QSize(tokens::units(window, 180), tokens::units(window, 105)).boundedTo(QSize(720, 420));
}

/// To a screen reader it is a window, as every other main window.
QAccessibleInterface *describe(const QString &className, QObject *object)
{
    if (className != QLatin1String(SetupWizard::staticMetaObject.className()))
        return nullptr;
    return new QAccessibleWidget(static_cast<SetupWizard *>(object), QAccessible::Window); // Qt owns it
}

} // namespace

SetupWizard::SetupWizard(setup::Setup &setup, Forget forget, const DemoValues *demo, DisplaySettings *display)
    : m_setup(setup)
    , m_forget(std::move(forget))
    , m_demo(demo)
    , m_display(display)
{
    if (m_display)
        setProperty(ShowsAllChecks, m_display->showsAllChecks());
    QAccessible::installFactory(describe); // once, however often it is said
    auto *const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->setSizeConstraint(QLayout::SetNoConstraint); // the window has a least size of its own
    buildMenu();
    buildWindow();
    auto *const goOn = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    goOn->setAutoRepeat(false);
    connect(goOn, &QShortcut::activated, this, [this] { m_footer->primary().click(); });
    connect(&m_setup, &setup::Setup::changed, this, &SetupWizard::render);
    connect(&m_setup.app(), &setup::AppIntegration::changed, this, &SetupWizard::renderRecovery);
    if (m_display)
        connect(m_display, &DisplaySettings::changed, this, &SetupWizard::rebuild);
    const QSize room = screen()->availableSize() - QSize(0, tokens::units(*this, 10)); // below the title of the window
    setMinimumSize(leastSize(*this).boundedTo(room));
    m_ownSize = QSize(tokens::units(*this, 270), tokens::units(*this, 190)).boundedTo(room);
    resize(m_ownSize);
    renderRoom();
    // The first page is made at the width that it will be shown with: no text is set for one that it never gets.
    layout()->activate();
    render();
}

SetupWizard::~SetupWizard()
{
    // A page refers to its step; the sheet would delete it later than the members here.
    m_sheet->setPage(nullptr);
}

QPushButton &SetupWizard::primaryButton() const
{
    return m_footer->primary();
}

void SetupWizard::buildWindow()
{
    if (m_center) {
        m_center->hide();
        layout()->removeWidget(m_center);
        m_center->deleteLater(); // one of its buttons may be on the way here
    }
    auto *const center = new QWidget(this);
    m_center = center;
    auto *const whole = new QVBoxLayout(center);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto *const row = new QHBoxLayout;
    row->setSpacing(0);
    whole->addLayout(row, 1);
    if (m_foot)
        whole->addWidget(m_foot);
    m_rail = new Rail(center);
    m_railLine = new Divider(Qt::Vertical, center);
    row->addWidget(m_rail);
    row->addWidget(m_railLine);
    auto *const column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    row->addLayout(column, 1);

    m_stepButton = new QPushButton(center);
    m_stepButton->setObjectName(QStringLiteral("stepButton"));
    m_stepButton->setIcon(icons::make(icons::Icon::ChevronDown));
    m_stepButton->setAutoDefault(true);
    WizardStyle::setLook(*m_stepButton, WizardStyle::Look::Small);
    auto *const stepRow = new QHBoxLayout;
    stepRow->setContentsMargins(tokens::units(*this, 8), tokens::units(*this, 2), tokens::units(*this, 8), 0);
    stepRow->addWidget(m_stepButton);
    stepRow->addStretch();
    column->addLayout(stepRow);

    m_area = new PageArea({}, center);
    m_sheet = new Sheet(m_area->viewport());
    buildBanners(m_sheet->banners());
    m_area->setWidget(m_sheet);
    column->addWidget(m_area, 1);
    m_footer = new Footer(center);
    column->addWidget(m_footer);
    m_footer->primary().installEventFilter(this);
    static_cast<QBoxLayout *>(layout())->addWidget(center, 1);

    connect(&m_rail->steps(), &StepList::stepChosen, &m_setup, &setup::Setup::goTo);
    connect(m_stepButton, &QPushButton::clicked, this, &SetupWizard::chooseStep);
    connect(&m_footer->cancel(), &QPushButton::clicked, this, [this] { m_setup.step(m_setup.current()).cancel(); });
    connect(&m_footer->back(), &QPushButton::clicked, &m_setup, &setup::Setup::goBack);
    connect(&m_footer->anyway(), &QPushButton::clicked, &m_setup, &setup::Setup::goNext);
    connect(&m_footer->primary(), &QPushButton::clicked, this, &SetupWizard::primaryPressed);
}

void SetupWizard::setFoot(QWidget *foot)
{
    if (m_foot)
        m_foot->setParent(nullptr);
    m_foot = foot;
    rebuild();
}

void SetupWizard::rebuild()
{
    // Lengths and type are those of the font that was when a widget was made. Pages draw their steps, so nothing that
    // was entered is lost.
    m_sheet->setPage(nullptr);
    for (auto &page : m_pages)
        page.reset();
    m_shown = -1;
    setFont(QApplication::font()); // Qt hands a new one to the widgets after this, and headings would be of the old one
    delete m_recovery;
    if (m_foot)
        m_foot->setParent(this); // the old center takes its children along
    buildWindow();
    const QSize room = screen()->availableSize() - QSize(0, tokens::units(*this, 10));
    setMinimumSize(leastSize(*this).boundedTo(room));
    renderRoom();
    render();
}

void SetupWizard::fitScreen()
{
    // Only now is it known how thick the frame of the window manager is.
    if (size() != m_ownSize || isMaximized() || isFullScreen())
        return;
    const QSize frame = frameGeometry().size() - size();
    const QSize room = screen()->availableSize() - frame;
    if (width() > room.width() || height() > room.height()) {
        setMinimumSize(minimumSize().boundedTo(room));
        m_ownSize = size().boundedTo(room);
        resize(m_ownSize);
    }
}

void SetupWizard::moveEvent(QMoveEvent *event)
{
    QWidget::moveEvent(event);
    fitScreen();
}

void SetupWizard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    renderRoom();
}

void SetupWizard::renderRoom()
{
    // With large text in a low window, seven steps have no room either.
    const bool hasRail = width() >= tokens::units(*this, 215) && height() >= tokens::units(*this, 90);
    m_rail->setVisible(hasRail);
    m_railLine->setVisible(hasRail);
    m_stepButton->setVisible(!hasRail);
    m_sheet->setCompact(!hasRail);
}

void SetupWizard::chooseStep()
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto ids = steps::all();
    for (const auto id : ids) {
        //: %1: 1 to 7, %2: the step's name, %3: how it stands
        QAction *const action = menu->addAction(
            tr("%1. %2: %3").arg(steps::number(id)).arg(steps::title(id), steps::word(steps::state(m_setup, id))), this,
            [this, id] { m_setup.goTo(id); });
        action->setEnabled(m_setup.canGoTo(id));
    }
    menu->popup(m_stepButton->mapToGlobal(QPoint(0, m_stepButton->height())));
}

void SetupWizard::buildBanners(QVBoxLayout &column)
{
    m_draftNotice = new Notice(m_sheet);
    m_draftButtons = new QWidget(m_sheet);
    auto *const row = new QHBoxLayout(m_draftButtons);
    row->setContentsMargins(0, 0, 0, 0);
    m_resume = new QPushButton(tr("Continue where you left off"), m_draftButtons);
    auto *const again = new QPushButton(tr("Start again"), m_draftButtons);
    m_resume->setAutoDefault(true);
    again->setAutoDefault(true);
    row->addWidget(m_resume);
    row->addWidget(again);
    row->addStretch();
    connect(m_resume, &QPushButton::clicked, &m_setup, [this] {
        m_setup.resumeDraft();
        if (const QString path = m_setup.importToRepeat(); !path.isEmpty())
            m_importNotice->showText(checks::Status::Warning, tr("Import %1 again.").arg(path),
                                     tr("Its other settings may be secret, so they were not saved."));
    });
    connect(again, &QPushButton::clicked, this, &SetupWizard::askToDiscard);
    m_importNotice = new Notice(m_sheet);
    m_importNotice->setClosable(true);
    column.addWidget(m_draftNotice);
    column.addWidget(m_draftButtons);
    column.addWidget(m_importNotice);
}

void SetupWizard::renderRecovery()
{
    // Made when it is needed, which is seldom: nobody waits for it at the start.
    const auto &app = m_setup.app();
    if (!m_recovery && app.isRestored() && app.record().open() != setup::AppRecord::Open::Nothing) {
        m_recovery = new AppRecoveryView(m_setup, m_sheet);
        m_sheet->banners().addWidget(m_recovery);
        m_recovery->lower(); // a screen reader reads it before the page, too
    }
}

Page &SetupWizard::page() const
{
    return *m_pages.at(static_cast<size_t>(m_shown));
}

void SetupWizard::showPage()
{
    const auto id = m_setup.current();
    const int index = static_cast<int>(id);
    if (index == m_shown)
        return;
    auto &wanted = m_pages.at(static_cast<size_t>(index));
    if (!wanted) {
        wanted = makePage(id);
        const QString title = steps::title(id);
        wanted->setAccessibleName(title);
        connect(wanted.get(), &Page::footerChanged, this, &SetupWizard::renderFooter);
        connect(wanted.get(), &Page::shown, this, [this](QWidget *part) {
            // Once it has its place.
            QTimer::singleShot(0, part,
                               [this, part] { m_area->ensureWidgetVisible(part, 0, tokens::units(*this, 4)); });
        });
        const auto edits = wanted->findChildren<QLineEdit *>();
        for (QLineEdit *const edit : edits) {
            if (!edit->isReadOnly())
                connect(edit, &QLineEdit::returnPressed, &m_footer->primary(), &QPushButton::click);
            edit->installEventFilter(this);
        }
    } else {
        wanted->render();
    }
    if (m_shown >= 0)
        m_importNotice->clear(); // it was about the page that was open
    m_shown = index;
    m_wasBusy = false;
    wanted->resize(m_area->viewport()->size());
    m_sheet->setPage(wanted.get());
    //: %1: 1 to 7, %2: 7, %3: the step's name
    m_stepButton->setText(tr("Step %1 of %2: %3").arg(steps::number(id)).arg(steps::Count).arg(steps::title(id)));
    //: %1: "Step 2", %2: of 7, %3: the step's name, %4: the program's name
    setWindowTitle(
        tr("Step %1 of %2: %3 – %4").arg(steps::number(id)).arg(steps::Count).arg(steps::title(id), product::name()));
    m_area->verticalScrollBar()->setValue(0); // first, so that the ring around what gets the focus is where it is
    QWidget *const problem = wanted->firstProblem();
    QWidget *first = wanted->firstField();
    if (!first) {
        renderFooter(); // what is disabled takes no focus
        first = &m_footer->primary();
    }
    if (problem && m_sheet->isAncestorOf(first) && !first->isVisibleTo(wanted.get()))
        first = problem;
    first->setFocus(Qt::OtherFocusReason);
    // With large text, even the first field may be below what can be seen. Once it has its place:
    if (m_sheet->isAncestorOf(first))
        QTimer::singleShot(0, first, [this, first] {
            if (first->hasFocus())
                m_area->ensureWidgetVisible(first, 0, tokens::units(*this, 4));
        });
}

void SetupWizard::render()
{
    showPage();
    const auto id = m_setup.current();
    m_sheet->setTitle(tr("Step %1 of %2").arg(steps::number(id)).arg(steps::Count), steps::heading(m_setup, id),
                      steps::lead(m_setup, id));
    m_rail->render(m_setup);
    renderDraftOffer();
    renderRecovery();
    renderFooter();
    const bool isBusy = m_setup.step(m_setup.current()).isBusy();
    if (m_wasBusy && !isBusy) // once the page has drawn what was found
        QTimer::singleShot(0, this, &SetupWizard::focusAfterCheck);
    m_wasBusy = isBusy;
}

void SetupWizard::focusAfterCheck()
{
    QWidget *const problem = page().firstProblem();
    if (problem && m_area->isAncestorOf(problem)) {
        // Once the card has its place.
        QTimer::singleShot(0, problem,
                           [this, problem] { m_area->ensureWidgetVisible(problem, 0, tokens::units(*this, 4)); });
    }
    // Nobody who is typing loses the field.
    const QWidget *const focus = QApplication::focusWidget();
    if (qobject_cast<const QLineEdit *>(focus) || qobject_cast<const QPlainTextEdit *>(focus)
        || (focus && focus->window() != this))
        return;
    QPushButton &primary = m_footer->primary();
    if (problem)
        problem->setFocus(Qt::OtherFocusReason);
    else if (primary.isEnabled())
        primary.setFocus(Qt::OtherFocusReason);
}

void SetupWizard::renderFooter()
{
    const auto current = m_setup.current();
    auto &step = m_setup.step(current);
    const auto state = steps::state(m_setup, current);
    const bool hasProblem = state.look == steps::Look::Problem;
    QString missing = step.missing() ? missingWords(*step.missing()) : QString();
    const auto earlier = m_setup.firstIncomplete();
    if (missing.isEmpty() && earlier && !m_setup.canGoNext() && m_setup.step(*earlier).missing())
        //: %1: the name of an earlier step, %2: what is missing there
        missing = tr("%1: %2").arg(steps::title(*earlier), missingWords(*m_setup.step(*earlier).missing()));
    m_footer->cancel().setVisible(step.isBusy());
    m_footer->back().setVisible(current != setup::StepId::Organization);
    m_footer->back().setEnabled(m_setup.canGoBack());
    const bool isVerb = current == setup::StepId::Export && !m_setup.exportStep().canProceed();
    const QString verb = page().verb();
    const QString text = !verb.isEmpty() ? verb
        : current == setup::StepId::Done ? tr("C&lose")
        : isVerb                         ? tr("&Write file")
                                         : tr("&Continue");
    QPushButton &primary = m_footer->primary();
    if (primary.text() != text)
        primary.setText(text);
    const bool mayGoOn = isVerb ? m_setup.exportStep().canWrite() : m_setup.canGoNext();
    m_footer->anyway().setVisible(hasProblem && mayGoOn && !isVerb);
    const bool isEnabled =
        verb.isEmpty() ? current == setup::StepId::Done || (mayGoOn && !hasProblem) : page().canAct();
    // Whoever pressed it is not sent to some other part of the window when it can't be pressed again.
    if (!isEnabled && primary.hasFocus()) {
        QPushButton &next = step.isBusy() ? m_footer->cancel() : m_footer->back();
        if (next.isVisible() && next.isEnabled())
            next.setFocus(Qt::OtherFocusReason);
    }
    primary.setEnabled(isEnabled);
    if (!page().refusal().isEmpty())
        m_footer->say(checks::Status::Failed, page().refusal());
    else if (step.isBusy())
        m_footer->say(checks::Status::Running, missing, !page().tellsTime());
    else if (hasProblem)
        m_footer->say(checks::Status::Failed,
                      missing.isEmpty() ? tr("%n problems to fix before you continue.", nullptr, state.problems)
                                        : missing);
    else
        m_footer->say(checks::Status::Pending, missing.isEmpty() ? page().hint() : missing);
}

void SetupWizard::renderDraftOffer()
{
    const auto &offered = m_setup.offeredDraft();
    const auto &error = m_setup.draftError();
    using Reason = setup::DraftError::Reason;
    const bool isUnreadable = error && error->reason != Reason::NotWritable && error->reason != Reason::InUse;
    m_draftButtons->setVisible(offered.has_value() || isUnreadable);
    m_resume->setVisible(offered.has_value());
    if (offered) {
        m_draftNotice->showText(checks::Status::Running, tr("You have an unfinished setup."),
                                tr("Step %1 of %2 (%3), saved %4.")
                                    .arg(steps::number(offered->step))
                                    .arg(steps::Count)
                                    .arg(steps::title(offered->step),
                                         QLocale().toString(offered->savedAt.toLocalTime(), QLocale::ShortFormat)));
        return;
    }
    if (error) {
        QString headline;
        switch (error->reason) {
        case Reason::NotReadable:
            headline = tr("The saved setup can't be read.");
            break;
        case Reason::NotWritable:
            headline = tr("Your entries can't be saved.");
            break;
        case Reason::Malformed:
            headline = tr("The saved setup is damaged.");
            break;
        case Reason::NewerVersion:
            headline = tr("A newer version saved this setup.");
            break;
        case Reason::InUse:
            headline = tr("This setup is open in another window.");
            break;
        }
        m_draftNotice->show(checks::Status::Warning,
                            {QString(), headline, tr("The file is %1.").arg(error->path),
                             isUnreadable ? tr("Nothing is saved until you select Start again, which removes it.")
                                          : tr("You can continue. Your entries are lost when you close this window."),
                             error->detail});
        return;
    }
    m_draftNotice->clear();
}

void SetupWizard::primaryPressed()
{
    const auto current = m_setup.current();
    if (!page().verb().isEmpty()) {
        page().act();
    } else if (current == setup::StepId::Done) {
        close();
    } else if (current == setup::StepId::Export && !m_setup.exportStep().canProceed()) {
        m_setup.exportStep().write();
        if (m_setup.exportStep().canProceed())
            m_setup.goNext();
        else
            focusAfterCheck(); // what was refused is to be read, wherever the page was scrolled to
    } else {
        m_setup.goNext();
    }
}

void SetupWizard::keyPressEvent(QKeyEvent *event)
{
    // What is open, a list or a menu, has taken the key before. The window is never closed by it.
    if (event->key() == Qt::Key_Escape) {
        auto &step = m_setup.step(m_setup.current());
        if (step.isBusy())
            step.cancel();
        else
            m_importNotice->clear();
        return;
    }
    QWidget::keyPressEvent(event);
}

bool SetupWizard::eventFilter(QObject *watched, QEvent *event)
{
    // A double click, or a key held down, is one wish to go on: what the next page says is to be read first.
    if (event->type() == QEvent::MouseButtonDblClick && watched == &m_footer->primary())
        return true;
    if (event->type() == QEvent::KeyPress) {
        const auto *const key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Space;
        if (key->isAutoRepeat() && isEnter && (watched == &m_footer->primary() || key->key() != Qt::Key_Space))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool SetupWizard::focusNextPrevChild(bool next)
{
    // Rows come and go while a page is open, and Qt would visit new ones last.
    QList<QWidget *> stops;
    collectTabStops(*m_top, stops); // the practice strip; the menu bar has its own keys
    collectTabStops(*m_center, stops);
    const QWidget *const focus = focusWidget();
    const auto found = std::find_if(stops.cbegin(), stops.cend(), [focus](const QWidget *stop) {
        return stop == focus || (focus && stop->focusProxy() == focus);
    });
    const qsizetype count = stops.size();
    qsizetype at = found != stops.cend() ? std::distance(stops.cbegin(), found) : next ? -1 : 0;
    for (qsizetype tried = 0; tried < count; ++tried) {
        at = (at + (next ? 1 : count - 1)) % count;
        QWidget *const stop = stops.at(at);
        if (!stop->isVisible() || !stop->isEnabled())
            continue;
        stop->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
        if (m_area->isAncestorOf(stop))
            m_area->ensureWidgetVisible(stop, 0, tokens::units(*this, 6));
        return true;
    }
    return false;
}

bool SetupWizard::event(QEvent *event)
{
    if (event->type() == QEvent::DynamicPropertyChange && m_display
        && static_cast<QDynamicPropertyChangeEvent *>(event)->propertyName() == ShowsAllChecks)
        m_display->setShowsAllChecks(property(ShowsAllChecks).toBool());
    // The target may have changed while somebody was in another window.
    if (event->type() == QEvent::WindowActivate && m_setup.current() == setup::StepId::Export
        && !m_setup.exportStep().isVerified())
        m_setup.exportStep().refresh();
    return QWidget::event(event);
}

void SetupWizard::beginAnother()
{
    m_wantsAnother = true;
    close();
}

void SetupWizard::closeWithoutAsking()
{
    m_mayClose = true;
    close();
}

void SetupWizard::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose && (m_setup.hasUnsavedWork() || m_setup.hasOpenWork())) {
        event->ignore();
        askBeforeClosing();
        return;
    }
    m_setup.cancelAll();
    if (m_setup.exportStep().isVerified() && !m_setup.hasOpenWork())
        m_setup.forgetDraft();
    event->accept();
}
