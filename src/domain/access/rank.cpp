// SPDX-License-Identifier: EUPL-1.2
#include "domain/access/rank.hpp"

#include <algorithm>
#include <compare>

namespace telaio::domain::access {
namespace {

constexpr std::uint32_t months_per_year = 12;

enum class Answer : std::uint8_t { passes, refuses, unknown };
struct Asked {
  Answer answer = Answer::passes;
  Missing missing = Missing::none;
};

constexpr Asked passes{Answer::passes, Missing::none};
constexpr Asked refuses{Answer::refuses, Missing::none};

Asked asked(bool passed) {
  return passed ? passes : refuses;
}

Asked missing(Missing what) {
  return {Answer::unknown, what};
}

bool is_in_group(const Application& application, const Code& group) {
  if (group == group_adult) return application.age_months >= adult_age_months;
  if (group == group_minor) return application.age_months < adult_age_months;
  const auto& conditions = application.conditions;
  return std::find(conditions.begin(), conditions.end(), group) != conditions.end();
}

bool lists(const std::vector<Code>& codes, const Code& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// Of several ceilings one holds for an applicant, and the others say nothing about them. Without
// any for their group the first of them is the one that cannot be judged.
Asked ask_ceiling(const Criteria& criteria, const Application& application, std::size_t index) {
  const auto mine = ceiling_of(criteria, application);
  if (!mine) return missing(Missing::ceiling);
  if (*mine != index) return passes;
  if (!application.isee) return missing(Missing::isee);
  return asked(application.isee->cents() <= criteria.gates[index].value);
}

Asked ask(const Criteria& criteria, const Application& application, std::size_t index) {
  const Gate& gate = criteria.gates[index];
  const std::int64_t years = application.age_months / months_per_year;
  switch (gate.kind) {
    case GateKind::residence:
      if (application.residence.empty()) return missing(Missing::residence);
      return asked(lists(criteria.comuni, application.residence));
    case GateKind::age_min:
      return asked(years >= gate.value);
    case GateKind::age_max:
      return asked(years <= gate.value);
    case GateKind::isee_max:
      return ask_ceiling(criteria, application, index);
    case GateKind::condition:
      return asked(is_in_group(application, gate.condition));
    case GateKind::no_annotations:
      // Annotations stand on an attestation: without one nothing is known of them.
      if (!application.isee) return missing(Missing::isee);
      return asked(!application.annotations);
    case GateKind::unknown:
      break;
  }
  return refuses;  // `check` has an error for it, so it is never published.
}

std::optional<std::uint32_t> points_for(const Application& application, const Code& item) {
  for (const PointsGiven& given : application.points) {
    if (given.item == item) return given.points;
  }
  return std::nullopt;
}

bool uses_isee(const Tie& tie) {
  return tie.rule == TieRule::isee_lower || tie.rule == TieRule::isee_within;
}

// What the order of the admitted would need and nobody gave.
std::optional<Judgement> missing_for_order(const Criteria& criteria,
                                           const Application& application) {
  Judgement judgement;
  judgement.state = RankState::suspended_documents;
  if (application.documents_missing) {
    judgement.missing = Missing::documents;
    return judgement;
  }
  for (std::size_t i = 0; i < criteria.items.size(); ++i) {
    if (points_for(application, criteria.items[i].item)) continue;
    judgement.missing = Missing::points;
    judgement.item = i;
    return judgement;
  }
  if (!application.isee && std::any_of(criteria.ties.begin(), criteria.ties.end(), uses_isee)) {
    judgement.missing = Missing::isee;
    return judgement;
  }
  return std::nullopt;
}

// Less: `a` comes first.
std::strong_ordering by_tie(const Tie& tie, const Application& a, const Application& b) {
  const auto within = [&](const Application& each) {
    return each.isee && *each.isee <= tie.isee_max;
  };
  switch (tie.rule) {
    case TieRule::isee_within:
      return within(b) <=> within(a);
    case TieRule::item_higher:
      return points_for(b, tie.item).value_or(0) <=> points_for(a, tie.item).value_or(0);
    case TieRule::isee_lower:
      return a.isee.value_or(Money()) <=> b.isee.value_or(Money());
    case TieRule::older:
      return b.age_months <=> a.age_months;
    case TieRule::younger:
      return a.age_months <=> b.age_months;
    case TieRule::unknown:
      break;
  }
  return std::strong_ordering::equal;
}

// Protocol numbers begin again every year.
std::strong_ordering by_protocol(const Application& a, const Application& b) {
  if (auto years = a.requested_on.ymd().year() <=> b.requested_on.ymd().year(); years != 0) {
    return years;
  }
  if (auto numbers = a.protocol_number <=> b.protocol_number; numbers != 0) return numbers;
  return a.service <=> b.service;
}

struct Compared {
  std::strong_ordering order = std::strong_ordering::equal;
  Separation separation;
};

Compared compare(const Criteria& criteria, const Application& a, const Application& b) {
  if (auto order = class_order_of(criteria, a) <=> class_order_of(criteria, b); order != 0) {
    return {order, {Separator::priority, 0}};
  }
  if (auto order = points_of(criteria, b) <=> points_of(criteria, a); order != 0) {
    return {order, {Separator::points, 0}};
  }
  for (std::size_t i = 0; i < criteria.ties.size(); ++i) {
    if (auto order = by_tie(criteria.ties[i], a, b); order != 0) {
      return {order, {Separator::tie, i}};
    }
  }
  const auto order = by_protocol(a, b);
  return {order, {order == 0 ? Separator::none : Separator::protocol, 0}};
}

}  // namespace

std::optional<std::size_t> ceiling_of(const Criteria& criteria, const Application& application) {
  std::optional<std::size_t> of_the_rest;
  for (std::size_t i = 0; i < criteria.gates.size(); ++i) {
    const Gate& gate = criteria.gates[i];
    if (gate.kind != GateKind::isee_max) continue;
    if (gate.condition.empty()) {
      of_the_rest = i;
    } else if (is_in_group(application, gate.condition)) {
      return i;
    }
  }
  return of_the_rest;
}

std::uint32_t points_of(const Criteria& criteria, const Application& application) {
  std::uint32_t sum = 0;
  for (const Item& item : criteria.items) sum += points_for(application, item.item).value_or(0);
  return sum;
}

std::uint16_t class_order_of(const Criteria& criteria, const Application& application) {
  const auto& classes = criteria.classes;
  const auto found = application.priority.empty()
                         ? classes.end()
                         : std::find(classes.begin(), classes.end(), application.priority);
  return static_cast<std::uint16_t>(found - classes.begin() + 1);
}

Judgement judge(const Criteria& criteria, const Application& application) {
  std::optional<Judgement> unknown;
  for (std::size_t i = 0; i < criteria.gates.size(); ++i) {
    const Asked gate = ask(criteria, application, i);
    if (gate.answer == Answer::refuses) return {RankState::refused, i, Missing::none, {}};
    if (gate.answer == Answer::unknown && !unknown) {
      unknown = Judgement{RankState::suspended_documents, i, gate.missing, {}};
    }
  }
  if (unknown) return *unknown;
  if (auto waits = missing_for_order(criteria, application)) return *waits;
  return {RankState::admitted_funded, {}, Missing::none, {}};
}

Separation separation(const Criteria& criteria, const Application& a, const Application& b) {
  return compare(criteria, a, b).separation;
}

bool comes_before(const Criteria& criteria, const Application& a, const Application& b) {
  return compare(criteria, a, b).order < 0;
}

std::vector<Ranked> rank(const Criteria& criteria, std::span<const Application> applications,
                         std::uint32_t places) {
  std::vector<Ranked> list;
  for (std::size_t i = 0; i < applications.size(); ++i) {
    Ranked one;
    one.application = i;
    one.judgement = judge(criteria, applications[i]);
    one.class_order = class_order_of(criteria, applications[i]);
    one.points = points_of(criteria, applications[i]);
    list.push_back(one);
  }
  std::sort(list.begin(), list.end(), [&](const Ranked& a, const Ranked& b) {
    if (a.judgement.state != b.judgement.state) return a.judgement.state < b.judgement.state;
    const Application& first = applications[a.application];
    const Application& second = applications[b.application];
    if (a.judgement.state == RankState::admitted_funded) {
      return comes_before(criteria, first, second);
    }
    return by_protocol(first, second) < 0;
  });
  std::uint32_t order = 0;
  for (Ranked& one : list) {
    if (one.judgement.state != RankState::admitted_funded) continue;
    one.order = ++order;
    if (order > places) one.judgement.state = RankState::admitted_waiting;
  }
  return list;
}

}  // namespace telaio::domain::access
