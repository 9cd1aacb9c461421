// SPDX-License-Identifier: EUPL-1.2
#include "log/descriptors.hpp"

#include <cstring>

#include "base/limits.hpp"
#include "log/frame.hpp"
#include "schemas/event_generated.h"

namespace telaio::log {
namespace {

// FlatBuffers reads numbers in place: a buffer must start at a multiple of 8.
bool aligned(BytesView bytes) {
  return reinterpret_cast<std::uintptr_t>(bytes.data()) % 8 == 0;
}

const schema::Header* verified(BytesView header) {
  // The verifier asserts that a buffer is smaller than 2 GiB.
  if (header.size() > limits::event_bytes_max) return nullptr;
  const auto* data = reinterpret_cast<const std::uint8_t*>(header.data());
  flatbuffers::Verifier verifier(data, header.size(), limits::flatbuffer_depth_max,
                                 limits::flatbuffer_tables_max);
  if (!schema::VerifyHeaderBuffer(verifier)) return nullptr;
  const schema::Header* stored = schema::GetHeader(data);
  const bool too_many =
      stored->parts() != nullptr && stored->parts()->size() > limits::event_parts_max;
  return too_many ? nullptr : stored;
}

PartDescriptor from_stored(const schema::PartDescriptor& stored) {
  PartDescriptor descriptor;
  static_assert(sizeof(stored.subject()) == id_size);
  std::memcpy(descriptor.subject.bytes.data(), &stored.subject(), id_size);
  std::memcpy(descriptor.sha256.data(), stored.sha256()->Data(), crypto::sha256_size);
  descriptor.length = stored.length();
  descriptor.key_id = stored.key_id();
  descriptor.visibility = static_cast<std::uint8_t>(stored.visibility());
  return descriptor;
}

}  // namespace

std::optional<std::size_t> count_parts(BytesView header) {
  if (!aligned(header)) return count_parts(to_bytes(header));
  const schema::Header* stored = verified(header);
  if (stored == nullptr) return std::nullopt;
  return stored->parts() == nullptr ? 0 : stored->parts()->size();
}

std::optional<std::vector<PartDescriptor>> read_descriptors(BytesView header) {
  if (!aligned(header)) return read_descriptors(to_bytes(header));
  const schema::Header* stored = verified(header);
  if (stored == nullptr) return std::nullopt;

  std::vector<PartDescriptor> descriptors;
  if (stored->parts() == nullptr) return descriptors;
  descriptors.reserve(stored->parts()->size());
  for (const schema::PartDescriptor* part : *stored->parts()) {
    descriptors.push_back(from_stored(*part));
  }
  return descriptors;
}

PartsCheck check_part(const PartDescriptor& descriptor, BytesView part) {
  if (part.size() != descriptor.length) return PartsCheck::wrong_length;
  if (crypto::sha256(part) != descriptor.sha256) return PartsCheck::wrong_hash;
  return PartsCheck::agree;
}

PartsCheck check_parts(std::span<const PartDescriptor> descriptors, std::span<const Bytes> parts) {
  if (descriptors.size() != parts.size()) return PartsCheck::wrong_number;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const PartsCheck checked = check_part(descriptors[i], parts[i]);
    if (checked != PartsCheck::agree) return checked;
  }
  return PartsCheck::agree;
}

crypto::Sha256 parts_commitment(std::span<const PartDescriptor> descriptors) {
  std::vector<crypto::Sha256> hashes;
  hashes.reserve(descriptors.size());
  for (const PartDescriptor& descriptor : descriptors) hashes.push_back(descriptor.sha256);
  return parts_commitment(std::span<const crypto::Sha256>(hashes));
}

}  // namespace telaio::log
