#include "advice/CheckLine.h"

#include "advice/CheckWords.h"
#include "advice/Diagnosis.h"

namespace advice {

namespace {

void take(CheckLine &line, Diagnosis diagnosis)
{
    line.code = std::move(diagnosis.code);
    line.headline = std::move(diagnosis.headline);
    line.cause = std::move(diagnosis.cause);
    line.remedy = std::move(diagnosis.remedy);
    line.detail = std::move(diagnosis.detail);
}

/// The words for a line that nobody diagnosed.
QString plainHeadline(const checks::Check &check, const QString &passed)
{
    switch (check.status) {
    case checks::Status::Pending:
        return {};
    case checks::Status::Running:
        return Text::tr("Checking…");
    case checks::Status::Passed:
    case checks::Status::Warning:
        return passed;
    case checks::Status::Failed:
        return Text::tr("This check failed.");
    case checks::Status::Skipped:
        return check.skip == checks::Skip::DoesNotApply ? Text::tr("Does not apply.") : Text::tr("Not checked.");
    }
    Q_UNREACHABLE();
}

CheckLine checkLine(const checks::Check &check, const checks::List &list)
{
    const CheckWords words = wordsFor(check, list);
    CheckLine line;
    line.id = contractId(check.id);
    line.title = words.title;
    line.status = check.status;
    line.skip = check.skip;
    if (check.problem && check.status != checks::Status::Passed)
        take(line, diagnose(*check.problem));
    if (check.status == checks::Status::Skipped && check.skip == checks::Skip::CouldNotCheck) {
        // What was in the way is the cause; that it was in the way is the news.
        line.cause = line.headline;
        if (!words.otherwise.isEmpty())
            line.remedy = words.otherwise;
        line.headline = line.cause.isEmpty() && words.otherwise.isEmpty() ? QString() : Text::tr("Couldn't check.");
    }
    if (line.headline.isEmpty())
        line.headline = plainHeadline(check, words.passed);
    if (!check.detail.isEmpty() && !line.detail.contains(check.detail))
        line.detail = line.detail.isEmpty() ? check.detail : line.detail + QLatin1Char('\n') + check.detail;
    return line;
}

checks::List listOf(const okta::TokenReport &report)
{
    checks::List list;
    for (const okta::TokenCheck &check : report.checks) {
        checks::Check entry{.id = okta::checkName(check.id), .status = check.status, .detail = check.detail};
        if (check.note == okta::TokenNote::NoGroupToAsk)
            entry.skip = checks::Skip::DoesNotApply;
        if (check.problem)
            entry.problem = *check.problem;
        else if (check.note != okta::TokenNote::None)
            entry.problem = check.note;
        list.put(std::move(entry));
    }
    return list;
}

} // namespace

QList<CheckLine> checkLines(const checks::List &list)
{
    QList<CheckLine> lines;
    for (const checks::Check &check : list)
        lines.append(checkLine(check, list));
    return lines;
}

QList<CheckLine> checkLines(const oidc::LoginReport &report)
{
    return checkLines(report.checks);
}

QList<CheckLine> checkLines(const oidc::ClientProbe &probe)
{
    return checkLines(probe.findings);
}

QList<CheckLine> checkLines(const okta::TokenReport &report)
{
    auto lines = checkLines(listOf(report));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto &problem = report.checks.at(i).problem;
        if (problem && problem->reason == okta::ApiError::Reason::TokenInvalid && report.tokenHint)
            lines[i].cause = Text::tr("%1 If it is a token all the same: %2")
                                 .arg(sentence(*report.tokenHint, Field::ApiToken), lines.at(i).cause);
    }
    return lines;
}

QJsonObject CheckLine::toJson() const
{
    return {{QStringLiteral("id"), id},        {QStringLiteral("status"), statusName(status)},
            {QStringLiteral("code"), code},    {QStringLiteral("headline"), headline},
            {QStringLiteral("cause"), cause},  {QStringLiteral("remedy"), remedy},
            {QStringLiteral("detail"), detail}};
}

QString statusWord(checks::Status status)
{
    switch (status) {
    case checks::Status::Pending:
        return Text::tr("waiting");
    case checks::Status::Running:
        return Text::tr("checking");
    case checks::Status::Passed:
        return Text::tr("passed");
    case checks::Status::Warning:
        return Text::tr("passed, with a warning");
    case checks::Status::Failed:
        return Text::tr("failed");
    case checks::Status::Skipped:
        return Text::tr("not checked");
    }
    Q_UNREACHABLE();
}

} // namespace advice
