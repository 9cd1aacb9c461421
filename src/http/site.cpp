// SPDX-License-Identifier: EUPL-1.2
#include "http/site.hpp"

#include <boost/json/object.hpp>

#include "app/app_refusals.hpp"
#include "app/streams.hpp"
#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "base/zone.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"

namespace telaio::http {

namespace {

app::leps::Texts built_in_leps_texts() {
  auto texts = app::leps::load_texts(app::leps::built_in_texts());
  // Compiled in: a build whose texts do not read is not a build.
  TELAIO_ASSERT(texts.has_value());
  return std::move(*texts);
}

}  // namespace

Site::Site(const Dependencies& given, Texts given_texts, Labels given_labels,
           const LiveLimits& live_limits)
    : deps(given),
      texts(std::move(given_texts)),
      labels(std::move(given_labels)),
      leps_texts(built_in_leps_texts()),
      opening(given.events(), given.vault()),
      access_history(given.transactor),
      verifications(deps),
      monthly_runs(deps),
      simulations(deps),
      live(deps.views, live_limits) {}

Response Site::no(const Fault& fault) const {
  if (fault.code == "log.indeterminate") return no(refusals::outcome_unknown);
  if (fault.code == "log.disk_reserve" || fault.code == "vault.disk_reserve") {
    return no(refusals::disk_full);
  }
  if (fault.code == "log.overloaded" || fault.code == "view.building") {
    return no(refusals::overloaded);
  }
  return problem(fault, texts);
}

Response Site::no(const app::Failure& failure) const {
  const auto refused = [&](const Refusal& refusal) {
    Response response = no(refusal);
    if (refusal.code == app::refusals::version_stale && !refusal.values.front().text.empty()) {
      response.set("ETag", "\"" + refusal.values.front().text + "\"");
    }
    return response;
  };
  return std::visit(Overloaded{refused, [&](const Fault& fault) { return no(fault); }}, failure);
}

Result<Done, app::Failure> Site::settle(Moment& moment) const {
  const std::uint64_t size = deps.events().head().size;
  if (moment.known) {
    const auto last = deps.events().last_at(rome_day_end(*moment.known).plus_micros(-1));
    if (!last) return app::Failure(last.error());
    if (!*last) return app::Failure(Refusal{refusals::not_found, {}});
    moment.as_of = *last;
  }
  const bool ahead =
      (moment.as_of && *moment.as_of >= size) || (moment.after && *moment.after >= size);
  if (ahead) return app::Failure(Refusal{refusals::position_unknown, {}});
  return Done{};
}

view::At Site::at(const Moment& moment) const {
  view::At at;
  at.as_of = moment.as_of;
  at.after = moment.after;
  at.wait = limits::visible_wait;
  return at;
}

std::optional<Response> Site::record(const Call& call, const app::Access& access) {
  return record(call, {&access, 1}, app::purposes::reading);
}

std::optional<Response> Site::record(const Call& call, std::span<const app::Access> accesses,
                                     Code purpose) {
  app::Recording recording;
  recording.purpose = purpose;
  recording.session = call.caller->session_id;
  const auto recorded = app::record_accesses(deps.transactor, call.actor(), accesses, recording);
  if (recorded) return std::nullopt;
  return no(refusals::access_not_recorded);
}

std::variant<log::Position, Response> Site::record_once(const Call& call, const app::Access& access,
                                                        const app::CommandRequest& request) {
  app::Recording recording;
  recording.purpose = request.envelope.purpose;
  recording.session = call.caller->session_id;
  recording.command = request.command;
  recording.request_hash = request.request_hash;
  const auto recorded =
      app::record_accesses(deps.transactor, call.actor(), {&access, 1}, recording);
  if (recorded) return recorded->position;
  const app::Failure failure = recorded.error();
  if (const auto* refusal = std::get_if<Refusal>(&failure)) return no(*refusal);
  return no(refusals::access_not_recorded);
}

Result<app::CommandRequest, Refusal> Site::command(const Call& call, Code purpose) const {
  const OperatorId& sender = call.actor().id;
  const auto id = command_id_of(call.request, sender);
  if (!id) return id.error();
  std::string name(to_string(call.request.method));
  name += ' ';
  for (const std::string& segment : call.request.target.segments) name += '/' + segment;
  app::CommandRequest request;
  request.command = *id;
  request.request_hash =
      deps.vault().tokens().request_hash(sender, name, as_bytes(call.request.body));
  request.envelope.actor = call.actor();
  request.envelope.purpose = purpose;
  return request;
}

Result<app::CommandRequest, Refusal> Site::command_on_case(const Call& call, Code purpose,
                                                           const CaseId& id) const {
  auto request = command(call, purpose);
  if (!request) return request;
  const auto version = version_of(call.request);
  if (!version) return version.error();
  if (*version) request->only_if = {app::streams::case_file(id), **version};
  return request;
}

std::optional<Response> read_body(const Site& site, const Call& call, boost::json::object& into) {
  auto parsed = parse_json_body(call.request);
  if (!parsed) return site.no(parsed.error());
  into = std::move(*parsed);
  return std::nullopt;
}

}  // namespace telaio::http
