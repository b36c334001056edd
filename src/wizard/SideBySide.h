#pragma once

#include <QObject>
#include <QRect>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

QT_BEGIN_NAMESPACE
class QProcess;
class QWidget;
QT_END_NAMESPACE

/// Puts a window into the left half of the screen, and a browser into the right one. From then on, whatever the program
/// opens is opened there.
///
/// A browser says nothing about where its window is and takes no orders, so it is one that is started for this: of
/// Chromium's family, with a profile that is gone afterwards. Where there is none, or it does not start, the system's
/// browser opens where it likes.
class SideBySide final : public QObject
{
    Q_OBJECT

public:
    explicit SideBySide(QWidget &window);
    ~SideBySide() override;

    /// Shows the window to the left, and this page to the right.
    void arrange(const QUrl &page);

    /// The browsers that can be placed, by their usual names and places, the best first. Those that are not installed
    /// are not among them.
    [[nodiscard]] static QStringList placeableBrowsers();

    /// The halves of a screen: at left at least as wide as the window has to be.
    [[nodiscard]] static std::pair<QRect, QRect> halves(const QRect &screen, int leastWidth);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void openUrl(const QUrl &url);

private:
    void placeWindow();
    void giveUp(const QUrl &url);
    [[nodiscard]] QStringList browserArguments(const QUrl &url) const;

    QWidget &m_window;
    QString m_program; ///< empty: the system's browser
    std::optional<QSize> m_frame; ///< of the window, when it was placed
    QRect m_left;
    QRect m_right;
    std::unique_ptr<QTemporaryDir> m_profile;
    std::vector<std::unique_ptr<QProcess>> m_processes;
};
