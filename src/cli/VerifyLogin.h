#pragma once

#include "cli/Console.h"
#include "cli/Options.h"
#include "cli/Status.h"
#include "oidc/LoginJob.h"

#include <QObject>

#include <memory>
#include <vector>

namespace http {
class Client;
}

namespace cli {

/// `pomerium-okta verify-login`: the sign-in check without the wizard.
class VerifyLogin final : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static QList<Option> options();
    /// The login that the options ask for; the error is a sentence.
    [[nodiscard]] static Expected<oidc::LoginRequest, QString> request(const Options &options);

    /// `reportPath`: where the report goes, as HTML or JSON by its ending; empty: nowhere.
    VerifyLogin(oidc::LoginRequest request, http::Client &http, oidc::UserAgent &browser, const Console &console,
                QString reportPath);
    ~VerifyLogin() override;

    void start();
    /// Ctrl-C: the tokens that came are revoked, the result is "cancelled".
    void cancel();

Q_SIGNALS:
    void finished(cli::Status status);

private:
    void checkChanged(const QString &id);
    void waitingForBrowser();
    void ended();
    void finish(const oidc::LoginReport &report, Result result, Status status);

    http::Client &m_http;
    const Console &m_console;
    const QString m_reportPath;
    const QString m_issuer; ///< as it was asked for
    const QString m_clientId;
    const Secret m_clientSecret; ///< to hide it in the report
    std::unique_ptr<oidc::LoginJob> m_job;
};

/// Writes a report without the secrets as HTML (*.html, *.htm) or JSON (any other ending); "-" is not a file. The error
/// is a sentence.
[[nodiscard]] Expected<void, QString> writeReport(const QString &path, const QString &sectionId,
                                                  const QString &sectionTitle,
                                                  const QList<QPair<QString, QString>> &facts,
                                                  const QList<advice::CheckLine> &lines,
                                                  const std::vector<Secret> &secrets);

} // namespace cli
