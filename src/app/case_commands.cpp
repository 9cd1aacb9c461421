// SPDX-License-Identifier: EUPL-1.2
// Commands on a case. Opening and closing also move the reservations of its subjects: a person has
// one live case per area (cartella-sociale 3; an older case must be closed first).
#include "app/commands.hpp"
#include "app/reservations.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"

namespace telaio::app {

using domain::CaseContext;
using domain::CaseFile;

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::TakeInCharge& command) {
  const auto stream = streams::case_file(command.case_file);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<CaseFile>(stream);
    if (!loaded) return loaded.error();
    auto decision = decide(loaded->state, command, {transactor.today(), transactor.codes()});
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, loaded->expected, std::move(*decision));
    for (const PersonId& subject : command.subjects) {
      const auto reservation = streams::live_case_of(subject, command.area);
      const auto taken = take_reservation(transactor, reservation, command.case_file, plan);
      if (!taken) return taken.error();
    }
    return plan;
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request, const CaseId& id,
                 const domain::AssignCaseManager& command) {
  return run_on_stream<CaseFile>(transactor, request, streams::case_file(id), command,
                                 CaseContext{transactor.today(), transactor.codes()});
}

Executed execute(Transactor& transactor, const CommandRequest& request, const CaseId& id,
                 const domain::LogIntervention& command) {
  return run_on_stream<CaseFile>(transactor, request, streams::case_file(id), command,
                                 CaseContext{transactor.today(), transactor.codes()});
}

Executed execute(Transactor& transactor, const CommandRequest& request, const CaseId& id,
                 const domain::CloseCase& command) {
  const auto stream = streams::case_file(id);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<CaseFile>(stream);
    if (!loaded) return loaded.error();
    auto decision = decide(loaded->state, command, {transactor.today(), transactor.codes()});
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, loaded->expected, std::move(*decision));
    for (const PersonId& subject : loaded->state.subjects) {
      const auto reservation = streams::live_case_of(subject, loaded->state.area);
      const auto released = release_reservation(transactor, reservation, id, plan);
      if (!released) return released.error();
    }
    return plan;
  });
}

}  // namespace telaio::app
