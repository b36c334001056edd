#include "advice/Diagnosis.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using okta::ApplicationFault;

namespace {

constexpr auto LastFault = ApplicationFault::CustomServerScopeMissing;
constexpr auto LastReason = okta::ApplicationError::Reason::SessionsEnded;

qsizetype words(const QString &text)
{
    return text.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts).size();
}

} // namespace

/// Every row of an audit has its words: what is wrong, so what, and what to do step by step.
class tst_ApplicationAdvice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_fault_has_a_code_a_headline_a_cause_and_numbered_steps_data()
    {
        QTest::addColumn<int>("number");
        for (int number = 0; number <= static_cast<int>(LastFault); ++number) {
            const auto fault = static_cast<ApplicationFault>(number);
            QTest::addRow("%s %d", qPrintable(okta::auditRow(fault)), number) << number;
        }
    }
    void every_fault_has_a_code_a_headline_a_cause_and_numbered_steps()
    {
        QFETCH(int, number);
        const auto fault = static_cast<ApplicationFault>(number);
        const auto diagnosis = advice::diagnose(okta::ApplicationFinding{
            fault, okta::Weight::SignInFails, QStringLiteral("wanted value"), QStringLiteral("found value")});
        static const QRegularExpression code(QStringLiteral("\\AOKTA-APP-[A-Z0-9-]+\\z"));
        QVERIFY2(code.match(diagnosis.code).hasMatch(), qPrintable(diagnosis.code));
        QVERIFY2(!diagnosis.headline.isEmpty() && words(diagnosis.headline) <= 8, qPrintable(diagnosis.headline));
        QVERIFY2(!diagnosis.cause.isEmpty() && words(diagnosis.cause) <= 20, qPrintable(diagnosis.cause));
        const QStringList steps = diagnosis.remedy.split(QLatin1Char('\n'));
        QVERIFY2(steps.size() >= 2, qPrintable(diagnosis.remedy));
        for (qsizetype at = 0; at < steps.size(); ++at)
            QVERIFY2(steps.at(at).startsWith(QStringLiteral("%1. ").arg(at + 1)), qPrintable(steps.at(at)));
        QVERIFY(diagnosis.detail.contains(QLatin1String("wanted value")));
        QVERIFY(diagnosis.detail.contains(QLatin1String("found value")));
    }

    void every_row_of_an_audit_has_a_fault()
    {
        QSet<QString> rows;
        for (int number = 0; number <= static_cast<int>(LastFault); ++number)
            rows.insert(okta::auditRow(static_cast<ApplicationFault>(number)));
        const QStringList all = okta::auditRows();
        QCOMPARE(rows, QSet<QString>(all.cbegin(), all.cend()));
    }

    void no_two_faults_have_one_code()
    {
        QSet<QString> codes;
        for (int number = 0; number <= static_cast<int>(LastFault); ++number) {
            const auto diagnosis = advice::diagnose(okta::ApplicationFinding{static_cast<ApplicationFault>(number)});
            QVERIFY2(!codes.contains(diagnosis.code), qPrintable(diagnosis.code));
            codes.insert(diagnosis.code);
        }
    }

    void every_error_has_its_words()
    {
        for (int number = 0; number <= static_cast<int>(LastReason); ++number) {
            okta::ApplicationError error;
            error.reason = static_cast<okta::ApplicationError::Reason>(number);
            error.detail = QStringLiteral("a detail");
            const auto diagnosis = advice::diagnose(error);
            QVERIFY2(diagnosis.code.startsWith(QLatin1String("OKTA-")), qPrintable(QString::number(number)));
            QVERIFY2(!diagnosis.headline.isEmpty() && words(diagnosis.headline) <= 8, qPrintable(diagnosis.headline));
            QVERIFY(!diagnosis.cause.isEmpty());
            QVERIFY(!diagnosis.remedy.isEmpty());
            QCOMPARE(diagnosis.detail, error.detail);
        }
    }
};

QTEST_GUILESS_MAIN(tst_ApplicationAdvice)
#include "tst_ApplicationAdvice.moc"
