// SPDX-License-Identifier: EUPL-1.2
// How every write on a case begins: the idempotency key, what the caller may do there, the version
// of the case it means. One place, so that no handler can forget one of the three or ask for them
// in another order.
#pragma once

#include <functional>
#include <memory>
#include <variant>

#include "app/commands.hpp"
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

// ---- Without a thread that waits for the disk ----

// Lets `write` do its work when it is its turn on the case: at once, or, for a request that may be
// answered later, when the writes before it have ended. Without a turn (null) it waits for its own
// commit.
using WriteInTurn = Response (*)(Site&, const Call&, const CaseId&,
                                 const std::shared_ptr<Turns::Turn>&);
Response in_turn(Site& site, const Call& call, const CaseId& id, WriteInTurn write);

// The last step of such a write.
struct WriteEnd {
  // One command, one commit; called once, before end_write() answers.
  std::function<app::Executed(const app::CommandRequest&)> run;
  Response (*written)(const app::Outcome&) = nullptr;  // From memory.
  // The whole write without a turn: somebody who had none was faster.
  std::function<Response()> again;
};
// Runs it. With a turn the commit is handed over and the answer comes when it is durable; the turn
// ends with it. Without one it is waited for.
Response end_write(Site& site, app::CommandRequest request,
                   const std::shared_ptr<Turns::Turn>& turn, const WriteEnd& end);

}  // namespace telaio::http
