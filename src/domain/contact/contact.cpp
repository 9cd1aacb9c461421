// SPDX-License-Identifier: EUPL-1.2
#include "domain/contact/contact.hpp"

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/contact/contact_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;

constexpr std::uint16_t minutes_per_day = 24 * 60;

std::optional<Refusal> check_persons(const LogAccessContact& command) {
  if (command.anonymous) {
    if (!command.persons.empty()) return Refusal{refusals::contact_anonymous_with_person, {}};
    if (!is_blank(command.note)) return Refusal{refusals::contact_anonymous_with_note, {}};
    return std::nullopt;
  }
  if (command.persons.empty()) return Refusal{refusals::contact_no_person, {}};
  if (command.persons.size() > limits::contact_persons_max) {
    return Refusal{refusals::contact_too_many_persons,
                   {{"massimo", std::to_string(limits::contact_persons_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_note(std::string_view note) {
  if (!is_clean_text(note)) return Refusal{refusals::contact_note_malformed, {}};
  if (count_characters(note) > limits::text_characters_max) {
    return Refusal{refusals::contact_note_too_long,
                   {{"massimo", std::to_string(limits::text_characters_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const LogAccessContact& command, const ContactContext& context) {
  if (!is_known(command.channel) || !is_known(command.reason) || !is_known(command.interlocutor)) {
    return Refusal{refusals::contact_field_missing, {}};
  }
  if (auto refusal = check_persons(command)) return refusal;
  if (!context.codes.areas.contains(command.area)) {
    return Refusal{refusals::contact_unknown_area, {}};
  }
  if (!context.codes.comuni.contains(command.comune)) {
    return Refusal{refusals::contact_unknown_comune, {}};
  }
  if (!context.codes.units.contains(command.desk)) {
    return Refusal{refusals::contact_unknown_desk, {}};
  }
  if (command.minutes > minutes_per_day) return Refusal{refusals::contact_minutes_malformed, {}};
  if (auto refusal = check_note(command.note)) return refusal;
  if (command.on > context.today) {
    return Refusal{refusals::contact_date_in_future, {date_value("data", command.on)}};
  }
  return std::nullopt;
}

}  // namespace

Decision decide(const Contact& contact, const LogAccessContact& command,
                const ContactContext& context) {
  if (contact.status != Contact::Status::none) return Refusal{refusals::contact_exists, {}};
  if (auto refusal = check(command, context)) return *refusal;

  schema::AccessContactLoggedT logged;
  logged.contact = command.contact;
  logged.channel = command.channel;
  logged.reason = command.reason;
  logged.interlocutor = command.interlocutor;
  logged.anonymous = command.anonymous;
  logged.area = command.area;
  logged.comune = command.comune;
  logged.desk = command.desk;
  logged.minutes = command.minutes;
  logged.persons = command.persons;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(logged), VisibilityClass::p3, command.on));
  if (!is_blank(command.note)) {
    schema::ContactNoteT note;
    note.text = command.note;
    events.back().parts.push_back(
        sealed(command.persons.front(), VisibilityClass::p3, std::move(note)));
  }
  return events;
}

Decision decide(const Contact& contact, const DecideOutcome& command,
                const ContactContext& context) {
  if (contact.status == Contact::Status::none) return Refusal{refusals::contact_not_logged, {}};
  if (!is_known(command.outcome)) return Refusal{refusals::contact_outcome_missing, {}};
  if (command.reason.empty()) return Refusal{refusals::contact_reason_missing, {}};
  if (command.decided_by.is_nil()) return Refusal{refusals::contact_decider_missing, {}};
  if (command.on > context.today) {
    return Refusal{refusals::contact_date_in_future, {date_value("data", command.on)}};
  }
  if (command.on < contact.on) {
    return Refusal{refusals::contact_before_contact, {date_value("contatto", contact.on)}};
  }
  if (contact.status == Contact::Status::decided) {
    const bool same = contact.outcome == command.outcome && contact.decided_on == command.on &&
                      contact.decided_reason == command.reason;
    if (same) return std::vector<NewEvent>{};
    return Refusal{refusals::contact_already_decided, {date_value("data", *contact.decided_on)}};
  }

  schema::AccessOutcomeDecidedT decided;
  decided.contact = contact.id;
  decided.outcome = command.outcome;
  decided.reason = command.reason;
  decided.on = command.on;
  decided.decided_by = command.decided_by;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(decided), VisibilityClass::p3, command.on));
  return events;
}

Contact evolve(Contact contact, const schema::Header& stored) {
  if (const auto* logged = stored.fact_as_AccessContactLogged()) {
    contact.status = Contact::Status::logged;
    contact.id = schema::read(logged->contact());
    contact.anonymous = logged->anonymous();
    contact.persons = schema::read_all(logged->persons());
    contact.on = schema::read(stored.effective_from());
  } else if (const auto* decided = stored.fact_as_AccessOutcomeDecided()) {
    contact.status = Contact::Status::decided;
    contact.outcome = decided->outcome();
    contact.decided_on = schema::read(decided->on());
    contact.decided_reason = schema::read(decided->reason());
  }
  return contact;
}

}  // namespace telaio::domain
