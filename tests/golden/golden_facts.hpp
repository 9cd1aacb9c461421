// SPDX-License-Identifier: EUPL-1.2
// One example of every fact and of every private table, with a value in every field: what the
// golden files hold, by the release that brought the table or its last field. An example of a
// release is never changed; a new field gets an example of the next release beside the old one.
#pragma once

#include <string_view>
#include <vector>

#include "schemas/event_generated.h"

namespace telaio::golden {

struct Release {
  std::string_view name;  // Of the folders in schemas/released and tests/golden/events.
  std::vector<schema::FactUnion> facts;
  std::vector<schema::PrivateFactUnion> private_facts;
};
// The oldest first.
std::vector<Release> releases();

std::vector<schema::FactUnion> facts_of_0_1();
std::vector<schema::PrivateFactUnion> private_facts_of_0_1();
std::vector<schema::FactUnion> facts_of_0_2();
std::vector<schema::PrivateFactUnion> private_facts_of_0_2();

// The header that carries the fact, with a value in every field of the envelope too.
schema::HeaderT header_of(const schema::FactUnion& fact);

}  // namespace telaio::golden
