// SPDX-License-Identifier: EUPL-1.2
#include "domain/access/check.hpp"

#include <algorithm>

#include "domain/checks.hpp"

namespace telaio::domain::access {
namespace {

class Findings {
 public:
  void error(std::string_view code, std::string at, std::vector<RefusalValue> values = {}) {
    all.push_back({Severity::error, code, std::move(at), std::move(values)});
  }
  void warning(std::string_view code, std::string at) {
    all.push_back({Severity::warning, code, std::move(at), {}});
  }

  std::vector<Finding> all;
};

std::string place(std::string_view list, std::size_t index) {
  return "/" + std::string(list) + "/" + std::to_string(index);
}

RefusalValue named(const Code& code) {
  return {"voce", std::string(code.text())};
}

void check_gate(const Criteria& criteria, std::size_t index, Findings& findings) {
  const Gate& gate = criteria.gates[index];
  const std::string at = place("gates", index);
  switch (gate.kind) {
    case GateKind::unknown:
      return findings.error(finding_gate_unknown, at);
    case GateKind::residence:
      if (criteria.comuni.empty()) findings.error(finding_comuni_missing, at);
      return;
    case GateKind::age_min:
    case GateKind::age_max:
      if (gate.value < 0) findings.error(finding_gate_value, at);
      return;
    case GateKind::isee_max: {
      if (gate.value < 0) findings.error(finding_gate_value, at);
      const auto same = [&](const Gate& other) {
        return other.kind == gate.kind && other.condition == gate.condition;
      };
      const auto here = criteria.gates.begin() + static_cast<std::ptrdiff_t>(index);
      if (std::any_of(criteria.gates.begin(), here, same)) {
        findings.error(finding_ceiling_repeated, at);
      }
      return;
    }
    case GateKind::condition:
      if (gate.condition.empty()) findings.error(finding_gate_condition, at);
      return;
    case GateKind::no_annotations:
      return;
  }
  findings.error(finding_gate_unknown, at);  // A number that is no member.
}

void check_gates(const Criteria& criteria, Findings& findings) {
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> most;
  bool ceilings = false;
  bool ceiling_for_the_rest = false;
  for (std::size_t i = 0; i < criteria.gates.size(); ++i) {
    check_gate(criteria, i, findings);
    const Gate& gate = criteria.gates[i];
    if (gate.kind == GateKind::age_min) least = gate.value;
    if (gate.kind == GateKind::age_max) most = gate.value;
    ceilings = ceilings || gate.kind == GateKind::isee_max;
    ceiling_for_the_rest =
        ceiling_for_the_rest || (gate.kind == GateKind::isee_max && gate.condition.empty());
  }
  if (least && most && *most < *least) findings.error(finding_ages_reversed, "/gates");
  if (ceilings && !ceiling_for_the_rest) findings.warning(finding_ceiling_for_some, "/gates");
}

void check_classes(const Criteria& criteria, Findings& findings) {
  for (std::size_t i = 0; i < criteria.classes.size(); ++i) {
    const auto here = criteria.classes.begin() + static_cast<std::ptrdiff_t>(i);
    const bool repeated = std::find(criteria.classes.begin(), here, *here) != here;
    if (repeated || here->empty()) {
      findings.error(finding_class_repeated, place("classes", i), {named(*here)});
    }
  }
}

void check_items(const Criteria& criteria, Findings& findings) {
  for (std::size_t i = 0; i < criteria.items.size(); ++i) {
    const Item& item = criteria.items[i];
    const std::string at = place("items", i);
    const auto here = criteria.items.begin() + static_cast<std::ptrdiff_t>(i);
    const auto same = [&](const Item& other) { return other.item == item.item; };
    if (item.item.empty() || std::any_of(criteria.items.begin(), here, same)) {
      findings.error(finding_item_repeated, at, {named(item.item)});
    }
    if (!item.points_max || *item.points_max == 0) {
      findings.error(finding_points_missing, at, {named(item.item)});
    } else if (*item.points_max > item_points_max) {
      findings.error(finding_points_too_many, at, {named(item.item)});
    }
  }
}

void check_ties(const Criteria& criteria, Findings& findings) {
  for (std::size_t i = 0; i < criteria.ties.size(); ++i) {
    const Tie& tie = criteria.ties[i];
    const std::string at = place("ties", i);
    if (!is_known(tie.rule)) {
      findings.error(finding_tie_unknown, at);
      continue;
    }
    const auto same = [&](const Item& item) { return item.item == tie.item; };
    const bool item_known = std::any_of(criteria.items.begin(), criteria.items.end(), same);
    if (tie.rule == TieRule::item_higher && !item_known) {
      findings.error(finding_tie_item, at, {named(tie.item)});
    }
    if (tie.rule == TieRule::isee_within && tie.isee_max.cents() <= 0) {
      findings.error(finding_gate_value, at);
    }
  }
}

}  // namespace

std::vector<Finding> check(const Criteria& criteria) {
  Findings findings;
  for (const std::size_t size : {criteria.gates.size(), criteria.classes.size(),
                                 criteria.items.size(), criteria.ties.size()}) {
    if (size > criteria_entries_max) {
      findings.error(finding_too_many, "", {{"massimo", std::to_string(criteria_entries_max)}});
      return findings.all;
    }
  }
  check_gates(criteria, findings);
  check_classes(criteria, findings);
  check_items(criteria, findings);
  check_ties(criteria, findings);
  if (criteria.classes.empty() && criteria.items.empty() && criteria.ties.empty()) {
    findings.warning(finding_no_order, "");
  }
  return findings.all;
}

std::size_t error_count(const std::vector<Finding>& findings) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [](const Finding& each) { return each.severity == Severity::error; }));
}

}  // namespace telaio::domain::access
