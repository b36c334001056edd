#include "wizard/CheckList.h"

#include "oidc/CheckIds.h"
#include "wizard/Card.h"
#include "wizard/CopyButton.h"
#include "wizard/PlainLabel.h"
#include "wizard/ProblemCard.h"
#include "wizard/StatusMark.h"
#include "wizard/WizardStyle.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace {

using checks::Status;

constexpr const char *ShowsAll = "showsAllChecks";

bool isOpen(const advice::CheckLine &line)
{
    return line.status == Status::Pending || line.status == Status::Running;
}

/// What has the same cause is fixed in one go, and is one card.
void addCard(QList<advice::CheckLine> &cards, const advice::CheckLine &line)
{
    const auto same = std::find_if(cards.begin(), cards.end(), [&line](const advice::CheckLine &card) {
        return !line.code.isEmpty() && card.code == line.code && card.status == line.status;
    });
    if (same == cards.end()) {
        cards.append(line);
        return;
    }
    //: %1: another check with the same problem
    const QString also = CheckList::tr("Also: %1").arg(line.title);
    // A value to enter says which it is.
    if (line.values.isEmpty())
        same->cause = same->cause.isEmpty() ? also : same->cause + QLatin1Char('\n') + also;
    same->values += line.values;
    if (!line.detail.isEmpty() && !same->detail.contains(line.detail))
        same->detail += QLatin1Char('\n') + line.detail;
}

} // namespace

/// One check: a mark, its name, and at the end what was seen.
class CheckList::Row final : public QWidget
{
public:
    explicit Row(QWidget *parent);

    void setLine(const advice::CheckLine &line);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusMark *const m_mark;
    PlainLabel *const m_title;
    PlainLabel *const m_result;
    Status m_status = Status::Pending;
};

CheckList::Row::Row(QWidget *parent)
    : QWidget(parent)
    , m_mark(new StatusMark(this))
    , m_title(new PlainLabel(this))
    , m_result(new PlainLabel(this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const row = new QHBoxLayout(this);
    row->setContentsMargins(0, units(1.5), 0, units(1.5));
    row->setSpacing(units(2.5));
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_title, 2);
    row->addWidget(m_result, 3);
    m_result->setInk(tokens::Role::SecondaryText);
    // Its first line stands beside the mark.
    for (PlainLabel *const label : {m_title, m_result})
        label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
}

void CheckList::Row::setLine(const advice::CheckLine &line)
{
    m_status = line.status;
    m_mark->setStatus(line.status);
    m_title->setText(line.title);
    m_title->setInk(line.status == Status::Pending || line.status == Status::Skipped ? tokens::Role::SecondaryText
                                                                                     : tokens::Role::Text);
    QString result = line.headline;
    if (result.isEmpty() && line.status != Status::Pending)
        result = advice::statusWord(line.status);
    if (line.status == Status::Skipped) {
        // Never silent, and never to be taken for a result.
        const QString why = line.headline.isEmpty() ? line.cause : line.headline;
        const QString notChecked = CheckList::tr("Not checked");
        if (why.isEmpty())
            result = notChecked;
        else if (why.startsWith(notChecked) || why == advice::couldNotCheck())
            result = why;
        else
            result = CheckList::tr("Not checked. %1").arg(why);
    }
    m_result->setText(result);
    //: What a screen reader says. %1: what is checked, %2: "passed", "failed" and the like
    setAccessibleName(CheckList::tr("%1: %2").arg(line.title, advice::statusWord(line.status)));
    update();
}

void CheckList::Row::paintEvent(QPaintEvent *)
{
    if (m_status != Status::Running)
        return;
    const int around = tokens::units(*this, 2);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens::color(tokens::Role::AccentTint, palette()));
    painter.drawRoundedRect(rect().adjusted(-around, 0, around, 0), tokens::ControlRadius, tokens::ControlRadius);
}

CheckList::CheckList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_headline(new PlainLabel(this))
    , m_cardColumn(new QVBoxLayout)
    , m_rest(new Card(this))
    , m_passed(new QWidget(m_rest))
    , m_passedText(new PlainLabel(m_passed))
    , m_showAll(new QPushButton(tr("Show all"), m_passed))
    , m_rowColumn(new QVBoxLayout)
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(units(3));
    m_layout->addWidget(m_headline);
    m_cardColumn->setSpacing(units(4));
    m_layout->addLayout(m_cardColumn);
    m_layout->addWidget(m_rest);
    m_headline->setType(tokens::Type::FieldLabel);
    m_rest->setTight(true);
    auto *const column = new QVBoxLayout(m_rest);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_passed);
    m_rowColumn->setSpacing(0);
    column->addLayout(m_rowColumn);
    auto *const row = new QHBoxLayout(m_passed);
    row->setContentsMargins(0, units(0.5), 0, units(0.5));
    row->setSpacing(units(2.5));
    auto *const mark = new StatusMark(m_passed);
    mark->setStatus(Status::Passed);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(m_passedText, 1);
    row->addWidget(m_showAll, 0, Qt::AlignTop);
    WizardStyle::setLook(*m_showAll, WizardStyle::Look::Link);
    m_showAll->setCheckable(true);
    m_showAll->setAutoDefault(true);
    connect(m_showAll, &QPushButton::toggled, this, [this](bool isOpen) {
        m_showAll->setText(isOpen ? tr("Show less") : tr("Show all"));
        window()->setProperty(ShowsAll, isOpen);
        render();
    });
    render();
}

