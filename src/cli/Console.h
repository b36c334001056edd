#pragma once

#include "advice/CheckLine.h"
#include "advice/Diagnosis.h"

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
class Console final
{
public:
    explicit Console(bool json);

    [[nodiscard]] bool isJson() const { return m_json; }

    /// A line to standard error.
    void say(const QString &line) const;
    /// A finished line of a check to standard error: mark, id, headline.
    void progress(const advice::CheckLine &line) const;
    /// The whole result to standard output: the one JSON object, or text for people.
    void result(Result result, const QList<advice::CheckLine> &lines) const;
    /// Bytes to standard output, as they are. Whether they could be written; if not, that is said.
    [[nodiscard]] bool write(QByteArrayView bytes) const;
    /// Whether something that belongs on standard output never got there: then nothing succeeded.
    [[nodiscard]] bool hasLostOutput() const { return m_hasLostOutput; }

private:
    const bool m_json;
    mutable bool m_hasLostOutput = false;
};

} // namespace cli
