#include "core/Product.h"

namespace product {

QString name()
{
    return QStringLiteral("Okta Setup for Pomerium");
}

QString applicationId()
{
    return QStringLiteral("io.github.okta_setup_for_pomerium");
}

QString version()
{
    return QStringLiteral(PRODUCT_VERSION);
}

} // namespace product
