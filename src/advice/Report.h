#pragma once

#include "advice/CheckLine.h"
#include "core/Expected.h"
#include "core/Secret.h"
#include "files/AtomicFile.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

#include <vector>

namespace advice {

/// What was checked, when, against what, with which result: something to attach to a change ticket. No secret in it.
struct Report
{
    struct Section
    {
        QString id; ///< "sign-in", "api-token", …
        QString title;
        QDateTime finished; ///< UTC; when the last result came; invalid: nothing here has a result
        QList<CheckLine> checks;

        /// A list of checks, with the time of its last result.
        [[nodiscard]] static Section of(const QString &id, const QString &title, const checks::List &list);
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

    /// Hides the secrets, and user names and passwords in addresses, wherever they are in a text: a server may have
    /// repeated them, or a person put them into the wrong box.
    void mask(const std::vector<Secret> &secrets);

    /// {"title", "created", "product", "version", "facts": {...}, "sections": [{"id", "finished", "checks": [...]}]}
    [[nodiscard]] QJsonObject toJson() const;
    /// One file, no script, nothing from elsewhere; readable in print.
    [[nodiscard]] QString toHtml() const;
};

/// Writes it whole or not at all: HTML for *.html and *.htm, otherwise JSON. `replaces`: a file that is there.
[[nodiscard]] Expected<void, files::WriteError> writeReport(const Report &report, const QString &path, bool replaces);

} // namespace advice
