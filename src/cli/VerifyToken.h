#pragma once

#include "cli/Console.h"
#include "cli/Options.h"
#include "cli/Status.h"
#include "okta/CheckApiTokenJob.h"

#include <QObject>

#include <memory>

namespace http {
class Client;
}

namespace cli {

/// `pomerium-okta verify-token`: the check of an API token without the wizard.
class VerifyToken final : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static QList<Option> options();

    VerifyToken(QString org, Secret token, http::Client &http, const Console &console, QString reportPath);
    ~VerifyToken() override;

    void start();
    void cancel();

Q_SIGNALS:
    void finished(cli::Status status);

private:
    void checkChanged(okta::TokenCheckId id);
    void refuse(okta::TokenCheckId id, const advice::Diagnosis &diagnosis);
    void finish(const QList<advice::CheckLine> &lines, Result result, Status status);

    const QString m_orgText;
    const Secret m_token;
    http::Client &m_http;
    const Console &m_console;
    const QString m_reportPath;
    std::unique_ptr<okta::CheckApiTokenJob> m_job;
};

} // namespace cli
