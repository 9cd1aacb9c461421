// SPDX-License-Identifier: EUPL-1.2
// Commands on services. Activation takes, and the end gives back, the reservation that lets a
// person have one running service of a kind.
#include "app/commands.hpp"
#include "app/reservations.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"

namespace telaio::app {
namespace {

domain::ServiceContext context_of(const Transactor& transactor, bool priced = false) {
  return {transactor.today(), transactor.codes(), priced};
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RequestService& command) {
  return run_on_stream<domain::Service>(transactor, request, streams::service(command.service),
                                        command, context_of(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::DecideService& command, bool priced) {
  return run_on_stream<domain::Service>(transactor, request, streams::service(command.service),
                                        command, context_of(transactor, priced));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ActivateService& command) {
  const auto stream = streams::service(command.service);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Service>(stream);
    if (!loaded) return loaded.error();
    auto decision = decide(loaded->state, command, context_of(transactor));
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, loaded->expected, std::move(*decision));
    if (plan.writes.empty()) return plan;
    const auto reservation =
        streams::running_service_of(loaded->state.person, loaded->state.service_code);
    const auto taken = take_reservation(transactor, reservation, command.service, plan);
    if (!taken) return taken.error();
    return plan;
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RecordDelivery& command) {
  return run_on_stream<domain::Service>(transactor, request, streams::service(command.service),
                                        command, context_of(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::EndService& command) {
  const auto stream = streams::service(command.service);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Service>(stream);
    if (!loaded) return loaded.error();
    auto decision = decide(loaded->state, command, context_of(transactor));
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, loaded->expected, std::move(*decision));
    if (plan.writes.empty() || !loaded->state.active_from) return plan;
    const auto reservation =
        streams::running_service_of(loaded->state.person, loaded->state.service_code);
    const auto released = release_reservation(transactor, reservation, command.service, plan);
    if (!released) return released.error();
    return plan;
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SuspendService& command) {
  return run_on_stream<domain::Service>(transactor, request, streams::service(command.service),
                                        command, context_of(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ResumeService& command) {
  return run_on_stream<domain::Service>(transactor, request, streams::service(command.service),
                                        command, context_of(transactor));
}

}  // namespace telaio::app
