// SPDX-License-Identifier: EUPL-1.2
#include "domain/disposal/disposal.hpp"

#include <algorithm>

#include "domain/disposal/disposal_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;
using Stage = Disposal::Stage;
using Step = Disposal::Step;

// Opaque ids and codes, but about a person: as pseudonymous as the stream.
template <class Fact>
std::vector<NewEvent> one(Fact fact, Date on) {
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), VisibilityClass::p1, on));
  return events;
}

std::optional<Refusal> check_who_and_why(const Uuid& subject, const Code& reason,
                                         const OperatorId& author) {
  if (subject.is_nil()) return Refusal{refusals::disposal_subject_missing, {}};
  if (reason.empty()) return Refusal{refusals::disposal_reason_missing, {}};
  if (author.is_nil()) return Refusal{refusals::disposal_author_missing, {}};
  return std::nullopt;
}

const Step* step_of(const Disposal& disposal, const DisposalId& id) {
  const auto found = disposal.steps.find(id);
  return found == disposal.steps.end() ? nullptr : &found->second;
}

std::optional<Refusal> check_no_hold(const Disposal& disposal) {
  const std::size_t standing = standing_holds(disposal);
  if (standing == 0) return std::nullopt;
  return Refusal{refusals::disposal_on_hold, {{"blocchi", std::to_string(standing)}}};
}

schema::SubjectKeyDestroyedT destroyed_fact(const std::vector<DataKeyName>& keys,
                                            const OperatorId& authorised_by,
                                            const OperatorId& destroyed_by) {
  schema::SubjectKeyDestroyedT fact;
  for (const DataKeyName& key : keys) {
    auto named = std::make_unique<schema::KeyReferenceT>();
    named->subject = key.subject;
    named->visibility = key.visibility;
    named->key_id = key.number;
    fact.keys.push_back(std::move(named));
  }
  fact.authorised_by = authorised_by;
  fact.destroyed_by = destroyed_by;
  return fact;
}

void note_keys(Disposal& disposal, const schema::SubjectKeyDestroyed& fact) {
  if (fact.keys() == nullptr) return;
  for (const schema::KeyReference* key : *fact.keys()) {
    disposal.destroyed.insert({schema::read(key->subject()), key->visibility(), key->key_id()});
  }
}

}  // namespace

std::size_t standing_holds(const Disposal& disposal) {
  return static_cast<std::size_t>(
      std::ranges::count_if(disposal.holds, [](const auto& hold) { return hold.second; }));
}

std::optional<DisposalId> open_disposal(const Disposal& disposal) {
  for (const auto& [id, step] : disposal.steps) {
    if (step.stage != Stage::completed) return id;
  }
  return std::nullopt;
}

Decision decide(const Disposal& disposal, const PlaceHold& command,
                const DisposalContext& context) {
  if (auto no = check_who_and_why(command.subject, command.reason, command.placed_by)) return *no;
  if (command.hold.is_nil()) return Refusal{refusals::disposal_hold_unknown, {}};
  if (const auto known = disposal.holds.find(command.hold); known != disposal.holds.end()) {
    if (known->second) return std::vector<NewEvent>{};
    return Refusal{refusals::disposal_hold_ended, {}};
  }
  // What is destroyed cannot be held any more: whoever asks must be told, not reassured.
  const auto destroyed = std::ranges::find_if(
      disposal.steps, [](const auto& each) { return each.second.stage >= Stage::destroyed; });
  if (destroyed != disposal.steps.end()) return Refusal{refusals::disposal_already_erased, {}};
  schema::HoldPlacedT placed;
  placed.subject = command.subject;
  placed.hold = command.hold;
  placed.reason = command.reason;
  placed.placed_by = command.placed_by;
  return one(std::move(placed), context.today);
}

