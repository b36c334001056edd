#include "pomerium/Import.h"

#include "core/OktaHost.h"
#include "core/SecretBuilder.h"
#include "core/SecretShape.h"
#include "core/ServerText.h"
#include "pomerium/Export.h"
#include "pomerium/ImportEntries.h"
#include "pomerium/ImportValues.h"
#include "pomerium/ValueEncoding.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>
#include <limits>

namespace pomerium {

namespace {

constexpr qsizetype LargestFile = 4 * 1024 * 1024;

QByteArrayView trimmed(QByteArrayView bytes)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!bytes.isEmpty() && isSpace(bytes.back()))
        bytes.chop(1);
    while (!bytes.isEmpty() && isSpace(bytes.front()))
        bytes = bytes.sliced(1);
    return bytes;
}

/// 32 bytes in standard base64, as Pomerium wants both of its secrets.
bool isGeneratedSecret(QByteArrayView value)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(value.data(), value.size()),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == 32;
}

/// The Okta secret inside base64, when that is what it is: 40 or 64 characters of [A-Za-z0-9_-].
std::optional<Secret> decodedClientSecret(QByteArrayView value)
{
    auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromRawData(value.data(), value.size()),
                                                  QByteArray::AbortOnBase64DecodingErrors);
    const QByteArrayView plain = trimmed(QByteArrayView(decoded.decoded));
    const bool isSecret =
        decoded && (plain.size() == 40 || plain.size() == 64) && std::all_of(plain.begin(), plain.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        });
    std::optional<Secret> secret;
    if (isSecret)
        secret = Secret(plain);
    ::detail::cleanse(decoded.decoded.data(), static_cast<std::size_t>(decoded.decoded.size()));
    return secret;
}

/// Understands one file. Lives for one call.
class Interpreter
{
public:
    explicit Interpreter(Import &import)
        : m_import(import)
    {
    }

    void take(ImportEntry &entry)
    {
        m_entry = &entry;
        const QByteArrayView value = trimmed(entry.value.reveal());
        if (value.isEmpty()) {
            note(ImportNote::EmptyValue);
            return;
        }
        if (isSecretKey(entry.key)) {
            if (const auto kind = referenceKind(value)) {
                notTaken(ImportNote::SecretReference, *kind);
                m_import.references << std::make_shared<const OtherVariable>(OtherVariable{entry.key, Secret(value)});
                if (entry.key == QLatin1String("IDP_SERVICE_ACCOUNT"))
                    m_import.release = Release::legacy();
                return;
            }
        }
        const bool isCut = value.size() != entry.value.size() && entry.key != QLatin1String("IDP_SERVICE_ACCOUNT");
        if (isCut && !m_import.hasFor(ImportNote::BlanksAtEnd, entry.writtenKey))
            note(ImportNote::BlanksAtEnd);
        const QString text = isSecretKey(entry.key) ? QString() : QString::fromUtf8(value);
        if (entry.key == QLatin1String("IDP_PROVIDER"))
            provider(text);
        else if (entry.key == QLatin1String("IDP_PROVIDER_URL"))
            providerUrl(text);
        else if (entry.key == QLatin1String("IDP_CLIENT_ID"))
            clientId(text);
        else if (entry.key == QLatin1String("IDP_CLIENT_SECRET"))
            clientSecret(value);
        else if (entry.key == QLatin1String("IDP_CLIENT_SECRET_FILE"))
            clientSecretFile(text);
        else if (entry.key == QLatin1String("IDP_SERVICE_ACCOUNT"))
            serviceAccount(entry.value.reveal());
        else if (entry.key == QLatin1String("IDP_SCOPES"))
            scopes(text);
        else if (entry.key == QLatin1String("IDP_QPS"))
            note(ImportNote::QueriesPerSecondIgnored);
        else if (entry.key == QLatin1String("IDP_REFRESH_DIRECTORY_TIMEOUT"))
            refresh(text, m_import.directoryTimeout);
        else if (entry.key == QLatin1String("IDP_REFRESH_DIRECTORY_INTERVAL"))
            refresh(text, m_import.directoryInterval);
        else if (entry.key == QLatin1String("AUTHENTICATE_SERVICE_URL"))
            authenticateUrl(text);
        else if (entry.key == QLatin1String("COOKIE_SECRET"))
            generatedSecret(value, m_import.cookieSecret);
        else if (entry.key == QLatin1String("SHARED_SECRET"))
            generatedSecret(value, m_import.sharedSecret);
    }

