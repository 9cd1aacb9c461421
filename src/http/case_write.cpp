// SPDX-License-Identifier: EUPL-1.2
#include "http/case_write.hpp"

#include "app/streams.hpp"
#include "http/http_refusals.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http {

std::variant<CaseWrite, Response> case_write(Site& site, const Call& call, Code purpose,
                                             const CaseId& id) {
  if (const auto keyed = site.command(call, purpose); !keyed) return site.no(keyed.error());
  auto access = case_access(site, call, id);
  if (auto* refused = std::get_if<Response>(&access)) return std::move(*refused);
  auto& allowed = std::get<CaseAccess>(access);
  if (!allowed.write) return site.no(refusals::forbidden);
  auto request = site.command_on_case(call, purpose, id);
  if (!request) return site.no(request.error());
  return CaseWrite{id, std::move(allowed), std::move(*request)};
}

std::variant<ServiceWrite, Response> service_write(Site& site, const Call& call, Code purpose,
                                                   const ServiceId& id) {
  // A missing key is said before anything is looked up.
  if (const auto keyed = site.command(call, purpose); !keyed) return site.no(keyed.error());
  auto service = fold_stream<domain::Service>(site.deps.events(), app::streams::service(id),
                                              std::nullopt, std::nullopt);
  if (!service) return site.no(service.error());
  if (!service->case_file) return site.no(refusals::not_found);
  auto outcome = case_write(site, call, purpose, *service->case_file);
  if (auto* refused = std::get_if<Response>(&outcome)) return std::move(*refused);
  auto& write = std::get<CaseWrite>(outcome);
  return ServiceWrite{std::move(*service), write.case_file, std::move(write.access),
                      std::move(write.request)};
}

Response in_turn(Site& site, const Call& call, const CaseId& id, WriteInTurn write) {
  if (!call.request.may_answer_later) return write(site, call, id, nullptr);
  const auto later = std::make_shared<LaterAnswer>();
  const auto turn = site.turns.take(id, [=, &site](const std::shared_ptr<Turns::Turn>& mine) {
    later->go_on([=, &site] { return write(site, call, id, mine); });
  });
  if (turn) return write(site, call, id, turn);
  Response response;
  response.later = later;
  return response;
}

Response end_write(Site& site, app::CommandRequest request,
                   const std::shared_ptr<Turns::Turn>& turn, const WriteEnd& end) {
  const auto answered = [&site, written = end.written](const app::Executed& executed) {
    return executed ? written(*executed) : site.no(executed.error());
  };
  if (!turn) return answered(end.run(request));

  const auto later = std::make_shared<LaterAnswer>();
  request.ended = [=, again = end.again](std::optional<app::Executed> ended) {
    // First: once the answer is given, the service may stop and take the turns along.
    turn->leave();
    if (!ended) return later->go_on(again);
    later->give([=, executed = std::move(*ended)] { return answered(executed); });
  };
  const auto executed = end.run(request);
  if (!executed || !executed->pending) return answered(executed);
  Response response;
  response.later = later;
  return response;
}

}  // namespace telaio::http
