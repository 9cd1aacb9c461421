// SPDX-License-Identifier: EUPL-1.2
#include "domain/event.hpp"

namespace telaio::domain {

RefusalValue date_value(std::string_view name, Date date) {
  return {std::string(name), to_italian(date)};
}

}  // namespace telaio::domain
