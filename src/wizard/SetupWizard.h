#pragma once

#include "setup/ForgetJob.h"
#include "setup/Setup.h"

#include <QPointer>
#include <QWidget>

#include <array>
#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QProgressDialog;
class QPushButton;
QT_END_NAMESPACE
class DisplaySettings;
class Footer;
class Notice;
class Page;
class PageArea;
class Rail;
class Sheet;
struct DemoValues;

/// The window: the steps at the side, a title, the page, and at its foot one sentence and one primary button. Not a
/// QWizard, which looks and behaves differently on every system (src/README.md); nor a QMainWindow, whose docks and
/// tool bars nobody needs and everybody waits for.
class SetupWizard final : public QWidget
{
    Q_OBJECT

public:
    /// Makes the job behind "Forget everything"; empty: there is nothing to forget (the demo).
    using Forget = std::function<std::unique_ptr<setup::ForgetJob>()>;

    /// `demo` may be null, as may `display`, and then there is no menu for colors and size of text; both live as long
    /// as the window.
    SetupWizard(setup::Setup &setup, Forget forget, const DemoValues *demo, DisplaySettings *display = nullptr);
    ~SetupWizard() override;

    /// The page that is open.
    [[nodiscard]] Page &page() const;
    [[nodiscard]] QPushButton &primaryButton() const;
    /// Stands at the very bottom, below everything; null: nothing does. The caller's to delete.
    void setFoot(QWidget *foot);
    /// Fills the pages from this file, and says above the page what was found in it.
    void takeImport(const QString &path);
    /// For when nobody is there to answer: the system ends the program. What was entered stays in the draft.
    void closeWithoutAsking();
    /// Whether the window was closed to set up another org from the first page on.
    [[nodiscard]] bool wantsAnother() const { return m_wantsAnother; }

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void buildMenu();
    void buildViewMenu();
    void buildWindow();
    void buildBanners(class QVBoxLayout &column);
    void rebuild();
    void fitScreen();
    void renderRoom();
    void renderFooter();
    void focusAfterCheck();
    void chooseStep();
    void render();
    void showPage();
    [[nodiscard]] std::unique_ptr<Page> makePage(setup::StepId id);
    void primaryPressed();
    void renderDraftOffer();
    void renderRecovery();
    void beginAnother();
    void askBeforeClosing();
    void askToDiscard();

    void importFile();
    void saveReport();
    void writeReport(const QString &path);
    void askToForget();
    void showForgetting();
    void forgotten();
    void showAbout();
    /// Of the field that has the focus; of the page, where it has none.
    void showHelp();
    void say(const QString &title, const QString &heading, const QString &text);

    setup::Setup &m_setup;
    const Forget m_forget;
    const DemoValues *const m_demo;
    DisplaySettings *const m_display;
    QWidget *m_top = nullptr; ///< the practice strip and the menu bar
    QWidget *m_center = nullptr; ///< all below it
    class QMenuBar *m_menuBar = nullptr;
    Rail *m_rail = nullptr;
    QWidget *m_railLine = nullptr;
    QPushButton *m_stepButton = nullptr; ///< opens the list of steps where there is no room for the rail
    Notice *m_draftNotice = nullptr;
    QWidget *m_draftButtons = nullptr;
    QPushButton *m_resume = nullptr;
    Notice *m_importNotice = nullptr;
    QPointer<QWidget> m_recovery; ///< once there was unfinished work in Okta
    PageArea *m_area = nullptr;
    Sheet *m_sheet = nullptr;
    Footer *m_footer = nullptr;
    std::array<std::unique_ptr<Page>, 7> m_pages; ///< made when first opened
    QPointer<QWidget> m_foot;
    QSize m_ownSize; ///< as long as nobody has chosen another
    bool m_wasBusy = false; ///< the step that is open
    int m_shown = -1; ///< the index of the page in the sheet
    QPointer<QObject> m_closingQuestion; ///< while it is open
    bool m_wantsAnother = false;
    bool m_mayClose = false;
    std::unique_ptr<setup::ForgetJob> m_forgetJob;
    QPointer<QProgressDialog> m_forgetting; ///< while it runs
};
