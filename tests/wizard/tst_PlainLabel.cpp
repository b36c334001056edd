#include "wizard/PlainLabel.h"

#include <QVBoxLayout>
#include <QtTest>

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

    void all_lines_have_room()
    {
        const QString words = QStringLiteral("The address of the org is in the menu under your name. ");
        PlainLabel label(words.trimmed());
        const int line = label.heightForWidth(2000);
        QVERIFY(line >= label.fontMetrics().height());
        int before = INT_MAX;
        for (int width = 60; width < 700; width += 17) {
            const int height = label.heightForWidth(width);
            QVERIFY(height <= before);
            // As many lines as the letters need, at least.
            QVERIFY(height >= line * (label.fontMetrics().horizontalAdvance(label.text()) / width));
            before = height;
        }
        label.setText(words.repeated(7));
        const int small = label.heightForWidth(200);
        QFont large = label.font();
        large.setPointSizeF(large.pointSizeF() * 2);
        label.setFont(large);
        QVERIFY(label.heightForWidth(200) > small);
        label.clear();
        QVERIFY(label.heightForWidth(200) < small);
    }

    void no_line_is_longer_than_one_likes_to_read()
    {
        PlainLabel label(QStringLiteral("word ").repeated(60).trimmed());
        QCOMPARE(label.heightForWidth(4000), label.heightForWidth(label.fontMetrics().averageCharWidth() * 72));
    }

    void what_is_shown_is_as_large_as_it_says()
    {
        PlainLabel label(QStringLiteral("one two three four five six seven eight nine ten eleven twelve"));
        label.resize(120, label.heightForWidth(120));
        const QImage image = label.grab().toImage();
        const QColor ground = image.pixelColor(0, 0);
        int first = -1;
        int last = -1;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) != ground) {
                    first = first < 0 ? y : first;
                    last = y;
                }
            }
        }
        QVERIFY(first > 0);
        QVERIFY(last > image.height() / 2);
        QVERIFY(last < image.height() - 1);
    }

    void our_own_marks_are_not_shown_but_set_apart()
    {
        PlainLabel label;
        label.setMarkedText(QStringLiteral("Select **Save**, then enter `l`."));
        QCOMPARE(label.text(), QStringLiteral("Select Save, then enter l."));
        label.resize(label.sizeHint());
        const QImage marked = label.grab().toImage();
        label.setText(QString(label.text()));
        PlainLabel plain(label.text());
        plain.resize(label.size());
        QVERIFY(plain.grab().toImage() != marked);
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
        QVERIFY(brief.height() >= label.fontMetrics().height());
        QVERIFY(brief.height() < label.fontMetrics().height() * 2);
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
        // No word is so long that it may make the page wider than the window.
        QVERIFY(label->minimumSizeHint().width() < 1000);
        QVERIFY(label->heightForWidth(400) > 1000);
    }
};

QTEST_MAIN(tst_PlainLabel)
#include "tst_PlainLabel.moc"
