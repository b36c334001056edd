#include "oidc/AuthorizationResponse.h"

#include "core/ServerText.h"
#include "http/FormEncoding.h"

#include <QSet>

namespace oidc {

namespace {

Unexpected<Error> refused(Reason reason, const QString &detail = QString())
{
    Error error;
    error.reason = reason;
    error.detail = detail;
    return Unexpected(std::move(error));
}

Unexpected<Error> malformed(const QString &detail)
{
    return refused(Reason::ResponseMalformed, detail);
}

/// The value of a parameter; nullopt: it is not there. There is at most one by now.
std::optional<QByteArray> valueOf(const http::FormFields &fields, QByteArrayView wanted)
{
    for (const auto &[name, value] : fields) {
        if (name == wanted)
            return value;
    }
    return std::nullopt;
}

} // namespace

Expected<AuthorizationResponse, Error> AuthorizationResponse::parse(QByteArrayView query, const QString &issuer,
                                                                    bool issuerIsPromised)
{
    const auto fields = http::parseForm(query);
    if (!fields)
        return malformed(QStringLiteral("the query has an invalid percent escape"));

    // RFC 6749 section 3.1: no parameter more than once. Two readers could see two different responses.
    QSet<QByteArray> names;
    for (const auto &[name, value] : *fields) {
        if (name.isEmpty())
            continue;
        if (names.contains(name))
            return malformed(QStringLiteral("the parameter %1 came twice").arg(serverText(name, 60)));
        names.insert(name);
    }

    // RFC 9207 section 2.4: whose response this is comes before what it says, errors included.
    if (const auto responseIssuer = valueOf(*fields, "iss")) {
        if (*responseIssuer != issuer.toUtf8())
            return refused(Reason::ResponseIssuerMismatch, serverText(*responseIssuer));
    } else if (issuerIsPromised) {
        return refused(Reason::ResponseIssuerMissing);
    }

    // RFC 6749 section 3.1: a parameter without a value counts as not sent.
    const QByteArray code = valueOf(*fields, "code").value_or(QByteArray());
    const QByteArray error = valueOf(*fields, "error").value_or(QByteArray());
    if (!code.isEmpty() && !error.isEmpty())
        return malformed(QStringLiteral("both code and error came"));

    if (!error.isEmpty()) {
        Error denied;
        denied.reason = Reason::AuthorizationDenied;
        denied.answer.error = serverText(error);
        denied.answer.description = serverText(valueOf(*fields, "error_description").value_or(QByteArray()));
        denied.detail = denied.answer.description.isEmpty()
            ? denied.answer.error
            : QStringLiteral("%1: %2").arg(denied.answer.error, denied.answer.description);
        return Unexpected(std::move(denied));
    }

    if (code.isEmpty())
        return refused(Reason::ResponseWithoutCode);

    return AuthorizationResponse{.code = Secret(code)};
}

bool hasState(QByteArrayView query, QByteArrayView state)
{
    if (state.isEmpty())
        return false;
    const auto fields = http::parseForm(query);
    if (!fields)
        return false;

    int count = 0;
    bool isOurs = false;
    for (const auto &[name, value] : *fields) {
        if (name != "state")
            continue;
        ++count;
        isOurs = value.size() == state.size() && equalInConstantTime(value, state);
    }
    return count == 1 && isOurs;
}

} // namespace oidc
