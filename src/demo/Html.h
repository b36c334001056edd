#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace demo {

/// Pieces of the console's pages. What is a QString is text and is escaped; what is a QByteArray is HTML already.
namespace html {

[[nodiscard]] QByteArray text(const QString &text);

/// A card with a heading and what stands at its right end.
[[nodiscard]] QByteArray card(const QString &heading, const QByteArray &actions, const QByteArray &content);

/// A label and its control or value. `id` is the control's, so that the label names it; empty for a value.
[[nodiscard]] QByteArray row(const QString &label, const QString &id, const QByteArray &content);

/// A row of several controls that the label names together. `mark` is what a hint points at, or empty.
[[nodiscard]] QByteArray group(const QString &label, const QByteArray &content, const QString &mark, bool isMarked);

[[nodiscard]] QByteArray input(const QString &id, const QString &name, const QString &value, const QString &label = {});
[[nodiscard]] QByteArray checkBox(const QString &name, const QString &value, const QString &label, bool isOn,
                                  bool isMarked = false);
[[nodiscard]] QByteArray radio(const QString &name, const QString &value, const QString &label, bool isOn,
                               const QString &help = {});
[[nodiscard]] QByteArray select(const QString &id, const QString &name, const QStringList &values,
                                const QString &chosen);
[[nodiscard]] QByteArray hidden(const QString &name, const QString &value);

enum class ButtonKind { Plain, Primary, Danger };
/// Of a form: sends `name` = `value`.
[[nodiscard]] QByteArray button(const QString &label, ButtonKind kind = ButtonKind::Plain, const QString &name = {},
                                const QString &value = {}, const QString &fullLabel = {});
/// A link that looks like a button.
[[nodiscard]] QByteArray linkButton(const QString &label, const QString &target, ButtonKind kind = ButtonKind::Plain,
                                    bool isMarked = false);
[[nodiscard]] QByteArray link(const QString &label, const QString &target, bool isMarked = false);

/// A part of a page that a hint can point at, with its `id`.
[[nodiscard]] QByteArray marked(const QByteArray &content, const QString &id, bool isMarked);

/// A read-only value with a Copy button, which the page's script shows. A masked one shows dots.
[[nodiscard]] QByteArray value(const QString &label, const QString &value, bool isMasked = false);

[[nodiscard]] QByteArray badge(const QString &label, bool isGood);

/// Cells are HTML.
[[nodiscard]] QByteArray table(const QStringList &columns, const QList<QByteArrayList> &rows, const QString &empty);

} // namespace html

} // namespace demo
