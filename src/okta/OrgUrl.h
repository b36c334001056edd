#pragma once

#include "core/Expected.h"

#include <QList>
#include <QString>
#include <QUrl>

namespace okta {

/// Why something is not the address of an Okta organisation.
struct OrgUrlError
{
    enum class Reason {
        Empty,
        TooLong, ///< more than 2,000 characters
        ControlCharacter, ///< a control, bidirectional or zero-width character inside
        Placeholder, ///< {yourOktaDomain} and its relatives, as copied from a documentation page
        SchemeUnsupported, ///< not https (http on the loopback interface only); detail: the scheme
        NotAUrl, ///< no host can be read from it
        HostInvalid, ///< a host, but not one that can exist; detail: why
        UserName, ///< somebody@host: a login, or a trick
        Secret, ///< what looks like a token or secret, pasted into the wrong field; no detail
        PomeriumCallback ///< Pomerium's own /oauth2/callback: the other field
    };
    Reason reason = Reason::NotAUrl;
    QString detail = {};
};

/// The root address of an Okta organisation, and the authorization server in it that is meant.
///
/// parse() repairs what administrators paste from the address bar and says what it repaired; the value itself has been
/// asked nothing yet.
class OrgUrl
{
public:
    /// What was changed on the way from the input to the address.
    enum class Repair {
        SchemeAdded, ///< https:// in front
        AdminHost, ///< acme-admin.okta.com is the Admin Console; acme.okta.com is the organisation
        PathCut, ///< path, query or fragment; a final slash is not worth a word
        SpacesCut, ///< around it, or line breaks inside
        LetterCase, ///< host in lower case
        QuotesCut ///< around it
    };

    [[nodiscard]] static Expected<OrgUrl, OrgUrlError> parse(QStringView input);

    /// https://acme.okta.com, without a final slash.
    [[nodiscard]] QString toString() const;
    [[nodiscard]] QUrl url() const;
    /// acme.okta.com, with the port when there is one.
    [[nodiscard]] QString host() const;
    /// The issuer to ask: the root, or root/oauth2/ID when the input named a custom authorization server.
    [[nodiscard]] QString issuer() const;
    /// `default` or `aus…`; empty: the organisation's own server.
    [[nodiscard]] QString authorizationServer() const { return m_authorizationServer; }
    /// https://acme-admin.okta.com/admin/apps/active and the like. A custom domain has no admin host and gives an empty
    /// URL; on loopback it is the practice console, which has its pages at Okta's paths.
    [[nodiscard]] QUrl adminUrl(const QString &path) const;
    [[nodiscard]] QUrl endpoint(const QString &path) const;
    [[nodiscard]] const QList<Repair> &repairs() const { return m_repairs; }
    /// Whether it is on this computer: for practice or for tests, never a real organization.
    [[nodiscard]] bool isOnThisComputer() const;
    /// Whether the name is one of Okta's own domains; custom domains are not.
    [[nodiscard]] bool isOktaDomain() const;

    friend bool operator==(const OrgUrl &a, const OrgUrl &b)
    {
        return a.m_root == b.m_root && a.m_authorizationServer == b.m_authorizationServer;
    }

private:
    OrgUrl() = default;
    QUrl m_root;
    QString m_authorizationServer;
    QList<Repair> m_repairs;
};

} // namespace okta
