// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/code_list.hpp"

#include "http/http_refusals.hpp"

namespace telaio::http::handlers {

std::vector<Code> codes_of(ObjectReader& body, std::string_view name, std::size_t most) {
  std::vector<Code> codes;
  const boost::json::array* list = body.array(name, 0, most, false);
  if (list == nullptr) return codes;
  for (const boost::json::value& each : *list) {
    const auto* text = each.if_string();
    const auto code = text == nullptr ? std::nullopt : Code::parse(*text);
    if (!code || code->empty()) {
      body.fail(name, Refusal{refusals::field_value, {}});
    } else {
      codes.push_back(*code);
    }
  }
  return codes;
}

}  // namespace telaio::http::handlers
