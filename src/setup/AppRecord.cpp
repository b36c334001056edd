#include "setup/AppRecord.h"

#include "okta/Application.h"
#include "okta/WantedApplication.h"

#include <QStringList>

namespace setup {

namespace {

constexpr QLatin1String WayKey("way");
constexpr QLatin1String MarkerKey("marker");
constexpr QLatin1String IdKey("applicationId");
constexpr QLatin1String FinishedKey("finished");
constexpr QLatin1String TestUrisKey("testRedirectUris");
constexpr QLatin1String SecretKey("newSecretId");

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

AppRecord::Open AppRecord::open() const
{
    if (way == AppWay::Created && !marker.isEmpty() && applicationId.isEmpty())
        return Open::CreationUnknown;
    if (way == AppWay::Created && !marker.isEmpty() && !isFinished)
        return Open::CreationUnfinished;
    if (!newSecretId.isEmpty())
        return Open::Rotation;
    return hasTestRedirectUris ? Open::CleanUp : Open::Nothing;
}

QJsonObject AppRecord::toJson() const
{
    return {{WayKey, wayNames().at(static_cast<qsizetype>(way))},
            {MarkerKey, marker},
            {IdKey, applicationId},
            {FinishedKey, isFinished},
            {TestUrisKey, hasTestRedirectUris},
            {SecretKey, newSecretId}};
}

AppRecord AppRecord::fromJson(const QJsonObject &json)
{
    AppRecord record;
    record.way = static_cast<AppWay>(qMax(qsizetype(0), wayNames().indexOf(json.value(WayKey).toString())));
    if (const QString marker = json.value(MarkerKey).toString(); okta::WantedApplication::isMarker(marker))
        record.marker = marker;
    record.applicationId = idIn(json, IdKey);
    record.isFinished = json.value(FinishedKey).toBool();
    record.hasTestRedirectUris = json.value(TestUrisKey).toBool();
    record.newSecretId = idIn(json, SecretKey);
    return record;
}

} // namespace setup
