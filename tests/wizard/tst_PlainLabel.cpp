#include "wizard/PlainLabel.h"

#include <QVBoxLayout>
#include <QtTest>

/// What Qt itself says of the same text: the label is to be faster, not different.
static int heightByQt(const PlainLabel &label, int width)
{
    QLabel plain;
    plain.setTextFormat(Qt::PlainText);
    plain.setWordWrap(true);
    plain.setTextInteractionFlags(label.textInteractionFlags());
    plain.setFont(label.font());
    plain.setText(label.text());
    return plain.heightForWidth(width);
}

class tst_PlainLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markup_is_text()
    {
        const PlainLabel label(QStringLiteral("<b>not bold</b>"));
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(label.text(), QStringLiteral("<b>not bold</b>"));
    }

    void the_height_is_that_of_the_text_shown()
    {
        const QString words = QStringLiteral("The address of the organisation is in the menu under your name. ");
        PlainLabel label(words);
        for (int width = 20; width < 700; width += 17)
            QCOMPARE(label.heightForWidth(width), heightByQt(label, width));

        label.setText(words.repeated(7));
        QCOMPARE(label.heightForWidth(200), heightByQt(label, 200));
        QFont large = label.font();
        large.setPointSizeF(large.pointSizeF() * 2);
        const int before = label.heightForWidth(200);
        label.setFont(large);
        QCOMPARE(label.heightForWidth(200), heightByQt(label, 200));
        QVERIFY(label.heightForWidth(200) > before);
        label.clear();
        QVERIFY(label.heightForWidth(200) < before);
    }

    void the_longest_word_has_room()
    {
        const QString word = QStringLiteral("AUTHENTICATE_SERVICE_URL_OF_POMERIUM");
        PlainLabel label(QStringLiteral("a b c ") + word + QStringLiteral(" d"));
        const int advance = label.fontMetrics().horizontalAdvance(word);
        QVERIFY(label.minimumSizeHint().width() >= advance);
        QVERIFY(label.minimumSizeHint().width() < advance + label.fontMetrics().averageCharWidth() * 2);
        label.setText(QStringLiteral("a"));
        QVERIFY(label.minimumSizeHint().width() < advance);
        // An address may be broken at its strokes.
        label.setText(QStringLiteral("https://authenticate.pomerium.example/oauth2/callback"));
        QVERIFY(label.minimumSizeHint().width() < label.fontMetrics().horizontalAdvance(label.text()));
    }

    void the_hint_grows_with_the_text_up_to_what_one_likes_to_read()
    {
        PlainLabel label(QStringLiteral("Short"));
        const QSize brief = label.sizeHint();
        QCOMPARE(brief.height(), label.fontMetrics().lineSpacing());
        label.setText(QStringLiteral("word ").repeated(200));
        const QSize full = label.sizeHint();
        QVERIFY(full.width() > brief.width());
        QVERIFY(full.width() <= label.fontMetrics().averageCharWidth() * 81);
        QVERIFY(full.height() > brief.height() * 8);
    }

    void a_hostile_text_of_a_megabyte_is_measured_in_time()
    {
        QWidget window;
        auto *const column = new QVBoxLayout(&window);
        auto *const label = new PlainLabel(QString(1 << 20, u'W'), &window);
        column->addWidget(label);
        QVERIFY(label->sizeHint().isValid());
        QVERIFY(label->minimumSizeHint().width() > 1000);
    }
};

QTEST_MAIN(tst_PlainLabel)
#include "tst_PlainLabel.moc"
