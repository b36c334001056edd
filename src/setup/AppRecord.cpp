#include "setup/AppRecord.h"

#include "okta/Application.h"
#include "okta/WantedApplication.h"

#include <QJsonArray>

namespace setup {

namespace {

constexpr QLatin1String WayKey("way");
constexpr QLatin1String AccessKey("accessChosen");
constexpr QLatin1String MarkerKey("marker");
constexpr QLatin1String IdKey("applicationId");
constexpr QLatin1String CheckedKey("checkedId");
constexpr QLatin1String FinishedKey("finished");
constexpr QLatin1String UndoneKey("beingUndone");
constexpr QLatin1String TestUrisKey("testRedirectUris");
constexpr QLatin1String CleanKey("cleanedUp");
constexpr QLatin1String RotatingKey("rotating");
constexpr QLatin1String BeforeKey("secretsBefore");
constexpr QLatin1String SecretKey("newSecretId");
constexpr QLatin1String RetiringKey("retiring");
constexpr QLatin1String WithdrawingKey("withdrawing");
constexpr QLatin1String ClaimKey("claimId");
constexpr QLatin1String TokenKey("token");

const QStringList &wayNames()
{
    static const QStringList names{QStringLiteral("by-hand"), QStringLiteral("created"), QStringLiteral("existing")};
    return names;
}

QString idIn(const QJsonObject &json, QLatin1String key)
{
    const QString id = json.value(key).toString();
    return okta::isUsableId(id) ? id : QString();
}

} // namespace

bool AppRecord::isCreating() const
{
    return isBeingUndone || (way == AppWay::Created && !marker.isEmpty() && !isFinished);
}

AppRecord::Open AppRecord::open() const
{
    if (isBeingUndone)
        return Open::UndoUnfinished;
    if (isCreating())
        return applicationId.isEmpty() ? Open::CreationUnknown : Open::CreationUnfinished;
    if (isWithdrawing)
        return Open::WithdrawalUnfinished;
    if (isRetiring)
        return Open::RetirementUnfinished;
    if (isRotating)
        return newSecretId.isEmpty() ? Open::RotationUnknown : Open::Rotation;
    if (hasTestRedirectUris)
        return Open::CleanUp;
    return hasToken ? Open::Token : Open::Nothing;
}

QString AppRecord::workId() const
{
    const bool isOurs = !applicationId.isEmpty() && (way == AppWay::Created || checkedId.isEmpty());
    return isOurs ? applicationId : checkedId;
}

QJsonObject AppRecord::toJson() const
{
    return {{WayKey, wayNames().at(static_cast<qsizetype>(way))},
            {AccessKey, isAccessChosen},
            {MarkerKey, marker},
            {IdKey, applicationId},
            {CheckedKey, checkedId},
            {FinishedKey, isFinished},
            {UndoneKey, isBeingUndone},
            {TestUrisKey, hasTestRedirectUris},
            {CleanKey, isCleanedUp},
            {RotatingKey, isRotating},
            {BeforeKey, QJsonArray::fromStringList(secretsBefore)},
            {SecretKey, newSecretId},
            {RetiringKey, isRetiring},
            {WithdrawingKey, isWithdrawing},
            {ClaimKey, claimId},
            {TokenKey, hasToken}};
}

AppRecord AppRecord::fromJson(const QJsonObject &json)
{
    const auto flag = [&json](QLatin1String key) { return json.value(key).toBool(); };
    AppRecord record;
    record.way = static_cast<AppWay>(qMax(qsizetype(0), wayNames().indexOf(json.value(WayKey).toString())));
    if (const QString marker = json.value(MarkerKey).toString(); okta::WantedApplication::isMarker(marker))
        record.marker = marker;
    record.applicationId = idIn(json, IdKey);
    record.checkedId = idIn(json, CheckedKey);
    record.newSecretId = idIn(json, SecretKey);
    record.claimId = idIn(json, ClaimKey);
    for (const auto &value : json.value(BeforeKey).toArray()) {
        if (okta::isUsableId(value.toString()))
            record.secretsBefore.append(value.toString());
    }
    record.isAccessChosen = flag(AccessKey);
    record.isFinished = flag(FinishedKey);
    record.hasTestRedirectUris = flag(TestUrisKey);
    record.isCleanedUp = flag(CleanKey);
    record.hasToken = flag(TokenKey);
    // Only an app that is known is undone, and only the secrets of one that is known.
    record.isBeingUndone = flag(UndoneKey) && !record.applicationId.isEmpty() && !record.marker.isEmpty();
    const bool hasApp = !record.workId().isEmpty();
    record.isRotating = flag(RotatingKey) && hasApp;
    record.isRetiring = flag(RetiringKey) && hasApp && !record.newSecretId.isEmpty();
    record.isWithdrawing = flag(WithdrawingKey) && hasApp;
    return record;
}

} // namespace setup
