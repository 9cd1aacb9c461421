// SPDX-License-Identifier: EUPL-1.2
#include "app/fees.hpp"

#include "app/app_refusals.hpp"
#include "app/regulations/regulation_event.hpp"
#include "app/streams.hpp"
#include "domain/fee/fee.hpp"

namespace telaio::app {
namespace {

// What INPS attested, as the rules of fees want it. The state does not keep the protocol date of
// the request: the presentation of the DSU stands for it.
std::vector<domain::fees::Attestation> attestations_of(const domain::IseeFolder& folder) {
  std::vector<domain::fees::Attestation> attestations;
  for (const auto& entry : folder.entries) {
    domain::fees::Attestation attestation;
    attestation.id = entry.id;
    attestation.kind = entry.kind;
    attestation.reduced_household = entry.reduced_household;
    attestation.corrente = entry.corrente;
    attestation.isee = entry.isee;
    attestation.presented_on = entry.presented_on;
    attestation.filed_on = entry.presented_on;
    attestation.valid_from = entry.valid_from;
    attestation.valid_to = entry.valid_to;
    attestation.annotations = entry.annotations;
    attestation.acquired_order = attestations.size();
    for (const auto& other : folder.entries) {
      if (other.replaced_by == entry.id) attestation.replaces = other.id;
    }
    attestations.push_back(attestation);
  }
  return attestations;
}

struct Inputs {
  domain::Service service;
  schema::RegulationPublishedT regulation;
  domain::IseeFolder folder;
};

Result<Inputs, Failure> load_inputs(const Transactor& transactor, const DetermineFee& command) {
  const auto service = transactor.load<domain::Service>(streams::service(command.service));
  if (!service) return service.error();
  if (!service->state.grant || !service->state.grant->regulation) {
    return Failure(Refusal{refusals::service_not_priced, {}});
  }
  const auto file = transactor.load<domain::RegulationFile>(
      streams::regulation(*service->state.grant->regulation));
  if (!file) return file.error();
  if (!file->state.published) return Failure(Refusal{refusals::not_found, {}});
  const auto folder = transactor.load<domain::IseeFolder>(streams::isee(command.household));
  if (!folder) return folder.error();
  return Inputs{service->state, *file->state.published, folder->state};
}

std::optional<Date> last_day(const schema::RegulationPublishedT& regulation) {
  if (!regulation.valid_to) return std::nullopt;
  return *regulation.valid_to;
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const DetermineFee& command) {
  const auto stream = streams::fee(command.service);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto inputs = load_inputs(transactor, command);
    if (!inputs) return inputs.error();
    domain::fees::Determination wanted;
    wanted.period = command.period;
    wanted.quantity_hundredths =
        command.quantity_hundredths.value_or(inputs->service.grant->quantity_hundredths);
    wanted.charge.full_cost = command.full_cost;
    const auto regulation = regulations::from_event(inputs->regulation);
    auto determined = domain::fees::determine(wanted, regulation, attestations_of(inputs->folder));
    if (!determined) return Failure(determined.error());
    determined->fee = command.fee;
    determined->service = command.service;
    determined->person = inputs->service.person;
    determined->regulation = inputs->regulation.regulation;

    const auto history = transactor.load<domain::FeeHistory>(stream);
    if (!history) return history.error();
    const domain::FeeContext context{transactor.today(),
                                     transactor.codes(),
                                     inputs->regulation.regulation,
                                     inputs->regulation.valid_from,
                                     last_day(inputs->regulation),
                                     domain::fees::period_cost(wanted, regulation)};
    auto decision =
        decide(history->state, domain::DetermineCopayment{std::move(*determined)}, context);
    if (!decision) return Failure(decision.error());
    return on_stream(stream, history->expected, std::move(*decision));
  });
}

}  // namespace telaio::app
