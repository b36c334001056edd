#include "wizard/SetupWizard.h"

#include "advice/Diagnosis.h"
#include "core/Product.h"
#include "wizard/Appearance.h"
#include "wizard/DemoValues.h"
#include "wizard/Divider.h"
#include "wizard/Notice.h"
#include "wizard/Page.h"
#include "wizard/PageArea.h"
#include "wizard/PlainLabel.h"
#include "wizard/StepList.h"
#include "wizard/StepTitles.h"
#include "wizard/WizardStyle.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QShortcut>
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

/// Room at the end of a line.
QMargins trailing(int width)
{
    return QGuiApplication::isRightToLeft() ? QMargins(width, 0, 0, 0) : QMargins(0, 0, width, 0);
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

} // namespace

SetupWizard::SetupWizard(setup::Setup &setup, Forget forget, const DemoValues *demo, DisplaySettings *display)
    : m_setup(setup)
    , m_forget(std::move(forget))
    , m_demo(demo)
    , m_display(display)
{
    auto *const center = new QWidget(this);
    auto *const row = new QHBoxLayout(center);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_steps = new StepList(center);
    row->addWidget(m_steps);
    row->addWidget(new Divider(Qt::Vertical, center));

    auto *const column = new QVBoxLayout;
    const int gap = appearance::lines(*this, 0.65);
    // The bar of a page stands in the margin, so that the page ends where all else does and does not touch it.
    const QMargins besidePage = trailing(gap / 2);
    column->setContentsMargins(QMargins(gap, gap / 2, gap, gap / 2) - besidePage);
    column->setSpacing(gap / 2);
    row->addLayout(column, 1);
    auto *const above = new QVBoxLayout;
    above->setContentsMargins(besidePage);
    above->setSpacing(gap / 2);
    column->addLayout(above);
    buildBanners(*above);

    m_heading = new PlainLabel(center);
    m_heading->setFont(appearance::headingFont(font(), 1.5));
    m_heading->setObjectName(QStringLiteral("headingLabel"));
    above->addSpacing(gap / 3);
    above->addWidget(m_heading);
    m_area = new PageArea(besidePage, center);
    column->addWidget(m_area, 1);

    auto *const below = new QVBoxLayout;
    below->setContentsMargins(besidePage);
    below->setSpacing(gap / 2);
    column->addLayout(below);
    below->addWidget(new Divider(Qt::Horizontal, center));
    auto *const buttons = new QHBoxLayout;
    m_missing = new PlainLabel(center);
    m_missing->setObjectName(QStringLiteral("missingLabel"));
    m_cancel = new QPushButton(tr("Cancel"), center);
    m_back = new QPushButton(tr("&Back"), center);
    m_primary = new QPushButton(tr("&Next"), center);
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_back->setObjectName(QStringLiteral("backButton"));
    m_primary->setObjectName(QStringLiteral("primaryButton"));
    buttons->addWidget(m_missing, 1);
    for (QPushButton *const button : {m_cancel, m_back, m_primary}) {
        button->setAutoDefault(true);
        buttons->addWidget(button);
    }
    m_primary->setDefault(true);
    m_primary->installEventFilter(this);
    WizardStyle::setLook(*m_primary, WizardStyle::Look::Primary);
    below->addLayout(buttons);
    setCentralWidget(center);
    buildMenu();

    connect(m_steps, &StepList::stepChosen, &m_setup, &setup::Setup::goTo);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_setup.step(m_setup.current()).cancel(); });
    connect(m_back, &QPushButton::clicked, &m_setup, &setup::Setup::goBack);
    connect(m_primary, &QPushButton::clicked, this, &SetupWizard::primaryPressed);
    auto *const goOn = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    goOn->setAutoRepeat(false);
    connect(goOn, &QShortcut::activated, m_primary, &QPushButton::click);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this,
            &SetupWizard::escapePressed);
    connect(&m_setup, &setup::Setup::changed, this, &SetupWizard::render);
    setMinimumSize(640, 480);
    const QSize room = screen()->availableSize();
    resize(qMin(appearance::lines(*this, 64), room.width()), qMin(appearance::lines(*this, 44), room.height()));
    // The first page is made at the width that it will be shown with: no text is set for one that it never gets.
    center->resize(size());
    center->layout()->activate();
    m_area->viewport()->resize(m_area->size().shrunkBy(besidePage));
    render();
}

