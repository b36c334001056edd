#include "cli/CheckRun.h"

#include "cli/RunToTheEnd.h"
#include "core/SecretShape.h"
#include "files/AtomicFile.h"
#include "pomerium/Export.h"

#include <QTimer>

namespace cli {

namespace {

QString sentenceOf(const QString &path, const files::WriteError &error)
{
    if (error.reason == files::WriteError::Reason::Exists)
        return Text::tr("The report %1 exists already. Choose another name, or use --force to replace it.").arg(path);
    return Text::tr("The report %1 cannot be written: %2").arg(path, files::words(error));
}

/// Why --report cannot be written; empty: it can, or there is to be none.
QString reportProblem(const QString &path, bool replaces)
{
    if (path.isEmpty())
        return {};
    const auto there = files::snapshot(path);
    if (!there)
        return sentenceOf(path, there.error());
    if (there->exists && !replaces)
        return sentenceOf(path, {files::WriteError::Reason::Exists, path, {}});
    return {};
}

} // namespace

Subcommand checkSubcommand(const QString &name, const QString &purpose, QList<Option> options,
                           std::function<Expected<CheckRun, QString>(Context &)> make)
{
    options << caFileOption()
            << Option{QStringLiteral("report"), QStringLiteral("FILE"),
                      Text::tr("Write a report without secrets, *.html or *.json.")}
            << Option{QStringLiteral("force"), QString(), Text::tr("Replace a report that exists.")} << jsonOption()
            << Option{QStringLiteral("quiet"), QString(),
                      Text::tr("Print one line when all is well, otherwise only what is not.")};
    return {name, purpose, std::move(options), [make = std::move(make)](Context &context) {
                // Asked before anything is checked: a sign-in is not done twice for a name.
                const QString report = context.options().value(QStringLiteral("report"));
                const bool replaces = context.options().has(QStringLiteral("force"));
                if (const auto problem = reportProblem(report, replaces); !problem.isEmpty()) {
                    context.console().say(problem);
                    return static_cast<int>(Status::Failed);
                }
                auto run = make(context);
                if (!run) {
                    context.console().say(run.error());
                    return static_cast<int>(Status::WrongUsage);
                }
                CheckRunner runner(std::move(*run), context.console(), report, replaces);
                return runToTheEnd(runner, context);
            }};
}

CheckRunner::CheckRunner(CheckRun run, const Console &console, QString reportPath, bool replacesReport)
    : m_run(std::move(run))
    , m_console(console)
    , m_reportPath(std::move(reportPath))
    , m_replacesReport(replacesReport)
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
        for (auto &fact : report.facts) {
            if (secretShapeIn(fact.value)) // in an option of another kind
                fact.value = pomerium::maskedSecret();
        }
        report.mask(m_run.secrets);
        if (const auto written = advice::writeReport(report, m_reportPath, m_replacesReport); !written) {
            m_console.say(sentenceOf(m_reportPath, written.error()));
            if (status == Status::Passed)
                status = Status::Failed;
        }
    }
    Q_EMIT finished(status);
}

} // namespace cli
