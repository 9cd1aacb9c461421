// SPDX-License-Identifier: EUPL-1.2
// How every write on a case begins: the idempotency key, what the caller may do there, the version
// of the case it means. One place, so that no handler can forget one of the three or ask for them
// in another order.
#pragma once

#include <variant>

#include "domain/service/service.hpp"
#include "http/case_access.hpp"

namespace telaio::http {

// A write on a case by somebody who may write there.
struct CaseWrite {
  CaseId case_file;
  CaseAccess access;
  app::CommandRequest request;
};

// Or the answer to give instead, the first that applies: no key (400), unknown case (404), no right
// to write there (403, recorded as a refused access), an If-Match that names no version (400).
std::variant<CaseWrite, Response> case_write(Site& site, const Call& call, Code purpose,
                                             const CaseId& id);

// The same on the case that a service belongs to, and the service as it is now.
struct ServiceWrite {
  domain::Service service;
  CaseId case_file;
  CaseAccess access;
  app::CommandRequest request;
};
// 404 also when there is no such service.
std::variant<ServiceWrite, Response> service_write(Site& site, const Call& call, Code purpose,
                                                   const ServiceId& id);

}  // namespace telaio::http
