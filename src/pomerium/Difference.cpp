#include "pomerium/Difference.h"

#include "core/ServerText.h"
#include "pomerium/Export.h"
#include "pomerium/ImportEntries.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <memory>
#include <vector>

namespace pomerium {

namespace {

QList<QByteArrayView> linesOf(QByteArrayView bytes)
{
    QList<QByteArrayView> lines;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        lines << (end < 0 ? bytes : bytes.first(end));
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    }
    return lines;
}

/// Which lines of `before` and `after` belong together: the longest common subsequence.
/// Of files too large for the table, none do; the difference is then longer than need be, and still right.
QList<std::pair<qsizetype, qsizetype>> commonLines(const QList<QByteArrayView> &before,
                                                   const QList<QByteArrayView> &after)
{
    constexpr qsizetype LargestTable = 4'000'000;
    const auto rows = static_cast<std::size_t>(before.size());
    const auto columns = static_cast<std::size_t>(after.size());
    if (before.isEmpty() || after.isEmpty() || before.size() > LargestTable / after.size())
        return {};
    // length[i][j]: of the longest common subsequence of before from i and after from j.
    std::vector<quint32> length((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> quint32 & { return length[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            at(i, j) = before[static_cast<qsizetype>(i)] == after[static_cast<qsizetype>(j)]
                ? at(i + 1, j + 1) + 1
                : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    QList<std::pair<qsizetype, qsizetype>> pairs;
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (before[static_cast<qsizetype>(i)] == after[static_cast<qsizetype>(j)])
            pairs << std::pair(static_cast<qsizetype>(i++), static_cast<qsizetype>(j++));
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return pairs;
}

/// Settings whose values are open, in lower case.
bool isOpenKey(const QString &key)
{
    static const QSet<QString> open{
        QStringLiteral("idp_provider"), QStringLiteral("idp_provider_url"), QStringLiteral("idp_client_id"),
        QStringLiteral("idp_client_secret_file"), QStringLiteral("idp_scopes"),
        QStringLiteral("idp_refresh_directory_timeout"), QStringLiteral("idp_refresh_directory_interval"),
        QStringLiteral("idp_qps"), QStringLiteral("authenticate_service_url"),
        QStringLiteral("authenticate_callback_path"),
        // the manifest
        QStringLiteral("apiversion"), QStringLiteral("kind"), QStringLiteral("name"), QStringLiteral("namespace"),
        QStringLiteral("type"), QStringLiteral("provider"), QStringLiteral("url"), QStringLiteral("client_id"),
        QStringLiteral("interval"), QStringLiteral("timeout"), QStringLiteral("claim/groups"),
        // the copy sheet
        QStringLiteral("pomerium zero"), QStringLiteral("pomerium enterprise console"), QStringLiteral("okta"),
        QStringLiteral("identity provider"), QStringLiteral("identity provider url"), QStringLiteral("client id"),
        QStringLiteral("authenticate service url"), QStringLiteral("sign-in redirect uri"), QStringLiteral("scopes"),
        QStringLiteral("pomerium enterprise")};
    return open.contains(key.toLower());
}

/// Not so the value of an open key that is no address and no client ID but what belongs elsewhere.
bool looksOpen(const QString &key, const QString &value)
{
    // Okta's client IDs have 20 characters, its secrets 40 or more.
    constexpr qsizetype LongestClientId = 32;
    if (key.contains(QLatin1String("client"), Qt::CaseInsensitive)
        && !key.endsWith(QLatin1String("file"), Qt::CaseInsensitive))
        return value.size() <= LongestClientId;
    return !value.contains(QLatin1Char('@')); // https://user:password@host
}

/// A value that nobody keeps secret: a switch, a small number, a time, a scope, an address that says no more than
/// where.
bool isHarmless(const QString &value)
{
    static const QRegularExpression harmless(
        QStringLiteral(R"(\A(['"]?)(?:|true|false|null|~|[\[\]{}]+|[|>][+-]?|[0-9]{1,5}|(?:[0-9]{1,5}(?:ms|s|m|h))+)"
                       R"(|openid|profile|email|groups|offline_access|pomerium/idp-okta|pomerium/bootstrap)"
                       R"(|https?://[A-Za-z0-9._-]{1,253}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._-]{0,15}){0,4})\1\z)"));
    return harmless.match(value).hasMatch();
}

/// Runs of characters that look like a key or a token.
QString withoutTokens(QString text)
{
    static const QRegularExpression run(
        QStringLiteral(R"((?=[A-Za-z_+/=-]*[0-9])(?=[0-9_+/=-]*[A-Za-z])[\w+/=-]{16,})"));
    return text.replace(run, maskedSecret());
}

/// Addresses without who signs in to them: https://user:password@host.
QString withoutUserInfo(QString text)
{
    static const QRegularExpression userInfo(QStringLiteral(R"(//[^/\s?#]*@)"));
    return text.replace(userInfo, QStringLiteral("//") + maskedSecret() + QLatin1Char('@'));
}

/// A line of base64 that ends in `=` looks like a setting without a value, or with one of `=`. The names of variables
/// are in capitals.
bool looksLikeBase64(const QString &key, const QString &separator, const QString &value)
{
    constexpr qsizetype LongestName = 15;
    const bool isPadding = separator == QLatin1String("=") && (value.isEmpty() || value == QLatin1String("="));
    const bool isName = key == key.toUpper() || key.contains(QLatin1Char('_'));
    return isPadding && !isName && (key.size() > LongestName || (key.size() + value.size() + 1) % 4 == 0);
}

} // namespace

QList<DiffLine> difference(QByteArrayView before, QByteArrayView after, const LineMasker &mask)
{
    const QList<QByteArrayView> old = linesOf(before);
    const QList<QByteArrayView> now = linesOf(after);
    qsizetype head = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    qsizetype tail = 0;
    while (tail < old.size() - head && tail < now.size() - head
           && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;

    QList<DiffLine> lines;
    const auto add = [&](DiffLine::Kind kind, QByteArrayView line) { lines << DiffLine{kind, mask(line)}; };
    for (qsizetype i = 0; i < head; ++i)
        add(DiffLine::Kind::Same, old[i]);
    qsizetype i = head;
    qsizetype j = head;
    auto pairs = commonLines(old.sliced(head, old.size() - tail - head), now.sliced(head, now.size() - tail - head));
    pairs << std::pair(old.size() - tail - head, now.size() - tail - head);
    for (const auto &[inOld, inNow] : std::as_const(pairs)) {
        for (; i < head + inOld; ++i)
            add(DiffLine::Kind::Removed, old[i]);
        for (; j < head + inNow; ++j)
            add(DiffLine::Kind::Added, now[j]);
        if (i < old.size() - tail) {
            add(DiffLine::Kind::Same, old[i]);
            ++i;
            ++j;
        }
    }
    for (; i < old.size(); ++i)
        add(DiffLine::Kind::Same, old[i]);
    return lines;
}

LineMasker lineMasker(const IdentityProviderSettings &settings)
{
    auto secrets = std::make_shared<const std::vector<Secret>>(settings.secrets());
    return [secrets = std::move(secrets)](QByteArrayView line) {
        QByteArray shown = maskedLine(line).toUtf8();
        for (const Secret &secret : *secrets) {
            // One of a few letters may be a word of any line.
            if (secret.reveal().size() > 4)
                shown.replace(secret.reveal(), maskedSecret().toUtf8());
        }
        return QString::fromUtf8(shown);
    };
}

QString shownLine(QByteArrayView line)
{
    constexpr qsizetype Longest = 10'000;
    if (line.endsWith('\r'))
        line.chop(1);
    return serverText(QString::fromUtf8(line), Longest);
}

QString maskedLine(QByteArrayView bytes)
{
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    constexpr qsizetype Longest = 2000;
    if (bytes.size() > Longest)
        return maskedSecret();
    QString line = QString::fromUtf8(bytes);
    if (line.trimmed().isEmpty() || line == QLatin1String("---") || line == QLatin1String("..."))
        return line;

    static const QRegularExpression comment(QStringLiteral(R"(\A(\s*#+\s*)(.*)\z)"));
    static const QRegularExpression setting(QStringLiteral(
        R"(\A(\s*(?:-\s+)*(?:export\s+|\$env:)?)(["']?)([A-Za-z_][\w ./-]*?)\2(\s*=\s*|\s*:(?:\s+|\z))(.*)\z)"));
    static const QRegularExpression item(QStringLiteral(R"(\A(\s*(?:-\s+)+)(.*)\z)"));

    if (const auto match = comment.match(line); match.hasMatch()) {
        const QString text = match.captured(2);
        if (const auto inner = setting.match(text); inner.hasMatch() && !inner.captured(5).isEmpty()) {
            const bool isWords =
                inner.captured(4).trimmed() == QLatin1String(":") && inner.captured(3).contains(QLatin1Char(' '));
            if (!isWords)
                return match.captured(1) + maskedLine(QByteArrayView(text.toUtf8()));
        }
        return serverText(QStringView(match.captured(1) + withoutTokens(withoutUserInfo(text))), Longest);
    }
    if (const auto match = setting.match(line); match.hasMatch()) {
        const QString value = match.captured(5).trimmed();
        constexpr qsizetype LongestKey = 60;
        const QString key = match.captured(3);
        if (key.size() > LongestKey || withoutTokens(key) != key || shownKey(key) != key
            || looksLikeBase64(key, match.captured(4), value))
            return maskedSecret(); // base64 ends in `=` too
        if ((isOpenKey(match.captured(3)) && looksOpen(match.captured(3), value)) || isHarmless(value))
            return serverText(QStringView(line), Longest);
        return serverText(QStringView(match.captured(1) + match.captured(2) + match.captured(3) + match.captured(2)
                                      + match.captured(4)),
                          Longest)
            + maskedSecret();
    }
    if (const auto match = item.match(line); match.hasMatch()) {
        if (isHarmless(match.captured(2).trimmed()))
            return serverText(QStringView(line), Longest);
        return match.captured(1) + maskedSecret();
    }
    return maskedSecret();
}

} // namespace pomerium
