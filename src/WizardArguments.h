#pragma once

#include "demo/Scenario.h"

#include <QCoreApplication>
#include <QStringList>

#include <optional>

/// What the wizard was started with.
struct WizardArguments
{
    Q_DECLARE_TR_FUNCTIONS(Application)

public:
    bool isDemo = false;
    bool isAutoplay = false;
    bool isSideBySide = false;
    demo::Scenario scenario = demo::Scenario::EverythingWorks;
    std::optional<quint64> seed;
    std::optional<QString> draft;

    /// What there is to do instead of opening a window: text for standard output, or for standard error when the usage
    /// was wrong.
    struct Answer
    {
        bool isWrong = false;
        QString text;
    };

    /// Takes what was given, the program's name first. Empty: go on.
    [[nodiscard]] std::optional<Answer> parse(const QStringList &given);

    /// Whether a window can be opened. Asked before QApplication, which would end the program otherwise.
    [[nodiscard]] static bool hasDisplay(const QStringList &given);

private:
    [[nodiscard]] bool takeValue(const QString &name, const QString &value);
    [[nodiscard]] static QString usage();

    QStringList m_seen; ///< options with a value: each may be given once
};
