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
    /// Said below the value: "sign-in test, remove later".
    void setTag(const QString &tag);
    void copy();
    [[nodiscard]] bool isCopied() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

Q_SIGNALS:
    void copied();

private:
    /// A value that would be cut is shown on several lines.
    void fit();

    QLineEdit *const m_edit;
    PlainLabel *const m_whole; ///< in its place, where it would be cut
    CopyButton *const m_copy;
    PlainLabel *const m_tag;
};
