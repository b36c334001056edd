#pragma once

#include "wizard/Page.h"

#include <QList>

#include <memory>
#include <utility>

QT_BEGIN_NAMESPACE
class QLabel;
class QTimer;
QT_END_NAMESPACE

namespace setup {
class ExportStep;
class Setup;
} // namespace setup
namespace Ui {
class ExportPage;
}

/// Page 6: everything that was collected and checked, and the file before it is written.
class ExportPage final : public Page
{
    Q_OBJECT

public:
    /// The setup is read for the summary; what the person does goes to its export step.
    explicit ExportPage(setup::Setup &setup, QWidget *parent = nullptr);
    ~ExportPage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] QString refusal() const override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] QWidget *firstProblem() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void browse();
    void renderSummary();
    void renderServiceAccount();
    void renderTarget();
    void renderPreview();
    void renderView();
    void showSecrets(bool areShown);

    setup::Setup &m_setup;
    setup::ExportStep &m_step;
    const std::unique_ptr<Ui::ExportPage> m_ui;
    QTimer *const m_hideSecrets;
    bool m_isWholeWanted = false; ///< the whole file, where there are changes to show
    QList<std::pair<QLabel *, QLabel *>> m_facts; ///< title and value of each line of the summary
};
