#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>
#include <QUrl>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace demo {

/// A user agent without a window: does what a person does on the demo organization's pages.
///
/// Opens the authorization URL, presses "Sign in" and follows the redirects down to the application's page on the
/// loopback interface. Goes nowhere but to 127.0.0.1, [::1] and localhost.
class Visitor final : public QObject
{
    Q_OBJECT

public:
    explicit Visitor(QObject *parent = nullptr);
    ~Visitor() override;

    /// Starts. A visit that is under way is given up without a word.
    void visit(const QUrl &authorizationUrl);

    /// Gives up without a word.
    void leave();

Q_SIGNALS:
    /// The browser is back at the application; this is the title of the page that it showed.
    void finished(const QString &lastPageTitle);

    /// It did not come back: the title and the text of the page where it stayed, or what went wrong on the way.
    /// English.
    void failed(const QString &why);

private:
    void open(const QUrl &url);
    void send(QNetworkReply *reply);
    void loaded();
    void read(const QByteArray &page, int status, const QUrl &url);
    void stop(const QString &why);
    void timedOut();

    static constexpr int LimitMs = 60'000;
    static constexpr int MaximumSteps = 12;
    static constexpr qint64 MaximumPage = 1048576;

    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QMetaObject::Connection m_connection;
    QTimer m_limit;
    QUrl m_start;
    int m_steps = 0;
};

} // namespace demo
