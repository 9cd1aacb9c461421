// SPDX-License-Identifier: EUPL-1.2
// The declarations of a .fbs file as text, comments and layout removed: enough to see that nothing
// that was released changed. `flatc --conform` alone does not see a removed last field or a struct
// that grew (log-and-evidence 6.7).
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