    [[nodiscard]] bool hasProvider() const { return m_hasProvider; }

private:
    static bool isSecretKey(const QString &key)
    {
        return key == QLatin1String("IDP_CLIENT_SECRET") || key == QLatin1String("IDP_SERVICE_ACCOUNT")
            || key == QLatin1String("COOKIE_SECRET") || key == QLatin1String("SHARED_SECRET");
    }

    void note(ImportNote note, const QString &detail = {},
              std::optional<ServiceAccountError> serviceAccountError = std::nullopt)
    {
        m_import.notes << ImportRemark{note, m_entry->writtenKey, m_entry->line, detail,
                                       std::move(serviceAccountError)};
    }

    /// A note of a value that is not taken as it is: how a shell would read it matters no more.
    void notTaken(ImportNote reason, const QString &detail = {})
    {
        m_import.notes.removeIf([this](const ImportRemark &remark) {
            return remark.note == ImportNote::ShellReadsOtherwise && remark.line == m_entry->line;
        });
        note(reason, detail);
    }

    void provider(const QString &text)
    {
        m_hasProvider = true;
        if (text != QLatin1String("okta"))
            note(ImportNote::NotOkta, serverText(QStringView(text), 40));
    }

    void providerUrl(QString text)
    {
        if (isPlaceholder(text)) {
            notTaken(ImportNote::PlaceholderValue);
            return;
        }
        static const QRegularExpression forbidden(QStringLiteral(R"([\s"'`<>\\{}@\x00-\x1F])"));
        static const QRegularExpression callback(QStringLiteral(R"(/oauth2/callback/?\z)"));
        if (forbidden.match(text).hasMatch() || callback.match(text).hasMatch()) {
            notTaken(ImportNote::ProviderUrlUnusable);
            return;
        }
        if (!text.contains(QLatin1String("://"))) {
            text.prepend(QStringLiteral("https://"));
            note(ImportNote::ProviderUrlSchemeMissing);
        }
        static const QRegularExpression shape(QStringLiteral(R"(\A(https?)://([^/?#]+)(/[^?#]*)?([?#].*)?\z)"),
                                              QRegularExpression::CaseInsensitiveOption);
        const auto match = shape.match(text);
        if (!match.hasMatch()) {
            notTaken(ImportNote::ProviderUrlUnusable);
            return;
        }
        const QString scheme = match.captured(1).toLower();
        QString host = match.captured(2).toLower();
        QString path = match.captured(3);
        bool isCut = !match.captured(4).isEmpty();

        // The administrators' host names the plain one as issuer.
        const qsizetype port = host.indexOf(QLatin1Char(':'));
        const QString name = port < 0 ? host : host.left(port);
        if (const QString plain = hostWithoutAdmin(name); plain != name) {
            host.replace(0, name.size(), plain);
            note(ImportNote::ProviderUrlAdminHost);
        }
        // Okta's issuers are the root and /oauth2/{id}; what stands behind is an endpoint, what stands instead a page.
        static const QRegularExpression endpoint(
            QStringLiteral(R"(/\.well-known(?:/.*)?\z|(?<=/oauth2)/v1(?:/.*)?\z|(?<!/oauth2)/v1/[a-z]+\z)"));
        static const QRegularExpression page(
            QStringLiteral(R"(\A/(?:admin|app|login|home|api|user|users|enduser|signin|oauth2)(?:/.*)?\z)"));
        static const QRegularExpression customServer(QStringLiteral(R"(\A/oauth2/[A-Za-z0-9]+/*\z)"));
        if (const QString kept = QString(path).remove(endpoint); kept != path) {
            path = kept;
            isCut = true;
        }
        while (path.endsWith(QLatin1Char('/'))) {
            path.chop(1);
            if (!isCut && !m_import.has(ImportNote::ProviderUrlTrailingSlash))
                note(ImportNote::ProviderUrlTrailingSlash);
        }
        if (page.match(path).hasMatch() && !customServer.match(path).hasMatch()) {
            path.clear();
            isCut = true;
        }
        if (isCut)
            note(ImportNote::ProviderUrlPathRemoved);
        m_import.providerUrl = scheme + QStringLiteral("://") + host + path;
    }

    void clientId(const QString &text)
    {
        if (isPlaceholder(text))
            notTaken(ImportNote::PlaceholderValue);
        else
            m_import.clientId = text;
    }

    void clientSecret(QByteArrayView value)
    {
        if (value.size() < 40 && isPlaceholder(QString::fromUtf8(value))) {
            notTaken(ImportNote::PlaceholderValue);
        } else if (auto decoded = decodedClientSecret(value)) {
            note(ImportNote::ClientSecretEncoded);
            m_import.clientSecret = std::move(decoded);
        } else {
            m_import.clientSecret = Secret(value);
        }
    }

    void clientSecretFile(const QString &text)
    {
        m_import.clientSecretPath = text;
        note(ImportNote::SecretFileNotRead);
    }

    void serviceAccount(QByteArrayView value)
    {
        m_import.release = Release::legacy();
        // By the rules of 0.10.3 to 0.17, which take least of all but the first three: what they take, 0.18 does too.
        const Release strict = *Release::parse(u"0.15");
        auto token = ServiceAccount::decode(value, strict);
        if (token) {
            m_import.apiToken = std::move(token).value();
            return;
        }
        m_import.apiToken = ServiceAccount::recover(value);
        note(ImportNote::ServiceAccountWrong, {}, token.error());
    }

    void scopes(const QString &text)
    {
        QStringList list = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
        static const QRegularExpression spaces(QStringLiteral(R"(\s)"));
        if (text.contains(spaces)) {
            note(ImportNote::ScopesWithSpaces);
            static const QRegularExpression separator(QStringLiteral(R"([\s,]+)"));
            list = text.split(separator, Qt::SkipEmptyParts);
        }
        list.removeDuplicates();
        m_import.groupsFromClaim = list.contains(QLatin1String("groups"));
        QStringList sorted = list;
        sorted.removeAll(QStringLiteral("groups"));
        sorted.sort();
        const QStringList defaults{QStringLiteral("email"), QStringLiteral("offline_access"), QStringLiteral("openid"),
                                   QStringLiteral("profile")};
        if (sorted != defaults)
            note(ImportNote::ScopesReplaceDefaults);
        m_import.scopes = list;
    }

    void refresh(const QString &text, std::optional<std::chrono::milliseconds> &member)
    {
        m_import.release = Release::legacy();
        member = duration(text);
        if (!member)
            note(ImportNote::DurationWithoutUnit);
    }

    void authenticateUrl(const QString &text)
    {
        auto url = AuthenticateUrl::parse(text);
        if (!url) {
            notTaken(ImportNote::AuthenticateUrlUnusable);
            return;
        }
        if (url->normalisations() != AuthenticateUrl::Normalisations())
            note(ImportNote::AuthenticateUrlNormalised);
        m_import.authenticateUrl = std::move(url).value();
    }

    void generatedSecret(QByteArrayView value, std::optional<Secret> &member)
    {
        if (isGeneratedSecret(value))
            member = Secret(value);
        else
            note(ImportNote::SecretWithoutBase64);
    }

    Import &m_import;
    const ImportEntry *m_entry = nullptr;
    bool m_hasProvider = false;
};

} // namespace

bool Import::has(ImportNote note) const
{
    return std::any_of(notes.begin(), notes.end(), [note](const ImportRemark &remark) { return remark.note == note; });
}

bool Import::hasFor(ImportNote note, const QString &key) const
{
    return std::any_of(notes.begin(), notes.end(),
                       [&](const ImportRemark &remark) { return remark.note == note && remark.key == key; });
}

IdentityProviderSettings Import::toSettings() const
{
    IdentityProviderSettings settings;
    settings.providerUrl = providerUrl.value_or(QString());
    settings.clientId = clientId.value_or(QString());
    if (clientSecret)
        settings.clientSecret = clientSecret->clone();
    settings.clientSecretPath = clientSecretPath;
    settings.authenticateUrl = authenticateUrl;
    if (apiToken)
        settings.apiToken = apiToken->clone();
    settings.release = release;
    settings.groupsFromClaim = groupsFromClaim;
    settings.scopes = scopes;
    settings.directoryTimeout = directoryTimeout;
    settings.directoryInterval = directoryInterval;
    if (cookieSecret)
        settings.cookieSecret = cookieSecret->clone();
    if (sharedSecret)
        settings.sharedSecret = sharedSecret->clone();
    settings.references = references;
    settings.otherVariables = otherVariables;
    if (otherConfiguration)
        settings.otherConfiguration = otherConfiguration->clone();
    return settings;
}

bool isOurKey(const QString &upperKey)
{
    static const QSet<QString> ours{QStringLiteral("IDP_PROVIDER"),
                                    QStringLiteral("IDP_PROVIDER_URL"),
                                    QStringLiteral("IDP_CLIENT_ID"),
                                    QStringLiteral("IDP_CLIENT_SECRET"),
                                    QStringLiteral("IDP_CLIENT_SECRET_FILE"),
                                    QStringLiteral("IDP_SERVICE_ACCOUNT"),
                                    QStringLiteral("IDP_SCOPES"),
                                    QStringLiteral("IDP_QPS"),
                                    QStringLiteral("IDP_REFRESH_DIRECTORY_TIMEOUT"),
                                    QStringLiteral("IDP_REFRESH_DIRECTORY_INTERVAL"),
                                    QStringLiteral("AUTHENTICATE_SERVICE_URL"),
                                    QStringLiteral("COOKIE_SECRET"),
                                    QStringLiteral("SHARED_SECRET")};
    return ours.contains(upperKey);
}

QString correctedKey(const QString &upperKey)
{
    if (upperKey.startsWith(QLatin1String("IPD_"))) {
        QString corrected = QStringLiteral("IDP_") + upperKey.mid(4);
        if (isOurKey(corrected))
            return corrected;
    }
    return upperKey;
}

QString callbackPathOf(QByteArrayView value)
{
    static const QRegularExpression path(QStringLiteral(R"(\A/[A-Za-z0-9._~/-]+\z)"));
    const QString text = QString::fromUtf8(value.trimmed());
    return path.match(text).hasMatch() ? text : QString();
}

void interpret(Import &import, std::vector<ImportEntry> entries, ImportSource source)
{
    // The last of several counts; a right name wins over a misspelt one and capitals over small letters, because
    // Pomerium does not read the others.
    const auto rank = [source](const ImportEntry &entry) {
        const bool isRead = source == ImportSource::ConfigYaml ? entry.writtenKey.toUpper() == entry.key
                                                               : entry.writtenKey == entry.key;
        return isRead ? 1 : 0;
    };
    QHash<QString, std::size_t> best;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto known = best.constFind(entries[i].key);
        if (known == best.constEnd() || rank(entries[i]) >= rank(entries[*known]))
            best.insert(entries[i].key, i);
    }
    Interpreter interpreter(import);
    QStringList others;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        ImportEntry &entry = entries[i];
        const bool isOurs = isOurKey(entry.key);
        if (isOurs && entry.writtenKey.toUpper() != entry.key)
            import.notes << ImportRemark{ImportNote::MisspelledKey, entry.writtenKey, entry.line, entry.key, {}};
        else if (isOurs && source == ImportSource::EnvironmentFile && entry.writtenKey != entry.key)
            import.notes << ImportRemark{ImportNote::LowerCaseKey, entry.writtenKey, entry.line, entry.key, {}};

