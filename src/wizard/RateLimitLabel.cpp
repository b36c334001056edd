#include "wizard/RateLimitLabel.h"

#include "setup/AppIntegration.h"

#include <QDateTime>

RateLimitLabel::RateLimitLabel(const setup::AppIntegration &app, QWidget *parent)
    : PlainLabel(parent)
    , m_app(app)
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &RateLimitLabel::render);
    connect(&app, &setup::AppIntegration::changed, this, &RateLimitLabel::render);
    render();
}

void RateLimitLabel::render()
{
    const auto until = m_app.waitingUntil();
    const qint64 seconds = until ? qMax(qint64(0), QDateTime::currentDateTimeUtc().secsTo(*until)) : 0;
    setVisible(until.has_value());
    setText(until ? tr("Okta limits the rate of requests. We go on in %1 s.").arg(seconds) : QString());
    if (until && !m_second.isActive())
        m_second.start();
    else if (!until)
        m_second.stop();
}
