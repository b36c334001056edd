#include "wizard/TaskCard.h"

#include "core/ServerText.h"
#include "wizard/Card.h"
#include "wizard/Icons.h"
#include "wizard/PlainLabel.h"
#include "wizard/StatusMark.h"
#include "wizard/ValueRow.h"
#include "wizard/WizardStyle.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

TaskCard::TaskCard(int number, const QString &words, const QStringList &values, const QUrl &place, QWidget *parent)
    : QWidget(parent)
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto *const card = new Card(this);
    card->setTight(true);
    all->addWidget(card);
    auto *const row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(units(2.5));
    auto *const mark = new StatusMark(card);
    mark->setNumber(number);
    row->addWidget(mark, 0, Qt::AlignTop);
    auto *const column = new QVBoxLayout;
    column->setSpacing(units(1.5));
    row->addLayout(column, 1);
    column->addWidget(new PlainLabel(words, card));
    int copied = 0;
    for (const QString &value : values) {
        auto *const shown = new ValueRow(card);
        ++copied;
        constexpr qsizetype LongestName = 80;
        //: %1: the number of the task, %2: of the value in it; on the button %1 is the value itself
        shown->setNames(tr("Value %2 of task %1").arg(number).arg(copied),
                        tr("Copy %1").arg(serverText(value, LongestName)));
        shown->setValue(value);
        column->addWidget(shown);
    }
    if (place.isEmpty())
        return;
    auto *const open = new QPushButton(tr("Open in Okta"), card);
    open->setAccessibleName(tr("Open in Okta, for task %1").arg(number));
    open->setIcon(icons::make(icons::Icon::OpenOutside));
    open->setToolTip(place.toString());
    open->setAutoDefault(true);
    WizardStyle::setLook(*open, WizardStyle::Look::Small);
    row->addWidget(open, 0, Qt::AlignTop);
    connect(open, &QPushButton::clicked, this, [place] { QDesktopServices::openUrl(place); });
}
