// SPDX-License-Identifier: EUPL-1.2
#include "domain/governance/corrections.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/checks.hpp"
#include "domain/governance/governance_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::CorrectionKind;
using Recorded = Corrections::Recorded;

bool has_text(schema::Fact type) {
  return type == schema::Fact::AccessContactLogged || type == schema::Fact::InterventionLogged ||
         type == schema::Fact::CaseClosed;
}

std::optional<Refusal> check_text(const Recorded& original, std::string_view text) {
  if (!original.text_subject) return Refusal{refusals::correction_no_text, {}};
  if (is_blank(text)) return Refusal{refusals::correction_text_empty, {}};
  if (!is_clean_text(text)) return Refusal{refusals::correction_text_malformed, {}};
  if (count_characters(text) > limits::text_characters_max) {
    return Refusal{refusals::correction_text_too_long,
                   {{"massimo", std::to_string(limits::text_characters_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_value(const Recorded& original, const CorrectEvent& command,
                                   Date today) {
  const bool with_value = command.new_effective || command.new_text;
  if (command.kind == CorrectionKind::void_event) {
    if (with_value) return Refusal{refusals::correction_void_with_value, {}};
    return std::nullopt;
  }
  if (!with_value) return Refusal{refusals::correction_without_value, {}};
  if (command.new_effective && *command.new_effective > today) {
    return Refusal{refusals::correction_date_in_future,
                   {date_value("data", *command.new_effective)}};
  }
  return command.new_text ? check_text(original, *command.new_text) : std::nullopt;
}

std::optional<Refusal> check(const Recorded& original, const CorrectEvent& command, Date today) {
  if (!is_known(command.kind)) return Refusal{refusals::correction_kind_missing, {}};
  if (command.reason.empty()) return Refusal{refusals::correction_reason_missing, {}};
  if (command.corrected_by.is_nil()) return Refusal{refusals::correction_author_missing, {}};
  // What a correction said wrongly is said by a new one on the original: a chain of corrections of
  // corrections nobody could read.
  if (original.type == schema::Fact::EventCorrected) {
    return Refusal{refusals::correction_of_correction, {}};
  }
  return check_value(original, command, today);
}

Recorded recorded_of(const schema::Header& stored) {
  Recorded recorded;
  recorded.type = stored.fact_type();
  recorded.visibility = stored.visibility();
  recorded.effective = schema::read(stored.effective_from());
  const auto* parts = stored.parts();
  if (has_text(recorded.type) && parts != nullptr && parts->size() > 0) {
    recorded.text_subject = schema::read(&parts->Get(0)->subject());
    recorded.text_visibility = parts->Get(0)->visibility();
  }
  return recorded;
}

}  // namespace

bool is_void(const Corrections& corrections, const EventId& event) {
  const auto found = corrections.events.find(event);
  return found != corrections.events.end() && found->second.is_void;
}

Decision decide(const Corrections& corrections, const CorrectEvent& command,
                const CorrectionContext& context) {
  const auto found = corrections.events.find(command.original);
  if (found == corrections.events.end()) return Refusal{refusals::correction_not_in_stream, {}};
  const Recorded& original = found->second;
  if (auto refusal = check(original, command, context.today)) return *refusal;
  if (original.is_void) {
    if (command.kind == CorrectionKind::void_event) return std::vector<NewEvent>{};
    return Refusal{refusals::correction_of_void, {}};
  }
  if (command.new_effective == original.effective && !command.new_text) {
    return std::vector<NewEvent>{};
  }

  schema::EventCorrectedT corrected;
  corrected.original = command.original;
  corrected.original_position = command.original_position;
  corrected.kind = command.kind;
  corrected.reason = command.reason;
  corrected.new_effective = pointer_to(command.new_effective);
  corrected.text_replaced = command.new_text.has_value();
  std::vector<NewEvent> events;
  // Who may not see the wrong fact may not see what was wrong with it.
  events.push_back(event(std::move(corrected), original.visibility, context.today));
  if (command.new_text) {
    schema::CorrectedTextT text;
    text.text = *command.new_text;
    events.back().parts.push_back(
        sealed(*original.text_subject, original.text_visibility, std::move(text)));
  }
  return events;
}

Corrections evolve(Corrections corrections, const schema::Header& stored) {
  corrections.events[schema::read(stored.event())] = recorded_of(stored);
  const auto* corrected = stored.fact_as_EventCorrected();
  if (corrected == nullptr) return corrections;
  const auto found = corrections.events.find(schema::read(corrected->original()));
  if (found == corrections.events.end()) return corrections;
  if (corrected->kind() == CorrectionKind::void_event) found->second.is_void = true;
  if (const auto effective = schema::read_optional(corrected->new_effective())) {
    found->second.effective = *effective;
  }
  return corrections;
}

}  // namespace telaio::domain
