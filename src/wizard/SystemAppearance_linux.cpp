#include "wizard/SystemAppearance.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
QString service()
{
    return QStringLiteral("org.freedesktop.portal.Desktop");
}

QString path()
{
    return QStringLiteral("/org/freedesktop/portal/desktop");
}

QString interface()
{
    return QStringLiteral("org.freedesktop.portal.Settings");
}

QString group()
{
    return QStringLiteral("org.freedesktop.appearance");
}

constexpr uint PrefersDark = 1;
constexpr uint PrefersHighContrast = 1;
constexpr int PatienceMs = 5000; // a portal may have to be started first

/// Read() wraps its value in one variant more than ReadOne() and the signal do.
uint number(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

/// Listens to the portal as long as it lives.
class AppearancePortal final : public QObject
{
    Q_OBJECT

public:
    explicit AppearancePortal(SystemAppearance &appearance)
        : m_appearance(appearance)
    {
        QDBusConnection::sessionBus().connect(service(), path(), interface(), QStringLiteral("SettingChanged"), this,
                                              SLOT(take(QString, QString, QDBusVariant)));
        for (const QString &key : {QStringLiteral("color-scheme"), QStringLiteral("contrast")}) {
            auto call = QDBusMessage::createMethodCall(service(), path(), interface(), QStringLiteral("Read"));
            call.setArguments({group(), key});
            auto *const watcher =
                new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, PatienceMs), this);
            connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key, watcher] {
                watcher->deleteLater();
                const QDBusPendingReply<QDBusVariant> reply = *watcher;
                if (reply.isValid()) // a desktop without a portal, or without this key, wants nothing special
                    take(group(), key, reply.value());
            });
        }
    }

public Q_SLOTS:
    void take(const QString &inGroup, const QString &key, const QDBusVariant &value)
    {
        if (inGroup != group())
            return;
        const uint answer = number(value.variant());
        if (key == QLatin1String("color-scheme"))
            m_appearance.take(answer == PrefersDark, m_appearance.wantsHighContrast());
        else if (key == QLatin1String("contrast"))
            m_appearance.take(m_appearance.isDark(), answer == PrefersHighContrast);
    }

private:
    SystemAppearance &m_appearance;
};

SystemAppearance::SystemAppearance(QObject *parent)
    : QObject(parent)
{
}

SystemAppearance::~SystemAppearance() = default;

void SystemAppearance::ask()
{
    if (!m_portal && QDBusConnection::sessionBus().isConnected())
        m_portal = std::make_unique<AppearancePortal>(*this);
}

void SystemAppearance::take(bool isDark, bool wantsHighContrast)
{
    if (isDark == m_isDark && wantsHighContrast == m_wantsHighContrast)
        return;
    m_isDark = isDark;
    m_wantsHighContrast = wantsHighContrast;
    Q_EMIT changed();
}

#include "SystemAppearance_linux.moc"
