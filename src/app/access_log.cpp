// SPDX-License-Identifier: EUPL-1.2
#include "app/access_log.hpp"

#include "app/streams.hpp"
#include "crypto/random.hpp"

namespace telaio::app {

Result<Done, Failure> record_accesses(Transactor& transactor, const Actor& actor,
                                      std::span<const Access> accesses) {
  if (accesses.empty()) return Done{};
  const Date today = transactor.today();
  std::vector<domain::NewEvent> events;
  for (const Access& access : accesses) {
    schema::RecordAccessedT accessed;
    accessed.operator_ = actor.id;
    accessed.role = actor.role;
    accessed.unit = actor.unit;
    accessed.subject = access.subject;
    if (access.case_file) accessed.case_file = std::make_unique<CaseId>(*access.case_file);
    accessed.part = access.part;
    accessed.action = access.action;
    accessed.result = access.result;
    if (access.reason) accessed.reason = std::make_unique<Code>(*access.reason);
    events.push_back(domain::event(std::move(accessed), schema::VisibilityClass::p1, today));
  }
  CommandRequest request;
  request.command = crypto::random_id<CommandId>();
  request.envelope.actor = actor;
  request.envelope.purpose = Code("access_log");
  const auto stream = streams::access(actor.unit, today);
  const auto outcome = transactor.run(request, [&]() -> Result<Plan, Failure> {
    return on_stream(stream, log::Expectation::any(), events);
  });
  if (!outcome) return outcome.error();
  return Done{};
}

}  // namespace telaio::app
