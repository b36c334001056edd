// The shells' scripts and the program together, as somebody who presses Tab has them.

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

class tst_CompletionScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bash_offers_what_may_follow_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("offered");
        QTest::newRow("subcommands") << "pomerium-okta verify-lo" << QStringList{QStringLiteral("verify-login")};
        QTest::newRow("options") << "pomerium-okta verify-token --tok" << QStringList{QStringLiteral("--token-file")};
        QTest::newRow("again") << "pomerium-okta verify-pomerium --route x --rou"
                               << QStringList{QStringLiteral("--route")};
        QTest::newRow("not twice") << "pomerium-okta verify-token --json --j" << QStringList{};
        QTest::newRow("a group once") << "pomerium-okta ap" << QStringList{QStringLiteral("app")};
        QTest::newRow("in a group") << "pomerium-okta app ro" << QStringList{QStringLiteral("rotate-secret")};
        QTest::newRow("options in a group") << "pomerium-okta app repair --ro" << QStringList{QStringLiteral("--rows")};
        QTest::newRow("of no subcommand") << "pomerium-okta nonsense --j" << QStringList{};
        QTest::newRow("no file for a version") << "pomerium-okta verify-login --pomerium p" << QStringList{};
    }
    void bash_offers_what_may_follow()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, offered);
        QCOMPARE(offersOfBash(line), offered);
    }

    void all_subcommands_are_offered_to_who_has_typed_nothing()
    {
        const QStringList offered = offersOfBash(QStringLiteral("pomerium-okta "));
        QVERIFY(offered.contains(QStringLiteral("export")) && offered.contains(QStringLiteral("demo-org")));
        QVERIFY(!offered.contains(QStringLiteral("__complete")));
    }

    void the_scripts_of_other_shells_are_their_language_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("script");
        QTest::newRow("zsh") << "zsh"
                             << "_pomerium-okta";
        QTest::newRow("fish") << "fish"
                              << "pomerium-okta.fish";
    }
    void the_scripts_of_other_shells_are_their_language()
    {
        QFETCH(QString, shell);
        QFETCH(QString, script);
        if (QStandardPaths::findExecutable(shell).isEmpty())
            QSKIP("this shell is not installed");
        QCOMPARE(QProcess::execute(shell, {QStringLiteral("-n"), QStringLiteral(SCRIPTS "/") + script}), 0);
    }

private:
    /// What bash would offer for the last word of the line.
    static QStringList offersOfBash(const QString &line)
    {
        const QString script = QStringLiteral(
            "source '%1/pomerium-okta.bash'; IFS=' ' read -ra COMP_WORDS <<< \"$1\"; [[ $1 == *' ' ]] && "
            "COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_WORDS[0]='%2'; _pomerium_okta; "
            "printf '%s\\n' \"${COMPREPLY[@]}\"");
        QProcess bash;
        bash.start(QStringLiteral("bash"),
                   {QStringLiteral("-c"), script.arg(QStringLiteral(SCRIPTS), QStringLiteral(PROGRAM)),
                    QStringLiteral("bash"), line});
        if (!bash.waitForFinished(60'000))
            qFatal("bash did not end");
        return QString::fromUtf8(bash.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
};

QTEST_GUILESS_MAIN(tst_CompletionScript)
#include "tst_CompletionScript.moc"
