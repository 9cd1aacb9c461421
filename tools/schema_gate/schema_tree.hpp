// SPDX-License-Identifier: EUPL-1.2
// What a set of .fbs files declares, as FlatBuffers' own compiler understands it: every table,
// struct, enumeration and union by its full name, and per file the root table and the identifier.
// It is read out of the binary schema (what `flatc -b --schema` writes), so that layout, comments
// and default ids are no matter.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace telaio::schema_gate {

// One place of a table, or one member of a struct.
struct Field {
  std::string name;
  std::string type;   // "int64", "[telaio.schema.Date]", "union telaio.schema.Fact", "[uint8:32]".
  std::string value;  // Of a scalar that is not stored.
  bool optional = false;
  bool required = false;
  bool key = false;
  bool deprecated = false;
  std::uint16_t offset = 0;  // Structs: bytes from the start.
  bool operator==(const Field&) const = default;
};

struct Record {
  bool is_struct = false;
  std::int32_t alignment = 0;             // Structs alone; bytes.
  std::int32_t size = 0;                  // Structs alone; bytes.
  std::map<std::uint16_t, Field> fields;  // By id.
};

// An enumeration, or a union: then a value's table is its member.
struct Enumeration {
  struct Value {
    std::string name;
    std::string table;
    bool operator==(const Value&) const = default;
  };
  bool is_union = false;
  std::string underlying;
  std::map<std::int64_t, Value> values;
};

struct Root {
  std::string table;
  std::string identifier;
  bool operator==(const Root&) const = default;
};

struct SchemaTree {
  std::map<std::string, Record> records;
  std::map<std::string, Enumeration> enumerations;
  std::map<std::string, Root> roots;  // By file name; only files that declare one.
};

// Adds what `text` declares to the tree. `name` is the file's; includes are looked for in `folder`.
// Fault schema.does_not_compile with what the compiler said: nothing was added.
Result<Done, Fault> add_text(SchemaTree& tree, const std::string& name, const std::string& text,
                             const std::filesystem::path& folder);
// Every .fbs of a folder. schema.does_not_compile; also when there is none.
Result<SchemaTree, Fault> read_folder(const std::filesystem::path& folder);

}  // namespace telaio::schema_gate
