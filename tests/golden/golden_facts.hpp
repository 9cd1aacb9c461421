// SPDX-License-Identifier: EUPL-1.2
// One example of every fact and of every private table, with a value in every field: what the
// golden files hold. An example of a released golden file is never changed; a new field gets a new
// file beside the old one.
#pragma once

#include <vector>

#include "schemas/event_generated.h"

namespace telaio::golden {

std::vector<schema::FactUnion> facts();
std::vector<schema::PrivateFactUnion> private_facts();

// The header that carries the fact, with a value in every field of the envelope too.
schema::HeaderT header_of(const schema::FactUnion& fact);

}  // namespace telaio::golden
