#pragma once

#include <QScrollArea>

/// Where a page scrolls. It has the room that is left: to ask the page what it would like sets all its texts once more.
///
/// For a screen reader it is a plain widget: Qt 6.4's own description of a scroll area counts a bar only while it is
/// shown, and reads past its list when it is asked for one that was hidden since the parts were counted.
class PageArea final : public QScrollArea
{
    Q_OBJECT

public:
    /// `margins` lie between the page and its bar.
    PageArea(const QMargins &margins, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
};
