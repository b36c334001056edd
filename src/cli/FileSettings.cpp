#include "cli/FileSettings.h"

#include "advice/Diagnosis.h"
#include "cli/Options.h"
#include "pomerium/ImportFile.h"

#include <QFileInfo>

namespace cli {

Expected<pomerium::Import, QString> importedFile(const QString &path)
{
    auto import = pomerium::importFile(path);
    if (import)
        return std::move(*import);
    const auto diagnosis = advice::diagnose(import.error());
    return Unexpected(QStringLiteral("%1: %2 %3").arg(path, diagnosis.headline, diagnosis.remedy));
}

Secret secretInFile(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return {};
    auto secret = readSecret(path);
    return secret ? *std::move(secret) : Secret();
}

} // namespace cli
