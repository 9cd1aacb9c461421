// SPDX-License-Identifier: EUPL-1.2
#include "view/projection.hpp"

namespace telaio::view {

bool Projection::wants_derived(const schema::Header& /*header*/) const {
  return false;
}

}  // namespace telaio::view
