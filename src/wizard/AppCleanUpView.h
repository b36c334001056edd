#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace setup {
class Setup;
}
class CheckList;
class ManagementTokenView;
class PlainLabel;
class StatusMark;

/// What of ours is left in Okta when all is written: the sign-in test's redirect URIs, a groups claim on trial, the
/// management token. It stays in the draft until it was seen to be gone.
class AppCleanUpView final : public QWidget
{
    Q_OBJECT

public:
    explicit AppCleanUpView(setup::Setup &setup, QWidget *parent = nullptr);
    ~AppCleanUpView() override;

    void render();

private:
    /// One thing to clean up: how it stands, and the verb.
    struct Line
    {
        QWidget *row = nullptr;
        StatusMark *mark = nullptr;
        PlainLabel *words = nullptr;
        QPushButton *verb = nullptr;
    };
    [[nodiscard]] Line makeLine(const QString &verb, QWidget *parent);
    static void draw(const Line &line, bool isThere, bool isDone, const QString &words, bool isEnabled);
    void askToUndo();

    setup::Setup &m_setup;
    PlainLabel *const m_state;
    ManagementTokenView *const m_token;
    Line m_uris;
    Line m_claim;
    Line m_revoke;
    Line m_undo;
    QPushButton *const m_cancel;
    CheckList *const m_lines;
};