SetupWizard::~SetupWizard()
{
    // A page refers to its step; the area would delete it later than the members here.
    m_area->takeWidget();
}

void SetupWizard::buildBanners(QVBoxLayout &column)
{
    if (m_demo) {
        auto *const banner = new QFrame(this);
        QPalette ground = palette();
        ground.setColor(QPalette::Window, appearance::tint(appearance::Tone::Notice, palette()));
        banner->setPalette(ground);
        banner->setAutoFillBackground(true);
        auto *const demoRow = new QHBoxLayout(banner);
        auto *const words = new PlainLabel(tr("Demo – nothing leaves this computer"), banner);
        words->setFont(appearance::headingFont(font(), 1.0));
        demoRow->addWidget(words, 1);
        auto *const label = new PlainLabel(tr("What go&es wrong:"), banner);
        label->setTextInteractionFlags(Qt::NoTextInteraction);
        label->setWordWrap(false);
        auto *const moods = new QComboBox(banner);
        moods->setObjectName(QStringLiteral("moodComboBox"));
        moods->setAccessibleName(tr("What goes wrong in the demo"));
        moods->addItems(m_demo->moods);
        moods->setMinimumWidth(appearance::lines(*this, 8)); // less than the longest, where there is little room
        label->setBuddy(moods);
        demoRow->addWidget(label);
        demoRow->addWidget(moods);
        connect(moods, &QComboBox::currentIndexChanged, this, [this](int index) { m_demo->setMood(index); });
        column.addWidget(banner);
    }
    m_draftNotice = new Notice(this);
    m_draftButtons = new QWidget(this);
    auto *const row = new QHBoxLayout(m_draftButtons);
    row->setContentsMargins(0, 0, 0, 0);
    m_resume = new QPushButton(tr("Continue where you left off"), m_draftButtons);
    auto *const again = new QPushButton(tr("Start again"), m_draftButtons);
    m_resume->setAutoDefault(true);
    again->setAutoDefault(true);
    row->addWidget(m_resume);
    row->addWidget(again);
    row->addStretch();
    connect(m_resume, &QPushButton::clicked, &m_setup, &setup::Setup::resumeDraft);
    connect(again, &QPushButton::clicked, &m_setup, &setup::Setup::discardDraft);
    m_importNotice = new Notice(this);
    column.addWidget(m_draftNotice);
    column.addWidget(m_draftButtons);
    column.addWidget(m_importNotice);
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
        // Longer lines are hard to read.
        wanted->setMaximumWidth(appearance::lines(*this, 60));
        const auto edits = wanted->findChildren<QLineEdit *>();
        for (QLineEdit *const edit : edits) {
            if (!edit->isReadOnly())
                connect(edit, &QLineEdit::returnPressed, m_primary, &QPushButton::click);
            edit->installEventFilter(this);
        }
    } else {
        wanted->render();
    }
    // Taken out first: a scroll area deletes the widget that it is given another for.
    if (QWidget *const before = m_area->takeWidget())
        before->setParent(nullptr);
    m_shown = index;
    wanted->resize(m_area->viewport()->size());
    m_area->setWidget(wanted.get());
    wanted->show();
    m_area->verticalScrollBar()->setValue(0);
    m_heading->setText(steps::heading(id));
    //: %1: "Step 2", %2: of 7, %3: the step's name, %4: the program's name
    setWindowTitle(
        tr("Step %1 of %2: %3 – %4").arg(steps::number(id)).arg(steps::Count).arg(steps::title(id), product::name()));
    wanted->firstField()->setFocus(Qt::OtherFocusReason);
    m_area->verticalScrollBar()->setValue(0);
}