Decision decide(const Disposal& disposal, const ReleaseHold& command,
                const DisposalContext& context) {
  if (auto no = check_who_and_why(command.subject, command.reason, command.released_by)) return *no;
  const auto known = disposal.holds.find(command.hold);
  if (known == disposal.holds.end()) return Refusal{refusals::disposal_hold_unknown, {}};
  if (!known->second) return std::vector<NewEvent>{};
  schema::HoldReleasedT released;
  released.subject = command.subject;
  released.hold = command.hold;
  released.reason = command.reason;
  released.released_by = command.released_by;
  return one(std::move(released), context.today);
}

Decision decide(const Disposal& disposal, const RequestErasure& command,
                const DisposalContext& context) {
  if (auto no = check_who_and_why(command.subject, command.reason, command.requested_by)) {
    return *no;
  }
  if (command.disposal.is_nil()) return Refusal{refusals::disposal_unknown, {}};
  if (step_of(disposal, command.disposal) != nullptr) return std::vector<NewEvent>{};
  if (open_disposal(disposal)) return Refusal{refusals::disposal_under_way, {}};
  schema::ErasureRequestedT requested;
  requested.subject = command.subject;
  requested.disposal = command.disposal;
  requested.reason = command.reason;
  requested.requested_by = command.requested_by;
  return one(std::move(requested), context.today);
}

Decision decide(const Disposal& disposal, const AuthoriseDisposal& command,
                const DisposalContext& context) {
  if (auto no = check_who_and_why(command.subject, command.rule, command.authorised_by)) return *no;
  const Step* const step = step_of(disposal, command.disposal);
  if (step == nullptr) return Refusal{refusals::disposal_unknown, {}};
  if (step->stage != Stage::requested) {
    if (step->authorised_by == command.authorised_by) return std::vector<NewEvent>{};
    return Refusal{refusals::disposal_under_way, {}};
  }
  if (command.authority.empty() || command.act_number.empty()) {
    return Refusal{refusals::disposal_act_missing, {}};
  }
  if (command.act_date > context.today) {
    return Refusal{refusals::disposal_act_in_future, {date_value("data", command.act_date)}};
  }
  if (auto held = check_no_hold(disposal)) return *held;
  schema::DisposalAuthorisedT authorised;
  authorised.subject = command.subject;
  authorised.disposal = command.disposal;
  authorised.rule = command.rule;
  authorised.authority = command.authority;
  authorised.act_number = command.act_number;
  authorised.act_date = command.act_date;
  authorised.authorised_by = command.authorised_by;
  return one(std::move(authorised), context.today);
}

std::optional<Refusal> may_destroy(const Disposal& disposal, const DisposalId& id,
                                   const OperatorId& destroyed_by) {
  if (destroyed_by.is_nil()) return Refusal{refusals::disposal_author_missing, {}};
  const Step* const step = step_of(disposal, id);
  if (step == nullptr) return Refusal{refusals::disposal_unknown, {}};
  if (step->stage == Stage::requested) return Refusal{refusals::disposal_not_authorised, {}};
  if (step->stage == Stage::completed) return Refusal{refusals::disposal_already_erased, {}};
  // Two people stand behind every destruction.
  if (step->authorised_by == destroyed_by) return Refusal{refusals::disposal_same_author, {}};
  // What was begun is ended, whoever ends it and whatever was placed since: half an erasure would
  // neither erase nor keep.
  if (step->stage == Stage::destroyed) return std::nullopt;
  return check_no_hold(disposal);
}

