// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/json_edges.hpp"

#include <algorithm>
#include <iterator>

#include "app/regulations/json_names.hpp"
#include "domain/fees/amount.hpp"

namespace telaio::app::regulations {
namespace {

// A discount that holds "ISEE <= 40000.00" says so in its wording.
std::optional<Money> isee_max_in(std::string_view when) {
  constexpr std::string_view mark = "ISEE <= ";
  const std::size_t at = when.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = when.substr(at + mark.size());
  const std::size_t end = rest.find_first_not_of("0123456789.");
  const auto amount = fees::parse_amount(rest.substr(0, end));
  if (!amount) return std::nullopt;
  return *amount;
}

// Only those in percent; a fixed price for a second child has no place in the formula, and is
// noted.
std::vector<fees::Adjustment> read_adjustments(Element& element, const json::object& root,
                                               std::string_view key) {
  std::vector<fees::Adjustment> adjustments;
  const json::array* items = list(root, key);
  if (items == nullptr) return adjustments;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const json::object* object = (*items)[i].if_object();
    const std::string pointer = "/" + std::string(key) + "/" + std::to_string(i);
    if (object == nullptr || member(*object, "percent") == nullptr) {
      element.note(pointer, &(*items)[i]);
      continue;
    }
    const auto percent = element.thousandths(*object, "percent", pointer);
    if (!percent) continue;
    fees::Adjustment adjustment{text_of(*object, "when"), *percent, std::nullopt};
    // Said in a member of its own, or else in the wording.
    const bool said = member(*object, "isee_max") != nullptr;
    adjustment.isee_max =
        said ? element.money(*object, "isee_max", pointer) : isee_max_in(adjustment.when);
    adjustments.push_back(std::move(adjustment));
  }
  return adjustments;
}

// Reasons we know. Others are in words, as Comuni write them: nobody is exempted by a guess.
void read_exemptions(Element& element, const json::object& root) {
  const json::array* items = list(root, "exemptions");
  if (items == nullptr) return;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const json::string* text = (*items)[i].if_string();
    const auto known = std::find_if(
        std::begin(names::exemptions), std::end(names::exemptions),
        [&](const auto& each) { return text != nullptr && std::string_view(*text) == each.first; });
    if (known == std::end(names::exemptions)) {
      element.note("/exemptions/" + std::to_string(i), &(*items)[i]);
    } else {
      element.regulation().exemptions.push_back(known->second);
    }
  }
}

void read_bounds(Element& element, const json::object& root) {
  auto& regulation = element.regulation();
  regulation.cap = element.money(root, "cap", "");
  regulation.floor = element.money(root, "floor", "");
  element.name(root, "cap_order", "/cap_order", names::cap_orders, regulation.cap_order);
}

}  // namespace

void read_edges(Element& element, const json::object& root) {
  auto& regulation = element.regulation();
  if (const auto* limit = child(root, "access_limit")) {
    regulation.access_limit = element.money(*limit, "isee_max", "/access_limit");
  }
  if (const auto* above = child(root, "above")) {
    regulation.whole_cost_above = element.money(*above, "isee_over", "/above");
  }
  if (const auto* cost = child(root, "full_cost")) {
    const auto amount = element.money(*cost, "amount", "/full_cost");
    if (amount) regulation.full_cost = amount;
  }
  const auto* no_isee = child(root, "no_isee");
  const json::value* amount = no_isee == nullptr ? nullptr : member(*no_isee, "amount");
  if (amount != nullptr && !amount->is_null()) {
    regulation.no_isee_amount = element.thousandths(*no_isee, "amount", "/no_isee");
    if (regulation.no_isee_amount) regulation.no_isee = fees::NoIseeRule::amount;
  }
  regulation.surcharges = read_adjustments(element, root, "surcharges");
  regulation.discounts = read_adjustments(element, root, "discounts");
  read_exemptions(element, root);
  read_bounds(element, root);
  const auto* non_resident = child(root, "non_resident");
  const json::value* theirs = non_resident == nullptr ? nullptr : member(*non_resident, "amount");
  if (theirs != nullptr && !theirs->is_null()) {
    regulation.non_resident_amount = element.thousandths(*non_resident, "amount", "/non_resident");
  }
}

}  // namespace telaio::app::regulations
