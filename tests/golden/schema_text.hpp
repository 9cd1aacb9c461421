// SPDX-License-Identifier: EUPL-1.2
// The declarations of a .fbs file as text, comments and layout removed: enough to count the fields
// that a golden example must hold. (What may change of a schema is judged by tools/schema_gate.)
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace telaio::golden {

struct Declaration {
  std::string kind;                  // table, struct, union, enum
  std::vector<std::string> entries;  // Fields or members, in order, without spaces.
};

// By name. Attributes that do not reach the bytes (native_inline, native_type) are left out.
std::map<std::string, Declaration> declarations(std::string_view fbs);

}  // namespace telaio::golden
