// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/structure.hpp"

#include <algorithm>

#include "domain/fees/tariff_shape.hpp"

namespace telaio::domain::fees {
namespace {

std::string day_text(const MonthDay& day) {
  const auto two = [](unsigned number) { return std::to_string(100 + number).substr(1); };
  return two(day.month) + "-" + two(day.day);
}

Said say_act(const Regulation& regulation) {
  if (regulation.act.empty()) return {"not_stated", {{"authority", regulation.authority}}};
  return {"named", {{"act", regulation.act}, {"authority", regulation.authority}}};
}

Said say_formula(const Regulation& regulation) {
  Said said{formula_kind(regulation), {}};
  if (regulation.scheme == FeeScheme::percent_of_cost) said.values.emplace_back("of", "full_cost");
  const bool counted = said.code == "bands" || said.code == "piecewise_linear";
  if (counted) said.values.emplace_back("pieces", std::to_string(formula_pieces(regulation)));
  return said;
}

Said say_thresholds(const Regulation& regulation) {
  Said said{"at", {}};
  for (const Money threshold : shown_thresholds(shape_of(regulation))) {
    said.values.emplace_back("isee", to_string(threshold));
  }
  if (said.values.empty()) said.code = "none";
  return said;
}

Said say_exemption(const Regulation& regulation) {
  const FreeUpTo free = free_up_to(shape_of(regulation));
  if (free.everybody) return {"everybody", {}};
  if (!free.last) return {"none", {}};
  return {"up_to", {{"isee", to_string(*free.last)}}};
}

Said say_range(const Regulation& regulation) {
  const auto range = range_of(regulation);
  if (!range) return {"not_computable", {}};
  Said said{"between", {{"lowest", to_string(range->lowest)}}};
  if (range->unbounded) {
    said.code = "from";
  } else {
    said.values.emplace_back("highest", to_string(range->highest));
  }
  return said;
}

Said say_access(const Regulation& regulation) {
  if (regulation.access_limit) return {"up_to", {{"isee", to_string(*regulation.access_limit)}}};
  if (regulation.whole_cost_above) {
    return {"whole_cost_above", {{"isee", to_string(*regulation.whole_cost_above)}}};
  }
  return {"everybody", {}};
}

Said say_amount(std::string_view code, const std::optional<Money>& amount) {
  if (!amount) return {"not_stated", {}};
  return {code, {{"amount", to_string(*amount)}}};
}

Said say_kinds(const Regulation& regulation) {
  if (regulation.accepted_kinds.empty()) return {"not_stated", {}};
  Said said{"accepted", {}};
  for (const IseeKind kind : regulation.accepted_kinds) {
    said.values.emplace_back("kind", schema::EnumNameIseeKind(kind));
  }
  return said;
}

Said say_no_isee(const Regulation& regulation) {
  if (regulation.no_isee != NoIseeRule::amount || !regulation.no_isee_amount) {
    return {"not_stated", {}};
  }
  return {"amount", {{"amount", to_string(*regulation.no_isee_amount)}}};
}

Said say_decorrenza(const Regulation& regulation) {
  if (regulation.decorrenza == DecorrenzaRule::unknown) return {"not_stated", {}};
  Said said{schema::EnumNameDecorrenzaRule(regulation.decorrenza), {}};
  if (regulation.decorrenza_day)
    said.values.emplace_back("day", day_text(*regulation.decorrenza_day));
  return said;
}

Said say_kept(const Regulation& regulation) {
  if (!regulation.kept_until) return {"not_kept", {}};
  return {"until", {{"day", day_text(*regulation.kept_until)}}};
}

Said say_rounding(const Regulation& regulation) {
  Said said{regulation.rounding == RoundingMode::unknown
                ? "not_stated"
                : schema::EnumNameRoundingMode(regulation.rounding),
            {}};
  if (regulation.unit_step) said.values.emplace_back("unit", to_string(*regulation.unit_step));
  said.values.emplace_back("amount", to_string(regulation.amount_step));
  return said;
}

Said say_adjustments(const std::vector<Adjustment>& adjustments) {
  Said said{adjustments.empty() ? "none" : "percent", {}};
  for (const Adjustment& one : adjustments) {
    said.values.emplace_back("percent", to_string(one.percent));
    said.values.emplace_back("when", one.when);
    if (one.isee_max) said.values.emplace_back("isee", to_string(*one.isee_max));
  }
  return said;
}

Said say_exempt_persons(const Regulation& regulation) {
  Said said{regulation.exemptions.empty() ? "none" : "reasons", {}};
  for (const ExemptionReason reason : regulation.exemptions) {
    said.values.emplace_back("reason", schema::EnumNameExemptionReason(reason));
  }
  return said;
}

Said say_residence(const Regulation& regulation) {
  if (!regulation.non_resident_amount) return {"as_residents", {}};
  return {"amount", {{"amount", to_string(*regulation.non_resident_amount)}}};
}

Said say_bounds(const Regulation& regulation) {
  Said said{"bounds", {}};
  if (regulation.cap) said.values.emplace_back("cap", to_string(*regulation.cap));
  if (regulation.floor) said.values.emplace_back("floor", to_string(*regulation.floor));
  if (said.values.empty()) return {"none", {}};
  if (regulation.cap && regulation.cap_order == CapOrder::cap_then_discount) {
    said.values.emplace_back("order", "cap_then_discount");
  }
  return said;
}

constexpr std::pair<Dimension, std::string_view> names[] = {
    {Dimension::act, "act"},
    {Dimension::formula, "formula"},
    {Dimension::thresholds, "thresholds"},
    {Dimension::exemption, "exemption"},
    {Dimension::range, "range"},
    {Dimension::access, "access"},
    {Dimension::full_cost, "full_cost"},
    {Dimension::isee_kinds, "isee_kinds"},
    {Dimension::no_isee, "no_isee"},
    {Dimension::annotations, "annotations"},
    {Dimension::decorrenza, "decorrenza"},
    {Dimension::rectification, "rectification"},
    {Dimension::kept_until, "kept_until"},
    {Dimension::rounding, "rounding"},
    {Dimension::discounts, "discounts"},
    {Dimension::surcharges, "surcharges"},
    {Dimension::exempt_persons, "exempt_persons"},
    {Dimension::residence, "residence"},
    {Dimension::period_bounds, "period_bounds"}};
static_assert(std::size(names) == dimension_count);

using Text = std::vector<Said>;

std::vector<Text> texts_of(const std::vector<Regulation>& regulations) {
  std::vector<Text> texts;
  for (const Regulation& regulation : regulations) {
    Text& text = texts.emplace_back();
    for (const auto& [dimension, name] : names) text.push_back(say(regulation, dimension));
  }
  return texts;
}

}  // namespace

std::string_view name_of(Dimension dimension) {
  return names[static_cast<std::size_t>(dimension)].second;
}

Said say(const Regulation& regulation, Dimension dimension) {
  switch (dimension) {
    case Dimension::act:
      return say_act(regulation);
    case Dimension::formula:
      return say_formula(regulation);
    case Dimension::thresholds:
      return say_thresholds(regulation);
    case Dimension::exemption:
      return say_exemption(regulation);
    case Dimension::range:
      return say_range(regulation);
    case Dimension::access:
      return say_access(regulation);
    case Dimension::full_cost:
      return say_amount("amount", regulation.full_cost);
    case Dimension::isee_kinds:
      return say_kinds(regulation);
    case Dimension::no_isee:
      return say_no_isee(regulation);
    case Dimension::annotations:
      return {schema::EnumNameAnnotationPolicy(regulation.annotations), {}};
    case Dimension::decorrenza:
      return say_decorrenza(regulation);
    case Dimension::rectification:
      return {regulation.retroactive_on_rectification ? "from_the_past" : "from_now_on", {}};
    case Dimension::kept_until:
      return say_kept(regulation);
    case Dimension::rounding:
      return say_rounding(regulation);
    case Dimension::discounts:
      return say_adjustments(regulation.discounts);
    case Dimension::surcharges:
      return say_adjustments(regulation.surcharges);
    case Dimension::exempt_persons:
      return say_exempt_persons(regulation);
    case Dimension::residence:
      return say_residence(regulation);
    case Dimension::period_bounds:
      return say_bounds(regulation);
  }
  return {};
}

std::vector<StructureRow> compare_structure(const std::vector<Regulation>& regulations) {
  if (regulations.empty()) return {};
  const auto texts = texts_of(regulations);
  std::vector<StructureRow> rows;
  for (std::size_t i = 0; i < dimension_count; ++i) {
    StructureRow row{names[i].first, {}, true};
    for (const Text& text : texts) {
      row.equal = row.equal && text[i] == texts.front()[i];
      row.said.push_back(text[i]);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t adopters_of(const std::vector<Regulation>& regulations,
                        const std::vector<bool>& whole_ambito) {
  const auto texts = texts_of(regulations);
  std::size_t of_the_ambito = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto same = static_cast<std::size_t>(std::ranges::count(texts, texts[i]));
    most = std::max(most, same);
    if (whole_ambito[i]) of_the_ambito = same;
  }
  if (of_the_ambito > 0) return of_the_ambito;
  return most >= 2 ? most : 0;
}

}  // namespace telaio::domain::fees
