// SPDX-License-Identifier: EUPL-1.2
// The ISEE attestations of a household, as INPS gave them (isee-and-copayment 2.8). Immutable: a
// rectification is a new attestation that names the one it replaces.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct IseeFolder {
  struct Entry {
    AttestationId id;
    PersonId beneficiary;
    schema::IseeKind kind = schema::IseeKind::unknown;
    bool reduced_household = false;
    bool corrente = false;
    Money isee;
    Date presented_on;
    Date valid_from;
    Date valid_to;  // Last day.
    bool annotations = false;
    std::optional<AttestationId> replaced_by;

    bool operator==(const Entry&) const = default;
  };

  HouseholdId household;
  std::vector<Entry> entries;  // In the order in which they came in.
};

// Nothing when the folder has none with that id.
const IseeFolder::Entry* find_attestation(const IseeFolder& folder, const AttestationId& id);

// Whether a municipal fee may be computed from such an indicator. The one that L. 199/2025 art. 1
// c. 208 introduced in 2026 serves five benefits of INPS only: for municipal fees the old rules
// hold.
constexpr bool usable_for_municipal_fees(schema::IseeKind kind) {
  return kind != schema::IseeKind::unknown && kind != schema::IseeKind::inclusione_2026;
}

struct AcquireAttestation {
  HouseholdId household;
  AttestationId attestation;
  PersonId beneficiary;
  schema::IseeKind kind = schema::IseeKind::unknown;
  bool reduced_household = false;
  bool corrente = false;
  Money isee;
  std::optional<Money> ise;
  std::optional<Money> isr;
  std::optional<Money> isp;
  std::uint16_t scale_hundredths = 0;  // 0 when not given; else 1.00 or more.
  Date presented_on;
  Date valid_from;
  Date valid_to;  // Last day.
  bool annotations = false;
  schema::IseeChannel channel = schema::IseeChannel::unknown;
  std::optional<AttestationId> replaces;
  std::string dsu_number;       // As printed; sealed.
  std::string kind_as_printed;  // As printed; sealed.
};

struct IseeContext {
  Date today;
  const CodeLists& codes;
  // Attestations of this household whose opened details hold the same DSU number: the state cannot
  // know, the number is sealed. One DSU yields several indicators, so there may be several.
  std::vector<AttestationId> with_same_dsu;
};

// The same DSU with the same indicator and amount is already done: no events.
Decision decide(const IseeFolder& folder, const AcquireAttestation& command,
                const IseeContext& context);

IseeFolder evolve(IseeFolder folder, const schema::Header& stored);

}  // namespace telaio::domain
