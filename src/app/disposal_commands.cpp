// SPDX-License-Identifier: EUPL-1.2
// Commands on holds and erasures. The destruction of keys itself is no command: it follows from the
// events, again and again until it is done (tools/installation/erasure.hpp).
#include "app/app_refusals.hpp"
#include "app/commands.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"

namespace telaio::app {
namespace {

domain::DisposalContext context_of(const Transactor& transactor) {
  return {transactor.today()};
}

template <class Command>
Executed on_subject(Transactor& transactor, const CommandRequest& request, const Command& command) {
  return run_on_stream<domain::Disposal>(transactor, request, streams::disposal(command.subject),
                                         command, context_of(transactor));
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PlaceHold& command) {
  return on_subject(transactor, request, command);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ReleaseHold& command) {
  return on_subject(transactor, request, command);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RequestErasure& command) {
  const auto keys = transactor.vault().keys_of(command.subject);
  if (!keys) return Failure(keys.error());
  if (keys->empty()) return Failure(Refusal{refusals::disposal_subject_unknown, {}});
  return on_subject(transactor, request, command);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AuthoriseDisposal& command) {
  return on_subject(transactor, request, command);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::DestroyKeys& command) {
  return on_subject(transactor, request, command);
}

Executed execute(Transactor& transactor, const CommandRequest& request, const Uuid& subject,
                 const domain::DisposalId& disposal, const domain::DestroyProtectedKeys& command) {
  const log::StreamId own = streams::disposal(subject);
  const log::StreamId shared = streams::disposal(Uuid{});
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Disposal>(own);
    if (!loaded) return loaded.error();
    if (auto no = may_destroy(loaded->state, disposal, command.destroyed_by)) return Failure(*no);
    const auto destroyed = transactor.load<domain::Disposal>(shared);
    if (!destroyed) return destroyed.error();
    auto decision = decide(destroyed->state, command, context_of(transactor));
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(shared, destroyed->expected, std::move(*decision));
    // A guard leaves no trace in the log, so it does not tell whose keys these are.
    if (!plan.writes.empty()) plan.guards.push_back({own, loaded->expected});
    return plan;
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::CompleteErasure& command) {
  return on_subject(transactor, request, command);
}

}  // namespace telaio::app
