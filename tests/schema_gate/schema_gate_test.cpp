// SPDX-License-Identifier: EUPL-1.2
// T34: the schema gate on our own schemas, and on forty mutations of a small one: the twenty-five
// that were tried on `flatc --conform` 2.0.8 (log-and-evidence 6.7), of which it judged ten
// wrongly, and fifteen more. Each has its verdict written down.
#include "tools/schema_gate/gate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <ostream>

namespace telaio::schema_gate {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

const std::filesystem::path schemas = std::filesystem::path(TELAIO_SOURCE_DIR) / "schemas";

// As FlatBuffers needs them: every id written, the file's root and identifier named.
constexpr std::string_view base = R"(namespace t;
enum Colour:ubyte { red = 0, green = 1, blue = 4 }
struct Span { from:int32; until:int32; hash:[ubyte:4]; }
table Left { n:int32 (id: 0); }
table Right { n:int32 (id: 0); }
table Old { gone:int32 (id: 0, deprecated); kept:int32 (id: 1); }
union Either { Left, Right }
table Item { code:int32 (id: 0, key); }
table Main {
  a:int32 (id: 0);
  b:int32 (id: 1);
  flag:bool = true (id: 2);
  name:[ubyte] (id: 3, required);
  span:Span (id: 4);
  colour:Colour (id: 5);
  either:Either (id: 7);
  items:[Item] (id: 8);
  spans:[Span] (id: 9);
  ratio:double = 0.5 (id: 10);
  last:int32 (id: 11);
}
root_type Main;
file_identifier "TST1";
)";

enum class Verdict : std::uint8_t { may_pass, breaks, does_not_compile };

struct Mutation {
  std::string_view what;
  std::string_view from;
  std::string_view to;
  Verdict verdict;
};

std::ostream& operator<<(std::ostream& out, const Mutation& mutation) {
  return out << mutation.what;
}

constexpr auto may_pass = Verdict::may_pass;
constexpr auto broken = Verdict::breaks;
constexpr auto uncompiled = Verdict::does_not_compile;

constexpr std::array mutations = {
    // ---- The twenty-five of the probe. Rejected by flatc, too: ----
    Mutation{"a field inserted in the middle", "  b:int32 (id: 1);\n  flag:bool = true (id: 2);\n",
             "  b:int32 (id: 2);\n  flag:bool = true (id: 1);\n", broken},
    Mutation{"a middle field removed", "  b:int32 (id: 1);\n", "", uncompiled},
    Mutation{"a type changed", "a:int32 (id: 0)", "a:int64 (id: 0)", broken},
    Mutation{"a default changed", "a:int32 (id: 0)", "a:int32 = 7 (id: 0)", broken},
    Mutation{"an enumeration renumbered", "green = 1", "green = 2", broken},
    Mutation{"union members swapped", "{ Left, Right }", "{ Right, Left }", broken},
    Mutation{"struct members reordered", "from:int32; until:int32;", "until:int32; from:int32;",
             broken},
    Mutation{"a struct member of another type", "until:int32; hash", "until:float32; hash", broken},
    Mutation{"another element type", "items:[Item]", "items:[Left]", broken},
    Mutation{"a scalar made optional", "a:int32 (id: 0)", "a:int32 = null (id: 0)", broken},
    Mutation{"a place reused with another type", "b:int32 (id: 1)", "c:uint64 (id: 1)", broken},
    // ---- Accepted by flatc 2.0.8 although breaking: ----
    Mutation{"the last field removed", "  last:int32 (id: 11);\n", "", broken},
    Mutation{"the last place under another name", "last:int32 (id: 11)", "other:int32 (id: 11)",
             broken},
    Mutation{"a field made required", "span:Span (id: 4)", "span:Span (id: 4, required)", broken},
    Mutation{"a new required field", "  last:int32 (id: 11);\n",
             "  last:int32 (id: 11);\n  more:[int] (id: 12, required);\n", broken},
    Mutation{"a struct that grew", "hash:[ubyte:4]; }", "hash:[ubyte:4]; more:int32; }", broken},
    Mutation{"a union member removed", "{ Left, Right }", "{ Left }", broken},
    Mutation{"an enumeration's value deleted", ", blue = 4", "", broken},
    Mutation{"an enumeration's value renamed", "green = 1", "verde = 1", broken},
    Mutation{"another root", "root_type Main", "root_type Item", broken},
    Mutation{"another identifier", "\"TST1\"", "\"TST2\"", broken},
    // ---- Accepted by flatc; all but the renamed field are fine: ----
    Mutation{"a field added at the end", "  last:int32 (id: 11);\n",
             "  last:int32 (id: 11);\n  more:int32 (id: 12);\n", may_pass},
    Mutation{"a field deprecated", "b:int32 (id: 1)", "b:int32 (id: 1, deprecated)", may_pass},
    Mutation{"a field renamed", "b:int32 (id: 1)", "c:int32 (id: 1)", broken},
    Mutation{"a union member added at the end", "{ Left, Right }", "{ Left, Right, Item }",
             may_pass},
    // ---- Fifteen more: ----
    Mutation{"fields in another order of lines", "  a:int32 (id: 0);\n  b:int32 (id: 1);\n",
             "  b:int32 (id: 1);\n  a:int32 (id: 0);\n", may_pass},
    Mutation{"a field no longer required", "(id: 3, required)", "(id: 3)", broken},
    Mutation{"a default of true turned", "flag:bool = true", "flag:bool = false", broken},
    Mutation{"a default of a real number changed", "= 0.5", "= 0.25", broken},
    Mutation{"an array of another length", "[ubyte:4]", "[ubyte:8]", broken},
    Mutation{"a struct aligned otherwise", "struct Span {", "struct Span (force_align: 8) {",
             broken},
    Mutation{"a struct's member renamed", "until:int32", "to:int32", broken},
    Mutation{"a table renamed", "table Old", "table Ancient", broken},
    Mutation{"an enumeration in another width", "Colour:ubyte", "Colour:ushort", broken},
    Mutation{"a value put into a gap", "green = 1,", "green = 1, teal = 2,", broken},
    Mutation{"a value added at the end", "blue = 4", "blue = 4, black = 5", may_pass},
    Mutation{"a union member inserted before another", "{ Left, Right }", "{ Left, Item, Right }",
             broken},
    Mutation{"a deprecated field used again", "(id: 0, deprecated)", "(id: 0)", broken},
    Mutation{"a table that is sorted by nothing", "(id: 0, key)", "(id: 0)", broken},
    Mutation{"a new table with a required field", "root_type Main",
             "table Fresh { n:[ubyte] (id: 0, required); }\nroot_type Main", may_pass},
};
static_assert(mutations.size() == 40);

