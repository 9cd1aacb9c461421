// SPDX-License-Identifier: EUPL-1.2
#include "http/case_access.hpp"

#include "app/app_refusals.hpp"
#include "app/streams.hpp"
#include "http/http_refusals.hpp"
#include "http/stream_reader.hpp"
#include "schemas/read.hpp"

namespace telaio::http {

namespace {

bool verdict(const app::Question& question) {
  return app::authorise(question).verdict == app::Verdict::allowed;
}

// As it is now: what was folded for the last request is kept, so that a case of thousands of facts
// costs no more than a new one.
Result<std::optional<CaseAt>, app::Failure> read_newest(const Site& site,
                                                        const log::StreamId& stream) {
  auto loaded = site.deps.transactor.load<CaseAt>(stream);
  if (!loaded) return loaded.error();
  if (loaded->expected == log::Expectation::none()) return std::optional<CaseAt>();
  CaseAt at = std::move(loaded->state);
  at.version = loaded->expected.version;
  at.events = at.version + 1;
  return std::optional<CaseAt>(std::move(at));
}

}  // namespace

CaseAt evolve(CaseAt at, const schema::Header& header, log::Position position) {
  at.file = evolve(std::move(at.file), header);
  if (const auto* taken = header.fact_as_TakenInCharge()) {
    at.mandate = taken->mandate();
    at.number = schema::read(taken->number());
  }
  if (at.file.management) at.management = at.file.management;
  const Date effective = schema::read(header.effective_from());
  if (!at.last_on || effective > *at.last_on) at.last_on = effective;
  at.last = position;
  return at;
}

Result<std::optional<CaseAt>, app::Failure> read_case(const Site& site, const CaseId& id,
                                                      std::optional<log::Position> as_of,
                                                      std::optional<Date> on) {
  const log::StreamId stream = app::streams::case_file(id);
  if (!as_of && !on) return read_newest(site, stream);
  const auto stored = read_stream(site.deps.events(), stream, as_of);
  if (!stored) return app::Failure(stored.error());
  if (stored->empty()) return std::optional<CaseAt>();
  CaseAt at;
  for (const KnownEvent& event : *stored) {
    if (event.voided || (on && event.effective() > *on)) continue;
    at = evolve(std::move(at), *event.header, event.stored.position);
  }
  at.events = stored->size();
  at.last = stored->back().stored.position;
  at.version = stored->back().stored.version;
  return std::optional<CaseAt>(std::move(at));
}

app::Assignment assignment_of(const app::Actor& actor, const CaseAt& at) {
  if (!at.management) return app::Assignment::none;
  if (at.management->case_manager == actor.id) return app::Assignment::own;
  const bool same_unit = actor.unit.empty() || at.management->unit == actor.unit;
  return same_unit ? app::Assignment::unit : app::Assignment::none;
}

std::variant<CaseAccess, Response> case_access(Site& site, const Call& call, const CaseId& id) {
  const auto now = read_case(site, id, std::nullopt, std::nullopt);
  if (!now) return site.no(now.error());
  if (!*now) return site.no(refusals::not_found);

  CaseAccess access;
  access.now = **now;
  access.assignment = assignment_of(call.actor(), access.now);
  if (call.actor().role == schema::Role::auditor) {
    const auto opening =
        site.access_history.opening(call.actor(), call.caller->session_id, id, site.now());
    if (!opening) return site.no(opening.error());
    if (*opening) access.reason = (*opening)->reason;
  }
  app::Question question;
  question.role = call.actor().role;
  question.assignment = access.assignment;
  question.opened_with_reason = access.reason.has_value();
  question.visibility = schema::VisibilityClass::p2;
  const app::Answer whole = app::authorise(question);
  if (whole.verdict == app::Verdict::refused) {
    app::Access refused;
    refused.subject = id;
    refused.case_file = id;
    refused.part = schema::RecordPart::case_at_date;
    refused.result = schema::AccessResult::refused;
    if (auto unrecorded = site.record(call, refused)) return std::move(*unrecorded);
    return site.no(app::refusals::not_authorised);
  }
  access.names = whole.verdict == app::Verdict::allowed;
  question.visibility = schema::VisibilityClass::p3;
  access.texts = verdict(question);
  question.visibility = schema::VisibilityClass::p4;
  access.court = verdict(question);
  question.action = app::Action::write;
  access.write = verdict(question);
  return access;
}

std::optional<Response> record_case(Site& site, const Call& call, const CaseId& id,
                                    const CaseAccess& access, schema::RecordPart part,
                                    schema::AccessAction action) {
  app::Access shown;
  shown.subject = id;
  shown.case_file = id;
  shown.part = part;
  shown.action = action;
  shown.reason = access.reason;
  return site.record(call, shown);
}

}  // namespace telaio::http
