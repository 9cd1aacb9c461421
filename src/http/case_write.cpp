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

}  // namespace telaio::http
