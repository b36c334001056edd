#pragma once

#include <QStringList>
#include <QWidget>

/// A sentence that names a way in the Admin Console, as the window writes it: "Security › API". The command line, which
/// has the same sentences, keeps to ASCII.
[[nodiscard]] QString withCrumbs(QString sentence);

/// The way to a place in the Admin Console: one chip for each of Okta's own labels, wrapped where there is no room.
class Breadcrumb final : public QWidget
{
    Q_OBJECT

public:
    explicit Breadcrumb(QWidget *parent = nullptr);

    void setCrumbs(const QStringList &crumbs);
    [[nodiscard]] const QStringList &crumbs() const { return m_crumbs; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int chipHeight() const;
    [[nodiscard]] int chipWidth(const QString &crumb) const;
    /// Where each chip is at this width.
    [[nodiscard]] QList<QRect> places(int width) const;

    QStringList m_crumbs;
};
