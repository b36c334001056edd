#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

/// What scrolls in the window: banners, the title, and the page below it, in a column that is never too wide to read.
class Sheet final : public QWidget
{
    Q_OBJECT

public:
    explicit Sheet(QWidget *parent);

    /// What stands above the title.
    [[nodiscard]] QVBoxLayout &banners() const { return *m_banners; }
    void setTitle(const QString &step, const QString &title, const QString &lead);
    /// In the place of the page before, which is given back to whoever owns it.
    /// Where there is little room: no number of the step, which stands above the page then.
    void setCompact(bool isCompact);
    void setPage(QWidget *page);

    /// It has the room that is left; to ask what it would like sets all texts of the page.
    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QVBoxLayout *const m_banners;
    QVBoxLayout *const m_column;
    QLabel *const m_step;
    QLabel *const m_title;
    QLabel *const m_lead;
    QWidget *m_page = nullptr;
};
