#pragma once

#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QWidget>

#include <algorithm>

/// The button of this text that can be seen; none: nullptr.
inline QPushButton *button(const QWidget &parent, const QString &text)
{
    const auto all = parent.findChildren<QPushButton *>();
    for (QPushButton *const each : all) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

/// Whether a label that can be seen has this text in it.
inline bool says(const QWidget &view, const QString &text)
{
    const auto all = view.findChildren<QLabel *>();
    return std::any_of(all.cbegin(), all.cend(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}
