#include "authenticate/Explanation.h"

#include <algorithm>

namespace authenticate {

namespace {

/// Whether a text can be base 58 at all: four letters and digits that look alike are not in its alphabet.
bool canBeBase58(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '0' || c == 'O' || c == 'I' || c == 'l'; });
}

/// The shape in which these settings have the id.
std::optional<IdShape> fittingShape(QByteArrayView shownId, const ProviderSettings &settings, const Hints &hints)
{
    const auto shapes = idShapes();
    for (const IdShape &shape : shapes) {
        if (shape.text == IdText::Base58 && !canBeBase58(shownId))
            continue;
        if (shape.hasAudiences && settings.accessTokenAudiences.isEmpty())
            continue; // the same as without them
        if (shape.hasServiceAccount && settings.serviceAccount.isEmpty())
            continue;
        if (hints.readsServiceAccount && !shape.hasServiceAccount && !settings.serviceAccount.isEmpty())
            continue;
        if (IdentityProviderId::of(settings, shape).isShownAs(shownId))
            return shape;
        if (!shape.hasServiceAccount)
            continue;
        ProviderSettings other = settings.clone();
        for (const Secret &spelling : settings.serviceAccountSpellings) {
            other.serviceAccount = spelling.clone();
            if (IdentityProviderId::of(other, shape).isShownAs(shownId))
                return shape;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<Explanation> explain(QByteArrayView shownId, const ProviderSettings &settings, const Hints &hints)
{
    if (const auto shape = fittingShape(shownId, settings, hints))
        return Explanation{*shape, {}};

    struct Tried
    {
        Mistake mistake;
        ProviderSettings settings;
    };
    std::vector<Tried> tried;
    const auto mistakes = everyMistake();
    for (const Mistake mistake : mistakes) {
        auto changed = after(mistake, settings, hints);
        if (!changed)
            continue;
        if (const auto shape = fittingShape(shownId, *changed, hints))
            return Explanation{*shape, {mistake}};
        tried.push_back({mistake, *std::move(changed)});
    }
    for (const Tried &first : tried) {
        for (const Mistake mistake : mistakes) {
            if (mistake == first.mistake)
                continue;
            const auto changed = after(mistake, first.settings, hints);
            if (!changed)
                continue;
            if (const auto shape = fittingShape(shownId, *changed, hints))
                return Explanation{*shape, {first.mistake, mistake}};
        }
    }
    return std::nullopt;
}

} // namespace authenticate
