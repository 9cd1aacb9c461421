// SPDX-License-Identifier: EUPL-1.2
// Corrections. One that declares an opening or a closing void also moves the reservations that
// opening and closing moved, or a person could never again have such a case or service.
#include "app/commands.hpp"
#include "app/reservations.hpp"
#include "app/streams.hpp"

namespace telaio::app {
namespace {

using domain::CaseFile;
using domain::Service;
using schema::Fact;

// What becomes of a reservation: `take_reservation` or `release_reservation`.
using Move = Result<Done, Failure> (&)(const Transactor&, const log::StreamId&, const Uuid&, Plan&);

Result<Done, Failure> move_of_case(const Transactor& transactor, const CaseFile& state, Move move,
                                   Plan& plan) {
  for (const PersonId& subject : state.subjects) {
    const auto done = move(transactor, streams::live_case_of(subject, state.area), state.id, plan);
    if (!done) return done;
  }
  return Done{};
}

Result<Done, Failure> void_of_case(const Transactor& transactor, const log::StreamId& stream,
                                   Fact type, Plan& plan) {
  const auto loaded = transactor.load<CaseFile>(stream);
  if (!loaded) return loaded.error();
  const CaseFile& state = loaded->state;
  if (type == Fact::TakenInCharge && state.status == CaseFile::Status::in_charge) {
    return move_of_case(transactor, state, release_reservation, plan);
  }
  if (type == Fact::CaseClosed && state.status == CaseFile::Status::closed) {
    return move_of_case(transactor, state, take_reservation, plan);
  }
  return Done{};
}

Result<Done, Failure> void_of_service(const Transactor& transactor, const log::StreamId& stream,
                                      Fact type, Plan& plan) {
  const auto loaded = transactor.load<Service>(stream);
  if (!loaded) return loaded.error();
  const Service& state = loaded->state;
  const auto reservation = streams::running_service_of(state.person, state.service_code);
  if (type == Fact::ServiceActivated && state.status == Service::Status::active) {
    return release_reservation(transactor, reservation, state.id, plan);
  }
  if (type == Fact::ServiceEnded && state.status == Service::Status::ended && state.active_from) {
    return take_reservation(transactor, reservation, state.id, plan);
  }
  return Done{};
}

Result<Done, Failure> move_reservations(const Transactor& transactor, const log::StreamId& stream,
                                        Fact type, Plan& plan) {
  switch (type) {
    case Fact::TakenInCharge:
    case Fact::CaseClosed:
      return void_of_case(transactor, stream, type, plan);
    case Fact::ServiceActivated:
    case Fact::ServiceEnded:
      return void_of_service(transactor, stream, type, plan);
    default:
      return Done{};
  }
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request, const log::StreamId& stream,
                 const domain::CorrectEvent& command) {
  const domain::CorrectionContext context{transactor.today(), transactor.codes()};
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::Corrections>(stream);
    if (!loaded) return loaded.error();
    auto decision = decide(loaded->state, command, context);
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, loaded->expected, std::move(*decision));
    if (plan.writes.empty() || command.kind != schema::CorrectionKind::void_event) return plan;
    const Fact voided = loaded->state.events.at(command.original).type;
    if (const auto moved = move_reservations(transactor, stream, voided, plan); !moved) {
      return moved.error();
    }
    return plan;
  });
}

}  // namespace telaio::app