SchemaTree compiled(std::string_view text) {
  SchemaTree tree;
  const auto added = add_text(tree, "main.fbs", std::string(text), ".");
  EXPECT_TRUE(added.has_value()) << added.error().detail;
  return tree;
}

class SchemaMutation : public ::testing::TestWithParam<Mutation> {};

TEST_P(SchemaMutation, GetsItsVerdict) {
  const Mutation& mutation = GetParam();
  std::string text(base);
  const auto at = text.find(mutation.from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, mutation.from.size(), mutation.to);

  SchemaTree now;
  const auto added = add_text(now, "main.fbs", text, ".");
  ASSERT_EQ(added.has_value(), mutation.verdict != uncompiled);
  if (!added) return;
  const auto findings = breaks(compiled(base), now);
  EXPECT_EQ(findings.empty(), mutation.verdict == may_pass)
      << (findings.empty() ? "nothing found" : findings.front());
}

INSTANTIATE_TEST_SUITE_P(T34, SchemaMutation, ::testing::ValuesIn(mutations));

TEST(SchemaGate, HasNothingToSayOfASchemaThatDidNotChange) {
  EXPECT_THAT(breaks(compiled(base), compiled(base)), IsEmpty());
}

// The field went between two releases; a third could take its place without either noticing.
TEST(SchemaGate, RemembersWhatAnyReleaseHad) {
  SchemaTree all = compiled("table A { x:int (id: 0); y:int (id: 1); } root_type A;");
  unite(all, compiled("table A { x:int (id: 0); } root_type A;"));
  EXPECT_THAT(breaks(all, compiled("table A { x:int (id: 0); z:int (id: 1); } root_type A;")),
              ElementsAreArray({"A.y (id 1) is now called z"}));
}

TEST(SchemaGate, FindsFreeStringsBelowTheHeaderAlone) {
  const SchemaTree tree = compiled(
      "table Deep { words:[string] (id: 0); } table Secret { name:string (id: 0); }\n"
      "union Fact { Deep } table Header { note:string (id: 0); fact:Fact (id: 2); }");
  EXPECT_THAT(free_strings(tree, "Header"), ElementsAreArray({"Deep.words", "Header.note"}));
}

// ---- Ours ----

std::vector<std::filesystem::path> releases() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(schemas / "released")) {
    found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

TEST(SchemaGate, LetsOurSchemasPassAgainstEverythingReleased) {
  SchemaTree all;
  for (const auto& folder : releases()) {
    const auto release = read_folder(folder);
    ASSERT_TRUE(release.has_value()) << release.error().detail;
    EXPECT_THAT(breaks(all, *release), IsEmpty()) << folder;
    unite(all, *release);
  }
  EXPECT_GT(all.records.size(), 80U);  // The test had its subject.
  ASSERT_TRUE(all.roots.contains("event.fbs"));
  const auto now = read_folder(schemas);
  ASSERT_TRUE(now.has_value()) << now.error().detail;
  EXPECT_THAT(breaks(all, *now), IsEmpty());
}

TEST(SchemaGate, LetsOnlyPublicStringsIntoOurHeaders) {
  std::ifstream file(schemas / "public_strings.txt");
  std::vector<std::string> allowed;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) allowed.push_back(line);
  }
  const auto now = read_folder(schemas);
  ASSERT_TRUE(now.has_value()) << now.error().detail;
  EXPECT_THAT(free_strings(*now, "telaio.schema.Header"), ElementsAreArray(allowed));
}

}  // namespace
}  // namespace telaio::schema_gate
