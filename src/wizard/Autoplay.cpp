#include "wizard/Autoplay.h"

#include "files/AtomicFile.h"
#include "setup/Setup.h"
#include "wizard/MissingWords.h"
#include "wizard/Page.h"
#include "wizard/Segments.h"
#include "wizard/SetupReport.h"
#include "wizard/SetupWizard.h"
#include "wizard/StepTitles.h"

#include <QJsonDocument>
#include <QLineEdit>
#include <QPixmap>
#include <QPushButton>

namespace {

constexpr auto Patience = std::chrono::seconds(60);
constexpr auto Glance = std::chrono::milliseconds(50);

} // namespace

Autoplay::Autoplay(SetupWizard &wizard, setup::Setup &setup, Options options)
    : m_wizard(wizard)
    , m_setup(setup)
    , m_options(std::move(options))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Autoplay::tick);
}

void Autoplay::start()
{
    m_timer.start(m_options.pace);
}

void Autoplay::stop(const QString &trouble)
{
    m_timer.stop();
    Q_EMIT finished(trouble);
}

void Autoplay::tick()
{
    if (!m_hasActed) {
        if (const QString trouble = act(); !trouble.isEmpty()) {
            stop(trouble);
            return;
        }
        m_hasActed = true;
        m_hasLooked = false;
        m_waited.start();
        m_timer.start(Glance);
        return;
    }
    const auto &step = m_setup.step(m_setup.current());
    if (m_wizard.primaryButton().isEnabled() && !step.isBusy()) {
        if (!m_hasLooked) {
            m_hasLooked = true;
            m_timer.start(m_options.pace);
        } else {
            goOn();
        }
        return;
    }
    if (m_waited.hasExpired(std::chrono::milliseconds(Patience).count())) {
        stop(tr("%1: %2").arg(steps::title(m_setup.current()),
                              step.missing() ? missingWords(*step.missing()) : QString()));
        return;
    }
    m_timer.start(Glance);
}

void Autoplay::goOn()
{
    const auto before = m_setup.current();
    QString trouble = takePicture();
    if (trouble.isEmpty() && before == setup::StepId::Done)
        trouble = saveReports(m_setup, m_options.folder);
    if (!trouble.isEmpty() || before == setup::StepId::Done) {
        stop(trouble);
        return;
    }
    m_hasActed = false;
    m_wizard.primaryButton().click();
    if (m_setup.current() == before) {
        stop(tr("%1: the page did not go on.").arg(steps::title(before)));
        return;
    }
    m_timer.start(m_options.pace);
}

QString Autoplay::press(const char *button)
{
    auto *const found = m_wizard.page().findChild<QAbstractButton *>(QLatin1String(button));
    if (!found || !found->isEnabled())
        return tr("%1: the button %2 cannot be pressed.").arg(steps::title(m_setup.current()), QLatin1String(button));
    found->click();
    return {};
}

QString Autoplay::act()
{
    using Id = setup::StepId;
    switch (m_setup.current()) {
    case Id::Organization:
        if (auto *const release = m_wizard.page().findChild<Segments *>(QStringLiteral("releaseSegments")))
            release->button(1).click();
        return press("demoButton");
    case Id::Application:
        return press("refreshTokenButton");
    case Id::Credentials:
    case Id::ApiToken:
        return press("demoButton");
    case Id::SignIn:
        return press("signInButton");
    case Id::Export:
        if (auto *const target = m_wizard.page().findChild<QLineEdit *>(QStringLiteral("targetLineEdit")))
            target->setText(
                m_options.folder + QLatin1Char('/')
                + pomerium::usualFileName(m_setup.configuration().format, m_setup.exportStep().isPractice()));
        return press("generateCheckBox");
    case Id::Done:
        return {};
    }
    Q_UNREACHABLE();
}

QString Autoplay::takePicture()
{
    if (!m_options.savesPictures)
        return {};
    const QString path = QStringLiteral("%1/page-%2.png").arg(m_options.folder).arg(steps::number(m_setup.current()));
    return m_wizard.grab().save(path) ? QString() : tr("%1 cannot be written.").arg(path);
}

QString Autoplay::saveReports(setup::Setup &setup, const QString &folder)
{
    const auto report = setupReport(setup);
    const QString base = folder + QStringLiteral("/okta-setup-report");
    const auto save = [](const QString &path, const QByteArray &bytes) {
        const auto saved = files::replaceWhole(path, Secret(bytes), files::Access::Usual);
        return saved ? QString() : tr("%1 cannot be written: %2").arg(path, files::words(saved.error()));
    };
    const QString trouble = save(base + QStringLiteral(".html"), report.toHtml().toUtf8());
    return trouble.isEmpty() ? save(base + QStringLiteral(".json"), QJsonDocument(report.toJson()).toJson()) : trouble;
}
