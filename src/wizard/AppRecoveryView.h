#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace setup {
class Setup;
}
class Card;
class CheckList;
class ManagementTokenView;
class PlainLabel;

/// What an earlier start left in Okta, told from the draft: Okta is asked what is there, and then it goes on or is
/// undone. Hidden when there is nothing.
class AppRecoveryView final : public QWidget
{
    Q_OBJECT

public:
    explicit AppRecoveryView(setup::Setup &setup, QWidget *parent = nullptr);
    ~AppRecoveryView() override;

    void render();

private:
    void look();
    void goOn();
    void askToUndo();
    [[nodiscard]] QString story() const;
    [[nodiscard]] QString findings() const;

    setup::Setup &m_setup;
    Card *const m_card;
    PlainLabel *const m_story;
    PlainLabel *const m_findings;
    ManagementTokenView *const m_token;
    CheckList *const m_lines;
    QPushButton *const m_look;
    QPushButton *const m_goOn;
    QPushButton *const m_undo;
    QPushButton *const m_later;
    bool m_hasActed = false; ///< in this start
};