void SetupWizard::render()
{
    showPage();
    m_steps->render(m_setup);
    renderDraftOffer();
    const auto current = m_setup.current();
    auto &step = m_setup.step(current);
    m_cancel->setVisible(step.isBusy());
    m_back->setEnabled(m_setup.canGoBack());
    const bool isVerb = current == setup::StepId::Export && !m_setup.exportStep().canProceed();
    const QString text = current == setup::StepId::Done ? tr("&Close") : isVerb ? tr("&Write file") : tr("&Next");
    if (m_primary->text() != text)
        m_primary->setText(text);
    m_primary->setEnabled(current == setup::StepId::Done
                          || (isVerb ? m_setup.exportStep().canWrite() : m_setup.canGoNext()));
    m_missing->setText(page().missing());
    m_primary->setAccessibleDescription(m_missing->text());
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
        m_draftNotice->showText(checks::Status::Running, tr("There is an unfinished setup."),
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
            headline = tr("The saved setup cannot be read.");
            break;
        case Reason::NotWritable:
            headline = tr("What you enter cannot be saved for later.");
            break;
        case Reason::Malformed:
            headline = tr("The saved setup is damaged.");
            break;
        case Reason::NewerVersion:
            headline = tr("The saved setup is from a newer version of this program.");
            break;
        case Reason::InUse:
            headline = tr("This program is open in another window, which saves what is entered there.");
            break;
        }
        m_draftNotice->show(
            checks::Status::Warning,
            {QString(), headline, tr("The file is %1.").arg(error->path),
             isUnreadable
                 ? tr("It stays as it is, and nothing is saved, until you press \"Start again\", which removes it.")
                 : tr("You can go on; it only means that closing this window loses what was entered."),
             error->detail});
        return;
    }
    m_draftNotice->clear();
}

void SetupWizard::primaryPressed()
{
    const auto current = m_setup.current();
    if (current == setup::StepId::Done) {
        close();
    } else if (current == setup::StepId::Export && !m_setup.exportStep().canProceed()) {
        m_setup.exportStep().write();
        if (m_setup.exportStep().canProceed())
            m_setup.goNext();
    } else {
        m_setup.goNext();
    }
}

void SetupWizard::escapePressed()
{
    auto &step = m_setup.step(m_setup.current());
    if (step.isBusy())
        step.cancel();
    else
        close();
}

bool SetupWizard::eventFilter(QObject *watched, QEvent *event)
{
    // A double click, or a key held down, is one wish to go on: what the next page says is to be read first.
    if (event->type() == QEvent::MouseButtonDblClick && watched == m_primary)
        return true;
    if (event->type() == QEvent::KeyPress) {
        const auto *const key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Space;
        if (key->isAutoRepeat() && isEnter && (watched == m_primary || key->key() != Qt::Key_Space))
            return true;
    }
    return QMainWindow::eventFilter(watched, event);
}

bool SetupWizard::focusNextPrevChild(bool next)
{
    // Rows come and go while a page is open, and Qt would visit new ones last.
    QList<QWidget *> stops;
    collectTabStops(*centralWidget(), stops);
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
            m_area->ensureWidgetVisible(stop);
        return true;
    }
    return false;
}

bool SetupWizard::event(QEvent *event)
{
    // The target may have changed while somebody was in another window.
    if (event->type() == QEvent::WindowActivate && m_setup.current() == setup::StepId::Export
        && !m_setup.exportStep().isVerified())
        m_setup.exportStep().refresh();
    return QMainWindow::event(event);
}

void SetupWizard::closeWithoutAsking()
{
    m_mayClose = true;
    close();
}

void SetupWizard::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose && m_setup.hasUnsavedWork()) {
        event->ignore();
        askBeforeClosing();
        return;
    }
    m_setup.cancelAll();
    if (m_setup.exportStep().isVerified())
        m_setup.forgetDraft();
    event->accept();
}
