#pragma once

#include "advice/Report.h"
#include "checks/Recorder.h"
#include "cli/Status.h"
#include "cli/Subcommand.h"
#include "core/Job.h"
#include "core/Secret.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cli {

/// A list of checks that a subcommand makes.
struct CheckRun
{
    QString id = {}; ///< of its section in the report: "sign-in"
    QString title = {}; ///< of the report
    std::unique_ptr<Job> job = {}; ///< makes the checks; null: `list` is all there is
    const checks::Recorder *recorder = nullptr; ///< where the job writes them down
    checks::List list = {}; ///< without a job: what could be told at once
    QList<advice::Report::Fact> facts = {}; ///< what it is about, for the report
    std::vector<Secret> secrets = {}; ///< to be hidden in the report
    /// Asked after the job has finished, while it is still there; none, or null: the list decides.
    std::function<std::optional<Result>()> result = {};
};

/// A subcommand that makes checks: `make` reads the options and says what to run, or, in a sentence, what is wrong with
/// them. --ca-file, --report, --force, --json and --quiet are added to the options; progress, table or JSON object,
/// report, Ctrl-C and exit status are the same for all.
///
///     checkSubcommand("verify-x", Text::tr("Checks X."), {…}, [](Context &context) -> Expected<CheckRun, QString> {
///         const auto http = context.connect();
///         if (!http)
///             return Unexpected(http.error());
///         auto job = std::make_unique<x::CheckJob>(…, **http);
///         CheckRun run{.id = "x", .title = Text::tr("X"), .recorder = &job->recorder()};
///         run.job = std::move(job);
///         return run;
///     })
///
/// The words for its checks are rows of advice/CheckWords.cpp, and those for its errors a line of advice/Diagnosis.cpp.
[[nodiscard]] Subcommand checkSubcommand(const QString &name, const QString &purpose, QList<Option> options,
                                         std::function<Expected<CheckRun, QString>(Context &)> make);

/// Shows a run as it goes, and its end.
class CheckRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CheckRunner)

public:
    /// `reportPath`: HTML for *.html and *.htm, otherwise JSON; empty: no report. `replacesReport`: a file that is
    /// there.
    CheckRunner(CheckRun run, const Console &console, QString reportPath, bool replacesReport);
    ~CheckRunner() override;

    void start();
    /// Ctrl-C: the job goes, what has no result was not checked, and the result is "cancelled".
    void cancel();

Q_SIGNALS:
    void finished(cli::Status status);

private:
    void checkChanged(const QString &id);
    void ended();
    void finish(Result result);

    CheckRun m_run;
    const Console &m_console;
    const QString m_reportPath;
    const bool m_replacesReport;
    bool m_isFinished = false;
};

} // namespace cli
