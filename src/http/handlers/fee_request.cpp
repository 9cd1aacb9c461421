// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/fee_request.hpp"

#include "http/http_refusals.hpp"

namespace telaio::http::handlers {

namespace {

// "12", "12.5", "12.50" in hundredths, up to 9,999,999.99.
std::optional<std::uint32_t> hundredths_of(std::string_view text) {
  const auto parsed = parse_money(text);
  if (!parsed.money || parsed.money->cents() <= 0 || parsed.money->cents() > 999'999'999) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(parsed.money->cents());
}

// The number of a surcharge or a discount in the regulation; 0: none.
std::uint16_t number_of(ObjectReader& body, std::string_view name) {
  constexpr std::int64_t adjustments_max = 100;
  return static_cast<std::uint16_t>(body.optional_integer(name, 1, adjustments_max).value_or(0));
}

}  // namespace

app::DetermineFee read_fee_request(ObjectReader& body) {
  app::DetermineFee command;
  command.period.from = body.date("from");
  command.period.to = body.date("to");
  if (const auto quantity = body.optional_text("quantity", 1, 20)) {
    command.quantity_hundredths = hundredths_of(*quantity);
    if (!command.quantity_hundredths) body.fail("quantity", Refusal{refusals::field_value, {}});
  }
  command.full_cost = body.optional_money("full_cost");
  command.surcharge = number_of(body, "surcharge");
  command.discount = number_of(body, "discount");
  command.third_payer = body.optional_money("third_payer");
  if (body.has("non_resident")) {
    command.resident = body.boolean_or("non_resident", false) ? schema::Residence::non_resident
                                                              : schema::Residence::resident;
  }
  return command;
}

}  // namespace telaio::http::handlers
