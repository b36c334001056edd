#pragma once

#include "core/Expected.h"
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
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] QString hint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// What was probably meant by the text; empty: no idea.
    [[nodiscard]] QString suggestedUrl() const;
    void chooseCompanyCa();
    void renderCompanyCa();
    void releaseEdited(const QString &text);
    [[nodiscard]] Expected<pomerium::Release, pomerium::ReleaseError> shownRelease(const QString &text) const;
    void renderRelease();
    void renderCheck();
    void renderAuthenticate();

    setup::OrganizationStep &m_step;
    const std::unique_ptr<Ui::OrganizationPage> m_ui;
};
