#include <QApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QWizard>

/// The least that a wizard in Qt can be: six pages with three lines to fill in, and nothing behind them.
int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    QWizard wizard;
    for (int number = 1; number <= 6; ++number) {
        auto *const page = new QWizardPage;
        page->setTitle(QStringLiteral("Page %1").arg(number));
        auto *const layout = new QFormLayout(page);
        for (const char *const label : {"First", "Second", "Third"})
            layout->addRow(QString::fromLatin1(label), new QLineEdit);
        wizard.addPage(page);
    }
    wizard.show();
    return QApplication::exec();
}
