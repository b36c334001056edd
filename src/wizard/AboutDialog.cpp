#include "wizard/AboutDialog.h"

#include "core/Product.h"
#include "wizard/Tokens.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

constexpr int Columns = 104;
constexpr int Lines = 6;

} // namespace

QString AboutDialog::installedNotices()
{
#if defined(Q_OS_WIN)
    const auto folder = QStringLiteral("licenses");
#elif defined(Q_OS_MACOS)
    const auto folder = QStringLiteral("../Resources");
#else
    const auto folder = QStringLiteral("../share/doc/okta-setup-for-pomerium");
#endif
    return QDir::cleanPath(QDir(QCoreApplication::applicationDirPath()).filePath(folder))
        + QStringLiteral("/THIRD-PARTY-NOTICES.txt");
}

AboutDialog::AboutDialog(const QString &notices, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("About"));
    auto *const layout = new QVBoxLayout(this);
    const auto add = [this, layout](const QString &text) {
        auto *const label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(label);
        return label;
    };
    QLabel *const heading = add(QStringLiteral("%1 %2").arg(product::name(), product::version()));
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    heading->setFont(large);
    add(tr("Sets up Okta as the identity provider of Pomerium, and proves that it works.\n\n"
           "Okta is a trademark of Okta, Inc.; not made or endorsed by Okta or Pomerium.\n\n"
           "This program uses Qt %1 under the GNU Lesser General Public License, version 3. Qt's libraries are "
           "separate files "
           "that may be replaced by your own build. It also uses OpenSSL 3 (Apache License 2.0), QtKeychain (BSD) and "
           "JSON "
           "for Modern C++ (MIT).")
            .arg(QLatin1String(qVersion())));

    QFile file(notices);
    if (file.open(QIODevice::ReadOnly)) {
        QLabel *const label = add(tr("&Third-party notices"));
        label->setTextInteractionFlags(Qt::NoTextInteraction); // so that its mnemonic works
        auto *const text = new QPlainTextEdit(QString::fromUtf8(file.readAll()), this);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setLineWrapMode(QPlainTextEdit::NoWrap);
        text->setFont(tokens::font(tokens::Type::Code, font()));
        const QFontMetrics metrics(text->font());
        text->setMinimumHeight(metrics.lineSpacing() * 4);
        label->setBuddy(text);
        layout->addWidget(text, 1);
        add(tr("Every file of this installation with its hash: %1")
                .arg(QDir::toNativeSeparators(QFileInfo(notices).dir().filePath(QStringLiteral("sbom.spdx.json")))));
        resize(metrics.averageCharWidth() * Columns, sizeHint().height() + metrics.lineSpacing() * Lines);
    } else {
        add(tr("The licenses of all that it uses come with its packages; this copy was not installed from one."));
    }

    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon(QIcon()); // the style's is black on every ground
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}
