#pragma once

#include "oidc/UserAgent.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include <functional>

/// A browser without a window: fetches the authorization URL, and takes the redirect to the listener, with raw sockets.
class FakeUserAgent final : public QObject, public oidc::UserAgent
{
    Q_OBJECT

public:
    /// One request to the listener.
    struct Visit
    {
        QByteArray url; ///< absolute
        QByteArray method = "GET";
        QByteArray host; ///< of the Host header; empty: of the URL
        QByteArray rawBytes; ///< sent instead of a request, if not empty
    };

    struct Script
    {
        QString whyItDoesNotStart; ///< not empty: open() fails with it
        bool neverComesBack = false; ///< opens, and shows nothing
        bool fetchesThePage = true; ///< follows the listener's redirect to /done
        /// What it asks of the listener, in this order, given the provider's Location; empty: exactly that.
        std::function<QList<Visit>(const QByteArray &location)> visits;
    };

    explicit FakeUserAgent(Script script, QObject *parent = nullptr);

    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override;

    [[nodiscard]] const QList<QUrl> &opened() const { return m_opened; }
    /// The provider's answer to the authorization URL.
    [[nodiscard]] int providerStatus() const { return m_providerStatus; }
    /// The listener's answers to the visits; 0: it hung up.
    [[nodiscard]] const QList<int> &statuses() const { return m_statuses; }
    /// The final page's text; empty until it came.
    [[nodiscard]] const QByteArray &page() const { return m_page; }
    [[nodiscard]] bool isDone() const { return m_isDone; }

Q_SIGNALS:
    /// All visits were made.
    void visited();

private:
    struct Reply
    {
        int status = 0;
        QByteArray location;
        QByteArray body;
    };
    void fetch(const Visit &visit, std::function<void(Reply)> then);
    void visitNext();

    const Script m_script;
    QList<QUrl> m_opened;
    QList<Visit> m_visits;
    QList<int> m_statuses;
    int m_providerStatus = 0;
    QByteArray m_page;
    bool m_isDone = false;
};
