// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/adi.hpp"

#include <algorithm>
#include <set>

#include "base/assert.hpp"
#include "domain/leps/territory.hpp"

namespace telaio::domain::leps {
namespace {

// Terms ending in this many days are what a head of service asks about (users-and-jobs MG1).
constexpr std::int32_t at_risk_days = 30;

// ---- One household, one clock or more ----

bool for_good(const BenefitChange& change) {
  return change.stop != BenefitStop::suspended;
}

bool starts_anew(const AdiHousehold& household, const Reception& path, const Reception& later) {
  const bool met = std::any_of(
      household.appointments.begin(), household.appointments.end(), [&](const Appointment& held) {
        return held.kind == schema::AppointmentKind::first && held.on < later.application_on &&
               held.on >= path.application_on;
      });
  return std::any_of(
      household.benefit_changes.begin(), household.benefit_changes.end(),
      [&](const BenefitChange& change) {
        const bool between = change.on >= path.application_on && change.on < later.application_on;
        return between && for_good(change) && (change.stop == BenefitStop::lost || !met);
      });
}

// Dated in [from, before).
template <class Act>
std::vector<Act> dated_within(const std::vector<Act>& acts, const std::optional<Date>& from,
                              const std::optional<Date>& before) {
  std::vector<Act> found;
  for (const Act& act : acts) {
    if ((!from || act.on >= *from) && (!before || act.on < *before)) found.push_back(act);
  }
  return found;
}

// ---- Which unit answers ----

struct Place {
  Code comune;                        // The one that answers.
  std::optional<Position> moved_out;  // The move that took the household out of the Ambito.
};

const Move* last_move(const AdiHousehold& household, Date date) {
  const Reception& reception = reception_in_force(household);
  const Move* found = nullptr;
  for (const Move& move : household.moves) {
    if (move.from <= reception.received_on || move.from > date) continue;
    const bool later = found == nullptr || move.from > found->from ||
                       (move.from == found->from && move.source.position > found->source.position);
    if (later) found = &move;
  }
  return found;
}

// Nothing when the Ambito, as composed on `date`, did not receive the household. One that left it
// is answered for by the last Comune of the Ambito it lived in.
std::optional<Place> place_on(const AdiHousehold& household,
                              std::span<const Composition> compositions, Date date) {
  const Composition* composition = composition_on(compositions, date);
  const Reception& reception = reception_in_force(household);
  if (composition == nullptr || !contains(*composition, reception.comune)) return std::nullopt;
  const Move* move = last_move(household, date);
  if (move == nullptr) return Place{reception.comune, std::nullopt};
  if (contains(*composition, move->comune)) return Place{move->comune, std::nullopt};
  // Walk back to the last Comune of the Ambito.
  const Move* gone = move;
  for (;;) {
    const Move* earlier = last_move(household, gone->from.plus_days(-1));
    const Code& comune = earlier == nullptr ? reception.comune : earlier->comune;
    if (contains(*composition, comune)) return Place{comune, gone->source.position};
    TELAIO_ASSERT(earlier != nullptr);  // The reception's Comune is in the composition.
    gone = earlier;
  }
}

bool of_unit(const Place& place, const Unit& unit) {
  return !unit.comune || *unit.comune == place.comune;
}

// ---- The term of one household ----

std::optional<Date> trigger_date(const Reception& reception, Trigger trigger) {
  switch (trigger) {
    case Trigger::pad_signed_on:
      return reception.pad_signed_on;
    case Trigger::inps_notice_on:
      return reception.inps_notice_on;
    case Trigger::application_on:
      return reception.application_on;
    case Trigger::none:
      return std::nullopt;
  }
  return std::nullopt;
}

const Rule* rule_for(const Register& rules, const std::string& id, const Reception& reception) {
  const Rule* rule = rules.for_application(id, reception.application_on);
  if (rule == nullptr || !rule->value) return nullptr;
  // Deadlines use the rule in force on the trigger date, where the application did not choose it.
  const bool chosen_by_application = rule->applications_from || rule->applications_to;
  if (chosen_by_application) return rule;
  const auto trigger = trigger_date(reception, rule->trigger);
  const Rule* in_force = trigger ? rules.in_force(id, *trigger) : nullptr;
  return in_force != nullptr && in_force->value ? in_force : nullptr;
}

const Appointment* earliest_first(const AdiHousehold& household, Date last_day) {
  const Appointment* found = nullptr;
  for (const Appointment& held : household.appointments) {
    if (held.kind != schema::AppointmentKind::first || held.on > last_day) continue;
    if (found == nullptr || held.on < found->on) found = &held;
  }
  return found;
}

// The event that stopped the benefit for good, or says the household moved out, before `before`.
const BenefitChange* stopped_before(const AdiHousehold& household, Date before, Date last_day) {
  const BenefitChange* found = nullptr;
  for (const BenefitChange& change : household.benefit_changes) {
    const bool for_good =
        change.stop != BenefitStop::suspended || change.reason == schema::BenefitReason::moved_out;
    if (!for_good || change.on >= before || change.on > last_day) continue;
    if (found == nullptr || change.on < found->on) found = &change;
  }
  return found;
}

std::optional<FirstMeeting> first_meeting(const Register& rules, const Indicator& indicator,
                                          std::span<const Composition> compositions,
                                          const AdiHousehold& household, const Question& question) {
  const Date last_day = question.last_day();
  const Reception& reception = reception_in_force(household);
  const Rule* rule = rule_for(rules, indicator.rule, reception);
  if (rule == nullptr) return std::nullopt;

  FirstMeeting meeting;
  meeting.household = household.household;
  meeting.reception = reception.source.position;
  meeting.rule = rule;
  meeting.trigger = trigger_date(reception, rule->trigger);
  if (meeting.trigger) {
    meeting.due =
        meeting.trigger->plus_days(static_cast<std::int32_t>(half_up_whole(*rule->value)));
  }
  const Date placed_on = meeting.due ? *meeting.due : last_day;
  const auto place = place_on(household, compositions, placed_on);
  if (!place || !of_unit(*place, question.unit)) return std::nullopt;
  meeting.comune = place->comune;

  const Appointment* held = earliest_first(household, last_day);
  if (held != nullptr) {
    meeting.met_on = held->on;
    meeting.meeting = held->source.position;
    meeting.recording_delay_days = days_between(held->on, held->source.recorded_on);
  }
  const BenefitChange* stopped = stopped_before(household, placed_on, last_day);
  if (stopped != nullptr) meeting.exclusion = stopped->source.position;
  if (stopped == nullptr) meeting.exclusion = place->moved_out;

  if (!meeting.due) {
    meeting.state = MeetingState::no_trigger;
  } else if (meeting.exclusion) {
    meeting.state = MeetingState::excluded;
  } else if (*meeting.due > last_day) {
    meeting.state = MeetingState::running;
  } else if (held == nullptr) {
    meeting.state = MeetingState::never_met;
  } else {
    meeting.state = held->on <= *meeting.due ? MeetingState::in_time : MeetingState::late;
  }
  return meeting;
}

// ---- The share ----

void count(Outcome& outcome, const FirstMeeting& meeting, const Question& question) {
  if (meeting.state == MeetingState::no_trigger) {
    // Without the date nobody can say when its term ends: out, and listed until somebody adds it.
    if (!meeting.exclusion && !meeting.meeting) {
      outcome.untriggered_events.push_back(meeting.reception);
    }
    return;
  }
  const bool soon = *meeting.due > outcome.last_day &&
                    days_between(outcome.last_day, *meeting.due) <= at_risk_days;
  if (meeting.state == MeetingState::running && soon && !meeting.meeting) {
    outcome.at_risk_events.push_back(meeting.reception);
  }
  if (!question.window.contains(*meeting.due)) return;
  switch (meeting.state) {
    case MeetingState::in_time:
      outcome.numerator_events.push_back(*meeting.meeting);
      outcome.denominator_events.push_back(meeting.reception);
      if (*meeting.recording_delay_days > 0) {
        outcome.late_recordings.push_back({*meeting.meeting, *meeting.recording_delay_days});
      }
      return;
    case MeetingState::late:
    case MeetingState::never_met:
      outcome.denominator_events.push_back(meeting.reception);
      outcome.short_events.push_back(meeting.reception);
      return;
    case MeetingState::excluded:
      outcome.excluded_events.push_back(*meeting.exclusion);
      return;
    case MeetingState::running:
      outcome.pending_events.push_back(meeting.reception);
      return;
    case MeetingState::no_trigger:
      return;
  }
}

// Versions used by cases that were counted, else the one in force at the end of the window.
bool add_versions(Outcome& outcome, const Register& rules, const Indicator& indicator,
                  const std::vector<FirstMeeting>& meetings, const Question& question) {
  std::set<const Rule*> used;
  for (const FirstMeeting& meeting : meetings) {
    const bool counted = meeting.state == MeetingState::in_time ||
                         meeting.state == MeetingState::late ||
                         meeting.state == MeetingState::never_met;
    if (counted && question.window.contains(*meeting.due)) used.insert(meeting.rule);
  }
  if (used.empty()) {
    const Rule* at_end = rules.for_application(indicator.rule, question.window.to);
    if (at_end != nullptr && at_end->in_force(question.window.to)) used.insert(at_end);
  }
  bool decides = true;
  // In the order of the register, so that the same data always reads the same.
  for (const Rule& rule : rules.rules) {
    if (!used.contains(&rule)) continue;
    if (!outcome.rule_version.empty()) outcome.rule_version += " + ";
    outcome.rule_version += rule.version();
    outcome.evidence = weaker(outcome.evidence, rule.evidence);
    outcome.term_days = static_cast<std::int32_t>(half_up_whole(*rule.value));
    decides = decides && rule.decides();
  }
  outcome.unconfirmed = !decides;
  return decides;
}

// Its first suspension for the first meeting in the window.
const BenefitChange* first_suspension(const AdiHousehold& path, const Question& question) {
  const BenefitChange* found = nullptr;
  for (const BenefitChange& change : path.benefit_changes) {
    const bool counts = change.stop == BenefitStop::suspended &&
                        change.reason == schema::BenefitReason::first_meeting &&
                        question.window.contains(change.on) && change.on <= question.last_day();
    if (counts && (found == nullptr || change.on < found->on)) found = &change;
  }
  return found;
}

bool called_by(const AdiHousehold& path, Date day) {
  return std::any_of(path.convocations.begin(), path.convocations.end(),
                     [&](const Convocation& convocation) { return convocation.on <= day; });
}

// Without a composition on the last day nobody can say which Comuni answer.
bool lacks_composition(Outcome& outcome, std::span<const Composition> compositions) {
  if (composition_on(compositions, outcome.last_day) != nullptr) return false;
  outcome.missing.push_back({MissingDatum::What::composition, Code(), outcome.last_day});
  return true;
}

}  // namespace

std::vector<AdiHousehold> paths_of(const AdiHousehold& household) {
  std::vector<Reception> receptions = household.receptions;
  std::sort(receptions.begin(), receptions.end(), [](const Reception& a, const Reception& b) {
    return a.application_on != b.application_on ? a.application_on < b.application_on
                                                : a.source.position < b.source.position;
  });
  std::vector<AdiHousehold> paths;
  for (const Reception& reception : receptions) {
    const bool first = paths.empty();
    if (first || starts_anew(household, paths.back().receptions.front(), reception)) {
      AdiHousehold path;
      path.household = household.household;
      path.moves = household.moves;
      paths.push_back(std::move(path));
    }
    paths.back().receptions.push_back(reception);
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    // The first path also takes what is dated before its application.
    std::optional<Date> from;
    std::optional<Date> before;
    if (i > 0) from = paths[i].receptions.front().application_on;
    if (i + 1 < paths.size()) before = paths[i + 1].receptions.front().application_on;
    paths[i].convocations = dated_within(household.convocations, from, before);
    paths[i].appointments = dated_within(household.appointments, from, before);
    paths[i].benefit_changes = dated_within(household.benefit_changes, from, before);
  }
  return paths;
}

const Reception& reception_in_force(const AdiHousehold& path) {
  TELAIO_ASSERT(!path.receptions.empty());
  const Reception* found = &path.receptions.front();
  for (const Reception& reception : path.receptions) {
    const bool earlier = reception.application_on < found->application_on;
    const bool said_later = reception.application_on == found->application_on &&
                            reception.source.position > found->source.position;
    if (earlier || said_later) found = &reception;
  }
  return *found;
}

std::vector<FirstMeeting> first_meetings(const Register& rules, const Indicator& indicator,
                                         std::span<const Composition> compositions,
                                         std::span<const AdiHousehold> households,
                                         const Question& question) {
  std::vector<FirstMeeting> meetings;
  for (const AdiHousehold& household : households) {
    for (const AdiHousehold& path : paths_of(household)) {
      auto meeting = first_meeting(rules, indicator, compositions, path, question);
      if (meeting) meetings.push_back(std::move(*meeting));
    }
  }
  return meetings;
}

Outcome met_in_time(const Register& rules, const Indicator& indicator,
                    std::span<const Composition> compositions,
                    std::span<const AdiHousehold> households, const Question& question) {
  Outcome outcome = start(indicator, question, Measure::share);
  const auto meetings = first_meetings(rules, indicator, compositions, households, question);
  for (const FirstMeeting& meeting : meetings) count(outcome, meeting, question);
  const bool decides = add_versions(outcome, rules, indicator, meetings, question);
  conclude_share(outcome, indicator, question, decides);
  if (outcome.status != Status::not_yet_due && lacks_composition(outcome, compositions)) {
    outcome.status = Status::insufficient_data;
  }
  return outcome;
}

Outcome suspended_uncalled(const Indicator& indicator, std::span<const Composition> compositions,
                           std::span<const AdiHousehold> households, const Question& question) {
  Outcome outcome = start(indicator, question, Measure::share);
  for (const AdiHousehold& household : households) {
    for (const AdiHousehold& path : paths_of(household)) {
      const BenefitChange* suspended = first_suspension(path, question);
      if (suspended == nullptr) continue;
      const auto place = place_on(path, compositions, suspended->on);
      if (place && of_unit(*place, question.unit)) {
        outcome.denominator_events.push_back(suspended->source.position);
        if (!called_by(path, suspended->on)) {
          outcome.numerator_events.push_back(suspended->source.position);
        }
      }
      break;  // A household counts once.
    }
  }
  // What falls short here is the numerator itself: households suspended and never called.
  outcome.short_events = outcome.numerator_events;
  conclude_share(outcome, indicator, question, true);
  if (outcome.status != Status::not_yet_due && lacks_composition(outcome, compositions)) {
    outcome.status = Status::insufficient_data;
  }
  return outcome;
}

}  // namespace telaio::domain::leps
