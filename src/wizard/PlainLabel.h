#pragma once

#include <QLabel>

#include <utility>

/// A label that takes every text as it is: no tags, wrapped, selectable. Texts from servers are shown by such only.
///
/// To say its sizes, Qt sets the whole text anew for each question, and layouts ask some twenty times for a line that
/// is shown once. Here each answer is remembered, and the hints are estimates: what counts for a wrapped text is its
/// height for a width, which is exact.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);

    [[nodiscard]] int heightForWidth(int width) const override;
    /// About as wide as its longest line, and no longer than one likes to read.
    [[nodiscard]] QSize sizeHint() const override;
    /// Wide enough for the longest word.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    struct Sizes
    {
        QString text; ///< of what
        QSize hint;
        QSize minimum;
        QList<std::pair<int, int>> heights; ///< width and height
    };

    [[nodiscard]] Sizes &sizes() const;

    mutable Sizes m_sizes;
};
