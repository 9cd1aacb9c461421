// SPDX-License-Identifier: EUPL-1.2
// One event as a projection sees it: where and when it was recorded, its verified header, and the
// two derived values that the vault may add (search tokens and birth date). Nothing here is
// personal data in clear but the birth date, which lives in rows that name their subject and are
// purged with them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "log/event_log.hpp"
#include "schemas/event_generated.h"
#include "schemas/native_types.hpp"

namespace telaio::view {

using log::Position;

// ---- Reading schema structs as the strong types of base ----

// The value of a field, or the zero value of its type when the field is absent.
template <class Stored>
auto plain(const Stored* stored) {
  using Native = decltype(flatbuffers::UnPack(*stored).value);
  return stored != nullptr ? flatbuffers::UnPack(*stored).value : Native{};
}
// Nothing when the field is absent.
template <class Stored>
auto maybe(const Stored* stored) {
  using Native = decltype(flatbuffers::UnPack(*stored).value);
  return stored != nullptr ? std::optional<Native>(flatbuffers::UnPack(*stored).value)
                           : std::nullopt;
}

// ---- Derived values ----

// Keyed digest of a normalised word, of its first three letters, of a codice fiscale or of a phone
// number: made by the vault, meaningless without its key.
using SearchToken = std::array<std::byte, 16>;

struct Derived {
  PersonId subject;                 // Whose data they were made of.
  std::vector<SearchToken> tokens;  // Sorted, without repetitions.
  std::optional<Date> birth;        // Only when year, month and day are known.
  bool operator==(const Derived&) const = default;
};

// Makes derived values out of the sealed parts of an event; implemented over the vault.
class DerivedValues {
 public:
  DerivedValues() = default;
  DerivedValues(const DerivedValues&) = delete;
  DerivedValues& operator=(const DerivedValues&) = delete;
  virtual ~DerivedValues() = default;

  // Nothing when the event has none, or when its key was destroyed or its part purged (a rebuild
  // after an erasure forgets too). A fault means "not now": the runner tries the event again later.
  virtual Result<std::optional<Derived>, Fault> of(const log::StoredEvent& event,
                                                   const schema::Header& header) = 0;
};

// ---- The event ----

// Valid only during apply(): the pointers belong to the runner.
struct Recorded {
  Position position = 0;
  log::StreamId stream;
  log::Version version = 0;
  Instant recorded;
  Date recorded_on;  // Date of `recorded` in Europe/Rome.
  const schema::Header* header = nullptr;
  // Only for events the projection asked for (Projection::wants_derived), and only if there are
  // any.
  const Derived* derived = nullptr;
  // Only for an EventCorrected: the event it corrects, unless there is no such event (position and
  // id must agree) or it is an EventCorrected itself: such a correction counts for nothing.
  const Recorded* original = nullptr;

  EventId event() const { return plain(header->event()); }
  // When the fact was true, as first said.
  Date effective() const { return plain(header->effective_from()); }
  std::optional<Date> effective_to() const { return maybe(header->effective_to()); }
  schema::Fact type() const { return header->fact_type(); }
  // Null unless the fact is a `Kind`: `if (const auto* taken =
  // recorded.fact<schema::TakenInCharge>())`.
  template <class Kind>
  const Kind* fact() const {
    return header->fact_as<Kind>();
  }
};

}  // namespace telaio::view
