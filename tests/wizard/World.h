#pragma once

#include "demo/Org.h"
#include "demo/Visitor.h"
#include "http/Client.h"
#include "secrets/MemoryKeychain.h"
#include "setup/Setup.h"
#include "wizard/DemoValues.h"
#include "wizard/MissingWords.h"
#include "wizard/SetupWizard.h"

#include <QAccessible>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

/// A browser that signs in at the demo's organisation, or opens and never comes back.
class TestBrowser final : public oidc::UserAgent
{
public:
    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override;

    bool comesBack = true;
    QList<QUrl> opened;

private:
    demo::Visitor m_visitor;
};

/// What the footer says is missing on the page of a step; empty: nothing.
[[nodiscard]] inline QString missing(const setup::Step &step)
{
    return step.missing() ? missingWords(*step.missing()) : QString();
}

/// All that a page needs around it: a pretend organisation, a keychain in memory, a browser, and the steps.
struct World
{
    explicit World(const QString &draftPath = {}, demo::Settings settings = {});
    ~World();

    /// What a person would enter on these pages, straight into the steps; each waits until the page may be left.
    void enterOrganization();
    void enterApplication();
    void enterCredentials();
    void signIn();
    void enterToken();
    /// All of them, up to the review page, which is open then, with its target in `folder`.
    void reachReview();
    [[nodiscard]] QString target() const { return folder.filePath(QStringLiteral("pomerium.env")); }

    QTemporaryDir folder;
    demo::Org org;
    http::Client http;
    secrets::MemoryKeychain keychain;
    TestBrowser browser;
    setup::Setup setup;
};

/// Finds a child by its accessible name, as a screen reader or an outside test does; null: there is none.
template <typename Widget> Widget *named(const QWidget &parent, const QString &accessibleName)
{
    const auto all = parent.findChildren<Widget *>();
    for (Widget *const widget : all) {
        auto *const interface = QAccessible::queryAccessibleInterface(widget);
        // The name of a combo box is its text for Qt on Unix; what it is called comes by its label, or by this
        // property.
        if (interface && (interface->text(QAccessible::Name) == accessibleName || widget->accessibleName() == accessibleName))
            return widget;
    }
    return nullptr;
}

/// As assistive technology does it: no key is pressed, and textEdited() is not emitted.
void setTextByAccessibility(QWidget &field, const QString &text);