        if (best.value(entry.key) != i) {
            import.notes << ImportRemark{ImportNote::DuplicateKey, entry.writtenKey, entry.line, {}, {}};
            continue;
        }
        if (isOurs) {
            interpreter.take(entry);
            continue;
        }
        if (entry.key == QLatin1String("AUTHENTICATE_CALLBACK_PATH")) {
            import.notes << ImportRemark{ImportNote::CallbackPathLeftOut, entry.writtenKey, entry.line, {}, {}};
            import.callbackPath = callbackPathOf(entry.value.reveal());
            continue;
        }
        if (entry.key == QLatin1String("IDP_REQUEST_PARAMS"))
            import.notes << ImportRemark{ImportNote::RequestParametersKept, entry.writtenKey, entry.line, {}, {}};
        others << entry.writtenKey;
        if (source == ImportSource::EnvironmentFile)
            import.otherVariables << std::make_shared<const OtherVariable>(
                OtherVariable{entry.writtenKey, std::move(entry.value)});
    }
    if (!others.isEmpty())
        import.notes << otherSettingsKept(others);
    if (!interpreter.hasProvider())
        import.notes << ImportRemark{ImportNote::ProviderMissing, QStringLiteral("IDP_PROVIDER"), 0, {}, {}};
}

QString shownKey(const QString &key)
{
    // Names are in one case, or in words; base64 and tokens mix cases and digits, or are longer than any name.
    static const QRegularExpression mixed(QStringLiteral("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])"));
    constexpr qsizetype Longest = 60;
    constexpr qsizetype LongestMixed = 15;
    const bool isSuspect =
        key.size() > Longest || (key.size() > LongestMixed && mixed.match(key).hasMatch()) || secretShapeIn(key);
    return isSuspect ? maskedSecret() : key;
}

