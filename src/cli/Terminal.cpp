#include "cli/Terminal.h"

#include <QStringList>
#include <QtGlobal>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace cli {

namespace {

/// Narrower than this, wrapping makes columns of single words.
constexpr int NarrowestWidth = 40;
constexpr int UsualWidth = 80;

int widthOf(std::FILE *stream)
{
    bool isNumber = false;
    if (const int columns = qEnvironmentVariableIntValue("COLUMNS", &isNumber); isNumber && columns > 0)
        return columns;
#ifndef Q_OS_WIN
    winsize size{};
    if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
#else
    Q_UNUSED(stream)
#endif
    return UsualWidth;
}

} // namespace

Terminal Terminal::of(std::FILE *stream)
{
    Terminal terminal;
#ifdef Q_OS_WIN
    terminal.isTerminal = ::_isatty(::_fileno(stream)) != 0;
#else
    terminal.isTerminal = ::isatty(::fileno(stream)) == 1;
    terminal.hasColors = terminal.isTerminal && qEnvironmentVariableIsEmpty("NO_COLOR")
        && qEnvironmentVariable("TERM") != QLatin1String("dumb") && !qEnvironmentVariableIsEmpty("TERM");
#endif
    if (terminal.isTerminal)
        terminal.width = qMax(NarrowestWidth, widthOf(stream));
    return terminal;
}

QString wrapped(const QString &text, int width, int indent)
{
    const QString lead(indent, QLatin1Char(' '));
    QStringList lines;
    const QStringList paragraphs = text.split(QLatin1Char('\n'));
    for (const QString &paragraph : paragraphs) {
        QString line;
        const QStringList words = paragraph.split(QLatin1Char(' '));
        for (const QString &word : words) {
            if (width > 0 && !line.isEmpty() && indent + line.size() + 1 + word.size() > width) {
                lines.append(line);
                line = word;
            } else {
                line += line.isEmpty() ? word : QLatin1Char(' ') + word;
            }
        }
        lines.append(line);
    }
    return lines.join(QLatin1Char('\n') + lead);
}

} // namespace cli
