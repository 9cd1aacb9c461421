// SPDX-License-Identifier: EUPL-1.2
#include "tools/schema_gate/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace telaio::schema_gate {
namespace {

using Findings = std::vector<std::string>;

// The first thing that differs and must not, or nothing. Deprecation alone may come.
std::string changed_in(const Field& was, const Field& is) {
  if (was.name != is.name) return fmt::format("is now called {}", is.name);
  if (was.type != is.type) return fmt::format("was {}, is {}", was.type, is.type);
  if (was.value != is.value) return fmt::format("had default {}, has {}", was.value, is.value);
  if (was.optional != is.optional) return "is no longer as optional as it was";
  if (was.required != is.required) return "is no longer as required as it was";
  if (was.key != is.key) return "is no longer as much a key as it was";
  if (was.offset != is.offset) return "lies at another offset";
  if (was.deprecated && !is.deprecated) return "was deprecated and is used again";
  return {};
}

void compare_fields(const std::string& name, const Record& was, const Record& is,
                    Findings& findings) {
  for (const auto& [id, field] : was.fields) {
    const auto found = is.fields.find(id);
    if (found == is.fields.end()) {
      findings.push_back(fmt::format("{}.{} (id {}) is gone: deprecate it", name, field.name, id));
      continue;
    }
    const std::string changed = changed_in(field, found->second);
    if (changed.empty()) continue;
    findings.push_back(fmt::format("{}.{} (id {}) {}", name, field.name, id, changed));
  }
  for (const auto& [id, field] : is.fields) {
    if (was.fields.contains(id)) continue;
    if (was.is_struct) {
      findings.push_back(fmt::format("struct {} has a new member {}", name, field.name));
    } else if (field.required) {
      // What was written before does not have it, and would no longer verify.
      findings.push_back(fmt::format("{}.{} (id {}) is new and required", name, field.name, id));
    }
  }
}

void compare_record(const std::string& name, const Record& was, const Record& is,
                    Findings& findings) {
  if (was.is_struct != is.is_struct) {
    findings.push_back(fmt::format("{} was a {}", name, was.is_struct ? "struct" : "table"));
    return;
  }
  if (was.alignment != is.alignment || was.size != is.size) {
    findings.push_back(fmt::format("struct {} had {} bytes aligned to {}, has {} aligned to {}",
                                   name, was.size, was.alignment, is.size, is.alignment));
  }
  compare_fields(name, was, is, findings);
}

void compare_values(const std::string& name, const Enumeration& was, const Enumeration& is,
                    Findings& findings) {
  for (const auto& [number, value] : was.values) {
    const auto found = is.values.find(number);
    if (found == is.values.end()) {
      findings.push_back(fmt::format("{}.{} = {} is gone", name, value.name, number));
    } else if (found->second != value) {
      findings.push_back(
          fmt::format("{}.{} = {} is now {}", name, value.name, number, found->second.name));
    }
  }
  if (was.values.empty()) return;
  const std::int64_t last = was.values.rbegin()->first;
  for (const auto& [number, value] : is.values) {
    if (number > last || was.values.contains(number)) continue;
    findings.push_back(
        fmt::format("{}.{} = {} is new and not at the end", name, value.name, number));
  }
}

void compare_enumeration(const std::string& name, const Enumeration& was, const Enumeration& is,
                         Findings& findings) {
  if (was.is_union != is.is_union) {
    findings.push_back(fmt::format("{} was {}", name, was.is_union ? "a union" : "an enumeration"));
  }
  if (was.underlying != is.underlying) {
    findings.push_back(fmt::format("{} was {}, is {}", name, was.underlying, is.underlying));
  }
  compare_values(name, was, is, findings);
}

// What a type's name names, without brackets, lengths and kinds.
std::string named_in(std::string type) {
  if (type.starts_with('[')) type = type.substr(1, type.find_first_of(":]") - 1);
  const auto space = type.rfind(' ');
  return space == std::string::npos ? type : type.substr(space + 1);
}

std::string last_word(const std::string& name) {
  return name.substr(name.rfind('.') + 1);
}

}  // namespace

std::vector<std::string> breaks(const SchemaTree& released, const SchemaTree& now) {
  Findings findings;
  for (const auto& [name, was] : released.records) {
    const auto is = now.records.find(name);
    if (is == now.records.end()) {
      findings.push_back(fmt::format("{} is gone", name));
    } else {
      compare_record(name, was, is->second, findings);
    }
  }
  for (const auto& [name, was] : released.enumerations) {
    const auto is = now.enumerations.find(name);
    if (is == now.enumerations.end()) {
      findings.push_back(fmt::format("{} is gone", name));
    } else {
      compare_enumeration(name, was, is->second, findings);
    }
  }
  for (const auto& [file, was] : released.roots) {
    const auto is = now.roots.find(file);
    if (is != now.roots.end() && is->second == was) continue;
    findings.push_back(fmt::format("{}: root_type {} and file_identifier {} stay", file, was.table,
                                   was.identifier));
  }
  return findings;
}

void unite(SchemaTree& all, const SchemaTree& release) {
  for (const auto& [name, record] : release.records) {
    auto& known = all.records.try_emplace(name, record).first->second;
    for (const auto& [id, field] : record.fields) {
      auto& known_field = known.fields.try_emplace(id, field).first->second;
      known_field.deprecated = known_field.deprecated || field.deprecated;
    }
  }
  for (const auto& [name, declared] : release.enumerations) {
    auto& known = all.enumerations.try_emplace(name, declared).first->second;
    known.values.insert(declared.values.begin(), declared.values.end());
  }
  all.roots.insert(release.roots.begin(), release.roots.end());
}

std::vector<std::string> free_strings(const SchemaTree& tree, const std::string& root) {
  std::set<std::string> found;
  std::set<std::string> seen;
  std::vector<std::string> pending{root};
  while (!pending.empty()) {
    const std::string name = pending.back();
    pending.pop_back();
    if (!seen.insert(name).second) continue;
    if (const auto record = tree.records.find(name); record != tree.records.end()) {
      for (const auto& [id, field] : record->second.fields) {
        const std::string type = named_in(field.type);
        if (type == "string") found.insert(fmt::format("{}.{}", last_word(name), field.name));
        pending.push_back(type);
      }
    }
    if (const auto declared = tree.enumerations.find(name); declared != tree.enumerations.end()) {
      for (const auto& [number, value] : declared->second.values) {
        if (value.table == "string") {
          found.insert(fmt::format("{}.{}", last_word(name), value.name));
        }
        pending.push_back(value.table);
      }
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace telaio::schema_gate
