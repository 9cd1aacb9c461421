// SPDX-License-Identifier: EUPL-1.2
#include "app/fee_inputs.hpp"

#include <algorithm>

#include "app/app_refusals.hpp"
#include "app/regulations/regulation_event.hpp"
#include "app/streams.hpp"
#include "domain/checks.hpp"
#include "domain/isee/lookup.hpp"
#include "schemas/read.hpp"

namespace telaio::app {

namespace fees = domain::fees;

// The attestations of a household as the rules of fees want them, with the events they came in.
struct AttestationsKnown {
  std::vector<fees::Attestation> all;
  std::map<AttestationId, EventId> acquired;
  std::map<AttestationId, EventId> accepted;
};

AttestationsKnown evolve(AttestationsKnown known, const schema::Header& stored,
                         log::Position position) {
  if (const auto* fact = stored.fact_as_IseeAttestationAcquired()) {
    fees::Attestation one;
    one.id = schema::read(fact->attestation());
    one.kind = fact->kind();
    one.reduced_household = fact->reduced_household();
    one.corrente = fact->corrente();
    one.isee = schema::read(fact->isee());
    one.presented_on = schema::read(fact->presented_on());
    // Without a protocol of the body, the day of the DSU stands for it.
    one.filed_on = schema::read_optional(fact->filed_on()).value_or(one.presented_on);
    one.valid_from = schema::read(fact->valid_from());
    one.valid_to = schema::read(fact->valid_to());
    one.annotations = fact->annotations();
    one.documents_given = fact->documents_given();
    one.replaces = schema::read_optional(fact->replaces());
    one.acquired_order = position;
    known.acquired[one.id] = schema::read(stored.event());
    known.all.push_back(std::move(one));
  } else if (const auto* accepted = stored.fact_as_AttestationDocumentsAccepted()) {
    const AttestationId id = schema::read(accepted->attestation());
    for (fees::Attestation& each : known.all) {
      if (each.id != id) continue;
      each.documents_on = schema::read(accepted->on());
      each.documents_order = position;  // Accepted documents are news of their own day.
    }
    known.accepted[id] = schema::read(stored.event());
  }
  return known;
}

// One regulation: its text and what ended it.
struct RegulationKnown {
  std::optional<schema::RegulationPublishedT> published;
  std::optional<fees::Withdrawal> withdrawal;
  EventId published_by;
  EventId withdrawn_by;
};

RegulationKnown evolve(RegulationKnown known, const schema::Header& stored) {
  if (const auto* published = stored.fact_as_RegulationPublished()) {
    published->UnPackTo(&known.published.emplace());
    known.published_by = schema::read(stored.event());
  } else if (const auto* withdrawn = stored.fact_as_RegulationWithdrawn()) {
    known.withdrawal = fees::Withdrawal{withdrawn->kind(), schema::read(withdrawn->from())};
    known.withdrawn_by = schema::read(stored.event());
  }
  return known;
}

namespace {

Result<Done, Failure> load_service(const Transactor& transactor, const ServiceId& id,
                                   FeeInputs& inputs) {
  const auto stream = streams::service(id);
  auto service = transactor.load<domain::Service>(stream);
  if (!service) return service.error();
  if (!service->state.grant || !service->state.grant->regulation) {
    return Failure(Refusal{refusals::service_not_priced, {}});
  }
  inputs.granted = *service->state.grant->regulation;
  inputs.service = std::move(service->state);
  inputs.guards.push_back({stream, service->expected});
  return Done{};
}

Result<Done, Failure> load_versions(const Transactor& transactor,
                                    const std::vector<RegulationId>& others, FeeInputs& inputs) {
  std::vector<RegulationId> ids{inputs.granted};
  for (const RegulationId& other : others) {
    if (std::find(ids.begin(), ids.end(), other) == ids.end()) ids.push_back(other);
  }
  std::vector<fees::Published> known;
  for (const RegulationId& id : ids) {
    const auto stream = streams::regulation(id);
    const auto file = transactor.load<RegulationKnown>(stream);
    if (!file) return file.error();
    inputs.guards.push_back({stream, file->expected});
    if (!file->state.published) continue;
    const schema::RegulationPublishedT& text = *file->state.published;
    if (id == inputs.granted) inputs.terms = text;
    known.push_back({id, regulations::from_event(text), domain::value_of(text.replaces),
                     file->state.withdrawal});
    inputs.published[id] = file->state.published_by;
    if (file->state.withdrawal) inputs.withdrawn[id] = file->state.withdrawn_by;
  }
  inputs.versions = fees::chain_of(inputs.granted, known);
  if (inputs.versions.empty()) return Failure(Refusal{refusals::not_found, {}});
  return Done{};
}

Result<Done, Failure> load_attestations(const Transactor& transactor, const HouseholdId& household,
                                        FeeInputs& inputs) {
  if (household.is_nil()) return Done{};
  const auto stream = streams::isee(household);
  auto known = transactor.load<AttestationsKnown>(stream);
  if (!known) return known.error();
  const auto folder = transactor.load<domain::IseeFolder>(stream);
  if (!folder) return folder.error();
  inputs.answer_missing = domain::answer_is_missing(folder->state);
  inputs.attestations = std::move(known->state.all);
  inputs.acquired = std::move(known->state.acquired);
  inputs.accepted = std::move(known->state.accepted);
  inputs.guards.push_back({stream, known->expected});
  return Done{};
}

// Where each determination lies: what was known when it was made.
struct FeePositions {
  std::map<FeeId, log::Position> all;
};
FeePositions evolve(FeePositions positions, const schema::Header& stored, log::Position position) {
  if (const auto* fact = stored.fact_as_CopaymentDetermined()) {
    positions.all[schema::read(fact->fee())] = position;
  }
  return positions;
}

Result<Done, Failure> load_fees(const Transactor& transactor, const ServiceId& service,
                                FeeInputs& inputs) {
  const auto stream = streams::fee(service);
  auto history = transactor.load<domain::FeeHistory>(stream);
  if (!history) return history.error();
  auto positions = transactor.load<FeePositions>(stream);
  if (!positions) return positions.error();
  inputs.determined_at = std::move(positions->state.all);
  inputs.history = std::move(history->state);
  inputs.expected = history->expected;
  return Done{};
}

}  // namespace

std::vector<fees::Standing> standing_fees(const FeeInputs& inputs) {
  std::vector<fees::Standing> standing;
  for (const auto& entry : inputs.history.entries) {
    // A fee determined since the first read will be seen by whoever decides again.
    const auto at = inputs.determined_at.find(entry.determined->fee);
    if (entry.superseded_by || at == inputs.determined_at.end()) continue;
    standing.push_back({*entry.determined, at->second});
  }
  std::sort(standing.begin(), standing.end(), [](const auto& a, const auto& b) {
    return std::pair(a.fact.from, a.order) < std::pair(b.fact.from, b.order);
  });
  return standing;
}

Result<FeeInputs, Failure> load_fee_inputs(const Transactor& transactor,
                                           const FeeInputsQuestion& question) {
  FeeInputs inputs;
  if (const auto loaded = load_service(transactor, question.service, inputs); !loaded) {
    return loaded.error();
  }
  if (const auto loaded = load_versions(transactor, question.known_regulations, inputs); !loaded) {
    return loaded.error();
  }
  if (const auto loaded = load_attestations(transactor, question.household, inputs); !loaded) {
    return loaded.error();
  }
  if (const auto loaded = load_fees(transactor, question.service, inputs); !loaded) {
    return loaded.error();
  }
  return inputs;
}

}  // namespace telaio::app
