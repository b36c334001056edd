#pragma once

#include "pomerium/Release.h"
#include "wizard/Page.h"

#include <memory>

namespace setup {
class OrganizationStep;
}
namespace Ui {
class OrganizationPage;
}
struct DemoValues;

/// Page 1: which organisation, which Pomerium.
class OrganizationPage final : public Page
{
    Q_OBJECT

public:
    OrganizationPage(setup::OrganizationStep &step, const DemoValues *demo, QWidget *parent = nullptr);
    ~OrganizationPage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] QString hint() const override;

Q_SIGNALS:
    void importRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What was probably meant by the text; empty: no idea.
    [[nodiscard]] QString suggestedUrl() const;
    /// The button below the URL: puts right what is wrong, or takes back what was repaired.
    void repairOrUndo();
    void chooseCompanyCa();
    void renderCompanyCa();
    void releaseEdited(const QString &text);
    void renderRelease();
    void renderCheck();
    void renderAuthenticate();

    setup::OrganizationStep &m_step;
    const std::unique_ptr<Ui::OrganizationPage> m_ui;
    QString m_organizationBefore; ///< what stood in the field when it got the focus
};
