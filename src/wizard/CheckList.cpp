#include "wizard/CheckList.h"

#include "wizard/Appearance.h"
#include "wizard/CopyButton.h"
#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"

#include <QGridLayout>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

class CheckList::Row final : public QWidget
{
public:
    explicit Row(QWidget *parent);

    void setLine(const advice::CheckLine &line);

private:
    void expand();

    StatusMark *const m_mark;
    QLabel *const m_title;
    QLabel *const m_headline;
    QLabel *const m_explanation;
    QLabel *const m_detail;
    QToolButton *const m_detailsButton;
    CopyButton *const m_copyButton;
    advice::CheckLine m_line;
};

CheckList::Row::Row(QWidget *parent)
    : QWidget(parent)
    , m_mark(new StatusMark(this))
    , m_title(new PlainLabel(this))
    , m_headline(new PlainLabel(this))
    , m_explanation(new PlainLabel(this))
    , m_detail(new PlainLabel(this))
    , m_detailsButton(new QToolButton(this))
    , m_copyButton(new CopyButton(this))
{
    const int gap = appearance::lines(*this, 0.4);
    auto *const grid = new QGridLayout(this);
    grid->setContentsMargins(0, gap / 2, 0, gap / 2);
    grid->setHorizontalSpacing(gap);
    grid->setVerticalSpacing(gap / 3);
    grid->addWidget(m_mark, 0, 0, Qt::AlignVCenter);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_detailsButton, 0, 2, 2, 1, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(m_headline, 1, 1);
    grid->addWidget(m_explanation, 2, 1, 1, 2);
    grid->addWidget(m_detail, 3, 1);
    grid->addWidget(m_copyButton, 3, 2, Qt::AlignTop);
    grid->setColumnStretch(1, 1);
    m_title->setFont(appearance::headingFont(font(), 1.0));
    m_detailsButton->setCheckable(true);
    m_detailsButton->setText(CheckList::tr("Details"));
    m_detailsButton->setAutoRaise(true);
    m_detailsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_detailsButton->setFocusPolicy(Qt::StrongFocus);
    connect(m_detailsButton, &QToolButton::toggled, this, &Row::expand);
    m_copyButton->setCopies(QString(), [this] {
        return QStringList{m_line.title, m_line.code, m_line.headline, m_line.cause, m_line.remedy, m_line.detail}
            .filter(QRegularExpression(QStringLiteral("\\S")))
            .join(QLatin1Char('\n'));
    });
}

void CheckList::Row::setLine(const advice::CheckLine &line)
{
    m_line = line;
    m_mark->setStatus(line.status);
    //: %1: what is checked, %2: how it stands: "passed", "failed"
    m_title->setText(CheckList::tr("%1: %2").arg(line.title, advice::statusWord(line.status)));
    m_headline->setText(line.headline);
    m_headline->setVisible(!line.headline.isEmpty());
    QStringList explanation;
    if (line.status != checks::Status::Passed) {
        for (const QString &part : {line.cause, line.remedy}) {
            if (!part.isEmpty())
                explanation.append(part);
        }
    }
    m_explanation->setText(explanation.join(QLatin1Char('\n')));
    m_explanation->setVisible(!explanation.isEmpty());
    m_detail->setText(line.code.isEmpty() ? line.detail
                                          : QStringLiteral("%1\n%2").arg(line.code, line.detail).trimmed());
    m_detailsButton->setVisible(!m_detail->text().isEmpty());
    m_detailsButton->setAccessibleName(CheckList::tr("Details of %1").arg(line.title));
    m_copyButton->setAccessibleName(CheckList::tr("Copy details of %1").arg(line.title));
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, appearance::color(appearance::toneOf(line.status), palette()));
    const bool isLoud = line.status == checks::Status::Failed || line.status == checks::Status::Warning;
    m_title->setPalette(isLoud ? ink : QPalette());
    expand();
}

void CheckList::Row::expand()
{
    const bool isOpen = m_detailsButton->isChecked() && !m_detail->text().isEmpty();
    m_detailsButton->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_detail->setVisible(isOpen);
    m_copyButton->setVisible(isOpen);
}

CheckList::CheckList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

CheckList::~CheckList() = default;

void CheckList::setLines(const QList<advice::CheckLine> &checkLines)
{
    while (m_rows.size() > checkLines.size())
        delete m_rows.takeLast();
    while (m_rows.size() < checkLines.size()) {
        auto *const row = new Row(this);
        m_layout->addWidget(row);
        m_rows.append(row);
    }
    for (qsizetype i = 0; i < checkLines.size(); ++i)
        m_rows.at(i)->setLine(checkLines.at(i));
}
