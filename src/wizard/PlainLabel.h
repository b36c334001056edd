#pragma once

#include <QLabel>

/// A label that takes every text as it is: no tags, wrapped, selectable. Texts from servers are shown by such only.
[[nodiscard]] QLabel *newPlainLabel(QWidget *parent, const QString &text = {});
