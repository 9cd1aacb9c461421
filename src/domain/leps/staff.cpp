// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/staff.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/assert.hpp"

namespace telaio::domain::leps {
namespace {

// A state and the days it really holds: a later one of the same contract cuts it short.
struct Stretch {
  const ContractState* state = nullptr;
  Date from;
  std::optional<Date> to;
};

// In log order each state takes over from its own date on: what was said of later days before it is
// replaced, even by a state that starts earlier.
std::vector<Stretch> stretches_of(std::vector<const ContractState*> states) {
  std::sort(states.begin(), states.end(),
            [](const auto* a, const auto* b) { return a->source.position < b->source.position; });
  std::vector<Stretch> stretches;
  for (const ContractState* state : states) {
    std::erase_if(stretches, [&](const Stretch& known) { return known.from >= state->from; });
    for (Stretch& known : stretches) {
      const Date last = state->from.plus_days(-1);
      if (!known.to || *known.to > last) known.to = last;
    }
    stretches.push_back({state, state->from, state->to});
  }
  return stretches;
}

std::int32_t days_within(const Stretch& stretch, Date from, Date to) {
  const Date first = std::max(stretch.from, from);
  const Date last = stretch.to ? std::min(*stretch.to, to) : to;
  return last < first ? 0 : days_between(first, last) + 1;
}

}  // namespace

bool counts_for_lep(const ContractState& state) {
  if (state.profession != schema::Profession::assistente_sociale) return false;
  if (state.kind != schema::ContractKind::open_ended || !state.field_or_planning) return false;
  switch (state.employer) {
    case schema::EmployerKind::comune:
    case schema::EmployerKind::association:
    case schema::EmployerKind::instrumental_body:
    case schema::EmployerKind::delegated_health_agency:
      return true;
    case schema::EmployerKind::third_sector:
    case schema::EmployerKind::unknown:
      return false;
  }
  return false;
}

Staff social_workers(std::span<const ContractState> contracts, Date from, Date to) {
  TELAIO_ASSERT(from <= to);
  std::map<ContractId, std::vector<const ContractState*>> states_by_contract;
  for (const ContractState& state : contracts) {
    states_by_contract[state.contract].push_back(&state);
  }

  Staff staff;
  Wide hundredth_days = 0;
  for (const auto& [contract, states] : states_by_contract) {
    for (const Stretch& stretch : stretches_of(states)) {
      const std::int32_t days = days_within(stretch, from, to);
      const ContractState& held = *stretch.state;
      if (days == 0 || held.fte_hundredths == 0 ||
          held.profession != schema::Profession::assistente_sociale) {
        continue;
      }
      const Position position = held.source.position;
      if (!counts_for_lep(held)) {
        staff.excluded_events.push_back(position);
        continue;
      }
      staff.counted_events.push_back(position);
      hundredth_days += Wide{held.fte_hundredths} * days;
    }
  }
  std::sort(staff.counted_events.begin(), staff.counted_events.end());
  std::sort(staff.excluded_events.begin(), staff.excluded_events.end());
  staff.fte_hundredths = Fraction::of(hundredth_days, days_between(from, to) + 1);
  return staff;
}

}  // namespace telaio::domain::leps
