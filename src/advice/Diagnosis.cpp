#include "advice/Diagnosis.h"

namespace advice {

QString word(oidc::Answer answer)
{
    switch (answer) {
    case oidc::Answer::Yes:
        return Text::tr("yes");
    case oidc::Answer::No:
        return Text::tr("no");
    case oidc::Answer::CannotTell:
        return Text::tr("cannot tell");
    }
    Q_UNREACHABLE();
}

} // namespace advice
