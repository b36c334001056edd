#include "wizard/SecretClipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>

#include <memory>

namespace {

QByteArray digestOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace

SecretClipboard::SecretClipboard(QObject *parent, int lifeSeconds)
    : QObject(parent)
    , m_life(lifeSeconds)
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &SecretClipboard::tick);
}

SecretClipboard::~SecretClipboard()
{
    if (m_remaining > 0 && qGuiApp)
        takeAway();
}

void SecretClipboard::put(const Secret &secret)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(QString::fromUtf8(secret.reveal()));
    // KDE's and others' clipboard managers keep no history of what is marked so.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
#ifdef Q_OS_WIN
    // https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, "Cloud Clipboard and Clipboard History"
    const QString prefix = QStringLiteral("application/x-qt-windows-mime;value=\"%1\"");
    data->setData(prefix.arg(QLatin1String("ExcludeClipboardContentFromMonitorProcessing")), QByteArrayLiteral("1"));
    data->setData(prefix.arg(QLatin1String("CanIncludeInClipboardHistory")), QByteArray(4, '\0'));
    data->setData(prefix.arg(QLatin1String("CanUploadToCloudClipboard")), QByteArray(4, '\0'));
#endif
#ifdef Q_OS_MACOS
    data->setData(QStringLiteral("application/x-nspasteboard-concealed-type"), QByteArrayLiteral("secret"));
#endif
    QGuiApplication::clipboard()->setMimeData(data.release());
    m_digest = digestOf(secret.reveal());
    m_remaining = m_life;
    m_second.start();
    Q_EMIT changed();
}

int SecretClipboard::remainingSeconds() const
{
    return m_remaining;
}

bool SecretClipboard::isStillOurs() const
{
    return digestOf(QGuiApplication::clipboard()->text().toUtf8()) == m_digest;
}

void SecretClipboard::tick()
{
    --m_remaining;
    if (m_remaining <= 0)
        takeAway();
    Q_EMIT changed();
}

void SecretClipboard::takeAway()
{
    m_second.stop();
    m_remaining = 0;
    if (isStillOurs())
        QGuiApplication::clipboard()->clear();
}
