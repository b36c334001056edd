#include "advice/CheckLine.h"

#include "advice/CheckWords.h"
#include "advice/Diagnosis.h"
#include "oidc/CheckIds.h"

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

} // namespace

QString couldNotCheck()
{
    return Text::tr("Couldn't check.");
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
    if (const QString uri = oidc::ProbeId::uriOf(check.id); !uri.isEmpty() && check.status == checks::Status::Failed)
        line.values = {uri};
    if (check.status == checks::Status::Skipped && check.skip == checks::Skip::CouldNotCheck) {
        // What was in the way is the cause; that it was in the way is the news.
        line.cause = line.headline;
        if (!words.otherwise.isEmpty())
            line.remedy = words.otherwise;
        line.headline = line.cause.isEmpty() && words.otherwise.isEmpty() ? QString() : couldNotCheck();
    }
    if (line.headline.isEmpty())
        line.headline = plainHeadline(check, words.passed);
    if (!check.detail.isEmpty() && !line.detail.contains(check.detail))
        line.detail = line.detail.isEmpty() ? check.detail : line.detail + QLatin1Char('\n') + check.detail;
    return line;
}

QList<CheckLine> checkLines(const checks::List &list)
{
    QList<CheckLine> lines;
    for (const checks::Check &check : list)
        lines.append(checkLine(check, list));
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
        return Text::tr("warning");
    case checks::Status::Failed:
        return Text::tr("failed");
    case checks::Status::Skipped:
        return Text::tr("not checked");
    }
    Q_UNREACHABLE();
}

} // namespace advice
