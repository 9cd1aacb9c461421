// SPDX-License-Identifier: EUPL-1.2
// The gate before every release: what was once released stays readable for ever. `flatc --conform`
// 2.0.8 lets ten kinds of breaking change pass (a removed last field, a struct that grew, a new
// `required` field, a renamed enum value ...), so compiled schemas are compared here, against the
// union of everything in schemas/released.
//
// The rules: a field's id, name, type, default, optional, required and key never change, and the
// field never goes (it is deprecated instead); fields are only added, and none of them is required;
// structs are frozen, bytes and names; values of enumerations and members of unions are only added
// at the end, and their names never change; the root table and the identifier of a file never
// change.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tools/schema_gate/schema_tree.hpp"

namespace telaio::schema_gate {

// What `now` breaks of `released`, a sentence each; empty when it may be released.
std::vector<std::string> breaks(const SchemaTree& released, const SchemaTree& now);

// Adds to `all` what `release` has and `all` has not: the union of releases, oldest first.
void unite(SchemaTree& all, const SchemaTree& release);

// Free strings in tables below `root` (a full name), as "Table.field" without namespace, sorted. An
// event's header is readable without keys: a free string there is an open door for personal data
// (design 4.1).
std::vector<std::string> free_strings(const SchemaTree& tree, const std::string& root);

}  // namespace telaio::schema_gate
