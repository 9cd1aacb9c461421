// SPDX-License-Identifier: EUPL-1.2
#include "domain/case_file/case_file.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/case_file/case_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;

constexpr std::uint16_t minutes_per_day = 24 * 60;

Refusal too_long(std::size_t characters_max) {
  return {refusals::case_text_too_long, {{"massimo", std::to_string(characters_max)}}};
}

std::optional<Refusal> check_text(std::string_view text) {
  if (is_blank(text)) return Refusal{refusals::case_text_empty, {}};
  if (count_characters(text) > limits::text_characters_max) {
    return too_long(limits::text_characters_max);
  }
  return std::nullopt;
}

// An open case, and a date between its opening and today.
std::optional<Refusal> check_open_on(const CaseFile& file, Date on, Date today) {
  if (file.status != CaseFile::Status::in_charge) return Refusal{refusals::case_not_open, {}};
  if (on > today) return Refusal{refusals::case_date_in_future, {date_value("data", on)}};
  return std::nullopt;
}

schema::CaseManagerAssignedT assignment(const CaseId& id, const AssignCaseManager& command) {
  schema::CaseManagerAssignedT assigned;
  assigned.case_file = id;
  assigned.case_manager = command.case_manager;
  assigned.unit = command.unit;
  assigned.from = command.from;
  assigned.reason = command.reason;
  return assigned;
}

std::optional<Refusal> check(const TakeInCharge& command, const CaseContext& context) {
  if (command.subjects.empty()) return Refusal{refusals::case_no_subject, {}};
  if (!context.codes.areas.contains(command.area)) return Refusal{refusals::case_unknown_area, {}};
  if (!context.codes.comuni.contains(command.competent_comune)) {
    return Refusal{refusals::case_unknown_comune, {}};
  }
  if (!context.codes.units.contains(command.unit)) return Refusal{refusals::case_unknown_unit, {}};
  if (command.case_manager.is_nil()) return Refusal{refusals::case_manager_missing, {}};
  if (command.on > context.today) {
    return Refusal{refusals::case_date_in_future, {date_value("data", command.on)}};
  }
  return std::nullopt;
}

}  // namespace

Decision decide(const CaseFile& file, const TakeInCharge& command, const CaseContext& context) {
  if (file.status != CaseFile::Status::none) return Refusal{refusals::case_exists, {}};
  if (auto refusal = check(command, context)) return *refusal;

  schema::TakenInChargeT taken;
  taken.case_file = command.case_file;
  taken.number = command.number;
  if (command.household) taken.household = std::make_unique<HouseholdId>(*command.household);
  taken.subjects = command.subjects;
  taken.area = command.area;
  taken.competent_comune = command.competent_comune;
  taken.competence_basis = command.competence_basis;
  taken.mandate = command.mandate;
  taken.reason = command.reason;
  if (command.source_contact) {
    taken.source_contact = std::make_unique<ContactId>(*command.source_contact);
  }
  taken.on = command.on;

  // A court's mandate shows the case to the child-protection team only (class P4).
  const auto visibility =
      command.mandate == schema::Mandate::court ? VisibilityClass::p4 : VisibilityClass::p3;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(taken), visibility, command.on));
  events.push_back(event(assignment(command.case_file, {command.case_manager, command.unit,
                                                        command.on, Code("first")}),
                         VisibilityClass::p1, command.on));
  return events;
}

Decision decide(const CaseFile& file, const AssignCaseManager& command,
                const CaseContext& context) {
  if (auto refusal = check_open_on(file, command.from, context.today)) return *refusal;
  if (!context.codes.units.contains(command.unit)) return Refusal{refusals::case_unknown_unit, {}};
  if (command.case_manager.is_nil()) return Refusal{refusals::case_manager_missing, {}};
  // At any instant an open case has exactly one holder (cartella-sociale 12.3, invariant 1): the
  // new interval begins where the old one ends.
  if (command.from < file.management->from) {
    return Refusal{refusals::case_assignment_before_last,
                   {date_value("data", file.management->from)}};
  }
  if (file.management->case_manager == command.case_manager &&
      file.management->unit == command.unit) {
    return std::vector<NewEvent>{};
  }
  std::vector<NewEvent> events;
  events.push_back(event(assignment(file.id, command), VisibilityClass::p1, command.from));
  return events;
}

Decision decide(const CaseFile& file, const LogIntervention& command, const CaseContext& context) {
  if (auto refusal = check_open_on(file, command.on, context.today)) return *refusal;
  if (command.on < file.since) {
    return Refusal{refusals::case_before_opening, {date_value("apertura", file.since)}};
  }
  if (command.at_minutes >= minutes_per_day) return Refusal{refusals::case_time_malformed, {}};
  if (auto refusal = check_text(command.text)) return *refusal;
  const std::int32_t days_late = days_between(command.on, context.today);
  if (days_late > late_days_without_reason && !command.late_reason) {
    return Refusal{refusals::case_late_without_reason,
                   {{"giorni", std::to_string(days_late)},
                    {"massimo", std::to_string(late_days_without_reason)}}};
  }

  schema::InterventionLoggedT logged;
  logged.case_file = file.id;
  logged.kind = command.kind;
  logged.on = command.on;
  logged.at_minutes = command.at_minutes;
  logged.duration_minutes = command.duration_minutes;
  logged.place = command.place;
  logged.participants = command.participants;
  logged.confidential = command.confidential;
  if (command.late_reason) logged.late_reason = std::make_unique<Code>(*command.late_reason);

  schema::InterventionTextT text;
  text.text = command.text;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(logged), VisibilityClass::p3, command.on));
  events.back().parts.push_back(
      sealed(file.subjects.front(), VisibilityClass::p3, std::move(text)));
  return events;
}

Decision decide(const CaseFile& file, const CloseCase& command, const CaseContext& context) {
  if (auto refusal = check_open_on(file, command.on, context.today)) return *refusal;
  if (command.on < file.since) {
    return Refusal{refusals::case_before_opening, {date_value("apertura", file.since)}};
  }
  if (!context.codes.closing_reasons.contains(command.reason)) {
    return Refusal{refusals::case_unknown_closing_reason, {}};
  }
  if (auto refusal = check_text(command.final_evaluation)) return *refusal;

  schema::CaseClosedT closed;
  closed.case_file = file.id;
  closed.reason = command.reason;
  closed.on = command.on;
  schema::FinalEvaluationT evaluation;
  evaluation.text = command.final_evaluation;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(closed), VisibilityClass::p3, command.on));
  events.back().parts.push_back(
      sealed(file.subjects.front(), VisibilityClass::p3, std::move(evaluation)));
  return events;
}

CaseFile evolve(CaseFile file, const schema::Header& stored) {
  if (const auto* taken = stored.fact_as_TakenInCharge()) {
    file.status = CaseFile::Status::in_charge;
    file.id = schema::read(taken->case_file());
    file.household = schema::read_optional(taken->household());
    file.subjects = schema::read_all(taken->subjects());
    file.area = schema::read(taken->area());
    file.competent_comune = schema::read(taken->competent_comune());
    file.since = schema::read(taken->on());
  } else if (const auto* assigned = stored.fact_as_CaseManagerAssigned()) {
    file.management =
        CaseManagement{schema::read(assigned->case_manager()), schema::read(assigned->unit()),
                       schema::read(assigned->from())};
  } else if (const auto* closed = stored.fact_as_CaseClosed()) {
    file.status = CaseFile::Status::closed;
    file.closed_on = schema::read(closed->on());
  }
  return file;
}

}  // namespace telaio::domain
