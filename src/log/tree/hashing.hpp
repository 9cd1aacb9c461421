// SPDX-License-Identifier: EUPL-1.2
// The hashes of RFC 6962 section 2.1: a leaf and a node start with different bytes, so that one can
// never be passed off as the other.
#pragma once

#include "base/bytes.hpp"
#include "crypto/digest.hpp"

namespace telaio::log::tree {

using Hash = crypto::Sha256;

// Root of the tree without leaves: SHA-256 of nothing.
Hash empty_root();
Hash leaf_hash(BytesView entry);
Hash node_hash(const Hash& left, const Hash& right);

}  // namespace telaio::log::tree
