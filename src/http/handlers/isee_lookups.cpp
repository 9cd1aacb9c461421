// SPDX-License-Identifier: EUPL-1.2
// Asking INPS. "No data" and "offline" are told apart all the way: the first lets the rule for who
// has no ISEE apply, the second prices nothing until somebody asks again or brings the paper.
#include <array>
#include <span>

#include "app/app_refusals.hpp"
#include "app/isee_lookups.hpp"
#include "base/limits.hpp"
#include "crypto/digest.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "http/case_write.hpp"
#include "http/handlers/attestation_document.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using Outcome = schema::IseeLookupOutcome;

constexpr std::array<std::string_view, 3> depths{"indicator", "attestation", "threshold"};

struct Asked {
  PersonId person;
  schema::IseeKind kind = schema::IseeKind::unknown;
  Code service;
  inps::Question question;
};

Asked read_question(ObjectReader& body, Date today) {
  Asked asked;
  asked.person = body.id<PersonId>("person_id");
  // A kind nobody knows yet has no name to ask with.
  constexpr auto known_kinds = std::span(isee_kinds).first(isee_kinds.size() - 1);
  asked.kind = isee_kind_at(body.choice("kind", known_kinds));
  asked.service = body.code("service_code");
  asked.question.depth = static_cast<inps::Depth>(body.choice("depth", depths));
  asked.question.kind = asked.kind;
  asked.question.valid_on = body.optional_date("valid_on").value_or(today);
  asked.question.protocol = body.text("protocol", 1, telaio::limits::printed_characters_max);
  asked.question.delivered = body.boolean_or("delivered", false);
  const auto threshold = body.optional_money("threshold");
  const bool of_threshold = asked.question.depth == inps::Depth::threshold;
  if (threshold.has_value() != of_threshold) {
    body.fail("threshold",
              Refusal{of_threshold ? refusals::field_missing : refusals::field_value, {}});
  }
  // Refused here: after the question INPS knows about the person already.
  if (threshold && *threshold < Money()) body.fail("threshold", Refusal{refusals::field_value, {}});
  asked.question.threshold = threshold.value_or(Money());
  return asked;
}

AttestationId attestation_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/isee-lookup/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return AttestationId(uuid_from(BytesView(digest).first(id_size)));
}

domain::AcquireAttestation acquired(const Asked& asked, const inps::Attestation& told,
                                    const HouseholdId& household, const CommandId& command) {
  domain::AcquireAttestation made;
  made.household = household;
  made.attestation = attestation_id_of(command);
  made.beneficiary = asked.person;
  made.kind = told.indicator.kind;
  made.kind_as_printed = told.indicator.kind_as_printed;
  made.reduced_household = told.indicator.reduced_household;
  made.corrente = told.indicator.corrente;
  made.corrente_form_number = told.indicator.corrente_form_number;
  made.corrente_form_on = told.indicator.corrente_form_on;
  made.isee = told.indicator.isee;
  made.ise = told.indicator.ise;
  made.isr = told.indicator.isr;
  made.isp = told.indicator.isp;
  made.scale_hundredths = told.indicator.scale_hundredths;
  made.presented_on = told.presented_on;
  made.valid_from = told.valid_from;
  made.valid_to = told.valid_to;
  made.annotations = told.annotations;
  made.annotation_texts = told.annotation_texts;
  made.channel = schema::IseeChannel::pdnd;
  made.dsu_number = told.dsu_number;
  made.protocol = asked.question.protocol;
  made.replaces_dsu = told.replaces_dsu;
  return made;
}

schema::IseeThresholdAnswer side_of(const inps::Side& side) {
  return side.within ? schema::IseeThresholdAnswer::within : schema::IseeThresholdAnswer::above;
}

struct Recorded {
  log::Position position = 0;
  bool repeated = false;
  std::string_view reason;  // Empty, or why the answer is of no use.
  std::vector<std::string_view> flags;
};

bool is_refusal(const app::Failure& failure, std::string_view codes) {
  return std::holds_alternative<Refusal>(failure) && app::code_of(failure).starts_with(codes);
}

