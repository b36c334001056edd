#pragma once

#include <QColor>
#include <QIcon>

QT_BEGIN_NAMESPACE
class QPainter;
class QRectF;
QT_END_NAMESPACE

/// Small drawings on a grid of 20 units, in the color of the text beside them. No picture files: with the first of
/// those Qt loads the plugins of all picture formats.
namespace icons {

enum class Icon {
    Copy,
    Check,
    Cross,
    Warning,
    Info,
    Minus,
    Clock,
    Eye,
    EyeOff,
    OpenOutside,
    Refresh,
    ChevronRight,
    ChevronDown,
    File,
    Folder,
    Key,
    Search,
    Play,
    Pause,
    Previous,
    Next
};

/// In the middle of `rect`, as large as its shorter side.
void paint(QPainter &painter, const QRectF &rect, Icon icon, const QColor &color);
/// For buttons and menus: drawn when it is painted, in the color of the words of a button; on a primary button in the
/// color of its own words. Mirrored where it has a direction and the program reads from right to left.
enum class On { Surface, Accent };
[[nodiscard]] QIcon make(Icon icon, On ground = On::Surface);

} // namespace icons
