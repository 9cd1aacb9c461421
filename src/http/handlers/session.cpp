// SPDX-License-Identifier: EUPL-1.2
// Signing in and out, and changing the password. A wrong name, password or code get one and the
// same answer; too many of them from one address get 429 for a while (the vault suspends single
// accounts by itself).
#include <algorithm>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/session_cookie.hpp"
#include "http/wording.hpp"
#include "vault/vault_refusals.hpp"

namespace telaio::http::handlers {

namespace {

Response signed_in_document(Site& site, Status status, const app::Actor& actor,
                            const vault::Session& session) {
  auto name = site.deps.operators.display_name(actor.id);
  if (!name) return site.no(name.error());
  const Instant idle = site.now().plus_seconds(telaio::limits::session_idle_seconds);
  const Instant absolute = session.created.plus_seconds(telaio::limits::session_absolute_seconds);
  // A role of the whole Ambito has no office: the page then shows the Ambito.
  const std::string unit(actor.unit.text());
  const app::Catalogue& catalogue = site.deps.catalogue;
  boost::json::object body;
  body["operator_id"] = to_string(actor.id);
  body["display_name"] = *name;
  body["role"] = role_name(actor.role);
  body["unit"] = unit.empty() ? "ambito" : unit;
  body["unit_name"] = unit.empty() ? catalogue.ambito_name : catalogue.office_name(actor.unit);
  body["ambito_name"] = catalogue.ambito_name;
  body["expires_at"] = to_string(std::min(idle, absolute));
  body["today"] = to_string(site.today());
  body["demo"] = site.deps.demo;
  body["password_change_due"] = session.password_change_due;
  return json_response(status, body);
}

// Counts one sign-in as long as it lives.
class InHand {
 public:
  explicit InHand(std::atomic<std::int32_t>& count)
      : count_(count), number_(count.fetch_add(1) + 1) {}
  ~InHand() { count_.fetch_sub(1); }
  InHand(const InHand&) = delete;
  InHand& operator=(const InHand&) = delete;
  bool too_many() const { return number_ > limits::sign_ins_in_hand_max; }

 private:
  std::atomic<std::int32_t>& count_;
  std::int32_t number_;
};

Response refused(Site& site, const vault::AccountError& error, std::string_view peer) {
  if (const auto* fault = std::get_if<Fault>(&error)) return site.no(*fault);
  const Refusal& refusal = std::get<Refusal>(error);
  // The password was right: asking for the second factor is not a failure.
  if (refusal.code != vault::totp_required) site.login_failures.failed(peer, site.now());
  return problem(Status::unauthorized, refusal, site.texts);
}

}  // namespace

Response create_session(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const std::string user = body.text("user", 1, limits::user_bytes_max);
  const std::string password = body.text("password", 1, limits::password_bytes_max);
  const auto totp = body.optional_text("totp", 6, 6);
  body.finish();
  if (!errors.empty()) return site.no(errors);

  const std::string& peer = call.request.peer;
  if (const auto seconds = site.login_failures.blocked_seconds(peer, site.now()); seconds > 0) {
    return problem_later(refusals::login_limited, seconds, site.texts);
  }
  std::optional<std::string_view> code;
  if (totp) code = *totp;
  const InHand in_hand(site.sign_ins_in_hand);
  if (in_hand.too_many()) return site.no(refusals::overloaded);
  const auto signed_in = site.deps.vault().accounts().sign_in(user, password, code);
  if (!signed_in) return refused(site, signed_in.error(), peer);

  const auto actor =
      site.deps.operators.actor(signed_in->operator_id, site.deps.catalogue.lead_comune);
  if (!actor) return site.no(actor.error());
  if (!*actor) return site.no(refusals::role_missing);
  vault::Sessions& sessions = site.deps.vault().sessions();
  // A new token at every sign-in: one that was planted before is worth nothing afterwards.
  const std::string_view old = session_token_of(call.request);
  if (!old.empty()) {
    const auto ended = sessions.end(old);
    if (!ended) return site.no(ended.error());
  }
  const auto started = sessions.start(signed_in->operator_id, signed_in->password_change_due);
  if (!started) return site.no(started.error());
  Response response = signed_in_document(site, Status::created, **actor, started->session);
  response.set("Set-Cookie", session_cookie(started->token));
  return response;
}

Response get_session(Site& site, const Call& call) {
  return signed_in_document(site, Status::ok, call.actor(), call.caller->session);
}

Response change_password(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const std::string old_password = body.text("old_password", 1, limits::password_bytes_max);
  const std::string new_password = body.text("new_password", 1, limits::password_bytes_max);
  body.finish();
  if (!errors.empty()) return site.no(errors);

  // Two hashes: as much work as a sign-in, and as good for guessing.
  const std::string& peer = call.request.peer;
  if (const auto seconds = site.login_failures.blocked_seconds(peer, site.now()); seconds > 0) {
    return problem_later(refusals::login_limited, seconds, site.texts);
  }
  const InHand in_hand(site.sign_ins_in_hand);
  if (in_hand.too_many()) return site.no(refusals::overloaded);
  vault::Vault& vault = site.deps.vault();
  const auto changed =
      vault.accounts().change_password(call.actor().id, old_password, new_password);
  if (!changed) {
    const vault::AccountError error = changed.error();
    if (const auto* fault = std::get_if<Fault>(&error)) return site.no(*fault);
    const Refusal& refusal = std::get<Refusal>(error);
    if (refusal.code == vault::old_password_wrong) site.login_failures.failed(peer, site.now());
    return site.no(refusal);
  }
  const auto renewed = vault.sessions().renew(session_token_of(call.request), false);
  if (!renewed) return site.no(renewed.error());
  if (!*renewed) return site.no(refusals::session_expired);
  // Who may, comes back at once with the new cookie.
  site.live.end_operator(call.actor().id);
  Response response = signed_in_document(site, Status::ok, call.actor(), (*renewed)->session);
  response.set("Set-Cookie", session_cookie((*renewed)->token));
  return response;
}

Response delete_session(Site& site, const Call& call) {
  const auto ended = site.deps.vault().sessions().end(session_token_of(call.request));
  if (!ended) return site.no(ended.error());
  site.live.end_session(call.caller->session_id);
  Response response = no_content();
  response.set("Set-Cookie", no_session_cookie());
  // Only the cache: "storage" would delete drafts that were not sent yet.
  response.set("Clear-Site-Data", "\"cache\"");
  return response;
}

}  // namespace telaio::http::handlers
