#pragma once

#include <QStringList>
#include <QUrl>
#include <QWidget>

class Card;
class PlainLabel;
class StatusMark;

/// One thing that is left to do elsewhere: a number, what it is, each value with its own Copy, and a button that opens
/// the place.
class TaskCard final : public QWidget
{
    Q_OBJECT

public:
    TaskCard(int number, const QString &words, const QStringList &values, const QUrl &place, QWidget *parent);
};
