#include "pomerium/Examples.h"
#include "pomerium/Export.h"
#include "pomerium/Import.h"
#include "pomerium/ServiceAccount.h"

#include <QtTest>

using namespace pomerium;
using Reason = ImportError::Reason;

namespace {

QList<int> numbersOf(const QList<ImportRemark> &remarks)
{
    QList<int> numbers;
    for (const ImportRemark &remark : remarks)
        numbers << static_cast<int>(remark.note);
    return numbers;
}

QList<int> numbersOf(std::initializer_list<ImportNote> notes)
{
    QList<int> numbers;
    for (const ImportNote note : notes)
        numbers << static_cast<int>(note);
    return numbers;
}

QByteArray plain(const std::optional<Secret> &secret)
{
    return secret ? secret->reveal().toByteArray() : QByteArrayLiteral("(none)");
}

/// The documented page as a careful administrator has it.
QByteArray rightFile()
{
    return QByteArrayLiteral("IDP_PROVIDER=okta\n"
                             "IDP_PROVIDER_URL=https://acme.okta.com\n"
                             "IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n"
                             "IDP_CLIENT_SECRET=")
        + examples::clientSecret()
        + "\nIDP_SERVICE_ACCOUNT=" + ServiceAccount::encode(Secret(examples::token())).reveal().toByteArray()
        + "\nAUTHENTICATE_SERVICE_URL=https://authenticate.acme.com:8443\n";
}

/// rightFile() with a line in place of the one with its key.
QByteArray withLine(const QByteArray &line)
{
    const QByteArray key = line.left(line.indexOf('=') + 1);
    QByteArray file;
    for (const QByteArray &old : rightFile().split('\n')) {
        if (!old.isEmpty())
            file += (old.startsWith(key) ? line : old) + '\n';
    }
    return file;
}

} // namespace

