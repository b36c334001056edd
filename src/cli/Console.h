#pragma once

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"
#include "cli/Terminal.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

namespace cli {

/// The context of the command line's own sentences.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(cli)
};

/// How a check as a whole ended; a contract of the JSON.
enum class Result { Passed, Failed, Cancelled };

/// Standard output, which carries results only, and standard error, which carries everything else.
///
/// Where both are one terminal, a person would read each check twice: then what is going on is one line that goes
/// again, and the result is the only table.
class Console final
{
public:
    enum class Style {
        Text, ///< progress, and a table
        Json, ///< progress, and the one JSON object
        Quiet ///< no progress; one line when all is well, otherwise what is not
    };

    explicit Console(Style style = Style::Text);
    ~Console();

    [[nodiscard]] bool isJson() const { return m_style == Style::Json; }

    /// A line to standard error, wrapped at the width of a terminal.
    void say(const QString &line) const;
    /// The same, for what is good to know and no part of the result; nothing when quiet.
    void remark(const QString &line) const;
    /// The same, not wrapped: an address to be copied.
    void sayAsItIs(const QString &line) const;
    /// How a check stands, to standard error.
    void progress(const advice::CheckLine &line) const;
    /// The whole result to standard output.
    void result(Result result, const QList<advice::CheckLine> &lines) const;
    /// Bytes to standard output, as they are. Whether they could be written; if not, that is said.
    [[nodiscard]] bool write(QByteArrayView bytes) const;
    /// Whether something that belongs on standard output never got there: then nothing succeeded.
    [[nodiscard]] bool hasLostOutput() const { return m_hasLostOutput; }

private:
    void writeError(const QByteArray &bytes) const;
    void clearTransient() const;

    const Style m_style;
    const Terminal m_out;
    const Terminal m_error;
    mutable bool m_hasTransient = false; ///< a line without an end is on the terminal
    mutable bool m_hasLostOutput = false;
};

} // namespace cli
