// SPDX-License-Identifier: EUPL-1.2
#include "app/access_log.hpp"

#include "app/streams.hpp"
#include "crypto/random.hpp"

namespace telaio::app {
namespace {

domain::NewEvent accessed_event(const Actor& actor, const Access& access, Date today) {
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
  return domain::event(std::move(accessed), schema::VisibilityClass::p1, today);
}

}  // namespace

Result<Outcome, Failure> record_accesses(Transactor& transactor, const Actor& actor,
                                         std::span<const Access> accesses,
                                         const Recording& recording) {
  if (accesses.empty()) return Outcome{};
  const Date today = transactor.today();
  std::vector<domain::NewEvent> events;
  for (const Access& access : accesses) events.push_back(accessed_event(actor, access, today));
  CommandRequest request;
  request.command = recording.command ? *recording.command : crypto::random_id<CommandId>();
  request.request_hash = recording.request_hash;
  request.access_record = true;
  request.envelope.actor = actor;
  request.envelope.purpose = recording.purpose;
  request.envelope.correlation = recording.session;
  const auto stream = recording.stream ? *recording.stream : streams::access(actor.unit, today);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    return on_stream(stream, log::Expectation::any(), events);
  });
}

}  // namespace telaio::app
