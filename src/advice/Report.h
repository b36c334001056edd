#pragma once

#include "advice/CheckLine.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

namespace advice {

/// What was checked, when, against what, with which result: something to attach to a change ticket. No secret in it.
struct Report
{
    struct Section
    {
        QString id; ///< "sign-in", "api-token", …
        QString title;
        QDateTime finished; ///< UTC; invalid: not checked
        QList<CheckLine> checks;
    };

    QString title = {};
    QDateTime created = {}; ///< UTC
    /// Organisation, client ID, redirect URIs and so on, in order: (machine name, (title, value)).
    struct Fact
    {
        QString id;
        QString title;
        QString value;
    };
    QList<Fact> facts = {};
    QList<Section> sections = {};

    /// {"title", "created", "product", "version", "facts": {...}, "sections": [{"id", "finished", "checks": [...]}]}
    [[nodiscard]] QJsonObject toJson() const;
    /// One file, no script, nothing from elsewhere; readable in print.
    [[nodiscard]] QString toHtml() const;
};

} // namespace advice