class tst_Import : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_right_file_is_read_without_a_note()
    {
        const auto import = importEnvironmentFile(rightFile());
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes), QList<int>());
        QCOMPARE(*import->providerUrl, QStringLiteral("https://acme.okta.com"));
        QCOMPARE(*import->clientId, QStringLiteral("0oa1b2c3d4e5f6g7h8i9"));
        QCOMPARE(plain(import->clientSecret), examples::clientSecret());
        QCOMPARE(plain(import->apiToken), examples::token());
        QCOMPARE(import->authenticateUrl->toString(), QStringLiteral("https://authenticate.acme.com:8443"));
        QVERIFY(*import->release == Release::legacy());
    }

    void exporting_again_gives_the_same_values_data()
    {
        QTest::addColumn<QString>("example");
        QTest::addColumn<ExportFormat>("format");
        for (const QString &example : examples::names()) {
            for (const ExportFormat format :
                 {ExportFormat::Env, ExportFormat::EnvDocker, ExportFormat::EnvCompose, ExportFormat::EnvSystemd,
                  ExportFormat::EnvShell, ExportFormat::EnvPowershell, ExportFormat::ConfigYaml}) {
                const auto settings = examples::byName(example);
                if (exportAs(format, settings))
                    QTest::addRow("%s, %s", qPrintable(example), qPrintable(formatName(format))) << example << format;
            }
        }
    }
    void exporting_again_gives_the_same_values()
    {
        QFETCH(QString, example);
        QFETCH(ExportFormat, format);
        auto settings = examples::byName(example);
        // A secret that begins or ends in a blank was never meant so.
        if (example == QLatin1String("every-printable"))
            settings.clientSecret = Secret(examples::everyPrintable().trimmed());
        const auto file = exportAs(format, settings);
        QVERIFY(file);
        const auto import = format == ExportFormat::ConfigYaml ? importConfigYaml(file->reveal())
                                                               : importEnvironmentFile(file->reveal());
        QVERIFY(import);
        auto again = import->toSettings();
        // The file does not name the release; of a service account the raw form is told by nothing else.
        again.release = settings.release;
        const auto secondFile = exportAs(format, again);
        QVERIFY(secondFile);
        const QByteArray comment = "# ";
        const auto settingsOnly = [&comment](const Secret &bytes) {
            QByteArrayList lines;
            for (const QByteArray &line : bytes.reveal().toByteArray().split('\n')) {
                if (!line.startsWith(comment))
                    lines << line;
            }
            return lines;
        };
        QCOMPARE(settingsOnly(*secondFile), settingsOnly(*file));
        for (const ImportRemark &remark : import->notes) {
            if (remark.note == ImportNote::SecretFileNotRead && settings.clientSecretPath)
                continue;
            // Before 0.10 the value is the token itself, which later releases do not read.
            QVERIFY2(remark.note == ImportNote::ServiceAccountWrong && example == QLatin1String("release-0.9"),
                     qPrintable(QStringLiteral("note %1 for %2").arg(static_cast<int>(remark.note)).arg(remark.key)));
        }
    }

    void what_a_shell_would_put_in_its_place_is_named_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("$NAME") << QByteArray("IDP_CLIENT_SECRET=a$HOME") << true;
        QTest::newRow("${NAME}") << QByteArray("IDP_CLIENT_SECRET=\"${SECRET}x\"") << true;
        QTest::newRow("$(cmd)") << QByteArray("IDP_CLIENT_SECRET=a$(id)b") << true;
        QTest::newRow("backticks") << QByteArray("IDP_CLIENT_SECRET=a`id`b") << true;
        QTest::newRow("in '...'") << QByteArray("IDP_CLIENT_SECRET='a$HOME`id`'") << false;
        QTest::newRow("escaped") << QByteArray("IDP_CLIENT_SECRET=\"a\\$HOME\"") << false;
        QTest::newRow("no name behind it") << QByteArray("IDP_CLIENT_SECRET=a$%b$") << false;
        QTest::newRow("not ours") << QByteArray("PATH=$HOME/bin") << false;
    }
    void what_a_shell_would_put_in_its_place_is_named()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, isNamed);
        const auto import =
            importEnvironmentFile(withLine(line) + (line.startsWith("PATH") ? line + '\n' : QByteArray()));
        QVERIFY(import);
        QCOMPARE(import->has(ImportNote::SubstitutionNotFollowed), isNamed);
    }

    void a_compose_file_is_read_data()
    {
        QTest::addColumn<QByteArray>("environment");
        QTest::newRow("mapping") << QByteArray("      IDP_CLIENT_ID: 0oa1b2c3d4e5f6g7h8i9\n"
                                               "      IDP_CLIENT_SECRET: 'a$$b'\n"
                                               "      OTHER: x\n");
        QTest::newRow("list") << QByteArray("      - IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n"
                                            "      - \"IDP_CLIENT_SECRET=a$$b\"\n"
                                            "      - OTHER=x\n");
    }
    void a_compose_file_is_read()
    {
        QFETCH(QByteArray, environment);
        const auto import = importCompose("services:\n"
                                          "  web:\n"
                                          "    image: nginx\n"
                                          "  pomerium:\n"
                                          "    image: pomerium/pomerium\n"
                                          "    environment:\n"
                                          + environment + "    ports:\n      - 443:443\n");
        QVERIFY(import);
        QCOMPARE(import->clientId.value_or(QString()), QStringLiteral("0oa1b2c3d4e5f6g7h8i9"));
        QCOMPARE(import->clientSecret->reveal().toByteArray(), QByteArray("a$b"));
    }

    void a_file_for_a_shell_is_read()
    {
        const auto import = importEnvironmentFile("#!/bin/sh\n"
                                                  "set -a\n"
                                                  "IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n"
                                                  "export IDP_CLIENT_SECRET='canary'\n"
                                                  "set +a\n");
        QVERIFY(import);
        QCOMPARE(import->clientId.value_or(QString()), QStringLiteral("0oa1b2c3d4e5f6g7h8i9"));
        QCOMPARE(import->clientSecret->reveal().toByteArray(), QByteArray("canary"));
    }

    void an_unquoted_value_is_read_as_its_consumers_do_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QList<int>>("notes");
        const auto row = [](const char *name, const QByteArray &line, const QByteArray &value,
                            const QList<ImportNote> &notes) {
            QList<int> numbers;
            for (const ImportNote note : notes)
                numbers << static_cast<int>(note);
            QTest::newRow(name) << line << value << numbers;
        };
        using Note = ImportNote;
        row("a note and nothing else", "IDP_CLIENT_SECRET= # fill in", "",
            {Note::SpacesAroundEquals, Note::TrailingNoteOnLine, Note::EmptyValue});
        row("a number sign at once", "IDP_CLIENT_SECRET=#abc", "#abc", {});
        row("blanks at the end", "IDP_CLIENT_SECRET=abc  ", "abc", {Note::BlanksAtEnd});
        row("blanks in quotes", "IDP_CLIENT_SECRET=\"abc \"", "abc", {Note::QuotesKeptByDocker, Note::BlanksAtEnd});
        row("a semicolon", "IDP_CLIENT_SECRET=a;b", "a;b", {Note::ShellReadsOtherwise});
        row("an ampersand", "IDP_CLIENT_SECRET=a&b", "a&b", {Note::ShellReadsOtherwise});
        row("a bracket", "IDP_CLIENT_SECRET=a(b", "a(b", {Note::ShellReadsOtherwise});
        row("a redirection", "IDP_CLIENT_SECRET=a<b", "a<b", {Note::ShellReadsOtherwise});
        row("a backslash", "IDP_CLIENT_SECRET=a\\b", "a\\b", {Note::ShellReadsOtherwise});
        row("a tilde", "IDP_CLIENT_SECRET=~b", "~b", {Note::ShellReadsOtherwise});
        row("a placeholder in brackets", "IDP_CLIENT_SECRET=<the secret>", "", {Note::PlaceholderValue});
        row("a template with blanks", "IDP_CLIENT_SECRET={{ .secret }}", "", {Note::SecretReference});
        row("a word for a masked secret, which may be one", "IDP_CLIENT_SECRET=secret", "secret", {});
        row("a tilde inside", "IDP_CLIENT_SECRET=a~b", "a~b", {});
        row("a backslash at the end of the file", "IDP_CLIENT_SECRET=\"x\"\\", "x\\", {Note::QuotesKeptByDocker});
    }
    void an_unquoted_value_is_read_as_its_consumers_do()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, value);
        QFETCH(QList<int>, notes);
        // Exactly sized, so that a read beyond the end is seen by a sanitizer.
        const QByteArray file = "IDP_PROVIDER=okta\n" + line;
        const auto import = importEnvironmentFile(file);
        QVERIFY(import);
        QCOMPARE(import->clientSecret ? import->clientSecret->reveal().toByteArray() : QByteArray(), value);
        QList<int> found;
        for (const ImportRemark &remark : import->notes)
            found << static_cast<int>(remark.note);
        QCOMPARE(found, notes);
    }

    void a_wrapped_service_account_is_one_value_and_no_name()
    {
        const QByteArray whole = ServiceAccount::encode(Secret("00" + QByteArray(78, 'Q'))).reveal().toByteArray();
        QVERIFY(whole.size() > 76);
        const QByteArray file =
            "IDP_PROVIDER=okta\nIDP_SERVICE_ACCOUNT=" + whole.left(76) + '\n' + whole.mid(76) + "\nOTHER=1\n";
        const auto import = importEnvironmentFile(file);
        QVERIFY(import);
        QVERIFY(import->has(ImportNote::LinesJoined));
        QVERIFY(import->apiToken);
        QCOMPARE(import->apiToken->size(), 80);
        for (const ImportRemark &remark : import->notes)
            QVERIFY(!remark.detail.contains(QString::fromLatin1(whole.mid(76, 10))));
    }

    void a_reference_into_a_secret_store_is_kept_and_no_secret_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value :
             {"op://vault/okta/secret", "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]", "ref+vault://a/b#/c",
              "@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/b)",
              "arn:aws:secretsmanager:eu-west-1:1:secret:okta", "{{ .Values.secret }}", "${OKTA_SECRET}", "********",
              "[secret]", "redacted"})
            QTest::newRow(value) << QByteArray(value);
    }
    void a_reference_into_a_secret_store_is_kept_and_no_secret()
    {
        QFETCH(QByteArray, value);
        const auto import = importEnvironmentFile("IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\n"
                                                  "IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\nIDP_CLIENT_SECRET="
                                                  + value + '\n');
        QVERIFY(import);
        QVERIFY(import->has(ImportNote::SecretReference));
        QVERIFY(!import->clientSecret);
        auto settings = import->toSettings();
        settings.clientSecret = Secret(examples::clientSecret()); // entered, to check it
        const auto file = exportAs(ExportFormat::Env, settings);
        QVERIFY(file);
        QVERIFY(file->reveal().toByteArray().contains("\nIDP_CLIENT_SECRET=" + value + '\n'));
        QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::ReferencesKept));
    }

    void thousands_of_settings_are_noted_in_few_words()
    {
        QByteArray file = rightFile();
        for (int i = 0; i < 15'000; ++i)
            file += "export SETTING_" + QByteArray::number(i % 7'500) + "=\"x\"\n";
        file += "IPD_CLIENT_ID=x\n";
        const auto import = importEnvironmentFile(file);
        QVERIFY(import);
        QVERIFY(import->notes.size() <= 110);
        QVERIFY(import->has(ImportNote::MisspelledKey)); // what is about us is not drowned
        for (const ImportRemark &remark : import->notes)
            QVERIFY(remark.detail.size() <= 601);
    }

    void the_callback_path_is_left_out_for_the_one_that_every_release_has()
    {
        for (const bool isYaml : {false, true}) {
            const auto import = isYaml
                ? importConfigYaml("idp_provider: okta\nauthenticate_callback_path: /cb\nother: 1\n")
                : importEnvironmentFile(rightFile() + "AUTHENTICATE_CALLBACK_PATH=/cb\nOTHER=1\n");
            QVERIFY(import);
            QVERIFY(import->has(ImportNote::CallbackPathLeftOut));
            auto settings = import->toSettings();
            settings.providerUrl = QStringLiteral("https://acme.okta.com");
            settings.clientId = QStringLiteral("0oa1b2c3d4e5f6g7h8i9");
            settings.clientSecret = Secret(examples::clientSecret());
            for (const auto format : {ExportFormat::Env, ExportFormat::ConfigYaml}) {
                const auto file = exportAs(format, settings);
                QVERIFY(file);
                QVERIFY(!file->reveal().toByteArray().toLower().contains("callback_path"));
            }
            QVERIFY(!import->otherVariables.isEmpty() || import->otherConfiguration); // and nothing else is
        }
    }

    void a_value_that_needs_its_quotes_is_not_called_repaired_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("needsQuotes");
        QTest::newRow("plain") << QByteArray("ROUTES=\"abc\"") << false;
        QTest::newRow("blank") << QByteArray("ROUTES=\"x y\"") << true;
        QTest::newRow("dollar") << QByteArray("ROUTES='a$b'") << true;
        QTest::newRow("blanks that are cut") << QByteArray("ROUTES=\" abc \"") << false;
        QTest::newRow("scopes, which lose their blanks") << QByteArray("IDP_SCOPES=\"openid, email\"") << false;
    }

    void a_value_that_needs_its_quotes_is_not_called_repaired()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, needsQuotes);
        const auto import = importEnvironmentFile(rightFile() + line + '\n');
        QVERIFY(import);
        const auto quotes = std::find_if(import->notes.cbegin(), import->notes.cend(), [](const auto &remark) {
            return remark.note == ImportNote::QuotesKeptByDocker;
        });
        QVERIFY(quotes != import->notes.cend());
        QCOMPARE(!quotes->detail.isEmpty(), needsQuotes);
    }

    void each_old_mistake_is_named_and_repaired_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<int>>("notes");
        QTest::addColumn<int>("line");
        const QByteArray base64 = ServiceAccount::encode(Secret(examples::token())).reveal().toByteArray();

        QTest::newRow("3.2 byte order mark")
            << QByteArray("\xEF\xBB\xBF" + rightFile()) << numbersOf({ImportNote::ByteOrderMark}) << 1;
        QTest::newRow("3.2 CRLF") << rightFile().replace("\n", "\r\n") << numbersOf({ImportNote::CarriageReturns}) << 0;
        QTest::newRow("3.2 export") << rightFile().replace("IDP_CLIENT_ID", "export IDP_CLIENT_ID")
                                    << numbersOf({ImportNote::ExportPrefix}) << 3;
        QTest::newRow("3.2 blanks round =") << rightFile().replace("IDP_CLIENT_ID=", "IDP_CLIENT_ID = ")
                                            << numbersOf({ImportNote::SpacesAroundEquals}) << 3;
        QTest::newRow("3.2 note behind") << withLine("IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9 # of the app")
                                         << numbersOf({ImportNote::TrailingNoteOnLine}) << 3;
        for (const char quote : {'"', '\''}) {
            QTest::addRow("0.3 the quoted sample, %c", quote)
                << withLine(QByteArray("IDP_PROVIDER=") + quote + "okta" + quote)
                << numbersOf({ImportNote::QuotesKeptByDocker}) << 1;
        }
        QTest::newRow("2.14 typographic quotes") << withLine("IDP_CLIENT_ID=\xE2\x80\x9C"
                                                             "0oa1b2c3d4e5f6g7h8i9\xE2\x80\x9D")
                                                 << numbersOf({ImportNote::QuotesKeptByDocker}) << 3;
        QTest::newRow("quotes and a note")
            << withLine("IDP_PROVIDER=\"okta\"  # seed")
            << numbersOf({ImportNote::QuotesKeptByDocker, ImportNote::TrailingNoteOnLine}) << 1;
        QTest::newRow("1.1 small letters")
            << rightFile().replace("IDP_CLIENT_ID", "idp_client_id") << numbersOf({ImportNote::LowerCaseKey}) << 3;
        QTest::newRow("0.2 ipd_") << rightFile().replace("IDP_SERVICE_ACCOUNT", "IPD_SERVICE_ACCOUNT")
                                  << numbersOf({ImportNote::MisspelledKey}) << 5;
        QTest::newRow("0.2 ipd_ in small letters") << rightFile().replace("IDP_SERVICE_ACCOUNT", "ipd_service_account")
                                                   << numbersOf({ImportNote::MisspelledKey}) << 5;
        QTest::newRow("duplicate") << QByteArray("IDP_CLIENT_ID=0oaOLD\n" + rightFile())
                                   << numbersOf({ImportNote::DuplicateKey}) << 1;
        QTest::newRow("a misspelt one never wins")
            << QByteArray(rightFile() + "IPD_CLIENT_ID=0oaOLD\n")
            << numbersOf({ImportNote::MisspelledKey, ImportNote::DuplicateKey}) << 7;
        QTest::newRow("1.7 trailing slash") << withLine("IDP_PROVIDER_URL=https://acme.okta.com/")
                                            << numbersOf({ImportNote::ProviderUrlTrailingSlash}) << 2;
        QTest::newRow("1.7 admin host") << withLine("IDP_PROVIDER_URL=https://acme-admin.okta.com")
                                        << numbersOf({ImportNote::ProviderUrlAdminHost}) << 2;
        QTest::newRow("1.7 admin host and slash")
            << withLine("IDP_PROVIDER_URL=https://acme-admin.okta.com/")
            << numbersOf({ImportNote::ProviderUrlAdminHost, ImportNote::ProviderUrlTrailingSlash}) << 2;
        QTest::newRow("1.7 no scheme") << withLine("IDP_PROVIDER_URL=acme.okta.com")
                                       << numbersOf({ImportNote::ProviderUrlSchemeMissing}) << 2;
        QTest::newRow("1.7 discovery document")
            << withLine("IDP_PROVIDER_URL=https://acme.okta.com/.well-known/openid-configuration")
            << numbersOf({ImportNote::ProviderUrlPathRemoved}) << 2;
        QTest::newRow("1.7 oauth2/v1") << withLine("IDP_PROVIDER_URL=https://acme.okta.com/oauth2/v1/authorize")
                                       << numbersOf({ImportNote::ProviderUrlPathRemoved}) << 2;
        QTest::newRow("a page of the console")
            << withLine("IDP_PROVIDER_URL=https://acme-admin.okta.com/admin/dashboard")
            << numbersOf({ImportNote::ProviderUrlAdminHost, ImportNote::ProviderUrlPathRemoved}) << 2;
        QTest::newRow("1.7 ?x") << withLine("IDP_PROVIDER_URL=https://acme.okta.com?x")
                                << numbersOf({ImportNote::ProviderUrlPathRemoved}) << 2;
        QTest::newRow("authenticate URL with slash")
            << withLine("AUTHENTICATE_SERVICE_URL=https://authenticate.acme.com:8443/")
            << numbersOf({ImportNote::AuthenticateUrlNormalised}) << 6;
        QTest::newRow("1.3 in quotes") << withLine("IDP_SERVICE_ACCOUNT=\"" + base64 + '"')
                                       << numbersOf({ImportNote::QuotesKeptByDocker}) << 5;
        QTest::newRow("1.3 api_token") << withLine(
            "IDP_SERVICE_ACCOUNT=" + QByteArray("{\"api_token\":\"" + examples::token() + "\"}").toBase64())
                                       << numbersOf({ImportNote::ServiceAccountWrong}) << 5;
        QTest::newRow("1.3 double base64") << withLine("IDP_SERVICE_ACCOUNT=" + base64.toBase64())
                                           << numbersOf({ImportNote::ServiceAccountWrong}) << 5;
        QTest::newRow("1.3 raw token") << withLine("IDP_SERVICE_ACCOUNT=" + examples::token())
                                       << numbersOf({ImportNote::ServiceAccountWrong}) << 5;
        QTest::newRow("1.3 raw JSON") << withLine("IDP_SERVICE_ACCOUNT='{\"api_key\":\"" + examples::token() + "\"}'")
                                      << numbersOf({ImportNote::QuotesKeptByDocker, ImportNote::ServiceAccountWrong})
                                      << 5;
        QTest::newRow("1.3 padding removed") << withLine("IDP_SERVICE_ACCOUNT=" + base64.chopped(1))
                                             << numbersOf({ImportNote::ServiceAccountWrong}) << 5;
        QTest::newRow("1.3 echo | base64")
            << withLine("IDP_SERVICE_ACCOUNT=" + QByteArray(examples::token() + '\n').toBase64())
            << numbersOf({ImportNote::ServiceAccountWrong}) << 5;
        QTest::newRow("2.2 the secret in base64")
            << withLine("IDP_CLIENT_SECRET=" + examples::clientSecret().toBase64())
            << numbersOf({ImportNote::ClientSecretEncoded}) << 4;
        QTest::newRow("1.4 IDP_QPS") << QByteArray(rightFile() + "IDP_QPS=100\n")
                                     << numbersOf({ImportNote::QueriesPerSecondIgnored}) << 7;
        QTest::newRow("1.1 duration without unit") << QByteArray(rightFile() + "IDP_REFRESH_DIRECTORY_TIMEOUT=300\n")
                                                   << numbersOf({ImportNote::DurationWithoutUnit}) << 7;
        QTest::newRow("1.4 COOKIE_SECRET too short") << QByteArray(rightFile() + "COOKIE_SECRET=c2hvcnQ=\n")
                                                     << numbersOf({ImportNote::SecretWithoutBase64}) << 7;
        QTest::newRow("empty value counts as not set")
            << QByteArray(rightFile() + "COOKIE_SECRET=\n") << numbersOf({ImportNote::EmptyValue}) << 7;
    }
    void each_old_mistake_is_named_and_repaired()
    {
        QFETCH(QByteArray, file);
        QFETCH(QList<int>, notes);
        QFETCH(int, line);
        const auto import = importEnvironmentFile(file);
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes), notes);
        QCOMPARE(import->notes.first().line, line);
        for (const ImportRemark &remark : import->notes) {
            QVERIFY(!remark.detail.contains(QString::fromLatin1(examples::token().left(8))));
            QVERIFY(!remark.detail.contains(QString::fromLatin1(examples::clientSecret().left(8))));
        }
        // Whatever the mistake, what was meant is there.
        QCOMPARE(*import->providerUrl, QStringLiteral("https://acme.okta.com"));
        QCOMPARE(*import->clientId, QStringLiteral("0oa1b2c3d4e5f6g7h8i9"));
        QCOMPARE(plain(import->clientSecret), examples::clientSecret());
        QCOMPARE(plain(import->apiToken), examples::token());
        QCOMPARE(import->authenticateUrl->toString(), QStringLiteral("https://authenticate.acme.com:8443"));
    }

    void what_cannot_be_repaired_is_left_out_and_named_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("note");
        const auto row = [](const char *name, const char *line, ImportNote note) {
            QTest::newRow(name) << QByteArray(line) << static_cast<int>(note);
        };
        row("1.7 quotes inside", "IDP_PROVIDER_URL=https://acme\".okta.com", ImportNote::ProviderUrlUnusable);
        row("2.14 the callback", "IDP_PROVIDER_URL=https://authenticate.acme.com/oauth2/callback",
            ImportNote::ProviderUrlUnusable);
        row("credentials", "IDP_PROVIDER_URL=https://me:pass@acme.okta.com", ImportNote::ProviderUrlUnusable);
        row("placeholder of the page", "IDP_PROVIDER_URL=https://{yourOktaDomain}", ImportNote::PlaceholderValue);
        row("host of the old page", "IDP_PROVIDER_URL=https://dev-108295-admin.oktapreview.com/",
            ImportNote::PlaceholderValue);
        row("REPLACE_ME", "IDP_CLIENT_ID=REPLACE_ME", ImportNote::PlaceholderValue);
        row("YOUR_...", "IDP_CLIENT_SECRET=YOUR_CLIENT_SECRET", ImportNote::PlaceholderValue);
        row("1.4 hosted service", "AUTHENTICATE_SERVICE_URL=https://authenticate.pomerium.app",
            ImportNote::AuthenticateUrlUnusable);
        row("service account of something else", "IDP_SERVICE_ACCOUNT=bm90IGEgdG9rZW4gYXQgYWxs",
            ImportNote::ServiceAccountWrong);
    }
    void what_cannot_be_repaired_is_left_out_and_named()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, note);
        const auto import = importEnvironmentFile(withLine(line));
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes), QList<int>{note});
        if (line.startsWith("IDP_PROVIDER_URL"))
            QVERIFY(!import->providerUrl);
        else if (line.startsWith("IDP_CLIENT_ID"))
            QVERIFY(!import->clientId);
        else if (line.startsWith("IDP_CLIENT_SECRET"))
            QVERIFY(!import->clientSecret);
        else if (line.startsWith("AUTHENTICATE"))
            QVERIFY(!import->authenticateUrl);
        else
            QVERIFY(!import->apiToken);
    }

    void a_wrong_service_account_says_why()
    {
        const auto import = importEnvironmentFile(
            withLine("IDP_SERVICE_ACCOUNT=" + QByteArray("{\"api_token\":\"" + examples::token() + "\"}").toBase64()));
        QVERIFY(import);
        QVERIFY(import->notes.first().serviceAccountError);
        QCOMPARE(import->notes.first().serviceAccountError->reason, ServiceAccountError::Reason::ApiTokenMember);
    }

    void scopes_are_split_as_pomerium_does_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("scopes");
        QTest::addColumn<QList<int>>("notes");
        QTest::newRow("1.5 for the claim")
            << QByteArray("openid,profile,email,groups,offline_access")
            << QStringLiteral("openid profile email groups offline_access") << QList<int>();
        QTest::newRow("1.1 with blanks") << QByteArray("openid, profile, email, offline_access")
                                         << QStringLiteral("openid profile email offline_access")
                                         << numbersOf({ImportNote::ScopesWithSpaces});
        QTest::newRow("1.1 blanks alone")
            << QByteArray("openid profile email offline_access")
            << QStringLiteral("openid profile email offline_access") << numbersOf({ImportNote::ScopesWithSpaces});
        QTest::newRow("blanks and a semicolon")
            << QByteArray("openid profile a;b") << QStringLiteral("openid profile a;b")
            << numbersOf(
                   {ImportNote::ShellReadsOtherwise, ImportNote::ScopesWithSpaces, ImportNote::ScopesReplaceDefaults});
        QTest::newRow("1.5 oidc") << QByteArray("oidc,profile,email") << QStringLiteral("oidc profile email")
                                  << numbersOf({ImportNote::ScopesReplaceDefaults});
    }
    void scopes_are_split_as_pomerium_does()
    {
        QFETCH(QByteArray, value);
        const auto import = importEnvironmentFile(rightFile() + "IDP_SCOPES=" + value + '\n');
        QVERIFY(import);
        QTEST(import->scopes->join(QLatin1Char(' ')), "scopes");
        QTEST(numbersOf(import->notes), "notes");
        QCOMPARE(import->groupsFromClaim, value.contains("groups"));
    }

    void durations_are_kept_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("exported");
        QTest::newRow("minutes") << QByteArray("5m") << QByteArray("5m");
        QTest::newRow("hours and minutes") << QByteArray("1h30m") << QByteArray("90m");
        QTest::newRow("seconds") << QByteArray("90s") << QByteArray("90s");
        QTest::newRow("a fraction") << QByteArray("1.5m") << QByteArray("90s");
        QTest::newRow("milliseconds") << QByteArray("1500ms") << QByteArray("1500ms");
    }
    void durations_are_kept()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, exported);
        const auto import = importEnvironmentFile(rightFile() + "IDP_REFRESH_DIRECTORY_TIMEOUT=" + value + '\n');
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes), QList<int>());
        const auto file = exportAs(ExportFormat::Env, import->toSettings());
        QVERIFY(file);
        QVERIFY(file->reveal().toByteArray().contains("\nIDP_REFRESH_DIRECTORY_TIMEOUT=" + exported + '\n'));
    }

    void other_variables_are_kept_in_their_order()
    {
        const QByteArray others =
            QByteArrayLiteral("SERVICES=all\nADDRESS=:443\nPOLICY=W3sgfV0=\nIDP_REQUEST_PARAMS={}\n");
        const auto import = importEnvironmentFile("# mine\n" + others + '\n' + rightFile());
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes),
                 numbersOf({ImportNote::RequestParametersKept, ImportNote::OtherSettingsKept}));
        QCOMPARE(import->notes.last().detail, QStringLiteral("SERVICES, ADDRESS, POLICY, IDP_REQUEST_PARAMS"));
        auto settings = import->toSettings();
        settings.release = *Release::parse(u"0.24");
        const auto file = exportAs(ExportFormat::EnvDocker, settings);
        QVERIFY(file);
        QVERIFY(file->reveal().toByteArray().endsWith(others));
        QVERIFY(exportNotes(ExportFormat::ConfigYaml, settings).contains(ExportNote::OtherSettingsLeftOut));
    }

    void quoted_values_of_every_dialect_are_read_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("shell") << QByteArray("IDP_CLIENT_SECRET='it'\\''s \"$HOME\"'") << QByteArray("it's \"$HOME\"");
        QTest::newRow("shell, over two lines")
            << QByteArray("IDP_CLIENT_SECRET='a\nIDP_CLIENT_ID=evil'") << QByteArray("a\nIDP_CLIENT_ID=evil");
        QTest::newRow("systemd") << QByteArray("IDP_CLIENT_SECRET=\"a\\\"b\\\\c\\$d\\`e\"")
                                 << QByteArray("a\"b\\c$d`e");
        QTest::newRow("backslash of no meaning") << QByteArray("IDP_CLIENT_SECRET=\"a\\b\"") << QByteArray("a\\b");
        QTest::newRow("pieces") << QByteArray("IDP_CLIENT_SECRET='a'\"b\"c\\ d") << QByteArray("abc d");
        QTest::newRow("unquoted with =") << QByteArray("IDP_CLIENT_SECRET=a=b==") << QByteArray("a=b==");
        QTest::newRow("unquoted with #") << QByteArray("IDP_CLIENT_SECRET=a#b") << QByteArray("a#b");
        QTest::newRow("PowerShell") << QByteArray("$env:IDP_CLIENT_SECRET = 'it''s'") << QByteArray("it's");
    }
    void quoted_values_of_every_dialect_are_read()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, value);
        const auto import = importEnvironmentFile("IDP_PROVIDER=okta\n" + line + "\nIDP_CLIENT_ID=0oaX\n");
        QVERIFY(import);
        QCOMPARE(plain(import->clientSecret), value);
        QCOMPARE(*import->clientId, QStringLiteral("0oaX"));
    }

    void what_is_no_environment_file_is_refused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("line");
        const auto row = [](const char *name, const QByteArray &file, Reason reason, int line = 0) {
            QTest::newRow(name) << file << static_cast<int>(reason) << line;
        };
        row("empty", {}, Reason::Empty);
        row("blank", " \n\n", Reason::Empty);
        row("UTF-16", QByteArray("\xFF\xFEI\0D\0", 6), Reason::NotText);
        row("NUL", QByteArray("IDP_PROVIDER=ok\0ta", 18), Reason::NotText);
        row("Latin-1", QByteArray("IDP_CLIENT_ID=caf\xE9\n"), Reason::NotText);
        row("5 MiB", QByteArray(5 * 1024 * 1024, 'x'), Reason::TooLarge);
        row("something else", "PATH=/bin\n", Reason::NothingOfOurs);
        row("comments only", "# IDP_PROVIDER=okta\n", Reason::NothingOfOurs);
        row("config.yaml", "idp_provider: okta\nidp_client_id: x\n", Reason::DifferentFormat);
        row("manifest", "apiVersion: v1\nkind: Secret\n", Reason::DifferentFormat);
        row("systemd unit", "[Service]\nEnvironment=IDP_PROVIDER=okta\n", Reason::DifferentFormat);
        row("more settings than any configuration has", QByteArray("A=1\n").repeated(30'000), Reason::TooLarge);
        row("JSON", "{\"idp_provider\": \"okta\"}", Reason::DifferentFormat);
        row("prose", "IDP_PROVIDER=okta\nplease call me back\n", Reason::UnsupportedLine, 2);
        row("open quote", "IDP_PROVIDER=okta\nIDP_CLIENT_SECRET='abc\n", Reason::UnterminatedQuote, 2);
        row("text behind a quote", "IDP_PROVIDER=\"okta\" and more\n", Reason::UnsupportedLine, 1);
        row("no key", "IDP_PROVIDER=okta\n=value\n", Reason::UnsupportedLine, 2);
    }
    void what_is_no_environment_file_is_refused()
    {
        QFETCH(QByteArray, file);
        const auto import = importEnvironmentFile(file);
        QVERIFY(!import);
        QTEST(static_cast<int>(import.error().reason), "reason");
        QTEST(import.error().line, "line");
    }

    void each_form_of_a_yaml_scalar_is_read_data()
    {
        QTest::addColumn<QByteArray>("scalar");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QList<int>>("notes");
        const QList<int> none;
        QTest::newRow("plain") << QByteArray("abc") << QByteArray("abc") << none;
        QTest::newRow("plain with a note") << QByteArray("abc # def") << QByteArray("abc") << none;
        QTest::newRow("plain with #") << QByteArray("abc#def") << QByteArray("abc#def") << none;
        QTest::newRow("single quotes") << QByteArray("'it''s: #1'") << QByteArray("it's: #1") << none;
        QTest::newRow("single quotes and a note") << QByteArray("'abc' # def") << QByteArray("abc") << none;
        QTest::newRow("double quotes") << QByteArray("\"a\\\"b\\\\c\\x41\\u00e9\\U0001F511\"")
                                       << QByteArray("a\"b\\cA\u00E9\U0001F511") << none;
        QTest::newRow("3.1 a number") << QByteArray("0123456789") << QByteArray("0123456789")
                                      << numbersOf({ImportNote::UnquotedNumber});
        QTest::newRow("3.1 1e5") << QByteArray("1e5") << QByteArray("1e5") << numbersOf({ImportNote::UnquotedNumber});
        QTest::newRow("3.1 true") << QByteArray("true") << QByteArray("true")
                                  << numbersOf({ImportNote::UnquotedNumber});
        QTest::newRow("3.1 a date") << QByteArray("2021-01-01") << QByteArray("2021-01-01")
                                    << numbersOf({ImportNote::UnquotedNumber});
        QTest::newRow("nothing") << QByteArray("") << QByteArray("(none)") << numbersOf({ImportNote::EmptyValue});
        QTest::newRow("null") << QByteArray("~") << QByteArray("(none)")
                              << numbersOf({ImportNote::UnquotedNumber, ImportNote::EmptyValue});
    }
    void each_form_of_a_yaml_scalar_is_read()
    {
        QFETCH(QByteArray, scalar);
        const auto import = importConfigYaml("---\nidp_provider: okta\nidp_client_secret: " + scalar + "\n");
        QVERIFY(import);
        QTEST(plain(import->clientSecret), "value");
        QTEST(numbersOf(import->notes), "notes");
    }

    void the_sample_of_the_documented_page_is_read()
    {
        // v0.15.8's own sample: a misspelt key, no quotes (facts 0.2)
        const auto import =
            importConfigYaml("idp_provider: \"okta\"\n"
                             "idp_provider_url: \"https://acme-admin.okta.com/\"\n"
                             "idp_client_id: \"0oa1b2c3d4e5f6g7h8i9\"\n"
                             "idp_client_secret: \"abc\"\n"
                             "ipd_service_account: \""
                             + ServiceAccount::encode(Secret(examples::token())).reveal().toByteArray() + "\"\n");
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes),
                 numbersOf({ImportNote::ProviderUrlAdminHost, ImportNote::ProviderUrlTrailingSlash,
                            ImportNote::MisspelledKey}));
        QCOMPARE(*import->providerUrl, QStringLiteral("https://acme.okta.com"));
        QCOMPARE(plain(import->apiToken), examples::token());
    }

    void yaml_keys_may_be_in_capitals_and_quotes()
    {
        const auto import = importConfigYaml("IDP_PROVIDER: okta\n\"idp_client_id\": x\n'idp_client_secret' : zz\n");
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes), QList<int>());
        QCOMPARE(*import->clientId, QStringLiteral("x"));
        QCOMPARE(plain(import->clientSecret), QByteArrayLiteral("zz"));
    }

    void scopes_may_be_a_sequence_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("string") << QByteArray("idp_scopes: openid,profile,email,offline_access\n");
        QTest::newRow("flow") << QByteArray("idp_scopes: [openid, \"profile\", email, 'offline_access'] # note\n");
        QTest::newRow("block") << QByteArray(
            "idp_scopes:\n  - openid\n  - profile\n  # note\n  - email\n  - offline_access\n");
        QTest::newRow("block without indent")
            << QByteArray("idp_scopes:\n- openid\n- profile\n- email\n- offline_access\n");
    }
    void scopes_may_be_a_sequence()
    {
        QFETCH(QByteArray, yaml);
        const auto import = importConfigYaml("idp_provider: okta\n" + yaml + "idp_client_id: x\n");
        QVERIFY(import);
        QCOMPARE(import->scopes->join(QLatin1Char(' ')), QStringLiteral("openid profile email offline_access"));
        QCOMPARE(numbersOf(import->notes), QList<int>());
        QCOMPARE(*import->clientId, QStringLiteral("x"));
    }

    void everything_else_of_the_configuration_is_kept_byte_for_byte()
    {
        const QByteArray head = QByteArrayLiteral("# our gateway\naddress: \":443\"\n\n");
        const QByteArray routes = QByteArrayLiteral("# the wiki\n"
                                                    "routes:\n"
                                                    "- from: https://wiki.acme.com\n"
                                                    "  to: http://wiki:8080   # inside\n"
                                                    "  policy:\n"
                                                    "    - allow:\n"
                                                    "        or:\n"
                                                    "          - domain:\n"
                                                    "              is: acme.com\n"
                                                    "\n"
                                                    "  set_request_headers: {Authorization: 'Bearer: x'}\n"
                                                    "signing_key: |\n"
                                                    "  -----BEGIN-----\n"
                                                    "\n"
                                                    "  idp_client_id: not ours\n");
        const auto import = importConfigYaml(head
                                             + "idp_provider: okta\nidp_provider_url: https://acme.okta.com\n"
                                               "idp_client_id: x\nidp_client_secret: zz\n"
                                             + routes);
        QVERIFY(import);
        QCOMPARE(numbersOf(import->notes), numbersOf({ImportNote::OtherSettingsKept}));
        QCOMPARE(import->notes.first().detail, QStringLiteral("address, routes, signing_key"));
        const auto settings = import->toSettings();
        const auto file = exportAs(ExportFormat::ConfigYaml, settings);
        QVERIFY(file);
        QCOMPARE(file->reveal().toByteArray(),
                 QByteArrayLiteral("idp_provider: 'okta'\nidp_provider_url: 'https://acme.okta.com'\n"
                                   "idp_client_id: 'x'\nidp_client_secret: 'zz'\n")
                     + head.chopped(1) + routes);
        // Twice gives nothing twice, and the preview shows nothing of it.
        const auto again = importConfigYaml(file->reveal());
        QVERIFY(again);
        QCOMPARE(exportAs(ExportFormat::ConfigYaml, again->toSettings())->reveal().toByteArray(),
                 file->reveal().toByteArray());
        QVERIFY(!previewAs(ExportFormat::ConfigYaml, settings)->contains(QLatin1String("Bearer")));
        QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::OtherSettingsLeftOut));
    }

    void the_comment_of_an_export_does_not_multiply()
    {
        auto settings = examples::byName(QStringLiteral("release-0.20-or-newer"));
        settings.otherConfiguration = Secret(QByteArrayView("routes: []\n"));
        const auto first = exportAs(ExportFormat::ConfigYaml, settings);
        QVERIFY(first);
        const auto import = importConfigYaml(first->reveal());
        QVERIFY(import);
        auto again = import->toSettings();
        again.release = settings.release;
        QCOMPARE(exportAs(ExportFormat::ConfigYaml, again)->reveal().toByteArray(), first->reveal().toByteArray());
    }

    void what_is_no_configuration_is_refused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("line");
        const auto row = [](const char *name, const QByteArray &file, Reason reason, int line = 0) {
            QTest::newRow(name) << file << static_cast<int>(reason) << line;
        };
        row("empty", {}, Reason::Empty);
        row("UTF-16", QByteArray("\xFE\xFF\0i", 4), Reason::NotText);
        row("nothing of ours", "address: :443\n", Reason::NothingOfOurs);
        row("environment file", "IDP_PROVIDER=okta\n", Reason::DifferentFormat);
        row("JSON", "{\"idp_provider\": \"okta\"}", Reason::DifferentFormat);
        row("manifest", "---\napiVersion: v1\nkind: Secret\n", Reason::DifferentFormat);
        row("Compose's", "version: '3'\nservices:\n  pomerium:\n    environment: {IDP_PROVIDER: okta}\n",
            Reason::DifferentFormat);
        row("more settings than any configuration has", QByteArray("a: 1\n").repeated(30'000), Reason::TooLarge);
        row("block scalar", "idp_provider: okta\nidp_client_secret: |\n  abc\n", Reason::UnsupportedYaml, 2);
        row("folded over lines", "idp_provider: okta\nidp_client_secret: 'abc\n  def'\n", Reason::UnsupportedYaml, 2);
        row("anchor", "idp_client_secret: &s abc\n", Reason::UnsupportedYaml, 1);
        row("alias", "idp_client_secret: *s\n", Reason::UnsupportedYaml, 1);
        row("tag", "idp_client_secret: !!str abc\n", Reason::UnsupportedYaml, 1);
        row("mapping", "idp_client_secret: {a: b}\n", Reason::UnsupportedYaml, 1);
        row("open quote", "idp_client_secret: \"abc\n", Reason::UnsupportedYaml, 1);
        row("unknown escape", "idp_client_secret: \"a\\qb\"\n", Reason::UnsupportedYaml, 1);
        row("surrogate escape", "idp_client_secret: \"\\uD800\"\n", Reason::UnsupportedYaml, 1);
        row("two documents", "idp_provider: okta\n---\nidp_client_id: x\n", Reason::UnsupportedYaml, 2);
        row("indented from the start", "  idp_provider: okta\n", Reason::UnsupportedYaml, 1);
        row("a list", "- idp_provider: okta\n", Reason::UnsupportedYaml, 1);
        row("prose", "idp_provider: okta\nhello\n", Reason::UnsupportedYaml, 2);
    }
    void what_is_no_configuration_is_refused()
    {
        QFETCH(QByteArray, file);
        const auto import = importConfigYaml(file);
        QVERIFY(!import);
        QTEST(static_cast<int>(import.error().reason), "reason");
        QTEST(import.error().line, "line");
    }

    void no_bytes_at_all_confuse_the_readers()
    {
        // Cut at every place, and with every byte replaced: an answer, whatever it is, and never a secret in a note.
        const QByteArray files[] = {
            rightFile() + "X='a\\'b'\nY=\"c\\\"\n$env:Z = 'q'\n",
            "---\nidp_provider: 'okta'\nidp_scopes: [a, 'b']\nidp_client_secret: \"\\x41\\u0042\"\nr:\n- a\n"};
        QRandomGenerator random(15);
        for (const QByteArray &file : files) {
            for (qsizetype cut = 0; cut <= file.size(); ++cut) {
                const auto environment = importEnvironmentFile(file.first(cut));
                const auto configuration = importConfigYaml(file.first(cut));
                QVERIFY(environment || environment.error().line >= 0);
                QVERIFY(configuration || configuration.error().line >= 0);
            }
            for (int round = 0; round < 3000; ++round) {
                QByteArray broken = file;
                for (int i = 0; i < 3; ++i)
                    broken[random.bounded(static_cast<int>(broken.size()))] = static_cast<char>(random.bounded(256));
                for (const auto &import : {importEnvironmentFile(broken), importConfigYaml(broken)}) {
                    if (!import)
                        continue;
                    for (const ImportRemark &remark : import->notes)
                        QVERIFY(!remark.detail.toUtf8().contains(examples::token().left(10)));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_Import)
#include "tst_Import.moc"