// Records the question with what came of it. INPS's answer is not lost to a link we cannot make,
// and one that the rules refuse is recorded as unusable.
Result<Recorded, app::Failure> record(Site& site, const app::CommandRequest& request,
                                      app::RecordLookup told, std::string_view reason) {
  Recorded recorded{0, false, reason, {}};
  if (told.attestation) recorded.flags = domain::flags_of(*told.attestation);
  auto outcome = app::execute(site.deps.transactor, request, told);
  if (told.attestation && !outcome &&
      is_refusal(outcome.error(), domain::refusals::isee_replaces_unknown)) {
    recorded.flags.push_back(domain::refusals::isee_replaces_unknown);
    told.attestation->replaces_dsu.clear();
    outcome = app::execute(site.deps.transactor, request, told);
  }
  if (told.attestation && !outcome && is_refusal(outcome.error(), "isee.")) {
    const app::Failure why = outcome.error();
    recorded.reason = std::get<Refusal>(why).code;
    recorded.flags.clear();
    told.attestation.reset();
    told.lookup.outcome = Outcome::internal_error;
    outcome = app::execute(site.deps.transactor, request, told);
  }
  if (!outcome) return outcome.error();
  recorded.position = outcome->position;
  recorded.repeated = outcome->repeated;
  return recorded;
}

// As the log has it at that position.
Result<Response, app::Failure> answered(const Site& site, const Recorded& recorded) {
  const auto page =
      site.deps.events().read_all(recorded.position, log::ReadLimits{.events_max = 1});
  if (!page) return app::Failure(page.error());
  const auto* header =
      page->events.empty() ? nullptr : schema::verified_header(page->events.front().header);
  const auto* made = header == nullptr ? nullptr : header->fact_as_IseeLookupMade();
  if (made == nullptr) return app::Failure(Refusal{refusals::not_found, {}});
  boost::json::object body;
  body["outcome"] = isee_outcome_name(made->outcome());
  if (!recorded.reason.empty()) body["reason"] = recorded.reason;
  if (const auto attestation = schema::read_optional(made->attestation())) {
    body["attestation_id"] = to_string(*attestation);
  }
  add_threshold(*made, body);
  body["position"] = recorded.position;
  body["repeated"] = recorded.repeated;
  body["flags"] = flag_rows(site, recorded.flags);
  return json_response(Status::created, body);
}

Response show(const Site& site, const Recorded& recorded) {
  auto response = answered(site, recorded);
  return response ? std::move(*response) : site.no(response.error());
}

// The same request sent again: INPS is not asked twice, the first answer stands.
Result<std::optional<Recorded>, app::Failure> recorded_before(const Site& site,
                                                              const app::CommandRequest& request) {
  const auto known = site.deps.events().find_commit(request.command, request.request_hash);
  if (!known) return app::Failure(known.error());
  if (known->request_differs) {
    return app::Failure(Refusal{app::refusals::command_id_reused, {}});
  }
  if (!known->first_outcome) return std::optional<Recorded>();
  return std::optional(Recorded{known->first_outcome->last, true, {}, {}});
}

}  // namespace

Response ask_inps(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  Asked asked = read_question(body, site.today());
  const auto service = site.deps.catalogue.services.find(asked.service);
  if (errors.empty() && service == site.deps.catalogue.services.end()) {
    body.fail("service_code", Refusal{refusals::field_value, {}});
  }
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = case_write(site, call, Code("isee"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  auto& [case_file, access, request] = std::get<CaseWrite>(allowed);
  request.envelope.origin = schema::Origin::pdnd;
  const auto household = access.now.file.household;
  if (!household) return site.no(domain::refusals::isee_no_household);
  if (!site.deps.ask_inps) return site.no(refusals::not_implemented);
  const auto before = recorded_before(site, request);
  if (!before) return site.no(before.error());
  if (*before) return show(site, **before);

  // Before anything about the person leaves this machine: is it one of this family?
  const auto belongs = app::belongs_today(site.deps.transactor, *household, asked.person);
  if (!belongs) return site.no(belongs.error());
  if (!*belongs) {
    return site.no(Refusal{domain::refusals::isee_not_of_household,
                           {domain::date_value("data", site.today())}});
  }
  const auto code = app::codice_fiscale_of(site.deps.transactor, asked.person);
  if (!code) return site.no(code.error());
  if (!*code) return site.no(domain::refusals::isee_no_codice_fiscale);
  asked.question.codice_fiscale = **code;
  asked.question.service_code = service->second.siuss;
  const inps::Answer answer = site.deps.ask_inps(asked.question);

  app::RecordLookup told;
  told.lookup.household = *household;
  told.lookup.person = asked.person;
  told.lookup.kind = asked.kind;
  told.lookup.service_code = asked.service;
  told.lookup.outcome = answer.outcome;
  if (asked.question.depth == inps::Depth::threshold) {
    told.lookup.threshold = asked.question.threshold;
    if (answer.side) {
      told.lookup.answer = side_of(*answer.side);
      told.lookup.annotated = answer.side->annotations;
    }
  }
  if (answer.attestation) {
    told.attestation = acquired(asked, *answer.attestation, *household, request.command);
  }
  const auto recorded = record(site, request, std::move(told), answer.reason);
  if (!recorded) return site.no(recorded.error());
  return show(site, *recorded);
}

}  // namespace telaio::http::handlers
