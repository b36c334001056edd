#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE
class CopyButton;

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

private:
    QLineEdit *const m_edit;
    CopyButton *const m_copy;
};
