#include "pomerium/Examples.h"
#include "pomerium/Export.h"
#include "pomerium/ValueEncoding.h"

#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <optional>

using namespace pomerium;

namespace {

using Variables = QMap<QByteArray, QByteArray>;

/// What a program printed; it must have ended well.
QByteArray run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment = {})
{
    QProcess process;
    if (!environment.isEmpty())
        process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        qWarning("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
        return {};
    }
    return process.readAllStandardOutput();
}

/// NAME=VALUE, each ended by NUL, as env -0 prints.
Variables variablesOf(const QByteArray &printed)
{
    Variables variables;
    for (const QByteArray &entry : printed.split('\0')) {
        if (const qsizetype equals = entry.indexOf('='); equals > 0)
            variables.insert(entry.left(equals), entry.mid(equals + 1));
    }
    return variables;
}

/// set -a; . FILE, in a real shell.
Variables readByShell(const QString &shell, const QString &file)
{
    return variablesOf(run(
        shell,
        {QStringLiteral("-c"), QStringLiteral("set -a; . \"$1\"; exec /usr/bin/env -0"), QStringLiteral("sh"), file}));
}

/// Docker and kubectl: by the facts, 3.1 and 3.2; no quoting, a comment begins a line, a final CR is cut.
Variables readByDocker(const QByteArray &file)
{
    Variables variables;
    for (QByteArray line : file.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        while (!line.isEmpty() && (line.front() == ' ' || line.front() == '\t'))
            line.remove(0, 1);
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype equals = line.indexOf('=');
        variables.insert(line.left(equals), line.mid(equals + 1));
    }
    return variables;
}

/// Compose v2: by the facts, 3.3 and its documentation. '...' is literal but \'; "..." knows \n and would substitute.
std::optional<Variables> readByCompose(QByteArray file)
{
    file.replace("\r\n", "\n");
    Variables variables;
    qsizetype at = 0;
    while (at < file.size()) {
        if (file[at] == '\n') {
            ++at;
            continue;
        }
        if (file[at] == '#') {
            at = file.indexOf('\n', at);
            continue;
        }
        const qsizetype equals = file.indexOf('=', at);
        const QByteArray key = file.mid(at, equals - at);
        at = equals + 1;
        QByteArray value;
        if (file[at] == '\'' || file[at] == '"') {
            const char quote = file[at++];
            for (;; ++at) {
                if (at >= file.size())
                    return std::nullopt;
                if (file[at] == quote)
                    break;
                if (quote == '"' && (file[at] == '$' || file[at] == '`'))
                    return std::nullopt; // would be substituted
                if (file[at] != '\\') {
                    value += file[at];
                } else if (file[at + 1] == quote) {
                    value += file[++at];
                } else if (quote == '"' && file[at + 1] == 'n') {
                    value += '\n';
                    ++at;
                } else if (quote == '"') {
                    return std::nullopt; // versions differ
                } else {
                    value += '\\';
                }
            }
            ++at;
            if (at < file.size() && file[at] != '\n')
                return std::nullopt;
        } else {
            const qsizetype end = file.indexOf('\n', at);
            value = file.mid(at, end - at);
            if (value.contains('$') || value.contains('#') || value.trimmed() != value)
                return std::nullopt;
            at = end;
        }
        variables.insert(key, value);
    }
    return variables;
}

/// PowerShell: '...' with '' for a quote, and curly quotes that count as straight ones; 5.1 reads other bytes than
/// ASCII by the system's code page.
std::optional<Variables> readByPowershell(const QByteArray &file)
{
    Variables variables;
    for (const QByteArray &line : file.split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        for (const char c : line) {
            if (static_cast<unsigned char>(c) > 126)
                return std::nullopt;
        }
        const qsizetype equals = line.indexOf(" = '");
        if (!line.startsWith("$env:") || equals < 0 || !line.endsWith('\''))
            return std::nullopt;
        QByteArray value = line.mid(equals + 4, line.size() - equals - 5);
        value.replace("''", "\x01");
        if (value.contains('\''))
            return std::nullopt;
        value.replace('\x01', '\'');
        variables.insert(line.mid(5, equals - 5), value);
    }
    return variables;
}