CheckList::~CheckList() = default;

void CheckList::setLines(const QList<advice::CheckLine> &checkLines)
{
    m_lines = checkLines;
    render();
}

void CheckList::setConsole(std::function<QUrl(remedies::ConsolePage)> console)
{
    m_console = std::move(console);
    for (ProblemCard *const card : std::as_const(m_cards))
        card->setConsole(m_console);
}

void CheckList::setCheckAgain(bool isOffered)
{
    if (isOffered == m_mayCheckAgain)
        return;
    m_mayCheckAgain = isOffered;
    for (ProblemCard *const card : std::as_const(m_cards))
        card->setCheckAgain(isOffered);
}

void CheckList::setUnfolded(bool isUnfolded)
{
    m_isUnfolded = isUnfolded;
    render();
}

void CheckList::showEvent(QShowEvent *event)
{
    m_showAll->setChecked(window()->property(ShowsAll).toBool());
    QWidget::showEvent(event);
}

ProblemCard *CheckList::firstProblem() const
{
    const bool hasFailed =
        std::any_of(m_lines.cbegin(), m_lines.cend(), [](const auto &line) { return line.status == Status::Failed; });
    return hasFailed && !m_cards.isEmpty() ? m_cards.constFirst() : nullptr;
}

QString CheckList::summary(const QList<advice::CheckLine> &lines)
{
    const auto count = [&lines](Status status) {
        return static_cast<int>(
            std::count_if(lines.cbegin(), lines.cend(), [status](const auto &line) { return line.status == status; }));
    };
    if (lines.isEmpty() || std::any_of(lines.cbegin(), lines.cend(), isOpen))
        return {};
    QStringList parts;
    // The word is not said where nothing passed.
    if (const int passed = count(Status::Passed); passed > 0)
        parts.append(tr("%1 of %2 passed").arg(passed).arg(lines.size()));
    if (const int failed = count(Status::Failed); failed > 0)
        parts.append(tr("%n problems", nullptr, failed));
    if (const int warnings = count(Status::Warning); warnings > 0)
        parts.append(tr("%n warnings", nullptr, warnings));
    if (const int skipped = count(Status::Skipped); skipped > 0)
        parts.append(tr("%n not checked", nullptr, skipped));
    return parts.join(QStringLiteral(", "));
}

void CheckList::setRows(const QList<advice::CheckLine> &rows)
{
    while (m_rows.size() > rows.size())
        delete m_rows.takeLast();
    while (m_rows.size() < rows.size()) {
        auto *const row = new Row(m_rest);
        m_rowColumn->addWidget(row);
        row->show();
        m_rows.append(row);
    }
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_rows.at(i)->setLine(rows.at(i));
}

void CheckList::render()
{
    const bool isRunning = std::any_of(m_lines.cbegin(), m_lines.cend(), isOpen);
    QList<advice::CheckLine> cards;
    QList<advice::CheckLine> rows;
    QStringList passed;
    QStringList uris; ///< too long to be named in one row
    if (isRunning) {
        rows = m_lines;
    } else {
        for (const Status loud : {Status::Failed, Status::Warning}) {
            for (const auto &line : std::as_const(m_lines)) {
                if (line.status == loud)
                    addCard(cards, line);
            }
        }
        for (const auto &line : std::as_const(m_lines)) {
            if (line.status == Status::Passed)
                (line.id == oidc::ProbeId::RedirectUri ? uris : passed).append(line.title);
            if (line.status == Status::Skipped
                || (line.status == Status::Passed && (m_isUnfolded || m_showAll->isChecked())))
                rows.append(line);
        }
    }
    const auto count = static_cast<int>(passed.size() + uris.size());
    if (uris.size() == 1)
        passed.append(uris);
    else if (!uris.isEmpty())
        passed.append(tr("%n redirect URIs", nullptr, static_cast<int>(uris.size())));
    while (m_cards.size() > cards.size()) {
        // Later: it may be the one whose "Check again" was pressed.
        ProblemCard *const done = m_cards.takeLast();
        m_cardColumn->removeWidget(done);
        done->hide();
        done->deleteLater();
    }
    while (m_cards.size() < cards.size()) {
        auto *const card = new ProblemCard(this);
        card->setConsole(m_console);
        card->setCheckAgain(m_mayCheckAgain);
        connect(card, &ProblemCard::checkAgainRequested, this, &CheckList::checkAgainRequested);
        m_cardColumn->addWidget(card);
        card->show(); // at once: a layout shows what it is given only when the event loop comes to it
        m_cards.append(card);
    }
    for (qsizetype i = 0; i < cards.size(); ++i)
        m_cards.at(i)->setLine(cards.at(i));
    const QString counts = summary(m_lines);
    // One line alone needs no count.
    m_headline->setText(m_lines.size() > 1 && !m_isUnfolded ? counts : QString());
    m_headline->setVisible(!m_headline->text().isEmpty());
    m_passed->setVisible(!passed.isEmpty() && !m_isUnfolded);
    //: %1: the names of the checks
    m_passedText->setMarkedText(
        count == 1 ? QStringLiteral("**%1**").arg(passed.constFirst())
                   : QStringLiteral("**%1** %2")
                         .arg(tr("%n checks passed", nullptr, count), passed.join(QStringLiteral(", "))));
    setRows(rows);
    m_rest->setVisible(!passed.isEmpty() || !rows.isEmpty());
}
