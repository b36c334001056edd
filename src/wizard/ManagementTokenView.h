#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace setup {
class AppIntegration;
struct Configuration;
} // namespace setup
class Notice;
class PlainLabel;
class SecretLineEdit;

/// Where the temporary management token is entered, and revoked when it has done its work. It is never Pomerium's own.
class ManagementTokenView final : public QWidget
{
    Q_OBJECT

public:
    ManagementTokenView(setup::AppIntegration &integration, const setup::Configuration &configuration,
                        QWidget *parent = nullptr);
    ~ManagementTokenView() override;

    void render();

Q_SIGNALS:
    /// There is a token now.
    void taken();

private:
    void take();

    setup::AppIntegration &m_integration;
    const setup::Configuration &m_configuration;
    PlainLabel *const m_hint;
    SecretLineEdit *const m_token;
    PlainLabel *const m_tokenLabel;
    QPushButton *const m_use;
    PlainLabel *const m_inMemory;
    QPushButton *const m_revoke;
    Notice *const m_notice;
};
