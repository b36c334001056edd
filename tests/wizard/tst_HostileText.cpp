// Texts of a peer on their way to a person, in the window: whatever a server, a Pomerium or a file says, labels, lists,
// tooltips, accessible names and the preview of a file show it as visible characters. The command line's places are in
// tests/cli/tst_ProgramHostileText.cpp.

#include "support/FakeUserAgent.h"
#include "support/RawServer.h"
#include "support/ScriptedPomerium.h"
#include "support/ScriptedProvider.h"
#include "wizard/DonePage.h"
#include "wizard/ExportPage.h"
#include "wizard/GroupsView.h"
#include "wizard/OrganizationPage.h"
#include "wizard/SignInPage.h"
#include "wizard/World.h"

#include <QAbstractItemView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace {

using Endpoint = ScriptedProvider::Endpoint;
using Script = ScriptedProvider::Script;

/// Turns the text around, moves a terminal's cursor, breaks the line and is HTML.
const QString Hostile =
    QStringLiteral("evil\u202Emoc\x1b]0;pwned\x07\x1b[2J\r\nSigned in.\u200E\u2028\u0085<b>bold</b>");

/// What stands on a page or is read out, and which of it moves, turns or hides text.
struct Texts
{
    explicit Texts(const QWidget &page)
    {
        const auto widgets = page.findChildren<QWidget *>();
        for (QWidget *const widget : widgets) {
            add(widget->toolTip());
            add(widget->accessibleName());
            add(widget->accessibleDescription());
            if (const auto *const label = qobject_cast<QLabel *>(widget)) {
                add(label->text());
                hasRichText = hasRichText
                    || (label->text().contains(QLatin1String("<b>")) && label->textFormat() != Qt::PlainText);
            }
            if (const auto *const edit = qobject_cast<QPlainTextEdit *>(widget))
                add(edit->toPlainText());
            if (const auto *const view = qobject_cast<QAbstractItemView *>(widget)) {
                for (int row = 0; view->model() && row < view->model()->rowCount(); ++row) {
                    for (int column = 0; column < view->model()->columnCount(); ++column) {
                        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
                            add(view->model()->index(row, column).data(role).toString());
                    }
                }
            }
            if (QAccessibleInterface *const interface = QAccessible::queryAccessibleInterface(widget)) {
                for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Help})
                    add(interface->text(kind));
            }
        }
    }

    void add(const QString &text)
    {
        all += text + QLatin1Char('\n');
        for (const uint character : text.toUcs4()) {
            const auto category = QChar::category(character);
            // A break that a label may take in a long word is ours.
            const bool isBad = (category == QChar::Other_Format && character != 0x200B)
                || category == QChar::Separator_Line || category == QChar::Separator_Paragraph
                || (category == QChar::Other_Control && character != '\n' && character != '\t');
            if (isBad)
                bad += QStringLiteral("U+%1 in \"%2\"\n").arg(character, 4, 16, QLatin1Char('0')).arg(text);
        }
    }

    QString all;
    QString bad;
    bool hasRichText = false;
};

#define VERIFY_SHOWN_SAFELY(page)                                                                                      \
    do {                                                                                                               \
        const Texts texts(page);                                                                                       \
        QVERIFY2(texts.bad.isEmpty(), qPrintable(texts.bad));                                                          \
        QVERIFY2(texts.all.contains(QLatin1String("evil")), "it is not shown at all");                                 \
        QVERIFY(!texts.hasRichText);                                                                                   \
    } while (false)

} // namespace

