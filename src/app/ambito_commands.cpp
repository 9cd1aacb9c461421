// SPDX-License-Identifier: EUPL-1.2
// Facts of the territory, of the ADI path, and of who may do what.
#include "app/commands.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"

namespace telaio::app {
namespace {

domain::AmbitoContext ambito_context(const Transactor& transactor) {
  return {transactor.today(), transactor.codes()};
}

domain::AdiContext adi_context(const Transactor& transactor) {
  return {transactor.today(), transactor.codes()};
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ComposeAmbito& command) {
  return run_on_stream<domain::Ambito>(transactor, request, streams::ambito(command.ambito),
                                       command, ambito_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PublishPopulation& command) {
  return run_on_stream<domain::Ambito>(transactor, request, streams::ambito(command.ambito),
                                       command, ambito_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeStaffContract& command) {
  return run_on_stream<domain::Ambito>(transactor, request, streams::ambito(command.ambito),
                                       command, ambito_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SubmitFiling& command) {
  return run_on_stream<domain::Ambito>(transactor, request, streams::ambito(command.ambito),
                                       command, ambito_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ReceiveHousehold& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SendConvocation& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::HoldAppointment& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RecordNoShow& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SuspendBenefit& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::LoseBenefit& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::EndBenefit& command) {
  return run_on_stream<domain::AdiPath>(transactor, request, streams::adi(command.household),
                                        command, adi_context(transactor));
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeAuthorisation& command) {
  const domain::AuthorisationContext context{transactor.today(), transactor.codes()};
  return run_on_stream<domain::Authorisations>(transactor, request, streams::governance(), command,
                                               context);
}

}  // namespace telaio::app