/// systemd's own parser of such files, in the program that reads environment.d. That one substitutes variables too,
/// which EnvironmentFile= does not, so a literal dollar is written for it once more: \$ becomes \$\$.
std::optional<Variables> readBySystemd(const QTemporaryDir &folder, QByteArray file)
{
    const QString generator =
        QStringLiteral("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator");
    if (!QFile::exists(generator))
        return std::nullopt;
    file.replace("\\$", "\\$\\$");
    const QString configuration = folder.filePath(QStringLiteral("config"));
    QDir().mkpath(configuration + QStringLiteral("/environment.d"));
    QFile conf(configuration + QStringLiteral("/environment.d/99-test.conf"));
    if (!conf.open(QIODevice::WriteOnly | QIODevice::Truncate) || conf.write(file) != file.size())
        return Variables();
    conf.close();
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), configuration);
    environment.insert(QStringLiteral("HOME"), folder.path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    // It prints in "..." when need be, with \n and \t as in C.
    Variables variables;
    for (const QByteArray &line : run(generator, {}, environment).split('\n')) {
        const qsizetype equals = line.indexOf('=');
        QByteArray printed = line.mid(equals + 1);
        QByteArray value;
        const bool isQuoted = printed.size() >= 2 && printed.startsWith('"') && printed.endsWith('"');
        if (isQuoted)
            printed = printed.mid(1, printed.size() - 2);
        for (qsizetype i = 0; i < printed.size(); ++i) {
            const bool isEscaped = isQuoted && printed[i] == '\\' && i + 1 < printed.size();
            const char c = isEscaped ? printed[++i] : printed[i];
            value += isEscaped && c == 'n' ? '\n' : isEscaped && c == 't' ? '\t' : c;
        }
        variables.insert(line.left(equals), value);
    }
    return variables;
}

/// A Python that has the module; empty: none.
QString pythonWith(const char *module)
{
    for (const char *python : {"python3", "/usr/bin/python3"}) {
        QProcess process;
        process.start(QString::fromLatin1(python),
                      {QStringLiteral("-c"), QStringLiteral("import ") + QString::fromLatin1(module)});
        if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
            return QString::fromLatin1(python);
    }
    return {};
}

bool hasYaml()
{
    static const bool has = !pythonWith("yaml").isEmpty();
    return has;
}

Variables variablesOf(const QJsonObject &members)
{
    Variables variables;
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (member.value().isString())
            variables.insert(member.key().toUtf8(), member.value().toString().toUtf8());
    }
    return variables;
}

/// Compose v1 reads env_file by python-dotenv, with substitution.
std::optional<Variables> readByPythonDotenv(const QString &file)
{
    static const QString python = pythonWith("dotenv");
    if (python.isEmpty())
        return std::nullopt;
    return variablesOf(
        QJsonDocument::fromJson(
            run(python,
                {QStringLiteral("-c"),
                 QStringLiteral("import dotenv, json, sys\n"
                                "print(json.dumps(dotenv.dotenv_values(sys.argv[1], encoding='utf-8-sig')))"),
                 file}))
            .object());
}

