// SPDX-License-Identifier: EUPL-1.2
// The little the log reads of a header: the descriptors of its sealed parts, so that what is stored
// beside a header is what the header says, and stays checkable after some of it is purged.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "crypto/digest.hpp"

namespace telaio::log {

// Descriptor i of a header describes sealed part i.
struct PartDescriptor {
  Uuid subject;           // Whose the key is; nil for P5.
  crypto::Sha256 sha256;  // Of the part as stored.
  std::uint32_t length = 0;
  std::uint32_t key_id = 0;
  std::uint8_t visibility = 0;  // A number of schema::VisibilityClass.
};

// How many sealed parts a header describes; nothing when it is not a whole and sound header, as
// below. Takes no memory.
std::optional<std::size_t> count_parts(BytesView header);

// Nothing when the header is not one finished, verified `Header` buffer. The bytes may come from
// anywhere: the verifier runs before anything is read.
std::optional<std::vector<PartDescriptor>> read_descriptors(BytesView header);

enum class PartsCheck : std::uint8_t { agree, wrong_number, wrong_length, wrong_hash };
// Whether the parts are those the descriptors describe. On the way it hashes them all.
PartsCheck check_parts(std::span<const PartDescriptor> descriptors, std::span<const Bytes> parts);
// The same for one part.
PartsCheck check_part(const PartDescriptor& descriptor, BytesView part);

// The commitment of the leaf entry, from the descriptors' hashes: also right for purged parts.
crypto::Sha256 parts_commitment(std::span<const PartDescriptor> descriptors);

}  // namespace telaio::log
