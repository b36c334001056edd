#include "pomerium/ImportManifest.h"

#include "pomerium/ImportEntries.h"

#include <QHash>
#include <QList>

#include <utility>
#include <vector>

namespace pomerium {

namespace {

/// A scalar of a document with the way to it: "spec.identityProvider.url".
struct Scalar
{
    QString path;
    int line = 0;
    Secret value;
};

struct Document
{
    QString kind;
    QList<std::shared_ptr<Scalar>> scalars;
};

QByteArrayView trimmed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && (bytes.back() == ' ' || bytes.back() == '\t' || bytes.back() == '\r'))
        bytes.chop(1);
    while (!bytes.isEmpty() && (bytes.front() == ' ' || bytes.front() == '\t'))
        bytes = bytes.sliced(1);
    return bytes;
}

/// A scalar in one line (YAML 1.2.2, 7.3): quoted in either way, or plain up to a comment. Nothing for one that goes on
/// below, and for escapes, which neither ids nor secrets of Okta's have.
std::optional<Secret> scalarOf(QByteArrayView text)
{
    text = trimmed(text);
    if (text.isEmpty())
        return std::nullopt;
    const char quote = text.front();
    if (quote == '\'' || quote == '"') {
        QByteArray value;
        for (qsizetype at = 1; at < text.size(); ++at) {
            if (quote == '"' && text[at] == '\\')
                return std::nullopt;
            if (text[at] != quote) {
                value += text[at];
            } else if (quote == '\'' && at + 1 < text.size() && text[at + 1] == quote) {
                value += quote;
                ++at;
            } else {
                Secret secret(value);
                ::detail::cleanse(value.data(), static_cast<std::size_t>(value.size()));
                return secret;
            }
        }
        return std::nullopt;
    }
    if (QByteArrayView("|>&*!{[").contains(quote))
        return std::nullopt;
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text[at] == '#' && text[at - 1] == ' ')
            text = trimmed(text.first(at));
    }
    return Secret(text);
}

/// "key: value" at its colon; -1: none.
qsizetype colonOf(QByteArrayView text)
{
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text[at] == ':' && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\r'))
            return at;
    }
    return -1;
}

QString keyOf(QByteArrayView text)
{
    text = trimmed(text);
    if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        text = text.sliced(1, text.size() - 2);
    return QString::fromUtf8(text);
}

QList<Document> documentsOf(QByteArrayView bytes)
{
    QList<Document> documents{Document{}};
    QList<std::pair<qsizetype, QString>> path; // indentation and key of what a line is in
    int number = 0;
    qsizetype begin = 0;
    while (begin < bytes.size()) {
        const qsizetype found = bytes.indexOf('\n', begin);
        const qsizetype end = found < 0 ? bytes.size() : found;
        const QByteArrayView line = bytes.sliced(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.startsWith("---")) {
            documents.append(Document{});
            path.clear();
            continue;
        }
        const QByteArrayView text = trimmed(line);
        if (text.isEmpty() || text.front() == '#')
            continue;
        qsizetype indent = 0;
        while (indent < line.size() && line[indent] == ' ')
            ++indent;
        const bool isItem = text.startsWith("- ");
        // An item may stand as far left as the key that it belongs to.
        while (!path.isEmpty() && (isItem ? path.last().first > indent : path.last().first >= indent))
            path.removeLast();
        QStringList names;
        for (const auto &part : std::as_const(path))
            names.append(part.second);
        const qsizetype colon = isItem ? -1 : colonOf(text);
        if (!isItem && colon < 0)
            continue;
        if (!isItem) {
            path.append({indent, keyOf(text.first(colon))});
            names.append(path.last().second);
        }
        if (auto value = scalarOf(isItem ? text.sliced(2) : text.sliced(colon + 1))) {
            if (names == QStringList{QStringLiteral("kind")})
                documents.last().kind = QString::fromUtf8(value->reveal());
            documents.last().scalars.append(
                std::make_shared<Scalar>(Scalar{names.join(QLatin1Char('.')), number, std::move(*value)}));
        }
    }
    return documents;
}

