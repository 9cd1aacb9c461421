// SPDX-License-Identifier: EUPL-1.2
#include "tests/golden/schema_text.hpp"

#include <gtest/gtest.h>

namespace telaio::golden {
namespace {

TEST(SchemaText, ReadsFieldsWithoutCommentsLayoutAndNativeAttributes) {
  const auto all = declarations(
      "// note\ntable A {\n  x:Date (id: 0, native_inline);  // why; not\n  y:[ubyte] (id: "
      "1);\n}\n");
  ASSERT_TRUE(all.contains("A"));
  EXPECT_EQ(all.at("A").entries, (std::vector<std::string>{"x:Date(id:0)", "y:[ubyte](id:1)"}));
}

}  // namespace
}  // namespace telaio::golden
