// SPDX-License-Identifier: EUPL-1.2
// Writing in the diary: a note, and a correction of one.
#include <array>

#include "app/commands.hpp"
#include "app/streams.hpp"
#include "base/limits.hpp"
#include "http/case_write.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/wording.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"

namespace telaio::http::handlers {

namespace {

constexpr std::array<std::string_view, 2> correction_kinds{"value", "void"};
constexpr std::size_t participants_max = 100;
constexpr std::int64_t minutes_per_day = std::int64_t{24} * 60;

// "HH:MM" to minutes since midnight; the pattern of the API file.
std::optional<std::uint16_t> minutes_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = parse_number(text.substr(0, 2), 23);
  const auto minutes = parse_number(text.substr(3), 59);
  if (!hours || !minutes) return std::nullopt;
  return static_cast<std::uint16_t>(*hours * 60 + *minutes);
}

domain::LogIntervention read_intervention(ObjectReader& body) {
  domain::LogIntervention command;
  command.kind = static_cast<schema::InterventionKind>(body.choice("kind", intervention_kinds) + 1);
  command.on = body.date("on");
  command.text = body.text("text", 1, telaio::limits::text_characters_max);
  command.participants = body.ids<PersonId>("participants", 0, participants_max);
  if (const auto at = body.optional_text("at", 5, 5)) {
    const auto minutes = minutes_of(*at);
    if (!minutes) body.fail("at", Refusal{refusals::field_value, {}});
    command.at_minutes = minutes.value_or(0);
  }
  if (const auto minutes = body.optional_integer("duration_minutes", 1, minutes_per_day)) {
    command.duration_minutes = static_cast<std::uint16_t>(*minutes);
  }
  if (const auto place = body.optional_choice("place", intervention_places)) {
    command.place = static_cast<schema::InterventionPlace>(*place + 1);
  }
  command.confidential = body.boolean_or("confidential", false);
  command.late_reason = body.optional_code("late_reason");
  return command;
}

Response written(const app::Outcome& outcome) {
  boost::json::object body;
  // A wish that was already granted under another key has no events of its own.
  body["event_id"] = to_string(outcome.events.empty() ? EventId() : outcome.events.front());
  body["position"] = outcome.position;
  body["repeated"] = outcome.repeated;
  return json_response(Status::created, body);
}

// The event being corrected, when it is in the stream of this case.
Result<std::optional<log::StoredEvent>, Fault> find_event(const Site& site,
                                                          const log::StreamId& stream,
                                                          const EventId& id) {
  for (log::Version from = 0;;) {
    auto page = site.deps.events().read_stream(stream, from, log::ReadLimits{});
    if (!page) return page.error();
    for (log::StoredEvent& event : page->events) {
      const schema::Header* header = schema::verified_header(event.header);
      if (header != nullptr && schema::read(header->event()) == id) {
        return std::optional<log::StoredEvent>(std::move(event));
      }
      from = event.version + 1;
    }
    if (page->end || page->events.empty()) return std::optional<log::StoredEvent>();
  }
}

Response log_in_turn(Site& site, const Call& call, const CaseId& id,
                     const std::shared_ptr<Turns::Turn>& turn) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const domain::LogIntervention command = read_intervention(body);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = case_write(site, call, Code("case_work"), id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  return end_write(site, std::get<CaseWrite>(allowed).request, turn,
                   {.run =
                        [&](const app::CommandRequest& request) {
                          return app::execute(site.deps.transactor, request, id, command);
                        },
                    .written = written,
                    .again = [&site, call, id] { return log_in_turn(site, call, id, nullptr); }});
}

}  // namespace

Response log_intervention(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  return in_turn(site, call, *id, log_in_turn);
}

Response correct_event(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::CorrectEvent command;
  command.original = body.id<EventId>("event_id");
  command.kind = static_cast<schema::CorrectionKind>(body.choice("kind", correction_kinds) + 1);
  command.reason = body.code("reason");
  command.new_effective = body.optional_date("new_date");
  command.new_text = body.optional_text("new_text", 1, telaio::limits::text_characters_max);
  command.corrected_by = call.actor().id;
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = case_write(site, call, Code("case_work"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [case_file, access, request] = std::get<CaseWrite>(allowed);
  const log::StreamId stream = app::streams::case_file(*id);
  const auto original = find_event(site, stream, command.original);
  if (!original) return site.no(original.error());
  if (!*original) return site.no(refusals::not_found);
  command.original_position = (*original)->position;
  const auto outcome = app::execute(site.deps.transactor, request, stream, command);
  if (!outcome) return site.no(outcome.error());
  return written(*outcome);
}

}  // namespace telaio::http::handlers
