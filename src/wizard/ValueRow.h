#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE
class CopyButton;
class PlainLabel;

/// A value to type elsewhere: read-only, selectable by keyboard, with its own Copy.
class ValueRow final : public QWidget
{
    Q_OBJECT

public:
    explicit ValueRow(QWidget *parent = nullptr);

    /// `name`: of the field, for people; `copyName`: of the button, "Copy sign-in redirect URI 1".
    void setNames(const QString &name, const QString &copyName);
    void setValue(const QString &value);
    [[nodiscard]] QString value() const;
    /// Said behind the value: "for the sign-in test, remove later".
    void setTag(const QString &tag);
    void copy();
    [[nodiscard]] bool isCopied() const;

Q_SIGNALS:
    void copied();

private:
    QLineEdit *const m_edit;
    PlainLabel *const m_tag;
    CopyButton *const m_copy;
};
