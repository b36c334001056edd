#include "setup/Step.h"

namespace setup {

Step::~Step() = default;

} // namespace setup
