// SPDX-License-Identifier: EUPL-1.2
// The only way from stored or received bytes to a reader: the verifier first, with limits, even for
// bytes we wrote ourselves.
#pragma once

#include "base/bytes.hpp"
#include "schemas/event_generated.h"

namespace telaio::schema {

// Readers into `bytes`, which must outlive them and start 8-aligned (a Bytes does). Null when the
// buffer is not a well-formed one of its kind within limits::flatbuffer_*.
const Header* verified_header(BytesView bytes);
const Private* verified_private(BytesView bytes);

// Finished buffers, ready to be stored.
Bytes encode(const HeaderT& header);
Bytes encode(const PrivateT& content);

}  // namespace telaio::schema
