#pragma once

#include <QList>
#include <QString>

/// Simplified drawings of places in the Okta Admin Console, as descriptions. Their words are the labels of Okta's own
/// controls, which are not translated.
namespace sketches {

enum class Kind {
    Title,
    Breadcrumb,
    Field,
    CheckBox,
    CheckBoxOn,
    Radio,
    RadioOn,
    Button,
    MenuItem,
    TableRow,
    Tabs,
    Filler
};

struct Part
{
    Kind kind = Kind::Filler;
    const char *label = "";
    const char *value = nullptr; ///< what stands in the field, or at the end of the row
    int badge = 0; ///< the number of the step in the text beside it; 0: not highlighted
};

enum class Place {
    None,
    OrgUrl,
    CreateAppIntegration,
    NewWebAppIntegration,
    Assignments,
    ClientCredentials,
    GrantType,
    ProofOfPossession,
    RedirectUris,
    AssignPeople,
    GroupsClaim,
    CreateToken,
    TokenValue
};

[[nodiscard]] QList<Part> parts(Place place);
/// The drawing in words, from its parts: "Drawing of General Settings: 1 Edit, 2 the check box Refresh Token, not
/// selected, 3 Save."
[[nodiscard]] QString description(const QList<Part> &parts);

} // namespace sketches