class tst_HostileText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_sign_in_data()
    {
        QTest::addColumn<Script>("script");
        const auto row = [](const char *name, const std::function<void(Script &)> &change) {
            Script script;
            change(script);
            QTest::newRow(name) << script;
        };
        const auto userInfo = [](const QString &claim, const QJsonValue &value) {
            return [=](Script &script) {
                script.userInfo = [=](QJsonObject &claims, int) { claims.insert(claim, value); };
            };
        };
        row("the person's address", userInfo(QStringLiteral("email"), Hostile));
        row("another person", userInfo(QStringLiteral("sub"), Hostile));
        row("groups in one text", userInfo(QStringLiteral("groups"), Hostile + QStringLiteral(",b")));
        row("the name of a claim", userInfo(Hostile + QStringLiteral("groups"), QJsonArray{QStringLiteral("a")}));
        row("a key", [](Script &script) {
            script.keys = [](QJsonObject &set) {
                QJsonArray keys = set.value(QLatin1String("keys")).toArray();
                keys.append(QJsonObject{{QStringLiteral("kty"), Hostile}, {QStringLiteral("kid"), Hostile}});
                set.insert(QStringLiteral("keys"), keys);
            };
        });
        row("the browser's answer", [](Script &script) {
            script.authorizationResponse = [](ScriptedProvider::Fields &parameters) {
                parameters.removeIf([](const auto &field) { return field.first == "code"; });
                parameters.append({"error", Hostile.toUtf8()});
                parameters.append({"error_description", Hostile.toUtf8()});
            };
        });
        row("the token endpoint's answer", [](Script &script) {
            script.answer = [](const ScriptedProvider::Request &request, ScriptedProvider::Answer &answer) {
                if (request.endpoint == Endpoint::Token && !request.isJunkRefresh)
                    answer = ScriptedProvider::error(400, Hostile, Hostile);
            };
        });
        row("the ID token's issuer", [](Script &script) {
            script.idToken = [](QJsonObject &claims, int) { claims.insert(QStringLiteral("iss"), Hostile); };
        });
    }
    void a_sign_in()
    {
        QFETCH(Script, script);
        ScriptedProvider provider(script);
        setup::Configuration configuration;
        configuration.issuer = provider.issuer();
        configuration.clientId = QString::fromLatin1(script.clientId);
        configuration.clientSecret = Secret(script.clientSecret);
        configuration.redirectPorts = {0};
        configuration.usesGroups = script.userInfo && QByteArray(QTest::currentDataTag()) != "the person's address";
        http::Client http;
        secrets::MemoryKeychain keychain;
        FakeUserAgent browser({});
        const setup::Services services{http, keychain, browser};
        setup::SignInStep step(configuration, services);
        SignInPage page(step);
        page.act();
        QTRY_VERIFY_WITH_TIMEOUT(!step.isBusy() && step.hasReport(), 20'000);
        VERIFY_SHOWN_SAFELY(page);
    }

    void an_org()
    {
        RawServer server;
        const QByteArray body = QJsonDocument(QJsonObject{{QStringLiteral("errorCode"), Hostile},
                                                          {QStringLiteral("errorSummary"), Hostile}})
                                    .toJson();
        server.setAnswer(httpAnswer(body, "403 Forbidden", "Content-Type: application/json\r\n"));
        World world;
        OrganizationPage page(world.setup.organization(), nullptr);
        world.setup.organization().setOrganizationText(server.url(QString()).toString());
        QTRY_COMPARE_WITH_TIMEOUT(world.setup.organization().checkStatus(), checks::Status::Failed, 15'000);
        VERIFY_SHOWN_SAFELY(page);
    }

    void groups()
    {
        World world;
        world.enterOrganization();
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &) {
            const QJsonArray groups{
                QJsonObject{{QStringLiteral("id"), Hostile},
                            {QStringLiteral("type"), Hostile},
                            {QStringLiteral("profile"), QJsonObject{{QStringLiteral("name"), Hostile}}}}};
            socket.write(httpAnswer(QJsonDocument(groups).toJson(), "200 OK", "Content-Type: application/json\r\n"));
        });
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), world.http);
        QList<okta::Group> arrived;
        connect(&job, &okta::GroupsJob::pageArrived, this, [&] { arrived += job.takePage(); });
        job.start();
        QTRY_COMPARE(arrived.size(), 1);
        GroupsView view;
        view.setGroups(arrived);
        view.appended(0);
        VERIFY_SHOWN_SAFELY(view);
    }

    void the_file_that_is_replaced()
    {
        World world;
        world.reachReview();
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray line = QString(Hostile).remove(QLatin1Char('\n')).remove(QLatin1Char('\r')).toUtf8();
        file.write("# " + line + "\nIDP_PROVIDER=" + line + "\nOTHER=1\n");
        file.close();
        ExportPage page(world.setup);
        world.setup.exportStep().refresh();
        VERIFY_SHOWN_SAFELY(page);
    }

    void a_running_pomerium()
    {
        World world;
        ScriptedPomerium pomerium({});
        world.reachReview();
        world.setup.organization().setAuthenticateText(pomerium.authenticateUrl());
        world.setup.exportStep().refresh();
        pomerium.script().answer = [](const RawRequest &request, ScriptedPomerium::Answer &answer) {
            if (request.target() == "/.well-known/pomerium/")
                answer.body =
                    QJsonDocument(QJsonObject{{QStringLiteral("authentication_callback_endpoint"), Hostile}}).toJson();
        };
        DonePage page(world.setup.done());
        world.setup.done().pomerium().start();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.done().pomerium().hasResult(), 20'000);
        VERIFY_SHOWN_SAFELY(page);
    }
};

Q_DECLARE_METATYPE(ScriptedProvider::Script)

QTEST_MAIN(tst_HostileText)
#include "tst_HostileText.moc"
