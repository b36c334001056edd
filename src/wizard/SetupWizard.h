#pragma once

#include "secrets/ForgetEverythingJob.h"
#include "setup/Setup.h"

#include <QMainWindow>
#include <QPointer>

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
class Notice;
class Page;
class PageArea;
class StepList;
struct DemoValues;

/// The window: the steps at the side, a heading, the page, one primary button. Not a QWizard, which looks and behaves
/// differently on every system (src/README.md).
class SetupWizard final : public QMainWindow
{
    Q_OBJECT

public:
    /// Makes the job behind "Forget everything"; empty: there is nothing to forget (the demo).
    using Forget = std::function<std::unique_ptr<secrets::ForgetEverythingJob>()>;

    /// `demo` may be null, as may `display`, and then there is no menu for colors and size of text; both live as long
    /// as the window.
    SetupWizard(setup::Setup &setup, Forget forget, const DemoValues *demo, DisplaySettings *display = nullptr);
    ~SetupWizard() override;

    /// The page that is open.
    [[nodiscard]] Page &page() const;
    [[nodiscard]] QPushButton &primaryButton() const { return *m_primary; }
    /// For when nobody is there to answer: the system ends the program. What was entered stays in the draft.
    void closeWithoutAsking();

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void buildMenu();
    void buildViewMenu();
    void buildBanners(class QVBoxLayout &column);
    void render();
    void showPage();
    [[nodiscard]] std::unique_ptr<Page> makePage(setup::StepId id);
    void primaryPressed();
    void escapePressed();
    void renderDraftOffer();
    void askBeforeClosing();

    void importFile();
    void takeImport(const QString &path);
    void saveReport();
    void writeReport(const QString &path);
    void askToForget();
    void showForgetting();
    void forgotten();
    void showAbout();
    void say(int icon, const QString &title, const QString &text, const QString &details = {});

    setup::Setup &m_setup;
    const Forget m_forget;
    const DemoValues *const m_demo;
    DisplaySettings *const m_display;
    StepList *m_steps = nullptr;
    Notice *m_draftNotice = nullptr;
    QWidget *m_draftButtons = nullptr;
    QPushButton *m_resume = nullptr;
    Notice *m_importNotice = nullptr;
    QLabel *m_heading = nullptr;
    PageArea *m_area = nullptr;
    QLabel *m_missing = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_primary = nullptr;
    std::array<std::unique_ptr<Page>, 7> m_pages; ///< made when first opened
    int m_shown = -1; ///< the index of the page in the area
    QPointer<QObject> m_closingQuestion; ///< while it is open
    bool m_mayClose = false;
    std::unique_ptr<secrets::ForgetEverythingJob> m_forgetJob;
    QPointer<QProgressDialog> m_forgetting; ///< while it runs
};
