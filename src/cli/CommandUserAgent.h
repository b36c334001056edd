#pragma once

#include "oidc/UserAgent.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace cli {

/// A browser that is a command with arguments, in which %s stands for the authorization URL; without %s the URL is the
/// last argument. The command that was named; or those of $BROWSER, which are separated by colons and tried one after
/// the other, and then the system's own way to open an address (xdg-open, open, rundll32).
///
/// A command that does not start, or that soon ends with a status that is not 0, has failed. One that runs is left
/// alone, also when the program ends. Its standard output is thrown away, because ours carries the result.
class CommandUserAgent final : public QObject, public oidc::UserAgent
{
    Q_OBJECT

public:
    /// Empty: $BROWSER's, then the system's.
    explicit CommandUserAgent(QString command);
    ~CommandUserAgent() override;

    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override;

    /// Program and arguments of a command, with the URL in place.
    [[nodiscard]] static QStringList commandLine(const QString &command, const QString &url);

private:
    void startNext();
    void failed(const QString &why);
    void letGo();

    const QString m_command;
    QString m_url;
    QList<QStringList> m_left; ///< command lines that were not tried yet
    QStringList m_problems;
    std::unique_ptr<QProcess> m_process;
};

} // namespace cli
