#include "demo/Visitor.h"

#include "demo/FormFields.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>

namespace demo {

namespace {

bool isLoopback(const QUrl &url)
{
    const auto host = url.host();
    return (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
        && (host == QLatin1String("127.0.0.1") || host == QLatin1String("::1") || host == QLatin1String("localhost"));
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}

QRegularExpression pattern(const char *text)
{
    return QRegularExpression(QLatin1String(text),
                              QRegularExpression::CaseInsensitiveOption
                                  | QRegularExpression::DotMatchesEverythingOption);
}

/// Good enough for the few entities that QString::toHtmlEscaped() writes.
QString unescaped(QString html)
{
    html.replace(QLatin1String("&lt;"), QLatin1String("<"));
    html.replace(QLatin1String("&gt;"), QLatin1String(">"));
    html.replace(QLatin1String("&quot;"), QLatin1String("\""));
    html.replace(QLatin1String("&#39;"), QLatin1String("'"));
    html.replace(QLatin1String("&amp;"), QLatin1String("&"));
    return html;
}

QString titleOf(const QString &page)
{
    return unescaped(pattern("<title>(.*?)</title>").match(page).captured(1)).simplified();
}

/// What a reader would see between the heading and the footer.
QString textOf(const QString &page)
{
    auto text = pattern("<h1>(.*?)<footer>").match(page).captured(1);
    text.replace(pattern("<dt>(.*?)</dt>"), QStringLiteral(" \\1: "));
    text.replace(pattern("</h1>"), QStringLiteral(". "));
    text.replace(pattern("<[^>]*>"), QStringLiteral(" "));
    return unescaped(text).simplified().replace(QLatin1String(" ."), QLatin1String("."));
}

} // namespace

Visitor::Visitor(QObject *parent)
    : QObject(parent)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_limit.setSingleShot(true);
    m_limit.setInterval(LimitMs);
    connect(&m_limit, &QTimer::timeout, this, &Visitor::timedOut);
}

Visitor::~Visitor()
{
    leave();
}

void Visitor::visit(const QUrl &authorizationUrl)
{
    leave();
    m_start = authorizationUrl;
    m_steps = 0;
    m_limit.start();
    open(authorizationUrl);
}

void Visitor::leave()
{
    m_limit.stop();
    if (!m_reply)
        return;
    disconnect(m_connection);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void Visitor::open(const QUrl &url)
{
    if (!isLoopback(url)) {
        stop(QStringLiteral("The demo's browser goes to this computer only, and was sent to another address."));
        return;
    }
    send(m_network.get(QNetworkRequest(url)));
}

void Visitor::send(QNetworkReply *reply)
{
    m_reply = reply;
    m_connection = connect(reply, &QNetworkReply::finished, this, &Visitor::loaded);
}

void Visitor::loaded()
{
    QNetworkReply *const reply = m_reply;
    m_reply = nullptr;
    disconnect(m_connection);
    reply->deleteLater();

    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto url = reply->url();
    if (status == 0) {
        stop(reply->errorString());
        return;
    }
    if (++m_steps > MaximumSteps) {
        stop(QStringLiteral("The pages lead to each other in a circle."));
        return;
    }
    if (status >= 300 && status < 400) {
        const auto target = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
        if (target.isEmpty())
            stop(QStringLiteral("A redirect leads nowhere."));
        else
            open(url.resolved(target));
        return;
    }
    read(reply->read(MaximumPage), status, url);
}

void Visitor::read(const QByteArray &bytes, int status, const QUrl &url)
{
    const auto page = QString::fromUtf8(bytes);
    const auto title = titleOf(page);
    if (!isSameOrigin(url, m_start)) {
        m_limit.stop();
        Q_EMIT finished(title);
        return;
    }

    const auto form = pattern("<form method=\"post\" action=\"([^\"]*)\">(.*?)</form>").match(page);
    if (status != 200 || !form.hasMatch()) {
        stop(textOf(page).isEmpty() ? title : textOf(page));
        return;
    }
    const QUrl target = url.resolved(QUrl(unescaped(form.captured(1))));
    if (!isLoopback(target)) {
        stop(QStringLiteral("The demo's browser goes to this computer only, and was sent to another address."));
        return;
    }

    // What the page hides in the form, and its first button, which is the one that goes on.
    QByteArray fields;
    auto inputs = pattern("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">").globalMatch(form.captured(2));
    const auto add = [&fields](const QString &name, const QString &value) {
        if (!fields.isEmpty())
            fields += '&';
        fields += encodeFormValue(unescaped(name)) + '=' + encodeFormValue(unescaped(value));
    };
    while (inputs.hasNext()) {
        const auto input = inputs.next();
        add(input.captured(1), input.captured(2));
    }
    const auto button = pattern("<button[^>]*name=\"([^\"]*)\" value=\"([^\"]*)\"[^>]*>").match(form.captured(2));
    if (button.hasMatch())
        add(button.captured(1), button.captured(2));

    QNetworkRequest request(target);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/x-www-form-urlencoded"));
    send(m_network.post(request, fields));
}

void Visitor::stop(const QString &why)
{
    m_limit.stop();
    // Also visit() can end here, and nobody expects to be told before it has returned.
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

void Visitor::timedOut()
{
    leave();
    Q_EMIT failed(QStringLiteral("The page did not arrive within a minute."));
}

} // namespace demo
