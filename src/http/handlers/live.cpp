// SPDX-License-Identifier: EUPL-1.2
// Live refresh: the stream that wakes open pages. It is told where it stands by Last-Event-ID, or,
// from a page that comes back to the foreground, by `since`.
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/session_cookie.hpp"

namespace telaio::http::handlers {

namespace {

constexpr std::uint64_t position_max = (std::uint64_t{1} << 53U) - 2;

// Asked now and then, on the storage pool. It does not count as work of the person: a page left
// open would keep the session alive for ever.
bool still_allowed(const Site& site, const std::string& token, const app::Actor& actor) {
  const auto session = site.deps.vault().sessions().look(token);
  if (!session) return true;  // A disk that fails ends no session.
  if (!*session || (*session)->password_change_due) return false;
  const auto now = site.deps.operators.actor(actor.id, site.deps.catalogue.lead_comune);
  return !now || (*now && (*now)->role == actor.role && (*now)->unit == actor.unit);
}

}  // namespace

Response get_live(Site& site, const Call& call) {
  Live::Listener listener;
  if (const auto since = call.request.parameter("since")) {
    listener.seen = parse_number(*since, position_max);
    if (!listener.seen) return site.no(refusals::fields_wrong);
  }
  // A browser that lost the connection says it by itself, and knows better than its first address.
  if (const std::string_view last = call.request.field("last-event-id"); !last.empty()) {
    listener.seen = parse_number(last, position_max);
  }
  listener.session = call.caller->session_id;
  listener.operator_id = call.actor().id;
  listener.allowed = [&site, token = std::string(session_token_of(call.request)),
                      actor = call.actor()] { return still_allowed(site, token, actor); };
  Response response;
  response.stream = site.live.open(std::move(listener));
  if (!response.stream) {
    return problem_later(refusals::overloaded, limits::streams_retry_after.count(), site.texts);
  }
  response.set("Content-Type", "text/event-stream");
  response.set("X-Accel-Buffering", "no");  // A proxy before us is to pass events on at once.
  return response;
}

}  // namespace telaio::http::handlers
