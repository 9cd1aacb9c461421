// SPDX-License-Identifier: EUPL-1.2
// The ISEE attestations of a household, as INPS gave them (isee-and-copayment 2.8). Immutable: a
// rectification is a new attestation that names the one it replaces.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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
  struct LastLookup {
    schema::IseeLookupOutcome outcome = schema::IseeLookupOutcome::unknown;
    bool of_threshold = false;  // Only the side of a threshold was asked for.

    bool operator==(const LastLookup&) const = default;
  };
  // How the last question to INPS about each person ended (lookup.hpp); an attestation of that
  // person that comes in later, by whatever channel, settles it.
  std::map<PersonId, LastLookup> last_lookups;
  // Those whose annotations were answered with documents, at once or later.
  std::set<AttestationId> with_documents;
};

// Nothing when the folder has none with that id.
const IseeFolder::Entry* find_attestation(const IseeFolder& folder, const AttestationId& id);

// Whether a municipal fee may be computed from such an indicator. The one that L. 199/2025 art. 1
// c. 208 introduced in 2026 serves five benefits of INPS only: for municipal fees the old rules
// hold.
constexpr bool usable_for_municipal_fees(schema::IseeKind kind) {
  return kind != schema::IseeKind::unknown && kind != schema::IseeKind::inclusione_2026;
}

inline constexpr std::size_t document_hash_size = 32;  // SHA-256.
// Annotations of one attestation: each names a person and what is missing; real ones have a few.
inline constexpr std::size_t annotation_texts_max = 50;

struct AcquireAttestation {
  HouseholdId household;
  AttestationId attestation;
  PersonId beneficiary;
  // The list of kinds is open (isee-and-copayment 2.4): `unknown` with `kind_as_printed` is a kind
  // that we do not know yet. It is kept, and prices nothing.
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
  std::optional<Date> filed_on;          // Protocol date of the request with the body.
  bool documents_given = false;          // Those that the annotations ask for.
  std::optional<Date> corrente_form_on;  // The substitutive form of an ISEE corrente.
  std::optional<std::array<std::uint8_t, document_hash_size>> document_sha256;
  // As printed; sealed.
  std::string dsu_number;
  std::string kind_as_printed;
  std::string protocol;  // The body's own, of the request.
  std::vector<std::string> annotation_texts;
  std::string corrente_form_number;
  // The number of the DSU it replaces, where only that is known: who loads the folder finds the
  // attestation (app). One that stays unresolved is refused.
  std::string replaces_dsu;
};

// What deserves a second look but is no reason to refuse: codes of isee_refusals.hpp, each with an
// Italian text.
std::vector<std::string_view> flags_of(const AcquireAttestation& command);

struct IseeContext {
  Date today;
  const CodeLists& codes;
  // Attestations of this household whose opened details hold the same DSU number: the state cannot
  // know, the number is sealed. One DSU yields several indicators, so there may be several.
  std::vector<AttestationId> with_same_dsu;
  // Who belonged to the household, in any reading, on the day of the DSU: the ISEE of anybody else
  // is refused.
  std::vector<PersonId> members;
};

// The documents that omissioni or difformità ask for were accepted, as from `on`. `reason`: why
// they are enough; it must be said, since what it changes may cost the Comune or the family money.
struct AcceptDocuments {
  HouseholdId household;
  AttestationId attestation;
  Date on;
  schema::DocumentsReason reason = schema::DocumentsReason::unknown;
};

// The same DSU with the same indicator and amount is already done: no events.
Decision decide(const IseeFolder& folder, const AcquireAttestation& command,
                const IseeContext& context);

// Accepted once is accepted: no events.
Decision decide(const IseeFolder& folder, const AcceptDocuments& command,
                const IseeContext& context);

IseeFolder evolve(IseeFolder folder, const schema::Header& stored);

}  // namespace telaio::domain
