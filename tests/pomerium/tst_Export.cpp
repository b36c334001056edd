#include "pomerium/Examples.h"
#include "pomerium/Export.h"
#include "pomerium/Import.h"
#include "pomerium/ServiceAccount.h"

#include <QtTest>

#include <algorithm>

using namespace pomerium;
using Reason = ExportError::Reason;

namespace {

QString goldenFile(const QString &example, const QString &file)
{
    return QStringLiteral(TEST_DATA_DIR "/pomerium/%1/%2").arg(example, file);
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArrayLiteral("(no such file)");
}

bool isSubstring(const QByteArray &text, const QByteArray &part)
{
    return text.contains(part);
}

/// The longest part of `secret` that is in `text`.
qsizetype longestPart(const QByteArray &text, const QByteArray &secret)
{
    qsizetype longest = 0;
    for (qsizetype at = 0; at < secret.size(); ++at) {
        while (at + longest < secret.size() && isSubstring(text, secret.mid(at, longest + 1)))
            ++longest;
    }
    return longest;
}

} // namespace

class tst_Export : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_format_of_each_release_is_its_golden_file_data()
    {
        QTest::addColumn<QString>("example");
        QTest::addColumn<ExportFormat>("format");
        for (const QString &example : examples::names()) {
            for (const ExportFormat format : exportFormats())
                QTest::addRow("%s, %s", qPrintable(example), qPrintable(formatName(format))) << example << format;
        }
    }
    void each_format_of_each_release_is_its_golden_file()
    {
        QFETCH(QString, example);
        QFETCH(ExportFormat, format);
        static const QHash<QString, Reason> refusals{
            {QStringLiteral("release-0.9, kubernetes"), Reason::NotReadByRelease},
            {QStringLiteral("release-0.15, kubernetes"), Reason::NotReadByRelease},
            {QStringLiteral("release-0.9, client-secret"), Reason::NotReadByRelease},
            {QStringLiteral("release-0.15, client-secret"), Reason::NotReadByRelease},
            {QStringLiteral("release-0.20-or-newer, service-account"), Reason::NotReadByRelease},
            {QStringLiteral("release-0.33-custom-server, service-account"), Reason::NotReadByRelease},
            {QStringLiteral("every-printable, env"), Reason::UnsafeCharacter},
            {QStringLiteral("every-printable, service-account"), Reason::MissingValue}};
        const QString name = example + QStringLiteral(", ") + formatName(format);
        const auto settings = examples::byName(example);
        const auto file = exportAs(format, settings);
        const auto preview = previewAs(format, settings);
        if (refusals.contains(name)) {
            QVERIFY(!file);
            QCOMPARE(file.error().reason, refusals.value(name));
            QVERIFY(!preview);
            QCOMPARE(preview.error().reason, refusals.value(name));
            QVERIFY(!QFile::exists(goldenFile(example, formatName(format))));
            return;
        }
        QVERIFY(file);
        QCOMPARE(file->reveal().toByteArray(), bytesOf(goldenFile(example, formatName(format))));
        QVERIFY(preview);
        QCOMPARE(preview->toUtf8(), bytesOf(goldenFile(example, formatName(format) + QStringLiteral(".preview"))));
    }

    /// Releases that read the same keys get the same bytes: one folder of golden files stands for each kind.
    void releases_of_a_kind_share_their_golden_files_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<QString>("example");
        for (const char *release : {"0.10.3", "0.15.8", "0.17.4", "0.18.0", "0.19.2"})
            QTest::newRow(release) << QString::fromLatin1(release) << QStringLiteral("release-0.19");
        for (const char *release : {"0.20.0", "0.21", "0.22.0", "0.24.0", "0.29.0", "0.31.0", "0.33.1", "1.0"})
            QTest::newRow(release) << QString::fromLatin1(release) << QStringLiteral("release-0.20-or-newer");
    }
    void releases_of_a_kind_share_their_golden_files()
    {
        QFETCH(QString, release);
        QFETCH(QString, example);
        auto settings = examples::byName(example);
        settings.release = *Release::parse(release);
        for (const ExportFormat format : exportFormats()) {
            const auto file = exportAs(format, settings);
            // The ingress controller has its settings, and Pomerium the secret's file, from 0.18 on.
            const bool isFrom18 = format == ExportFormat::Kubernetes || format == ExportFormat::ClientSecret;
            if ((isFrom18 && !settings.release->isAtLeast(0, 18))
                || (format == ExportFormat::ServiceAccount && settings.release->isAtLeast(0, 20))) {
                QVERIFY(!file);
                QCOMPARE(file.error().reason, Reason::NotReadByRelease);
                continue;
            }
            QVERIFY(file);
            QCOMPARE(file->reveal().toByteArray(), bytesOf(goldenFile(example, formatName(format))));
        }
    }

    void the_documented_page_has_six_variables_in_its_order()
    {
        const auto file = exportAs(ExportFormat::Env, examples::page());
        QVERIFY(file);
        QByteArrayList keys;
        for (const QByteArray &line : file->reveal().toByteArray().split('\n'))
            keys << line.left(line.indexOf('='));
        QCOMPARE(keys,
                 (QByteArrayList{"IDP_PROVIDER", "IDP_PROVIDER_URL", "IDP_CLIENT_ID", "IDP_CLIENT_SECRET",
                                 "IDP_SERVICE_ACCOUNT", "AUTHENTICATE_SERVICE_URL", ""}));
    }

    void the_same_settings_give_the_same_bytes()
    {
        for (const QString &example : examples::names()) {
            const auto settings = examples::byName(example);
            const auto copy = settings.clone();
            for (const ExportFormat format : exportFormats()) {
                const auto one = exportAs(format, settings);
                const auto other = exportAs(format, copy);
                QCOMPARE(one.has_value(), other.has_value());
                if (one)
                    QVERIFY(*one == *other);
            }
        }
    }

    void from_0_20_no_directory_setting_is_anywhere_data()
    {
        QTest::addColumn<QString>("release");
        for (const char *release : {"0.20.0", "0.21", "0.22", "0.26", "0.31", "0.33.1", "0.20 or newer", "1.0"})
            QTest::newRow(release) << QString::fromLatin1(release);
    }
    void from_0_20_no_directory_setting_is_anywhere()
    {
        QFETCH(QString, release);
        auto settings = examples::forRelease(release);
        settings.forecast = SyncForecast::from(5000, std::nullopt, 100, 50);
        settings.directoryTimeout = std::chrono::minutes(5);
        for (const ExportFormat format : exportFormats()) {
            const auto file = exportAs(format, settings);
            if (format == ExportFormat::ServiceAccount) {
                QVERIFY(!file);
                continue;
            }
            QVERIFY(file);
            const QByteArray bytes = file->reveal().toByteArray().toLower();
            for (const char *gone : {"service_account", "refresh", "idp_qps", "callback_path", "api_key\""})
                QVERIFY2(!bytes.contains(gone), gone);
            QVERIFY(!file->reveal().toByteArray().contains(
                ServiceAccount::encode(*settings.apiToken).reveal().toByteArray()));
        }
    }

    void the_groups_scope_is_asked_for_only_where_it_exists_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<QString>("providerUrl");
        QTest::addColumn<bool>("isAsked");
        const QString root = QStringLiteral("https://acme.okta.com");
        QTest::newRow("1.5 0.20, organisation server") << QStringLiteral("0.20") << root << true;
        QTest::newRow("1.5 0.33, organisation server") << QStringLiteral("0.33") << root << true;
        QTest::newRow("1.5 own domain") << QStringLiteral("0.33") << QStringLiteral("https://login.acme.com") << true;
        QTest::newRow("1.5 custom server")
            << QStringLiteral("0.33") << root + QStringLiteral("/oauth2/default") << false;
        QTest::newRow("1.5 custom server by id")
            << QStringLiteral("0.20") << root + QStringLiteral("/oauth2/aus1b2c3d4e5f6g7h8i9") << false;
        QTest::newRow("1.5 0.19") << QStringLiteral("0.19") << root << false;
        QTest::newRow("no release") << QString() << root << false;
    }
    void the_groups_scope_is_asked_for_only_where_it_exists()
    {
        QFETCH(QString, release);
        QFETCH(QString, providerUrl);
        QFETCH(bool, isAsked);
        auto settings = release.isEmpty() ? examples::page() : examples::forRelease(release);
        settings.providerUrl = providerUrl;
        settings.groupsFromClaim = true;
        const auto file = exportAs(ExportFormat::Env, settings);
        QVERIFY(file);
        const QByteArray scopes = QByteArrayLiteral("\nIDP_SCOPES=openid,profile,email,groups,offline_access\n");
        QCOMPARE(file->reveal().toByteArray().contains(scopes), isAsked);
        QCOMPARE(file->reveal().toByteArray().contains("IDP_SCOPES"), isAsked);
    }

    void the_forecast_is_written_only_where_it_is_read_and_needed()
    {
        const auto large = SyncForecast::from(1000, std::nullopt, 500, 50);
        const auto small = SyncForecast::from(100, std::nullopt, 500, 50);
        const auto has = [](const IdentityProviderSettings &settings) {
            return exportAs(ExportFormat::Env, settings)
                ->reveal()
                .toByteArray()
                .contains("IDP_REFRESH_DIRECTORY_TIMEOUT=9m\n");
        };
        auto settings = examples::forRelease(u"0.15");
        settings.forecast = large;
        QVERIFY(has(settings));
        settings.forecast = small;
        QVERIFY(!exportAs(ExportFormat::Env, settings)->reveal().toByteArray().contains("REFRESH"));
        settings = examples::forRelease(u"0.9"); // IDP_REFRESH_* came with 0.10
        settings.forecast = large;
        QVERIFY(!has(settings));
        settings = examples::forRelease(u"0.15");
        settings.forecast = large;
        settings.apiToken.reset(); // nothing to synchronise with
        QVERIFY(!has(settings));
    }

    void what_is_needed_is_asked_for_by_its_name_data()
    {
        QTest::addColumn<int>("missing");
        QTest::addColumn<QString>("key");
        QTest::newRow("provider URL") << 0 << QStringLiteral("IDP_PROVIDER_URL");
        QTest::newRow("client ID") << 1 << QStringLiteral("IDP_CLIENT_ID");
        QTest::newRow("client secret") << 2 << QStringLiteral("IDP_CLIENT_SECRET");
    }
    void what_is_needed_is_asked_for_by_its_name()
    {
        QFETCH(int, missing);
        QFETCH(QString, key);
        auto settings = examples::page();
        if (missing == 0)
            settings.providerUrl.clear();
        else if (missing == 1)
            settings.clientId.clear();
        else
            settings.clientSecret = Secret();
        for (const ExportFormat format : exportFormats()) {
            if (format == ExportFormat::ServiceAccount || (format == ExportFormat::ClientSecret && missing < 2))
                continue; // made of the token, or the secret, alone
            const auto file = exportAs(format, settings);
            QVERIFY(!file);
            QCOMPARE(file.error().reason, Reason::MissingValue);
            QCOMPARE(file.error().key, key);
        }
    }

    void a_provider_url_that_no_issuer_has_is_refused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("1.7 no scheme") << QStringLiteral("acme.okta.com");
        QTest::newRow("1.7 quotes") << QStringLiteral("\"https://acme.okta.com\"");
        QTest::newRow("1.7 trailing space") << QStringLiteral("https://acme.okta.com ");
        QTest::newRow("1.7 discovery document")
            << QStringLiteral("https://acme.okta.com/.well-known/openid-configuration");
        QTest::newRow("1.7 oauth2/v1") << QStringLiteral("https://acme.okta.com/oauth2/v1");
        QTest::newRow("1.7 ?x") << QStringLiteral("https://acme.okta.com?x=1");
        QTest::newRow("1.7 #f") << QStringLiteral("https://acme.okta.com#f");
        QTest::newRow("1.7 //") << QStringLiteral("https://acme.okta.com//");
        QTest::newRow("2.14 callback") << QStringLiteral("https://authenticate.acme.com/oauth2/callback");
        QTest::newRow("credentials") << QStringLiteral("https://me:secret@acme.okta.com");
        QTest::newRow("other scheme") << QStringLiteral("ldap://acme.okta.com");
        QTest::newRow("new line") << QStringLiteral("https://acme.okta.com\nIDP_PROVIDER=evil");
    }
    void a_provider_url_that_no_issuer_has_is_refused()
    {
        QFETCH(QString, url);
        auto settings = examples::page();
        settings.providerUrl = url;
        const auto file = exportAs(ExportFormat::EnvShell, settings);
        QVERIFY(!file);
        QCOMPARE(file.error().reason, Reason::InvalidProviderUrl);
        QVERIFY(!file.error().detail.contains(QLatin1String("secret")));
    }

    void a_trailing_slash_or_admin_host_is_noted()
    {
        auto settings = examples::page();
        settings.providerUrl = QStringLiteral("https://acme.okta.com/");
        QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::ProviderUrlTrailingSlash));
        settings.providerUrl = QStringLiteral("https://dev-108295-admin.oktapreview.com");
        QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::ProviderUrlAdminHost));
        settings.providerUrl = QStringLiteral("https://x-admin.corp.com"); // a domain of one's own may be called so
        QVERIFY(!exportNotes(ExportFormat::Env, settings).contains(ExportNote::ProviderUrlAdminHost));
        QVERIFY(!exportNotes(ExportFormat::Env, examples::page()).contains(ExportNote::ProviderUrlTrailingSlash));
    }

    void an_api_token_that_no_header_carries_is_refused()
    {
        for (const char *token : {"00abc\n", "00 abc", "00abc\t", "00abc\x7F"}) {
            auto settings = examples::page();
            settings.apiToken = Secret(QByteArrayView(token));
            for (const ExportFormat format : exportFormats()) {
                if (format == ExportFormat::ClientSecret)
                    continue;
                const auto file = exportAs(format, settings);
                QVERIFY(!file);
                QCOMPARE(file.error().reason, Reason::InvalidApiToken);
            }
        }
    }

    void env_names_the_character_and_a_dialect_that_carries_all_values()
    {
        auto settings = examples::page();
        settings.clientSecret = Secret(QByteArrayView("a$b"));
        auto file = exportAs(ExportFormat::Env, settings);
        QVERIFY(!file);
        QCOMPARE(file.error().reason, Reason::UnsafeCharacter);
        QCOMPARE(file.error().key, QStringLiteral("IDP_CLIENT_SECRET"));
        QCOMPARE(file.error().detail, QStringLiteral("$ (U+0024)"));
        QCOMPARE(file.error().suggestion, std::optional(ExportFormat::EnvDocker));
        QVERIFY(exportAs(*file.error().suggestion, settings));

        settings.clientSecret = Secret(QByteArrayView("a\nb")); // docker reads lines
        file = exportAs(ExportFormat::Env, settings);
        QVERIFY(!file);
        QCOMPARE(file.error().detail, QStringLiteral("U+000A"));
        QCOMPARE(file.error().suggestion, std::optional(ExportFormat::EnvShell));
        QVERIFY(exportAs(*file.error().suggestion, settings));
    }

    void nul_and_what_is_no_text_is_refused_by_every_format()
    {
        for (const QByteArray &bad :
             {QByteArray("a\0b", 3),
              QByteArray("a\xFF"
                         "b"),
              QByteArray("\xC0\x80"), QByteArray("\xED\xA0\x80"), QByteArray("\xF4\x90\x80\x80")}) {
            auto settings = examples::page();
            settings.clientSecret = Secret(bad);
            for (const ExportFormat format : exportFormats()) {
                if (format == ExportFormat::ServiceAccount)
                    continue;
                const auto file = exportAs(format, settings);
                QVERIFY(!file);
                QCOMPARE(file.error().reason, bad.contains('\0') ? Reason::NulCharacter : Reason::NotUtf8);
                QVERIFY(!file.error().suggestion);
                QVERIFY(!previewAs(format, settings));
            }
        }
    }

    void no_preview_has_a_part_of_a_secret_data()
    {
        QTest::addColumn<QString>("example");
        for (const QString &example : examples::names())
            QTest::newRow(qPrintable(example)) << example;
    }
    void no_preview_has_a_part_of_a_secret()
    {
        QFETCH(QString, example);
        auto settings = examples::byName(example);
        settings.clientSecret = Secret(QByteArrayView("Qq7!Ww8$Ee9'Rr0\"Tt1 Yy2#"));
        settings.cookieSecret = Secret(QByteArrayView("JkLmNoPqRsTuVwXyZaBcDeFgHiJkLmNoPqRsTuVwXyY="));
        for (const ExportFormat format : exportFormats()) {
            const auto preview = previewAs(format, settings);
            if (!preview)
                continue;
            const QByteArray shown = preview->toUtf8();
            QList<QByteArray> secrets{settings.clientSecret.reveal().toByteArray(),
                                      settings.clientSecret.reveal().toByteArray().toBase64(),
                                      settings.cookieSecret->reveal().toByteArray()};
            if (settings.apiToken) {
                secrets << settings.apiToken->reveal().toByteArray()
                        << ServiceAccount::encode(*settings.apiToken).reveal().toByteArray()
                        << settings.apiToken->reveal().toByteArray().toBase64();
            }
            for (const QByteArray &secret : std::as_const(secrets))
                QVERIFY2(longestPart(shown, secret) <= 4, qPrintable(formatName(format)));
        }
    }

    void a_secret_in_the_wrong_box_is_masked_there_too()
    {
        auto settings = examples::page();
        settings.clientId = QString::fromLatin1(examples::clientSecret());
        auto preview = previewAs(ExportFormat::Env, settings);
        QVERIFY(preview);
        QVERIFY(preview->contains(QStringLiteral("\nIDP_CLIENT_ID=") + maskedSecret() + QLatin1Char('\n')));
        QVERIFY(!preview->toUtf8().contains(examples::clientSecret()));

        settings = examples::page();
        settings.clientId = QString::fromLatin1(examples::token());
        preview = previewAs(ExportFormat::ConfigYaml, settings);
        QVERIFY(preview && !preview->toUtf8().contains(examples::token()));
    }

    void the_mask_says_nothing_about_the_length()
    {
        auto shorter = examples::page();
        shorter.clientSecret = Secret(QByteArrayView("abcdef"));
        QCOMPARE(*previewAs(ExportFormat::Env, shorter), *previewAs(ExportFormat::Env, examples::page()));
    }

    void the_client_secret_file_has_no_final_newline()
    {
        const auto file = exportAs(ExportFormat::ClientSecret, examples::page());
        QVERIFY(file);
        QCOMPARE(file->reveal().toByteArray(), examples::clientSecret());

        auto settings = examples::forRelease(u"0.18");
        settings.clientSecretPath = QStringLiteral("/run/secrets/okta");
        const auto env = exportAs(ExportFormat::Env, settings);
        QVERIFY(env);
        QVERIFY(env->reveal().toByteArray().contains("\nIDP_CLIENT_SECRET_FILE=/run/secrets/okta\n"));
        QVERIFY(!env->reveal().toByteArray().contains(examples::clientSecret()));

        settings.release = *Release::parse(u"0.17.4");
        const auto refused = exportAs(ExportFormat::Env, settings);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, Reason::NotReadByRelease);
        QCOMPARE(refused.error().detail, QStringLiteral("0.18"));
    }

    void kubernetes_takes_https_only()
    {
        auto settings = examples::page();
        settings.providerUrl = QStringLiteral("http://127.0.0.1:9000");
        QVERIFY(exportAs(ExportFormat::Env, settings));
        const auto manifest = exportAs(ExportFormat::Kubernetes, settings);
        QVERIFY(!manifest);
        QCOMPARE(manifest.error().reason, Reason::InvalidProviderUrl);
    }

    void the_notes_follow_the_release_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<QList<int>>("expected");
        const auto list = [](std::initializer_list<ExportNote> notes) {
            QList<int> numbers;
            for (const ExportNote note : notes)
                numbers << static_cast<int>(note);
            return numbers;
        };
        QTest::newRow("0.15") << QStringLiteral("0.15")
                              << list({ExportNote::CookieSecretMissing, ExportNote::RestartAfterFailedSync,
                                       ExportNote::PkceMustBeOptional, ExportNote::ShellNeedsAllexport});
        QTest::newRow("0.20") << QStringLiteral("0.20")
                              << list({ExportNote::ServiceAccountLeftOut, ExportNote::PkceMustBeOptional,
                                       ExportNote::ShellNeedsAllexport});
        QTest::newRow("0.31") << QStringLiteral("0.31")
                              << list({ExportNote::ServiceAccountLeftOut, ExportNote::PkceMustBeOptional,
                                       ExportNote::CallbackPathFixed, ExportNote::ShellNeedsAllexport});
        QTest::newRow("0.33") << QStringLiteral("0.33")
                              << list({ExportNote::ServiceAccountLeftOut, ExportNote::CallbackPathFixed,
                                       ExportNote::ShellNeedsAllexport});
    }
    void the_notes_follow_the_release()
    {
        QFETCH(QString, release);
        QFETCH(QList<int>, expected);
        QList<int> numbers;
        for (const ExportNote note : exportNotes(ExportFormat::Env, examples::forRelease(release)))
            numbers << static_cast<int>(note);
        QCOMPARE(numbers, expected);
    }

    void an_imported_file_is_measured_by_the_release()
    {
        auto settings = examples::forRelease(u"0.33");
        settings.groupsFromClaim = true;
        settings.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("email")};
        QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::GroupsScopeMissing));
        settings.scopes->append(QStringLiteral("groups"));
        QVERIFY(!exportNotes(ExportFormat::Env, settings).contains(ExportNote::GroupsScopeMissing));

        settings.otherConfiguration = Secret(QByteArrayView("routes:\n  - from: https://a\n    allowed_groups: [x]\n"));
        const auto refused = exportAs(ExportFormat::ConfigYaml, settings);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, ExportError::Reason::NotReadByRelease);
        QCOMPARE(refused.error().key, QStringLiteral("allowed_groups"));
        settings.release = *Release::parse(u"0.19");
        QVERIFY(exportAs(ExportFormat::ConfigYaml, settings));
        settings.release.reset(); // the newest, too
        QVERIFY(!exportAs(ExportFormat::ConfigYaml, settings));
        settings.otherConfiguration = Secret(QByteArrayView("# allowed_groups: was here\nroutes: []\n"));
        QVERIFY(exportAs(ExportFormat::ConfigYaml, settings));
    }

    void without_a_release_nothing_is_written_that_the_newest_refuses()
    {
        auto settings = examples::page();
        settings.release.reset();
        for (const auto format : {ExportFormat::Env, ExportFormat::ConfigYaml, ExportFormat::Kubernetes}) {
            const auto file = exportAs(format, settings);
            QVERIFY(file);
            QVERIFY(!file->reveal().toByteArray().toLower().contains("service_account"));
        }
        QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::ServiceAccountLeftOut));
        // The value alone is for those that read it.
        QVERIFY(exportAs(ExportFormat::ServiceAccount, settings));
    }

    void practice_values_say_so_in_the_first_line()
    {
        auto settings = examples::forRelease(u"0.33");
        settings.isPractice = true;
        for (const ExportFormat format : exportFormats()) {
            if (traitsOf(format).kind == FormatKind::SingleValue)
                continue; // read verbatim
            const auto file = exportAs(format, settings);
            QVERIFY(file);
            QVERIFY(file->reveal().startsWith("# Practice"));
            QVERIFY(usualFileName(format, true).section(QLatin1Char('.'), 0, 0).endsWith(QLatin1String("-practice")));
        }
        // The dialect is known all the same.
        const auto import = importEnvironmentFile(exportAs(ExportFormat::EnvSystemd, settings)->reveal());
        QVERIFY(import);
        QVERIFY(!import->has(ImportNote::QuotesKeptByDocker));
    }

    void request_parameters_stay_out_of_an_environment_that_does_not_read_them_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<bool>("isWritten");
        QTest::newRow("0.19") << QStringLiteral("0.19") << false;
        QTest::newRow("0.23") << QStringLiteral("0.23.1") << false;
        QTest::newRow("0.24") << QStringLiteral("0.24.0") << true;
        QTest::newRow("0.20 or newer") << QStringLiteral("0.20 or newer") << true;
    }
    void request_parameters_stay_out_of_an_environment_that_does_not_read_them()
    {
        QFETCH(QString, release);
        QFETCH(bool, isWritten);
        auto settings = examples::forRelease(release);
        settings.otherVariables << std::make_shared<const OtherVariable>(
            OtherVariable{QStringLiteral("IDP_REQUEST_PARAMS"), Secret(QByteArrayView("{\"prompt\":\"login\"}"))});
        const auto file = exportAs(ExportFormat::EnvDocker, settings);
        QVERIFY(file);
        QCOMPARE(file->reveal().contains(QByteArrayView("IDP_REQUEST_PARAMS={\"prompt\":\"login\"}\n")), isWritten);
        QCOMPARE(exportNotes(ExportFormat::EnvDocker, settings).contains(ExportNote::RequestParametersLeftOut),
                 !isWritten);
    }

    void a_refusal_names_a_format_that_carries_the_value_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<ExportFormat>("suggestion");
        QTest::newRow("env, blank") << ExportFormat::Env << QByteArray("a b") << ExportFormat::EnvDocker;
        QTest::newRow("env, line feed") << ExportFormat::Env << QByteArray("a\nb") << ExportFormat::EnvShell;
        QTest::newRow("docker, CR") << ExportFormat::EnvDocker << QByteArray("a\rb") << ExportFormat::EnvShell;
        QTest::newRow("systemd, ESC") << ExportFormat::EnvSystemd << QByteArray("a\x1B") << ExportFormat::EnvDocker;
        QTest::newRow("compose, \\\\") << ExportFormat::EnvCompose << QByteArray("a\\\\b") << ExportFormat::EnvDocker;
        QTest::newRow("PowerShell, e acute")
            << ExportFormat::EnvPowershell << QByteArray("\xC3\xA9") << ExportFormat::EnvDocker;
        QTest::newRow("YAML, ESC") << ExportFormat::ConfigYaml << QByteArray("a\x1B") << ExportFormat::EnvDocker;
        QTest::newRow("manifest, NEL") << ExportFormat::Kubernetes << QByteArray("\xC2\x85") << ExportFormat::EnvDocker;
        QTest::newRow("sheet, tab") << ExportFormat::CopySheet << QByteArray("a\tb") << ExportFormat::EnvDocker;
        QTest::newRow("too long") << ExportFormat::Env << QByteArray(70'000, 'x') << ExportFormat::ConfigYaml;
    }
    void a_refusal_names_a_format_that_carries_the_value()
    {
        QFETCH(ExportFormat, format);
        QFETCH(QByteArray, value);
        QFETCH(ExportFormat, suggestion);
        auto settings = examples::forRelease(u"0.33");
        settings.clientSecret = Secret(value);
        const auto refused = exportAs(format, settings);
        QVERIFY(!refused);
        QCOMPARE(refused.error().suggestion, std::optional(suggestion));
        QVERIFY(exportAs(suggestion, settings));
    }

    void a_missing_authenticate_url_is_noted_for_every_release()
    {
        for (const auto release : {u"0.15", u"0.22", u"0.33"}) {
            auto settings = examples::forRelease(QStringView(release));
            settings.authenticateUrl.reset();
            QVERIFY(exportNotes(ExportFormat::Env, settings).contains(ExportNote::AuthenticateUrlMissing));
            QVERIFY(exportAs(ExportFormat::Env, settings));
        }
    }

    void the_policy_fragment_follows_the_release_and_quotes_the_group()
    {
        QCOMPARE(policyFragment(Release::current(), QStringLiteral("It's on: #1")),
                 QStringLiteral("policy:\n  - allow:\n      and:\n        - claim/groups: 'It''s on: #1'\n"));
        QCOMPARE(policyFragment(Release::legacy(), QStringLiteral("true")),
                 QStringLiteral("allowed_groups:\n  - 'true'\n"));
    }

    void every_format_has_its_name()
    {
        QStringList names;
        for (const ExportFormat format : exportFormats()) {
            names << formatName(format);
            QCOMPARE(formatFromName(formatName(format)), std::optional(format));
        }
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("env env-docker env-compose env-systemd env-shell env-powershell config-yaml "
                                "kubernetes service-account client-secret copy-sheet"));
        QVERIFY(!formatFromName(u"ENV") && !formatFromName(u"") && !formatFromName(u"env "));
    }
};

QTEST_GUILESS_MAIN(tst_Export)
#include "tst_Export.moc"