/// What a scalar of a document is called in the environment; empty: none of ours.
QString variableOf(const QString &kind, const QString &path)
{
    static const QHash<QString, QString> ofSecret{
        {QStringLiteral("client_id"), QStringLiteral("IDP_CLIENT_ID")},
        {QStringLiteral("client_secret"), QStringLiteral("IDP_CLIENT_SECRET")},
        {QStringLiteral("service_account"), QStringLiteral("IDP_SERVICE_ACCOUNT")}};
    static const QHash<QString, QString> ofPomerium{
        {QStringLiteral("spec.authenticate.url"), QStringLiteral("AUTHENTICATE_SERVICE_URL")},
        {QStringLiteral("spec.identityProvider.provider"), QStringLiteral("IDP_PROVIDER")},
        {QStringLiteral("spec.identityProvider.url"), QStringLiteral("IDP_PROVIDER_URL")},
        {QStringLiteral("spec.identityProvider.refreshDirectory.interval"),
         QStringLiteral("IDP_REFRESH_DIRECTORY_INTERVAL")},
        {QStringLiteral("spec.identityProvider.refreshDirectory.timeout"),
         QStringLiteral("IDP_REFRESH_DIRECTORY_TIMEOUT")}};
    if (kind == QLatin1String("Secret")
        && (path.startsWith(QLatin1String("stringData.")) || path.startsWith(QLatin1String("data."))))
        return ofSecret.value(path.section(QLatin1Char('.'), 1));
    return kind == QLatin1String("Pomerium") ? ofPomerium.value(path) : QString();
}

} // namespace

bool isManifest(QByteArrayView bytes)
{
    bool hasVersion = false;
    bool hasKind = false;
    const QList<Document> documents = documentsOf(bytes);
    for (const Document &document : documents) {
        hasKind = hasKind || !document.kind.isEmpty();
        for (const auto &scalar : document.scalars)
            hasVersion = hasVersion || scalar->path == QLatin1String("apiVersion");
    }
    return hasVersion && hasKind;
}

Expected<Import, ImportError> importManifest(QByteArrayView bytes)
{
    Import import;
    const auto text = textOf(bytes, import);
    if (!text)
        return Unexpected(text.error());
    std::vector<ImportEntry> entries;
    QStringList scopes;
    int scopesLine = 0;
    const QList<Document> documents = documentsOf(*text);
    for (const Document &document : documents) {
        for (const auto &scalar : document.scalars) {
            if (document.kind == QLatin1String("Pomerium")
                && scalar->path == QLatin1String("spec.identityProvider.scopes")) {
                scopes.append(QString::fromUtf8(scalar->value.reveal()));
                scopesLine = scopesLine > 0 ? scopesLine : scalar->line;
                continue;
            }
            const QString key = variableOf(document.kind, scalar->path);
            if (key.isEmpty())
                continue;
            Secret value = scalar->value.clone();
            if (scalar->path.startsWith(QLatin1String("data."))) {
                QByteArray decoded = QByteArray::fromBase64(value.reveal().toByteArray());
                value = Secret(decoded);
                ::detail::cleanse(decoded.data(), static_cast<std::size_t>(decoded.size()));
            }
            // The names of a configuration file, so that none is taken for one that is not read.
            entries.push_back(ImportEntry{key, key, scalar->line, std::move(value)});
        }
    }
    if (!scopes.isEmpty())
        entries.push_back(ImportEntry{QStringLiteral("IDP_SCOPES"), QStringLiteral("IDP_SCOPES"), scopesLine,
                                      Secret::fromText(scopes.join(QLatin1Char(',')))});
    if (entries.empty())
        return Unexpected(ImportError{ImportError::Reason::NothingOfOurs, 0, {}});
    interpret(import, std::move(entries), ImportSource::ConfigYaml);
    tidyNotes(import);
    return import;
}

} // namespace pomerium
