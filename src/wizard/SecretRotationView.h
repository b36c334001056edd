#pragma once

#include <QList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QPushButton;
QT_END_NAMESPACE

namespace setup {
class Setup;
}
class CheckList;
class ManagementTokenView;
class Notice;
class PlainLabel;
class StatusMark;

/// The rotation of the client secret, without an outage: a second secret, checked, written, in use, and only then is
/// the old one deleted. Each stage is in the draft.
class SecretRotationView final : public QWidget
{
    Q_OBJECT

public:
    explicit SecretRotationView(setup::Setup &setup, QWidget *parent = nullptr);
    ~SecretRotationView() override;

    void render();

private:
    struct Stage
    {
        StatusMark *mark = nullptr;
        PlainLabel *words = nullptr;
    };
    enum StageId { Added, Checked, Written, Running, Retired };

    void add();
    void askToRetire();
    void askToWithdraw();
    [[nodiscard]] bool isInUse() const;
    void renderStages();

    setup::Setup &m_setup;
    PlainLabel *const m_hint;
    ManagementTokenView *const m_token;
    QList<Stage> m_stages;
    QWidget *const m_stageList;
    QCheckBox *const m_said;
    QPushButton *const m_add;
    QPushButton *const m_retire;
    QPushButton *const m_withdraw;
    Notice *const m_notice;
    CheckList *const m_lines;
    bool m_isOurs = false; ///< the lines are of the rotation
};
