// SPDX-License-Identifier: EUPL-1.2
// ISEE attestations of a family: those we have, and one written down from paper.
#include <array>

#include "app/isee_lookups.hpp"
#include "base/limits.hpp"
#include "crypto/digest.hpp"
#include "domain/fees/amount.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "http/case_write.hpp"
#include "http/handlers/attestation_document.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

constexpr std::array<std::string_view, 3> channels{"pdnd", "citizen", "caf"};
constexpr std::size_t amount_characters_max = 20;
constexpr std::int64_t scale_max = 10'000;  // 100.00.

// The same command names the same attestation, however often it is sent.
AttestationId attestation_id_of(const CommandId& command) {
  constexpr std::string_view domain = "telaio/attestation-id/v1";
  const auto digest = crypto::sha256({as_bytes(domain), command.view()});
  return AttestationId(uuid_from(BytesView(digest).first(id_size)));
}

// An amount with what is wrong about it: a comma, a third decimal, a minus, each with its own code.
std::optional<Money> read_amount(ObjectReader& body, std::string_view name, bool required) {
  const auto text = required ? std::optional(body.text(name, 1, amount_characters_max))
                             : body.optional_text(name, 1, amount_characters_max);
  if (!text || text->empty()) return std::nullopt;
  const auto amount = domain::fees::parse_amount(*text);
  if (amount) return *amount;
  body.fail(name, amount.error());
  return std::nullopt;
}

std::uint16_t read_scale(ObjectReader& body) {
  const auto scale = read_amount(body, "scale", false);
  if (!scale) return 0;
  if (scale->cents() < 100 || scale->cents() > scale_max) {
    body.fail("scale", Refusal{domain::refusals::isee_scale_malformed, {}});
    return 0;
  }
  return static_cast<std::uint16_t>(scale->cents());
}

void read_texts(ObjectReader& body, domain::AcquireAttestation& command) {
  constexpr auto most = telaio::limits::printed_characters_max;
  command.dsu_number = body.text("dsu_number", 1, most);
  command.kind_as_printed = body.optional_text("kind_as_printed", 1, most).value_or("");
  command.protocol = body.optional_text("protocol", 1, most).value_or("");
  command.corrente_form_number = body.optional_text("corrente_form_number", 1, most).value_or("");
  const auto* list = body.array("annotation_texts", 0, domain::annotation_texts_max, false);
  if (list == nullptr) return;
  for (const auto& each : *list) {
    if (each.is_string()) command.annotation_texts.emplace_back(each.get_string());
    if (!each.is_string()) body.fail("annotation_texts", Refusal{refusals::field_type, {}});
  }
}

void read_hash(ObjectReader& body, domain::AcquireAttestation& command) {
  const auto text = body.optional_text("document_sha256", 64, 64);
  if (!text) return;
  const auto bytes = from_hex(*text);
  if (!bytes || bytes->size() != domain::document_hash_size) {
    body.fail("document_sha256", Refusal{refusals::field_value, {}});
    return;
  }
  auto& hash = command.document_sha256.emplace();
  for (std::size_t i = 0; i < hash.size(); ++i) {
    hash[i] = std::to_integer<std::uint8_t>((*bytes)[i]);
  }
}

domain::AcquireAttestation read_attestation(ObjectReader& body) {
  domain::AcquireAttestation command;
  command.beneficiary = body.id<PersonId>("person_id");
  command.kind = isee_kind_at(body.choice("kind", isee_kinds));
  command.reduced_household = body.boolean_or("reduced_household", false);
  command.corrente = body.boolean_or("corrente", false);
  command.isee = read_amount(body, "isee", true).value_or(Money());
  command.ise = read_amount(body, "ise", false);
  command.isr = read_amount(body, "isr", false);
  command.isp = read_amount(body, "isp", false);
  command.scale_hundredths = read_scale(body);
  command.presented_on = body.date("presented_on");
  command.valid_from = body.date("valid_from");
  command.valid_to = body.date("valid_to");
  command.filed_on = body.optional_date("filed_on");
  command.corrente_form_on = body.optional_date("corrente_form_on");
  command.annotations = body.boolean_or("annotations", false);
  command.documents_given = body.boolean_or("documents_given", false);
  command.channel = static_cast<schema::IseeChannel>(body.choice("channel", channels) + 1);
  command.replaces = body.optional_id<AttestationId>("replaces");
  read_texts(body, command);
  read_hash(body, command);
  return command;
}

