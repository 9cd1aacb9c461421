// SPDX-License-Identifier: EUPL-1.2
// What a fee is computed from, as the log has it now: the service, the versions of its regulation,
// the household's attestations, the fees in force. Voided facts are left out.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "app/transact.hpp"
#include "domain/fee/fee.hpp"
#include "domain/fees/effects.hpp"
#include "domain/service/service.hpp"

namespace telaio::app {

struct FeeInputs {
  domain::Service service;
  RegulationId granted;
  schema::RegulationPublishedT terms;  // The granted regulation, as published.
  std::vector<domain::fees::Version> versions;
  std::vector<domain::fees::Attestation> attestations;
  // INPS was asked and did not answer: whether there is an ISEE is not known.
  bool answer_missing = false;
  domain::FeeHistory history;
  std::map<FeeId, log::Position> determined_at;

  // Who told us: an attestation, the acceptance of its documents, what a version is, its
  // withdrawal.
  std::map<AttestationId, EventId> acquired;
  std::map<AttestationId, EventId> accepted;
  std::map<RegulationId, EventId> published;
  std::map<RegulationId, EventId> withdrawn;

  log::Expectation expected;       // Of the stream of fees.
  std::vector<log::Guard> guards;  // Of all the others that were read.
};

// The fees in force, by first day, with what each was priced with.
std::vector<domain::fees::Standing> standing_fees(const FeeInputs& inputs);

struct FeeInputsQuestion {
  ServiceId service;
  HouseholdId household;  // Whose attestations count; nil: nobody's.
  // Regulations of the same Comune and service, from a projection: those linked to the granted one
  // by replacement are its versions. None: only the granted one.
  std::vector<RegulationId> known_regulations;
};

// Refuses service.not_priced when the service has no granted regulation, access.not_found when that
// was not published.
Result<FeeInputs, Failure> load_fee_inputs(const Transactor& transactor,
                                           const FeeInputsQuestion& question);

}  // namespace telaio::app
