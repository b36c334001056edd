#include "support/OktaDescription.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace {

QJsonObject load(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// Whether a path of the description, with its {parameters}, is this one.
bool matches(const QString &pattern, const QString &path)
{
    const QStringList wanted = pattern.split(QLatin1Char('/'));
    const QStringList given = path.split(QLatin1Char('/'));
    if (wanted.size() != given.size())
        return false;
    for (qsizetype at = 0; at < wanted.size(); ++at) {
        const bool isParameter = wanted.at(at).startsWith(QLatin1Char('{')) && !given.at(at).isEmpty();
        if (!isParameter && wanted.at(at) != given.at(at))
            return false;
    }
    return true;
}

bool isOfType(const QJsonValue &value, const QString &type)
{
    if (type == QLatin1String("object"))
        return value.isObject();
    if (type == QLatin1String("array"))
        return value.isArray();
    if (type == QLatin1String("string"))
        return value.isString();
    if (type == QLatin1String("boolean"))
        return value.isBool();
    return value.isDouble();
}

} // namespace

OktaDescription::OktaDescription(Source source)
    : m_source(QStringLiteral("Okta's description"))
{
    if (source == Source::BesideTheCheckout)
        m_root = load(QStringLiteral(TEST_DATA_FOLDER "/../../../shared/data/okta-management-2026.06.3.json"));
    if (m_root.isEmpty()) {
        m_root = load(QStringLiteral(TEST_DATA_FOLDER "/okta/management-api.json"));
        m_source = QStringLiteral("the restated part");
    }
}

QJsonObject OktaDescription::resolved(QJsonObject schema) const
{
    while (schema.contains(QStringLiteral("$ref"))) {
        QJsonValue at = m_root;
        const QStringList parts = schema.value(QStringLiteral("$ref")).toString().mid(2).split(QLatin1Char('/'));
        for (const QString &part : parts)
            at = at.toObject().value(part);
        schema = at.toObject();
    }
    // One object of all parts: properties together, required together.
    const QJsonArray parts = schema.take(QStringLiteral("allOf")).toArray();
    QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
    QJsonArray required = schema.value(QStringLiteral("required")).toArray();
    for (const auto &part : parts) {
        const QJsonObject one = resolved(part.toObject());
        for (auto member = one.begin(); member != one.end(); ++member) {
            if (member.key() == QLatin1String("properties")) {
                const QJsonObject more = member.value().toObject();
                for (auto each = more.begin(); each != more.end(); ++each)
                    properties.insert(each.key(), each.value());
            } else if (member.key() == QLatin1String("required")) {
                for (const auto &name : member.value().toArray())
                    required.append(name);
            } else if (member.key() != QLatin1String("discriminator")) {
                schema.insert(member.key(), member.value());
            }
        }
    }
    if (!properties.isEmpty())
        schema.insert(QStringLiteral("properties"), properties);
    if (!required.isEmpty())
        schema.insert(QStringLiteral("required"), required);
    return schema;
}

void OktaDescription::check(const QString &where, const QJsonValue &value, QJsonObject schema, bool isStrict,
                            QStringList &problems) const
{
    if (const QJsonObject discriminator = schema.value(QStringLiteral("discriminator")).toObject();
        schema.contains(QStringLiteral("oneOf")) && !discriminator.isEmpty()) {
        const QString key =
            value.toObject().value(discriminator.value(QStringLiteral("propertyName")).toString()).toString();
        const QJsonValue target = discriminator.value(QStringLiteral("mapping")).toObject().value(key);
        if (target.isUndefined()) {
            problems.append(QStringLiteral("%1: no kind \"%2\"").arg(where, key));
            return;
        }
        schema = QJsonObject{{QStringLiteral("$ref"), target}};
    }
    schema = resolved(schema);
    if (value.isNull() || value.isUndefined())
        return; // replies have null for what is not set, and a PUT gives it back
    const QString type = schema.value(QStringLiteral("type")).toString();
    if (!type.isEmpty() && !isOfType(value, type)) {
        problems.append(QStringLiteral("%1: not of type %2").arg(where, type));
        return;
    }
    if (const QJsonArray allowed = schema.value(QStringLiteral("enum")).toArray();
        !allowed.isEmpty() && !allowed.contains(value))
        problems.append(QStringLiteral("%1: %2 is not allowed").arg(where, value.toVariant().toString()));
    if (value.isString()) {
        const qsizetype size = value.toString().size();
        if (size > schema.value(QStringLiteral("maxLength")).toInt(1'000'000)
            || size < schema.value(QStringLiteral("minLength")).toInt(0))
            problems.append(QStringLiteral("%1: %2 characters").arg(where).arg(size));
    }
    if (value.isArray()) {
        for (const auto &item : value.toArray())
            check(where + QStringLiteral("[]"), item, schema.value(QStringLiteral("items")).toObject(), isStrict,
                  problems);
    }
    if (!value.isObject())
        return;
    const QJsonObject object = value.toObject();
    for (const auto &name : schema.value(QStringLiteral("required")).toArray()) {
        if (!object.contains(name.toString()))
            problems.append(QStringLiteral("%1: %2 is missing").arg(where, name.toString()));
    }
    const QJsonObject properties = schema.value(QStringLiteral("properties")).toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (properties.contains(member.key()))
            check(where + QLatin1Char('.') + member.key(), member.value(), properties.value(member.key()).toObject(),
                  isStrict, problems);
        else if (isStrict && !properties.isEmpty())
            problems.append(QStringLiteral("%1: %2 is not known").arg(where, member.key()));
    }
}

QStringList OktaDescription::problems(const QString &method, const QString &path, const QByteArray &body,
                                      bool isStrict) const
{
    const QString line = method + QLatin1Char(' ') + path;
    const QJsonObject paths = m_root.value(QStringLiteral("paths")).toObject();
    QJsonObject operation;
    bool isKnown = false;
    // /api-tokens/current before /api-tokens/{id}: words before parameters.
    for (const bool withParameters : {false, true}) {
        for (auto each = paths.begin(); each != paths.end() && !isKnown; ++each) {
            if (each.key().contains(QLatin1Char('{')) != withParameters || !matches(each.key(), path))
                continue;
            isKnown = each.value().toObject().contains(method.toLower());
            operation = each.value().toObject().value(method.toLower()).toObject();
        }
    }
    if (!isKnown)
        return {QStringLiteral("%1: not described").arg(line)};
    const QJsonObject requestBody = operation.value(QStringLiteral("requestBody")).toObject();
    if (requestBody.isEmpty())
        return body.isEmpty() ? QStringList()
                              : QStringList{QStringLiteral("%1: a body that is not described").arg(line)};
    if (body.isEmpty())
        return requestBody.value(QStringLiteral("required")).toBool()
            ? QStringList{QStringLiteral("%1: no body").arg(line)}
            : QStringList();
    const QJsonDocument json = QJsonDocument::fromJson(body);
    if (!json.isObject())
        return {QStringLiteral("%1: the body is no JSON object").arg(line)};
    QStringList problems;
    check(line, json.object(),
          requestBody.value(QStringLiteral("content"))
              .toObject()
              .value(QStringLiteral("application/json"))
              .toObject()
              .value(QStringLiteral("schema"))
              .toObject(),
          isStrict, problems);
    return problems;
}
