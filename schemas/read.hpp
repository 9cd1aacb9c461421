// SPDX-License-Identifier: EUPL-1.2
// Reads stored structs into the strong types of src/base without trusting that they are there: the
// verifier of FlatBuffers checks bounds, not presence, and a damaged or foreign header must not
// crash a fold. A missing mandatory value reads as its zero.
#pragma once

#include <optional>
#include <vector>

#include "schemas/native_types.hpp"

namespace telaio::schema {

template <class Stored>
auto read(const Stored* stored) {
  using Native = decltype(flatbuffers::UnPack(*stored).value);
  return stored == nullptr ? Native() : flatbuffers::UnPack(*stored).value;
}

template <class Stored>
auto read_optional(const Stored* stored) {
  using Native = decltype(flatbuffers::UnPack(*stored).value);
  return stored == nullptr ? std::optional<Native>()
                           : std::optional<Native>(flatbuffers::UnPack(*stored).value);
}

// A vector of structs; absent reads as empty. `Vector` is flatbuffers::Vector<const Stored*>.
template <class Vector>
auto read_all(const Vector* stored) {
  using Native = decltype(flatbuffers::UnPack(**stored->begin()).value);
  std::vector<Native> values;
  if (stored == nullptr) return values;
  values.reserve(stored->size());
  for (const auto* each : *stored) values.push_back(flatbuffers::UnPack(*each).value);
  return values;
}

}  // namespace telaio::schema
