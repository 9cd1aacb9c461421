// SPDX-License-Identifier: EUPL-1.2
// Commands on persons, households and the front desk.
#include "app/commands.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "domain/identifiers/identifier.hpp"

namespace telaio::app {

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RegisterPerson& command) {
  const domain::PersonContext context{transactor.today(), transactor.codes(), false};
  return run_on_stream<domain::Person>(transactor, request, streams::person(command.person),
                                       command, context);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AssignIdentifier& command) {
  const domain::PersonContext context{
      transactor.today(), transactor.codes(),
      domain::identifiers::well_formed(command.system, command.value)};
  return run_on_stream<domain::Person>(transactor, request, streams::person(command.person),
                                       command, context);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeResidence& command) {
  const domain::PersonContext context{transactor.today(), transactor.codes(), false};
  return run_on_stream<domain::Person>(transactor, request, streams::person(command.person),
                                       command, context);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ComposeHousehold& command) {
  const domain::HouseholdContext context{transactor.today(), transactor.codes()};
  return run_on_stream<domain::Household>(transactor, request,
                                          streams::household(command.household), command, context);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeMembership& command) {
  const domain::HouseholdContext context{transactor.today(), transactor.codes()};
  return run_on_stream<domain::Household>(transactor, request,
                                          streams::household(command.household), command, context);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::LogAccessContact& command) {
  const domain::ContactContext context{transactor.today(), transactor.codes()};
  return run_on_stream<domain::Contact>(transactor, request, streams::contact(command.contact),
                                        command, context);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::DecideOutcome& command) {
  const domain::ContactContext context{transactor.today(), transactor.codes()};
  return run_on_stream<domain::Contact>(transactor, request, streams::contact(command.contact),
                                        command, context);
}

}  // namespace telaio::app