/// npm's dotenv, out of the packages of the interop tests.
std::optional<Variables> readByNodeDotenv(const QString &file)
{
    const QString package = QStringLiteral(TEST_DATA_DIR "/../interop/node_modules/dotenv");
    if (!QFile::exists(package) || QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
        return std::nullopt;
    return variablesOf(
        QJsonDocument::fromJson(
            run(QStringLiteral("node"),
                {QStringLiteral("-e"),
                 QStringLiteral("const [, dotenv, file] = process.argv;"
                                "console.log(JSON.stringify(require(dotenv).parse(require('fs').readFileSync(file))))"),
                 package, file}))
            .object());
}

/// RFC 3629; QString takes a byte order mark for one.
void appendUtf8(QByteArray &bytes, char32_t c)
{
    const auto add = [&bytes](char32_t byte) { bytes.append(static_cast<char>(byte)); };
    if (c < 0x80) {
        add(c);
    } else if (c < 0x800) {
        add(0xC0 | (c >> 6));
        add(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        add(0xE0 | (c >> 12));
        add(0x80 | ((c >> 6) & 0x3F));
        add(0x80 | (c & 0x3F));
    } else {
        add(0xF0 | (c >> 18));
        add(0x80 | ((c >> 12) & 0x3F));
        add(0x80 | ((c >> 6) & 0x3F));
        add(0x80 | (c & 0x3F));
    }
}

/// Every character of Unicode that an encoder takes, in values of many characters each; what may be special at the
/// beginning or the end of a value stands there too. A process cannot be given more than some hundred thousand bytes,
/// so they come in parts.
template <typename IsCarried> QList<Variables> wholeOfUnicode(IsCarried isCarried)
{
    QList<Variables> parts(1);
    qsizetype size = 0;
    const auto add = [&](const QByteArray &value) {
        if (size > 400'000) {
            parts.append(Variables());
            size = 0;
        }
        parts.last().insert("U_" + QByteArray::number(parts.size()) + "_" + QByteArray::number(parts.last().size()),
                            value);
        size += value.size();
    };
    const auto addEach = [&](char32_t first, char32_t last) {
        for (char32_t c = first; c <= last; ++c) {
            QByteArray value;
            appendUtf8(value, c);
            value += 'x' + value;
            if (isCarried(value))
                add(value);
        }
    };
    addEach(1, 0x7FF);
    addEach(0x2000, 0x206F); // blanks, marks of direction, line ends
    addEach(0x3000, 0x3000);
    addEach(0xFE00, 0xFEFF);
    constexpr char32_t block = 0x400;
    for (char32_t first = 0x800; first <= 0x10FFFF; first += block) {
        if (first >= 0xD800 && first <= 0xDFFF)
            continue;
        QByteArray value;
        for (char32_t c = first; c < first + block; ++c)
            appendUtf8(value, c);
        if (isCarried(value))
            add(value);
        else
            addEach(first, first + block - 1);
    }
    return parts;
}

IdentityProviderSettings withVariables(const Variables &variables)
{
    auto settings = examples::page();
    for (auto variable = variables.begin(); variable != variables.end(); ++variable)
        settings.otherVariables << std::make_shared<const OtherVariable>(
            OtherVariable{QString::fromLatin1(variable.key()), Secret(variable.value())});
    return settings;
}

/// Every document of a YAML file, as JSON.
QJsonArray readByYaml(const QString &file)
{
    const QByteArray json =
        run(pythonWith("yaml"),
            {QStringLiteral("-c"),
             QStringLiteral("import json, sys, yaml\n"
                            "loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)\n" // libyaml, when it is there
                            "text = open(sys.argv[1], encoding='utf-8', newline='')\n"
                            "print(json.dumps(list(yaml.load_all(text, Loader=loader))))"),
             file});
    return QJsonDocument::fromJson(json).array();
}

/// Values that tempt parsers: quotes, dollars, backslashes, blanks, control characters, and all planes of Unicode.
QByteArray randomValue(QRandomGenerator &random)
{
    static const QString tempting = QStringLiteral("'\"`$\\#%!&|;<>(){}[]*?~^=+/:,.@-_ \t\n\r\x01\x1B\x7F");
    QString value;
    const int length = 1 + random.bounded(24);
    for (int i = 0; i < length; ++i) {
        switch (random.bounded(6)) {
        case 0:
        case 1:
        case 2:
            value += tempting[random.bounded(static_cast<int>(tempting.size()))];
            break;
        case 3:
            value += QChar(32 + random.bounded(95));
            break;
        case 4: {
            char32_t c = 1 + static_cast<char32_t>(random.bounded(0x2FFF));
            value += QString::fromUcs4(&c, 1);
            break;
        }
        default: {
            char32_t c = 1 + static_cast<char32_t>(random.bounded(0x10FFFF));
            if (c >= 0xD800 && c <= 0xDFFF)
                c = 0x1F511;
            value += QString::fromUcs4(&c, 1);
        }
        }
    }
    return value.toUtf8();
}

/// Settings with many values in variables of their own, and which of them the dialect took.
struct Sample
{
    IdentityProviderSettings settings;
    Variables accepted;
    int refused = 0;
};

Sample sampleFor(ExportFormat format, quint32 seed, int count)
{
    QRandomGenerator random(seed);
    Sample sample;
    sample.settings = examples::page();
    for (int i = 0; i < count; ++i) {
        const QByteArray value = randomValue(random);
        if (!environmentValue(format, value)) {
            ++sample.refused;
            continue;
        }
        const QByteArray key = "RANDOM_" + QByteArray::number(i);
        sample.accepted.insert(key, value);
        sample.settings.otherVariables << std::make_shared<const OtherVariable>(
            OtherVariable{QString::fromLatin1(key), Secret(value)});
    }
    return sample;
}

/// The example's values as they are meant.
Variables meant(const IdentityProviderSettings &settings)
{
    return {{"IDP_PROVIDER", "okta"},
            {"IDP_PROVIDER_URL", settings.providerUrl.toUtf8()},
            {"IDP_CLIENT_ID", settings.clientId.toUtf8()},
            settings.clientSecretPath
                ? std::pair<QByteArray, QByteArray>("IDP_CLIENT_SECRET_FILE", settings.clientSecretPath->toUtf8())
                : std::pair<QByteArray, QByteArray>("IDP_CLIENT_SECRET", settings.clientSecret.reveal().toByteArray()),
            {"AUTHENTICATE_SERVICE_URL", settings.authenticateUrl->toString().toUtf8()}};
}

QString whatDiffers(const Variables &expected, const Variables &read)
{
    for (auto variable = expected.begin(); variable != expected.end(); ++variable) {
        if (!read.contains(variable.key()))
            return QString::fromLatin1(variable.key()) + QStringLiteral(" is not there");
        if (read.value(variable.key()) != variable.value())
            return QStringLiteral("%1: %2 instead of %3")
                .arg(QString::fromLatin1(variable.key()),
                     QString::fromLatin1(read.value(variable.key()).toPercentEncoding()),
                     QString::fromLatin1(variable.value().toPercentEncoding()));
    }
    return {};
}

} // namespace

/// What real consumers, or readers written from their rules, make of the files: exactly what was meant, or the export
/// refuses.
class tst_Consumers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void shells_read_every_value_that_is_not_refused_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("bash") << QStringLiteral("bash");
        QTest::newRow("dash") << QStringLiteral("dash");
    }
    void shells_read_every_value_that_is_not_refused()
    {
#ifdef Q_OS_WIN
        QSKIP("no POSIX shell");
#endif
        QFETCH(QString, shell);
        if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP("this shell is not here");
        for (const quint32 seed : {1U, 2U, 3U}) {
            const Sample sample = sampleFor(ExportFormat::EnvShell, seed, 300);
            QCOMPARE(sample.refused, 0); // a shell carries everything but NUL
            const Variables read = readByShell(shell, writtenAs(ExportFormat::EnvShell, sample.settings));
            QCOMPARE(whatDiffers(sample.accepted, read), QString());
            QCOMPARE(whatDiffers(meant(sample.settings), read), QString());
        }
    }

    void every_printable_character_goes_through_every_shell()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("bash")).isEmpty())
            QSKIP("no POSIX shell");
        const auto settings = examples::byName(QStringLiteral("every-printable"));
        for (const char *shell : {"bash", "dash", "sh"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(shell)).isEmpty())
                continue;
            const Variables read = readByShell(QString::fromLatin1(shell), writtenAs(ExportFormat::EnvShell, settings));
            QCOMPARE(whatDiffers(meant(settings), read), QString());
        }
    }

    void nothing_in_a_value_is_run()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("bash")).isEmpty())
            QSKIP("no POSIX shell");
        const QString trace = m_folder->filePath(QStringLiteral("trace"));
        auto settings = examples::page();
        for (const char *attack : {"$(touch %1)", "`touch %1`", "';touch %1;'", "\"; touch %1; \"", "\ntouch %1\n",
                                   "'\\'$(touch %1)'\\''"}) {
            const QByteArray value = QString::fromLatin1(attack).arg(trace).toUtf8();
            settings.clientSecret = Secret(value);
            for (const char *shell : {"bash", "dash"}) {
                const Variables read =
                    readByShell(QString::fromLatin1(shell), writtenAs(ExportFormat::EnvShell, settings));
                QCOMPARE(read.value("IDP_CLIENT_SECRET"), value);
                QVERIFY(!QFile::exists(trace));
            }
        }
    }

    void the_plain_file_is_the_same_to_all_of_them()
    {
        for (const QString &example : examples::names()) {
            const auto settings = examples::byName(example);
            const auto file = exportAs(ExportFormat::Env, settings);
            if (!file)
                continue;
            const QString path = writtenAs(ExportFormat::Env, settings);
            const Variables docker = readByDocker(file->reveal().toByteArray());
            QCOMPARE(whatDiffers(meant(settings), docker), QString());
            QCOMPARE(readByCompose(file->reveal().toByteArray()), std::optional(docker));
            for (const char *shell : {"bash", "dash"}) {
                if (!QStandardPaths::findExecutable(QString::fromLatin1(shell)).isEmpty())
                    QCOMPARE(whatDiffers(docker, readByShell(QString::fromLatin1(shell), path)), QString());
            }
            if (const auto systemd = readBySystemd(*m_folder, file->reveal().toByteArray()))
                QCOMPARE(whatDiffers(docker, *systemd), QString());
        }
    }

    void systemd_reads_every_value_that_is_not_refused()
    {
        for (const quint32 seed : {4U, 5U}) {
            const Sample sample = sampleFor(ExportFormat::EnvSystemd, seed, 300);
            QVERIFY(sample.accepted.size() > 50 && sample.refused > 0);
            const auto file = exportAs(ExportFormat::EnvSystemd, sample.settings);
            QVERIFY(file);
            const auto read = readBySystemd(*m_folder, file->reveal().toByteArray());
            if (!read)
                QSKIP("systemd is not installed");
            QCOMPARE(whatDiffers(sample.accepted, *read), QString());
            QCOMPARE(whatDiffers(meant(sample.settings), *read), QString());
        }
        const auto settings = examples::byName(QStringLiteral("every-printable"));
        const auto read =
            readBySystemd(*m_folder, exportAs(ExportFormat::EnvSystemd, settings)->reveal().toByteArray());
        QCOMPARE(whatDiffers(meant(settings), *read), QString());
    }

    void docker_reads_every_value_that_is_not_refused()
    {
        for (const quint32 seed : {6U, 7U}) {
            const Sample sample = sampleFor(ExportFormat::EnvDocker, seed, 300);
            QVERIFY(sample.accepted.size() > 50 && sample.refused > 0);
            const auto file = exportAs(ExportFormat::EnvDocker, sample.settings);
            QVERIFY(file);
            const Variables read = readByDocker(file->reveal().toByteArray());
            QCOMPARE(whatDiffers(sample.accepted, read), QString());
            QCOMPARE(read.size(), sample.accepted.size() + 6);
        }
    }

    void compose_reads_every_value_that_is_not_refused()
    {
        for (const quint32 seed : {8U, 9U}) {
            const Sample sample = sampleFor(ExportFormat::EnvCompose, seed, 300);
            QVERIFY(sample.accepted.size() > 50 && sample.refused > 0);
            const auto file = exportAs(ExportFormat::EnvCompose, sample.settings);
            QVERIFY(file);
            const auto read = readByCompose(file->reveal().toByteArray());
            QVERIFY(read);
            QCOMPARE(whatDiffers(sample.accepted, *read), QString());
            QCOMPARE(read->size(), sample.accepted.size() + 6);
        }
    }

    void each_character_of_unicode_is_read_or_refused_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::addColumn<QString>("reader");
        const auto row = [](ExportFormat format, const char *reader) {
            QTest::addRow("%s by %s", qPrintable(formatName(format)), reader) << format << QString::fromLatin1(reader);
        };
        row(ExportFormat::EnvShell, "bash");
        row(ExportFormat::EnvShell, "dash");
        row(ExportFormat::EnvSystemd, "systemd");
        row(ExportFormat::EnvCompose, "Compose v1");
        row(ExportFormat::EnvCompose, "Compose v2's rules");
        row(ExportFormat::EnvDocker, "docker's rules");
        row(ExportFormat::EnvPowershell, "PowerShell's rules");
    }
    void each_character_of_unicode_is_read_or_refused()
    {
        QFETCH(ExportFormat, format);
        QFETCH(QString, reader);
        const auto parts =
            wholeOfUnicode([format](QByteArrayView value) { return environmentValue(format, value).has_value(); });
        QVERIFY(!parts.first().isEmpty());
        for (const Variables &part : parts) {
            const auto settings = withVariables(part);
            const auto file = exportAs(format, settings);
            QVERIFY(file);
            const QByteArray bytes = file->reveal().toByteArray();
            std::optional<Variables> read;
            if (reader.endsWith(QLatin1String("ash"))) {
                if (QStandardPaths::findExecutable(reader).isEmpty())
                    QSKIP("this shell is not here");
                read = readByShell(reader, put(bytes));
            } else if (format == ExportFormat::EnvSystemd) {
                read = readBySystemd(*m_folder, bytes);
                if (!read)
                    QSKIP("systemd is not installed");
            } else if (reader == QLatin1String("Compose v1")) {
                read = readByPythonDotenv(put(bytes));
                if (!read)
                    QSKIP("python-dotenv is not installed");
            } else if (format == ExportFormat::EnvCompose) {
                read = readByCompose(bytes);
            } else if (format == ExportFormat::EnvDocker) {
                read = readByDocker(bytes);
            } else {
                read = readByPowershell(bytes);
            }
            QVERIFY(read);
            QCOMPARE(whatDiffers(part, *read), QString());
        }
    }

    void each_character_of_unicode_is_read_from_yaml_or_refused()
    {
        if (!hasYaml())
            QSKIP("no YAML reader is installed");
        QByteArray document;
        Variables accepted;
        const auto parts = wholeOfUnicode([](QByteArrayView value) { return yamlValue(value).has_value(); });
        for (const Variables &part : parts) {
            for (auto variable = part.begin(); variable != part.end(); ++variable)
                document += variable.key() + ": " + yamlValue(variable.value())->reveal().toByteArray() + '\n';
            accepted.insert(part);
        }
        QVERIFY(accepted.size() > 1000); // of some bytes to some thousand
        QCOMPARE(whatDiffers(accepted, variablesOf(readByYaml(put(document)).at(0).toObject())), QString());
    }

    void compose_v1_reads_every_value_that_is_not_refused()
    {
        for (const quint32 seed : {15U, 16U}) {
            const Sample sample = sampleFor(ExportFormat::EnvCompose, seed, 300);
            const auto read = readByPythonDotenv(writtenAs(ExportFormat::EnvCompose, sample.settings));
            if (!read)
                QSKIP("python-dotenv is not installed");
            QCOMPARE(whatDiffers(sample.accepted, *read), QString());
            QCOMPARE(whatDiffers(meant(sample.settings), *read), QString());
        }
    }

    void the_plain_file_is_the_same_to_the_readers_of_programming_languages()
    {
        auto settings = examples::page();
        for (const char *value : {"-a-", "=a=", "a==", "@a,b+c/d:e.f_", ":a:", "00true", "1e5", "0123"}) {
            settings.clientSecret = Secret(QByteArrayView(value));
            const QString path = writtenAs(ExportFormat::Env, settings);
            const auto python = readByPythonDotenv(path);
            const auto node = readByNodeDotenv(path);
            if (!python && !node)
                QSKIP("neither dotenv is installed");
            for (const auto &read : {python, node}) {
                if (read)
                    QCOMPARE(whatDiffers(meant(settings), *read), QString());
            }
        }
    }

    void powershell_reads_every_value_that_is_not_refused()
    {
        for (const quint32 seed : {10U, 11U, 12U, 13U}) {
            const Sample sample = sampleFor(ExportFormat::EnvPowershell, seed, 300);
            QVERIFY(sample.accepted.size() > 5 && sample.refused > 0);
            const auto file = exportAs(ExportFormat::EnvPowershell, sample.settings);
            QVERIFY(file);
            const auto read = readByPowershell(file->reveal().toByteArray());
            QVERIFY(read);
            QCOMPARE(whatDiffers(sample.accepted, *read), QString());
        }
    }

    void yaml_reads_every_value_that_is_not_refused()
    {
        if (!hasYaml())
            QSKIP("no YAML reader is installed");
        QRandomGenerator random(14);
        QByteArray document;
        Variables accepted;
        int refused = 0;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray value = randomValue(random);
            const auto encoded = yamlValue(value);
            if (!encoded) {
                ++refused;
                continue;
            }
            const QByteArray key = "k" + QByteArray::number(i);
            document += key + ": " + encoded->reveal().toByteArray() + '\n';
            accepted.insert(key, value);
        }
        QVERIFY(accepted.size() > 100 && refused > 0);
        const QJsonObject read = readByYaml(put(document)).at(0).toObject();
        Variables variables;
        for (auto member = read.begin(); member != read.end(); ++member) {
            QVERIFY(member.value().isString());
            variables.insert(member.key().toLatin1(), member.value().toString().toUtf8());
        }
        QCOMPARE(whatDiffers(accepted, variables), QString());
    }

    void yaml_never_retypes_a_value()
    {
        if (!hasYaml())
            QSKIP("no YAML reader is installed");
        const QByteArrayList values{"true",     "yes",  "null",       "~",   "0x1F", "2021-01-01", "1_000",
                                    "12:30:45", ".inf", "0123456789", "1e5", "- a",  "? a",        "a: b",
                                    "a:",       "#a",   "&a",         "*a",  "!a",   "|",          ">",
                                    "[a",       "{a",   "@a",         "`a",  ",a",   "%a",         " a ",
                                    "''",       "\"\"", "---",        "...", "a #b", "\t"};
        QByteArray configurations;
        QByteArray manifests;
        auto settings = examples::page();
        for (const QByteArray &value : values) {
            settings.clientSecret = Secret(value);
            configurations += "---\n" + exportAs(ExportFormat::ConfigYaml, settings)->reveal().toByteArray();
            manifests += "---\n" + exportAs(ExportFormat::Kubernetes, settings)->reveal().toByteArray();
        }
        const QJsonArray readConfigurations = readByYaml(put(configurations));
        const QJsonArray readManifests = readByYaml(put(manifests));
        QCOMPARE(readConfigurations.size(), values.size());
        QCOMPARE(readManifests.size(), 2 * values.size());
        for (qsizetype i = 0; i < values.size(); ++i) {
            const QJsonValue value(QString::fromUtf8(values[i]));
            QCOMPARE(readConfigurations.at(i).toObject().value(QLatin1String("idp_client_secret")), value);
            QCOMPARE(readManifests.at(2 * i)
                         .toObject()
                         .value(QLatin1String("stringData"))
                         .toObject()
                         .value(QLatin1String("client_secret")),
                     value);
        }
    }

    void the_configuration_has_the_keys_and_types_that_pomerium_reads()
    {
        if (!hasYaml())
            QSKIP("no YAML reader is installed");
        const auto settings = examples::byName(QStringLiteral("release-0.15"));
        const QJsonObject read = readByYaml(writtenAs(ExportFormat::ConfigYaml, settings)).at(0).toObject();
        QCOMPARE(read.keys(),
                 (QStringList{QStringLiteral("authenticate_service_url"), QStringLiteral("cookie_secret"),
                              QStringLiteral("idp_client_id"), QStringLiteral("idp_client_secret"),
                              QStringLiteral("idp_provider"), QStringLiteral("idp_provider_url"),
                              QStringLiteral("idp_refresh_directory_interval"),
                              QStringLiteral("idp_refresh_directory_timeout"), QStringLiteral("idp_service_account"),
                              QStringLiteral("shared_secret")}));
        for (const QJsonValue &value : read)
            QVERIFY(value.isString()); // durations too: a bare number would be nanoseconds
        QCOMPARE(read.value(QLatin1String("idp_refresh_directory_timeout")).toString(), QStringLiteral("9m"));
    }

    void the_manifest_has_the_shape_of_the_controllers_schema()
    {
        if (!hasYaml())
            QSKIP("no YAML reader is installed");
        auto settings = examples::byName(QStringLiteral("release-0.20-or-newer"));
        QJsonArray documents = readByYaml(writtenAs(ExportFormat::Kubernetes, settings));
        QCOMPARE(documents.size(), 2);
        const QJsonObject secret = documents.at(0).toObject();
        QCOMPARE(secret.value(QLatin1String("stringData")).toObject().keys(),
                 (QStringList{QStringLiteral("client_id"), QStringLiteral("client_secret")}));
        const QJsonObject metadata = secret.value(QLatin1String("metadata")).toObject();
        const QJsonObject spec = documents.at(1).toObject().value(QLatin1String("spec")).toObject();
        const QJsonObject provider = spec.value(QLatin1String("identityProvider")).toObject();
        QCOMPARE(provider.value(QLatin1String("secret")).toString(),
                 metadata.value(QLatin1String("namespace")).toString() + QLatin1Char('/')
                     + metadata.value(QLatin1String("name")).toString());
        QCOMPARE(provider.value(QLatin1String("provider")).toString(), QStringLiteral("okta"));
        QVERIFY(provider.value(QLatin1String("scopes")).toArray().contains(QJsonValue(QStringLiteral("groups"))));
        QVERIFY(!provider.contains(QLatin1String("refreshDirectory")));
        QVERIFY(!spec.value(QLatin1String("secrets")).toString().isEmpty()); // required by the schema
        QCOMPARE(spec.value(QLatin1String("authenticate")).toObject().value(QLatin1String("url")).toString(),
                 settings.authenticateUrl->toString());

        settings = examples::byName(QStringLiteral("release-0.19"));
        settings.forecast = SyncForecast::from(1000, std::nullopt, 500, 50);
        documents = readByYaml(writtenAs(ExportFormat::Kubernetes, settings));
        QVERIFY(documents.at(0)
                    .toObject()
                    .value(QLatin1String("stringData"))
                    .toObject()
                    .contains(QLatin1String("service_account")));
        const QJsonObject refresh = documents.at(1)
                                        .toObject()
                                        .value(QLatin1String("spec"))
                                        .toObject()
                                        .value(QLatin1String("identityProvider"))
                                        .toObject()
                                        .value(QLatin1String("refreshDirectory"))
                                        .toObject();
        QCOMPARE(refresh.keys(), (QStringList{QStringLiteral("interval"), QStringLiteral("timeout")})); // both required
    }

private:
    [[nodiscard]] QString put(const QByteArray &bytes) const
    {
        const QString path = m_folder->filePath(QStringLiteral("file"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write into the temporary folder");
        return path;
    }
    [[nodiscard]] QString writtenAs(ExportFormat format, const IdentityProviderSettings &settings) const
    {
        const auto file = exportAs(format, settings);
        return file ? put(file->reveal().toByteArray()) : QStringLiteral("(refused)");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_Consumers)
#include "tst_Consumers.moc"
