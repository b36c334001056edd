#pragma once

#include <QDialog>

/// What this program is, whose work it uses, and under which licenses: the notices that its package installed.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Where the packages put the notices, as seen from the program.
    [[nodiscard]] static QString installedNotices();

    explicit AboutDialog(const QString &notices = installedNotices(), QWidget *parent = nullptr);
};
