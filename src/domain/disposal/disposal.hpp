// SPDX-License-Identifier: EUPL-1.2
// The erasure of one subject (cartella-sociale 10.4): it is asked for, one person authorises it on
// the act of the archival authority, another has the keys destroyed, and at the end it is said what
// is gone. A hold (pending trial, inspection) forbids it; all stand in one stream, so a hold placed
// a moment before makes the destruction fail. After the destruction nothing can be taken back.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/code.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

using DisposalId = Id<struct DisposalTag>;
using HoldId = Id<struct HoldTag>;

// A data key by name (docs/formats/sealed-part.md); for class P5 the subject is the event.
struct DataKeyName {
  Uuid subject;
  schema::VisibilityClass visibility = schema::VisibilityClass::p0;
  std::uint32_t number = 0;

  auto operator<=>(const DataKeyName&) const = default;
};

// At most so many in one event; more are named in further ones.
inline constexpr std::size_t destroyed_keys_max = 1'000;

struct Disposal {
  enum class Stage : std::uint8_t { requested, authorised, destroyed, completed };
  struct Step {
    Stage stage = Stage::requested;
    OperatorId requested_by;
    OperatorId authorised_by;
    OperatorId destroyed_by;
  };

  std::map<DisposalId, Step> steps;  // At most one is not completed.
  std::map<HoldId, bool> holds;      // True while it stands.
  std::set<DataKeyName> destroyed;   // Named by SubjectKeyDestroyed of this stream.
};

// How many stand now.
std::size_t standing_holds(const Disposal& disposal);
// The one that is asked for, authorised or under way; nothing when there is none.
std::optional<DisposalId> open_disposal(const Disposal& disposal);

struct PlaceHold {
  Uuid subject;
  HoldId hold;
  Code reason;
  OperatorId placed_by;
};
struct ReleaseHold {
  Uuid subject;
  HoldId hold;
  Code reason;
  OperatorId released_by;
};
struct RequestErasure {
  Uuid subject;
  DisposalId disposal;
  Code reason;
  OperatorId requested_by;
};
struct AuthoriseDisposal {
  Uuid subject;
  DisposalId disposal;
  Code rule;
  Code authority;
  Code act_number;
  Date act_date;
  OperatorId authorised_by;
};
// `keys`: what the vault has of the subject, but for class P5 (DestroyProtectedKeys). Those named
// before are passed over; none left: already done.
struct DestroyKeys {
  Uuid subject;
  DisposalId disposal;
  std::vector<DataKeyName> keys;
  OperatorId destroyed_by;
};
// Keys of class P5, for the stream of the nil id. The caller guards the subject's stream and has
// asked may_destroy().
struct DestroyProtectedKeys {
  std::vector<DataKeyName> keys;
  OperatorId authorised_by;
  OperatorId destroyed_by;
};
struct CompleteErasure {
  Uuid subject;
  DisposalId disposal;
  std::uint32_t keys = 0;
  std::uint32_t parts = 0;
  std::vector<std::uint64_t> positions;
  Date backups_expire_on;
  std::uint64_t ledger_size = 0;
  std::vector<std::uint8_t> ledger_hash;
};

struct DisposalContext {
  Date today;
};

Decision decide(const Disposal&, const PlaceHold&, const DisposalContext&);
Decision decide(const Disposal&, const ReleaseHold&, const DisposalContext&);
Decision decide(const Disposal&, const RequestErasure&, const DisposalContext&);
Decision decide(const Disposal&, const AuthoriseDisposal&, const DisposalContext&);
Decision decide(const Disposal&, const DestroyKeys&, const DisposalContext&);
Decision decide(const Disposal&, const DestroyProtectedKeys&, const DisposalContext&);
Decision decide(const Disposal&, const CompleteErasure&, const DisposalContext&);

// Why these keys may not be destroyed now; nothing when they may.
std::optional<Refusal> may_destroy(const Disposal& disposal, const DisposalId& id,
                                   const OperatorId& destroyed_by);

Disposal evolve(Disposal disposal, const schema::Header& stored);

}  // namespace telaio::domain
