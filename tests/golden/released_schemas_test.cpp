// SPDX-License-Identifier: EUPL-1.2
// What was released stays: every field with its number and type, every struct whole, every member
// of a union in its place, every number of an enumeration. New ones are only added at the end.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/golden/schema_text.hpp"

namespace telaio::golden {
namespace {

const std::filesystem::path schemas = std::filesystem::path(TELAIO_SOURCE_DIR) / "schemas";

std::map<std::string, Declaration> declared_in(const std::filesystem::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return declarations(text);
}

bool still_conforms(const Declaration& before, const Declaration& now) {
  if (before.kind != now.kind) return false;
  if (before.kind == "struct") return before.entries == now.entries;
  if (before.kind == "union") {
    return now.entries.size() >= before.entries.size() &&
           std::equal(before.entries.begin(), before.entries.end(), now.entries.begin());
  }
  return std::ranges::all_of(before.entries, [&](const std::string& entry) {
    return std::ranges::find(now.entries, entry) != now.entries.end();
  });
}

TEST(ReleasedSchemas, KeepEveryDeclaration) {
  std::size_t checked = 0;
  for (const auto& release : std::filesystem::directory_iterator(schemas / "released")) {
    for (const auto& file : std::filesystem::directory_iterator(release.path())) {
      const auto now = declared_in(schemas / file.path().filename());
      for (const auto& [name, before] : declared_in(file.path())) {
        const auto found = now.find(name);
        ASSERT_NE(found, now.end()) << name << " of " << file.path() << " is gone";
        EXPECT_TRUE(still_conforms(before, found->second))
            << name << " of " << file.path() << " changed";
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 80U);
}

TEST(SchemaText, ReadsFieldsWithoutCommentsLayoutAndNativeAttributes) {
  const auto all = declarations(
      "// note\ntable A {\n  x:Date (id: 0, native_inline);  // why; not\n  y:[ubyte] (id: "
      "1);\n}\n");
  ASSERT_TRUE(all.contains("A"));
  EXPECT_EQ(all.at("A").entries, (std::vector<std::string>{"x:Date(id:0)", "y:[ubyte](id:1)"}));
}

TEST(SchemaText, SeesWhatConformDoesNot) {
  const auto table = declarations("table A { x:int (id: 0); y:int (id: 1); }").at("A");
  EXPECT_FALSE(still_conforms(table, declarations("table A { x:int (id: 0); }").at("A")));
  EXPECT_FALSE(
      still_conforms(table, declarations("table A { x:int (id: 0); y:long (id: 1); }").at("A")));
  EXPECT_TRUE(still_conforms(
      table, declarations("table A { x:int (id: 0); y:int (id: 1); z:int (id: 2); }").at("A")));
  const auto record = declarations("struct S { x:int; }").at("S");
  EXPECT_FALSE(still_conforms(record, declarations("struct S { x:int; y:int; }").at("S")));
  const auto either = declarations("union U { A, B }").at("U");
  EXPECT_TRUE(still_conforms(either, declarations("union U { A, B, C }").at("U")));
  EXPECT_FALSE(still_conforms(either, declarations("union U { C, A, B }").at("U")));
  const auto number = declarations("enum E:ubyte { a = 0, b = 1 }").at("E");
  EXPECT_FALSE(still_conforms(number, declarations("enum E:ubyte { a = 0, b = 2 }").at("E")));
}

}  // namespace
}  // namespace telaio::golden
