// Runs in a session bus of its own (CMakeLists.txt), with a settings portal that the test is.

#include "wizard/DisplaySettings.h"
#include "wizard/SystemAppearance.h"
#include "wizard/WizardStyle.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QtTest>

namespace {

const QString group = QStringLiteral("org.freedesktop.appearance");

} // namespace

/// As xdg-desktop-portal answers: Read() wraps its value twice, the signal once.
class FakePortal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    FakePortal()
        : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("portal")))
    {
        QVERIFY(m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                                     QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }
    ~FakePortal() override
    {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
    }

    void change(const QString &key, uint value)
    {
        (key == QLatin1String("contrast") ? contrast : colorScheme) = value;
        Q_EMIT SettingChanged(group, key, QDBusVariant(value));
    }

    uint colorScheme = 0;
    uint contrast = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &inGroup, const QString &key) const
    {
        const uint value = inGroup == group ? (key == QLatin1String("contrast") ? contrast : colorScheme) : 0;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &inGroup, const QString &key, const QDBusVariant &value);

private:
    QDBusConnection m_bus;
};

class tst_SystemAppearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new WizardStyle);
        QVERIFY2(QDBusConnection::sessionBus().isConnected(), "to be run with dbus-run-session");
    }

    void a_desktop_without_a_portal_is_light()
    {
        SystemAppearance system;
        system.ask();
        // The bus answers in the order in which it is asked.
        const auto last =
            QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/"),
                                           QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetId"));
        const QDBusPendingCall answer = QDBusConnection::sessionBus().asyncCall(last);
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!system.isDark());
        QVERIFY(!system.wantsHighContrast());
    }

    void what_the_portal_says_is_taken_and_followed()
    {
        FakePortal portal;
        portal.colorScheme = 1;
        SystemAppearance system;
        system.ask();
        QTRY_VERIFY(system.isDark());
        QVERIFY(!system.wantsHighContrast());
        portal.change(QStringLiteral("contrast"), 1);
        QTRY_VERIFY(system.wantsHighContrast());
        portal.change(QStringLiteral("color-scheme"), 2); // 2: light is preferred
        QTRY_VERIFY(!system.isDark());
    }

    void the_wizard_becomes_dark_with_the_desktop_and_stays_as_chosen()
    {
        FakePortal portal;
        portal.colorScheme = 1;
        DisplaySettings settings({});
        settings.apply();
        QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Light);
        settings.followSystem();
        QTRY_COMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Dark);
        settings.setAppearance(DisplaySettings::Appearance::Light);
        QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Light);
    }
};

QTEST_MAIN(tst_SystemAppearance)
#include "tst_SystemAppearance.moc"
