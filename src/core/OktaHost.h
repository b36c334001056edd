#pragma once

#include <QString>

/// The names that Okta gives to orgs: for the folders that know Okta and for those that only read its addresses.

/// Whether a host, in lower case, is under one of Okta's own domains; custom domains are not.
[[nodiscard]] bool isOktaHost(const QString &host);
/// acme.okta.com for acme-admin.okta.com, where the Admin Console is: it serves discovery, too, but names the plain
/// host as issuer. Any other host as it is: "-admin." may be part of somebody's custom domain.
[[nodiscard]] QString hostWithoutAdmin(const QString &host);
/// The Admin Console's host of an org: acme-admin.okta.com. Empty where the host is none of Okta's domains, or is the
/// console's already.
[[nodiscard]] QString hostWithAdmin(const QString &host);