ImportRemark otherSettingsKept(const QStringList &keys)
{
    QStringList shown;
    for (const QString &key : keys)
        shown << shownKey(key);
    const QString names = shown.join(QStringLiteral(", "));
    return {ImportNote::OtherSettingsKept, {}, 0, serverText(QStringView(names), 600), {}};
}

void tidyNotes(Import &import)
{
    constexpr qsizetype MostNotes = 100;
    QList<ImportRemark> kept;
    QSet<std::pair<int, QString>> seen;
    for (ImportRemark &remark : import.notes) {
        const std::pair<int, QString> kind(static_cast<int>(remark.note), remark.key);
        // Our keys are few; of the others, of which there may be thousands, some will do.
        const bool isOurs = remark.key.isEmpty() || isOurKey(correctedKey(remark.key.toUpper()));
        if (seen.contains(kind) || (!isOurs && kept.size() >= MostNotes))
            continue;
        seen.insert(kind);
        kept << std::move(remark);
    }
    import.notes = std::move(kept);
}

Expected<QByteArrayView, ImportError> textOf(QByteArrayView bytes, Import &import)
{
    using Reason = ImportError::Reason;
    if (bytes.size() > LargestFile)
        return Unexpected(ImportError{Reason::TooLarge, 0, QString::number(LargestFile)});
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return Unexpected(ImportError{Reason::NotText, 0, QStringLiteral("UTF-16")});
    if (bytes.startsWith("\xEF\xBB\xBF")) {
        bytes = bytes.sliced(3);
        import.notes << ImportRemark{ImportNote::ByteOrderMark, {}, 1, {}, {}};
    }
    if (bytes.contains('\0'))
        return Unexpected(ImportError{Reason::NotText, 0, QStringLiteral("U+0000")});
    if (!bytes.isValidUtf8())
        return Unexpected(ImportError{Reason::NotText, 0, QStringLiteral("UTF-8")});
    if (trimmed(bytes).isEmpty())
        return Unexpected(ImportError{Reason::Empty, 0, {}});
    return bytes;
}

} // namespace pomerium
