#pragma once

#include "wizard/Tokens.h"

#include <QLabel>
#include <QTextLayout>

#include <optional>
#include <utility>

/// A label that takes every text as it is: no tags, wrapped, its lines as far apart as one likes to read them and no
/// longer than that. Texts from servers are shown by such only. The menu of the right button copies it.
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

    /// Our own words, with **what is to be clicked** and `what is typed` set apart. Never with a text of others in it.
    void setMarkedText(const QString &text);
    /// The color of the words; the palette's own until this is called.
    void setInk(tokens::Role role);
    /// The font, from that of running text; once for each label.
    void setType(tokens::Type type);

    [[nodiscard]] int heightForWidth(int width) const override;
    /// About as wide as its longest line, and no longer than one likes to read.
    [[nodiscard]] QSize sizeHint() const override;
    /// Wide enough for the longest word.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Sizes
    {
        QString text; ///< of what
        QSize hint;
        QSize minimum;
        QList<std::pair<int, int>> heights; ///< width and height
    };

    [[nodiscard]] Sizes &sizes() const;
    /// From one line to the next.
    [[nodiscard]] double pitch() const;
    /// Sets the text for this width, and says how high it is.
    double layOut(QTextLayout &layout, double width) const;

    std::optional<tokens::Role> m_ink;
    QString m_marked; ///< the text that m_formats belong to
    QList<QTextLayout::FormatRange> m_formats;
    mutable Sizes m_sizes;
};