Decision decide(const Disposal& disposal, const DestroyKeys& command,
                const DisposalContext& context) {
  if (command.subject.is_nil()) return Refusal{refusals::disposal_subject_missing, {}};
  if (auto no = may_destroy(disposal, command.disposal, command.destroyed_by)) return *no;
  const Step& step = *step_of(disposal, command.disposal);
  std::vector<DataKeyName> keys;
  for (const DataKeyName& key : command.keys) {
    if (key.visibility != VisibilityClass::p5 && !disposal.destroyed.contains(key)) {
      keys.push_back(key);
    }
  }
  if (keys.empty() && step.stage == Stage::destroyed) return std::vector<NewEvent>{};
  if (command.keys.empty()) return Refusal{refusals::disposal_keys_missing, {}};
  std::vector<NewEvent> events;
  // At least one, for somebody who has keys of class P5 alone: it says that the destruction began.
  for (std::size_t first = 0; first < std::max<std::size_t>(keys.size(), 1);
       first += destroyed_keys_max) {
    const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end =
        begin + static_cast<std::ptrdiff_t>(std::min(destroyed_keys_max, keys.size() - first));
    auto fact = destroyed_fact({begin, end}, step.authorised_by, command.destroyed_by);
    fact.subject = std::make_unique<Uuid>(command.subject);
    fact.disposal = std::make_unique<Uuid>(command.disposal);
    events.push_back(event(std::move(fact), VisibilityClass::p1, context.today));
  }
  return events;
}

Decision decide(const Disposal& disposal, const DestroyProtectedKeys& command,
                const DisposalContext& context) {
  std::vector<NewEvent> events;
  std::vector<DataKeyName> keys;
  const auto put = [&] {
    if (keys.empty()) return;
    auto fact = destroyed_fact(keys, command.authorised_by, command.destroyed_by);
    events.push_back(event(std::move(fact), VisibilityClass::p1, context.today));
    keys.clear();
  };
  for (const DataKeyName& key : command.keys) {
    if (key.visibility != VisibilityClass::p5 || disposal.destroyed.contains(key)) continue;
    keys.push_back(key);
    if (keys.size() == destroyed_keys_max) put();
  }
  put();
  return events;
}

Decision decide(const Disposal& disposal, const CompleteErasure& command,
                const DisposalContext& context) {
  const Step* const step = step_of(disposal, command.disposal);
  if (step == nullptr) return Refusal{refusals::disposal_unknown, {}};
  if (step->stage == Stage::completed) return std::vector<NewEvent>{};
  if (step->stage != Stage::destroyed) return Refusal{refusals::disposal_not_destroyed, {}};
  schema::ErasureCompletedT completed;
  completed.subject = command.subject;
  completed.disposal = command.disposal;
  completed.keys = command.keys;
  completed.parts = command.parts;
  completed.positions = command.positions;
  completed.backups_expire_on = command.backups_expire_on;
  completed.ledger_size = command.ledger_size;
  completed.ledger_hash = command.ledger_hash;
  return one(std::move(completed), context.today);
}

Disposal evolve(Disposal disposal, const schema::Header& stored) {
  if (const auto* placed = stored.fact_as_HoldPlaced()) {
    disposal.holds[HoldId(schema::read(placed->hold()))] = true;
  } else if (const auto* released = stored.fact_as_HoldReleased()) {
    disposal.holds[HoldId(schema::read(released->hold()))] = false;
  } else if (const auto* requested = stored.fact_as_ErasureRequested()) {
    disposal.steps[DisposalId(schema::read(requested->disposal()))] = {
        Stage::requested, schema::read(requested->requested_by()), {}, {}};
  } else if (const auto* authorised = stored.fact_as_DisposalAuthorised()) {
    Step& step = disposal.steps[DisposalId(schema::read(authorised->disposal()))];
    step.stage = Stage::authorised;
    step.authorised_by = schema::read(authorised->authorised_by());
  } else if (const auto* destroyed = stored.fact_as_SubjectKeyDestroyed()) {
    note_keys(disposal, *destroyed);
    if (destroyed->disposal() != nullptr) {
      Step& step = disposal.steps[DisposalId(schema::read(destroyed->disposal()))];
      step.stage = Stage::destroyed;
      step.destroyed_by = schema::read(destroyed->destroyed_by());
    }
  } else if (const auto* completed = stored.fact_as_ErasureCompleted()) {
    disposal.steps[DisposalId(schema::read(completed->disposal()))].stage = Stage::completed;
  }
  return disposal;
}

}  // namespace telaio::domain
