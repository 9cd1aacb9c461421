// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/sample.hpp"

#include <cstring>

#include "crypto/random.hpp"
#include "schemas/event_generated.h"

namespace telaio::bench {
namespace {

// The median sealed text of the demonstration: nonce, padded ciphertext, tag.
constexpr std::size_t sealed_bytes = 24 + 192 + 16;

Uuid counted(std::uint64_t number) {
  Bytes bytes(8);
  append_u64(bytes, number);
  return uuid_from(bytes);
}

log::NewEvent make_event() {
  Bytes part(sealed_bytes);
  crypto::fill_random(part);
  schema::HeaderT header;
  header.event = EventId(counted(1));
  header.operator_ = OperatorId(counted(2));
  header.unit = Code("U-MINORI");
  header.visibility = schema::VisibilityClass::p3;
  const auto digest = crypto::sha256(part);
  std::array<std::uint8_t, crypto::sha256_size> sha256{};
  std::memcpy(sha256.data(), digest.data(), digest.size());
  header.parts.emplace_back(schema::Uuid(), sha256, static_cast<std::uint32_t>(part.size()), 1,
                            schema::VisibilityClass::p3);
  schema::InterventionLoggedT fact;
  fact.case_file = CaseId(counted(3));
  fact.on = Date::of(2026, 3, 2);
  header.fact.Set(std::move(fact));
  flatbuffers::FlatBufferBuilder builder;
  schema::FinishHeaderBuffer(builder, schema::CreateHeader(builder, &header));
  Bytes bytes = to_bytes(std::as_bytes(std::span(builder.GetBufferPointer(), builder.GetSize())));
  return {std::move(bytes), {std::move(part)}};
}

}  // namespace

const log::NewEvent& sample_event() {
  static const log::NewEvent event = make_event();
  return event;
}

const Bytes& sample_bytes() {
  static const Bytes bytes = [] {
    Bytes all = sample_event().header;
    append(all, sample_event().parts.front());
    return all;
  }();
  return bytes;
}

log::StreamId stream_of(std::uint64_t number) {
  return {4, counted(number)};
}

log::Commit sample_commit(std::uint64_t command, std::uint64_t stream) {
  return {CommandId(counted(command)),
          {},
          {{stream_of(stream), log::Expectation::any(), {sample_event()}}},
          {}};
}

}  // namespace telaio::bench