Response written(const Site& site, const domain::AcquireAttestation& command,
                 const app::Outcome& outcome) {
  const auto flags = domain::flags_of(command);
  boost::json::object body;
  body["attestation_id"] = to_string(command.attestation);
  body["position"] = outcome.position;
  body["repeated"] = outcome.repeated;
  // The same DSU with the same indicator was there before, under another id.
  body["already_known"] = outcome.events.empty();
  body["flags"] = flag_rows(site, flags);
  return json_response(Status::created, body);
}

}  // namespace

Response list_attestations(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  auto outcome = case_access(site, call, *id);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  const CaseAccess& access = std::get<CaseAccess>(outcome);
  // A health-social kind tells of a disability: of class P3, so who reads is recorded first.
  if (auto unrecorded = record_case(site, call, *id, access, schema::RecordPart::fees)) {
    return std::move(*unrecorded);
  }
  FolderRead folder;
  if (access.now.file.household) {
    auto read = read_folder(site, *access.now.file.household);
    if (!read) return site.no(read.error());
    folder = std::move(*read);
  }
  auto body = folder_document(site, access, folder);
  if (!body) return site.no(body.error());
  (*body)["inps_configured"] = static_cast<bool>(site.deps.ask_inps);
  return json_response(Status::ok, *body);
}

Response acquire_attestation(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  if (!id) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::AcquireAttestation command = read_attestation(body);
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = case_write(site, call, Code("isee"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [case_file, access, request] = std::get<CaseWrite>(allowed);
  const auto household = access.now.file.household;
  if (!household) return site.no(domain::refusals::isee_no_household);
  command.household = *household;
  command.attestation = attestation_id_of(request.command);
  const auto outcome = app::execute(site.deps.transactor, request, command);
  if (!outcome) return site.no(outcome.error());
  if (outcome->events.empty()) {
    // There was one before: it is the one to look at.
    const auto known = app::decide_attestation(site.deps.transactor, command);
    if (!known) return site.no(known.error());
    command.attestation = known->attestation;
  }
  return written(site, command, *outcome);
}

Response accept_documents(Site& site, const Call& call) {
  const auto id = call.id<CaseId>("case_id");
  const auto attestation = call.id<AttestationId>("attestation_id");
  if (!id || !attestation) return site.no(refusals::not_found);
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  domain::AcceptDocuments command;
  command.attestation = *attestation;
  command.on = body.date("on");
  command.reason = documents_reason_at(body.choice("reason", documents_reasons));
  body.finish();
  if (!errors.empty()) return site.no(errors);
  auto allowed = case_write(site, call, Code("isee"), *id);
  if (auto* refused = std::get_if<Response>(&allowed)) return std::move(*refused);
  const auto& [case_file, access, request] = std::get<CaseWrite>(allowed);
  const auto household = access.now.file.household;
  if (!household) return site.no(domain::refusals::isee_no_household);
  command.household = *household;
  const auto outcome = app::execute(site.deps.transactor, request, command);
  if (!outcome) return site.no(outcome.error());
  boost::json::object done;
  done["event_id"] = to_string(outcome->events.empty() ? EventId() : outcome->events.front());
  done["position"] = outcome->position;
  done["repeated"] = outcome->repeated;
  return json_response(Status::created, done);
}

}  // namespace telaio::http::handlers
