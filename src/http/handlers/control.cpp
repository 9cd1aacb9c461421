// SPDX-License-Identifier: EUPL-1.2
// Proofs and checks: the state of the log, verifications, proofs of single events, and the public
// files of C2SP tlog-tiles.
#include <array>

#include "http/case_access.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"

namespace telaio::http::handlers {

namespace {

// An interrupted one failed, for the reader: the label says why.
constexpr std::array<std::string_view, 5> state_names{"running", "intact", "broken", "failed",
                                                      "failed"};

boost::json::object verification_document(const Site& site, const Verification& verification) {
  boost::json::object body;
  body["verification_id"] = to_string(verification.id);
  body["state"] = state_names[static_cast<std::size_t>(verification.state)];
  body["checked"] = verification.checked;
  body["total"] = verification.total;
  body["started_at"] = to_string(verification.started);
  if (verification.finished) body["finished_at"] = to_string(*verification.finished);
  if (verification.first_broken) {
    boost::json::object broken;
    broken["position"] = *verification.first_broken;
    broken["what"] =
        verification.what.empty() ? site.labels.of("verification.broken") : verification.what;
    body["first_broken"] = std::move(broken);
  }
  if (verification.root) body["root"] = to_base64(*verification.root);
  if (verification.case_file) body["case_id"] = to_string(*verification.case_file);
  if (verification.state == Verification::State::failed) {
    body["detail"] = site.labels.of("verification.failed");
  }
  if (verification.state == Verification::State::interrupted) {
    body["detail"] = site.labels.of("verification.interrupted");
  }
  return body;
}

// A numeric path parameter of the API.
std::optional<log::Position> position_of(std::string_view text) {
  return parse_number(text, (std::uint64_t{1} << 53U) - 1);
}

Response octets(const Bytes& bytes, std::string_view cache) {
  Response response;
  response.body = std::string(as_text(bytes));
  response.set("Content-Type", "application/octet-stream");
  response.set("Cache-Control", std::string(cache));
  return response;
}

}  // namespace

Response get_status(Site& site, const Call&) {
  const log::Head head = site.deps.events().head();
  std::uint64_t signed_size = 0;
  std::optional<WitnessedHead> witnessed;
  bool degraded = false;
  if (site.deps.evidence.head) {
    const auto signed_head = site.deps.evidence.head();
    if (signed_head) signed_size = signed_head->size;
    if (signed_head) witnessed = signed_head->witnessed;
    degraded = !signed_head;
  }
  for (const view::ViewStatus& view : site.deps.views.status()) {
    degraded = degraded || view.poison.has_value();
  }
  boost::json::object body;
  if (witnessed) {
    body["witnessed_size"] = witnessed->size;
    body["witnessed_at"] = to_string(witnessed->seen_at);
  }
  body["status"] = degraded ? "degraded" : "ok";
  body["version"] = site.deps.version;
  body["position"] = head.size == 0 ? 0 : head.size - 1;
  body["signed_size"] = signed_size;
  return json_response(Status::ok, body);
}

Response get_checkpoint(Site& site, const Call&) {
  if (!site.deps.evidence.head) return site.no(refusals::not_implemented);
  const auto head = site.deps.evidence.head();
  if (!head) return site.no(head.error());
  return text_response(Status::ok, head->checkpoint);
}

Response get_witnessed_checkpoint(Site& site, const Call&) {
  if (!site.deps.evidence.head) return site.no(refusals::not_implemented);
  const auto head = site.deps.evidence.head();
  if (!head) return site.no(head.error());
  if (!head->witnessed) return site.no(refusals::not_found);
  return text_response(Status::ok, head->witnessed->checkpoint);
}

Response get_tile(Site& site, const Call& call) {
  if (!site.deps.evidence.tile) return site.no(refusals::not_implemented);
  std::string path;
  for (std::size_t i = 1; i < call.request.target.segments.size(); ++i) {
    if (i > 1) path += '/';
    path += call.request.target.segments[i];
  }
  const auto tile = site.deps.evidence.tile(path);
  if (!tile) return site.no(tile.error());
  if (!*tile) return site.no(refusals::not_found);
  // A full tile never changes; a partial one (".p/") is soon replaced by a fuller one.
  const bool partial = path.find(".p/") != std::string::npos;
  return octets(**tile, partial ? "public, max-age=60" : "public, max-age=31536000, immutable");
}

Response get_integrity(Site& site, const Call&) {
  if (!site.deps.evidence.head) return site.no(refusals::not_implemented);
  const auto signed_head = site.deps.evidence.head();
  if (!signed_head) return site.no(signed_head.error());
  const log::Head head = site.deps.events().head();
  boost::json::object body;
  body["size"] = head.size;
  body["root"] = to_base64(head.root);
  body["log_id"] = to_string(head.log_id);
  body["origin"] = signed_head->origin;
  body["signed_size"] = signed_head->size;
  body["checkpoint"] = signed_head->checkpoint;
  body["key"] = signed_head->key;
  boost::json::object anchor;
  anchor["size"] = signed_head->anchor_size;
  anchor["root"] = to_base64(signed_head->anchor_root);
  body["anchor"] = std::move(anchor);
  if (signed_head->witnessed) {
    boost::json::object witnessed;
    witnessed["size"] = signed_head->witnessed->size;
    witnessed["seen_at"] = to_string(signed_head->witnessed->seen_at);
    witnessed["checkpoint"] = signed_head->witnessed->checkpoint;
    body["witnessed"] = std::move(witnessed);
  }
  boost::json::array witnesses;
  for (const WitnessState& state : signed_head->witnesses) {
    boost::json::object witness;
    witness["name"] = state.name;
    if (state.size) witness["size"] = *state.size;
    if (state.seen_at) witness["seen_at"] = to_string(*state.seen_at);
    if (!state.failed.empty()) witness["failed"] = state.failed;
    witnesses.push_back(std::move(witness));
  }
  body["witnesses"] = std::move(witnesses);
  if (signed_head->signed_at) body["signed_at"] = to_string(*signed_head->signed_at);
  const auto last = site.verifications.last();
  if (!last) return site.no(last.error());
  if (*last) body["last_verification"] = verification_document(site, **last);
  return json_response(Status::ok, body);
}

Response start_verification(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const auto case_file = body.optional_id<CaseId>("case_id");
  body.finish();
  if (!errors.empty()) return site.no(errors);
  const auto request = site.command(call, app::purposes::verification);
  if (!request) return site.no(request.error());

  const Evidence& evidence = site.deps.evidence;
  if (!evidence.verify_all || !evidence.verify_stream) return site.no(refusals::not_implemented);
  if (case_file) {
    const auto known = read_case(site, *case_file, std::nullopt, std::nullopt);
    if (!known) return site.no(known.error());
    if (!*known) return site.no(refusals::not_found);
  }
  const auto started = site.verifications.start(*request, case_file);
  if (!started) return site.no(started.error());
  return json_response(Status::accepted, verification_document(site, *started));
}

Response get_verification(Site& site, const Call& call) {
  const auto id = call.id<VerificationId>("verification_id");
  if (!id) return site.no(refusals::not_found);
  const auto found = site.verifications.find(*id);
  if (!found) return site.no(found.error());
  if (!*found) return site.no(refusals::not_found);
  return json_response(Status::ok, verification_document(site, **found));
}

Response get_proof(Site& site, const Call& call) {
  if (!site.deps.evidence.proof) return site.no(refusals::not_implemented);
  const auto position = position_of(call.parameter("position"));
  if (!position) return site.no(refusals::fields_wrong);
  if (*position >= site.deps.events().head().size) return site.no(refusals::not_found);
  const auto proof = site.deps.evidence.proof(*position);
  if (!proof) return site.no(proof.error());
  if (!*proof) return site.no(refusals::not_found);
  return text_response(Status::ok, **proof);
}

Response get_consistency(Site& site, const Call& call) {
  if (!site.deps.evidence.consistency) return site.no(refusals::not_implemented);
  const auto text = call.request.parameter("from");
  // Every tree continues the empty one: without `from` the answer is the newest checkpoint.
  const auto from = text ? position_of(*text) : std::optional<log::Position>(0);
  if (!from) return site.no(refusals::fields_wrong);
  const auto proof = site.deps.evidence.consistency(*from);
  if (!proof) return site.no(proof.error());
  if (!*proof) return site.no(refusals::not_found);
  return text_response(Status::ok, **proof);
}

}  // namespace telaio::http::handlers
