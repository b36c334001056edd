#include "cli/CheckRun.h"

#include "cli/RunToTheEnd.h"

#include <QTimer>

namespace cli {

Subcommand checkSubcommand(const QString &name, const QString &purpose, QList<Option> options,
                           std::function<Expected<CheckRun, QString>(Context &)> make)
{
    options << caFileOption()
            << Option{QStringLiteral("report"), QStringLiteral("FILE"),
                      Text::tr("Write a report without secrets, *.html or *.json.")}
            << jsonOption()
            << Option{QStringLiteral("quiet"), QString(),
                      Text::tr("Print one line when all is well, otherwise only what is not.")};
    return {name, purpose, std::move(options), [make = std::move(make)](Context &context) {
                auto run = make(context);
                if (!run) {
                    context.console().say(run.error());
                    return static_cast<int>(Status::WrongUsage);
                }
                CheckRunner runner(std::move(*run), context.console(),
                                   context.options().value(QStringLiteral("report")));
                return runToTheEnd(runner, context);
            }};
}

CheckRunner::CheckRunner(CheckRun run, const Console &console, QString reportPath)
    : m_run(std::move(run))
    , m_console(console)
    , m_reportPath(std::move(reportPath))
{
}

CheckRunner::~CheckRunner() = default;

void CheckRunner::start()
{
    if (!m_run.job) {
        QTimer::singleShot(0, this, &CheckRunner::ended);
        return;
    }
    connect(m_run.recorder, &checks::Recorder::changed, this, &CheckRunner::checkChanged);
    connect(m_run.job.get(), &Job::finished, this, &CheckRunner::ended);
    m_run.job->start();
}

void CheckRunner::checkChanged(const QString &id)
{
    if (m_isFinished)
        return;
    const checks::List &list = m_run.recorder->list();
    const checks::Check &check = list.check(id);
    const advice::CheckLine line = advice::checkLine(check, list);
    m_console.progress(line);
    const bool isOpen = check.status == checks::Status::Pending || check.status == checks::Status::Running;
    if (isOpen && check.problem)
        m_console.say(line.remedy); // something that can be fixed while it still waits
}

void CheckRunner::ended()
{
    if (m_isFinished)
        return;
    // What was recorded last is announced from the event loop, and not later than this.
    QTimer::singleShot(0, this, [this] {
        if (m_isFinished)
            return;
        if (m_run.recorder)
            m_run.list = m_run.recorder->list();
        std::optional<Result> result;
        if (m_run.result)
            result = m_run.result();
        finish(result.value_or(m_run.list.isPassed() ? Result::Passed : Result::Failed));
    });
}

void CheckRunner::cancel()
{
    if (m_isFinished)
        return;
    if (m_run.recorder)
        m_run.list = m_run.recorder->list();
    m_run.list.skipOpen();
    finish(Result::Cancelled);
}

void CheckRunner::finish(Result result)
{
    m_isFinished = true;
    m_run.recorder = nullptr;
    m_run.job.reset(); // which revokes what is left to revoke
    m_console.result(result, advice::checkLines(m_run.list));
    auto status = Status::Cancelled;
    if (result != Result::Cancelled)
        status = result == Result::Passed ? Status::Passed : Status::Failed;
    if (!m_reportPath.isEmpty()) {
        advice::Report report;
        report.title = m_run.title;
        report.created = QDateTime::currentDateTimeUtc();
        report.facts = m_run.facts;
        report.sections = {advice::Report::Section::of(m_run.id, m_run.title, m_run.list)};
        report.mask(m_run.secrets);
        if (const auto written = advice::writeReport(report, m_reportPath); !written) {
            m_console.say(Text::tr("The report %1 cannot be written: %2").arg(m_reportPath, written.error()));
            if (status == Status::Passed)
                status = Status::Failed;
        }
    }
    Q_EMIT finished(status);
}

} // namespace cli
