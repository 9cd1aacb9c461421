// SPDX-License-Identifier: EUPL-1.2
#include "app/sheets/accounts_sheet.hpp"

#include <boost/json/parse.hpp>

#include "base/assert.hpp"

namespace telaio::app::sheets {

std::optional<Money> total_of(const Accounts& accounts) {
  Money total;
  for (const Invoice& invoice : accounts.invoices) {
    const auto sum = checked_add(total, invoice.total);
    if (!sum) return std::nullopt;
    total = *sum;
  }
  return total;
}

std::string text_of(std::string_view key) {
  // Compiled in: a build whose texts do not read is not a build.
  boost::system::error_code error;
  const auto texts = boost::json::parse(built_in_texts(), error);
  TELAIO_ASSERT(!error && texts.is_object());
  const auto* found = texts.as_object().if_contains(key);
  TELAIO_ASSERT(found != nullptr && found->is_string());
  return std::string(found->as_string());
}

std::string_view state_key(NoticeState state) {
  switch (state) {
    case NoticeState::none:
      return "state.none";
    case NoticeState::pending:
      return "state.pending";
    case NoticeState::paid:
      return "state.paid";
    case NoticeState::annulled:
      return "state.annulled";
    case NoticeState::expired:
      break;
  }
  return "state.expired";
}

}  // namespace telaio::app::sheets
