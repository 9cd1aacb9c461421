// SPDX-License-Identifier: EUPL-1.2
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace telaio {
namespace {

TEST(Text, AcceptsWhatPeopleWrite) {
  EXPECT_TRUE(is_clean_text("Perché è così.\n\tVisita — «casa»"));
  EXPECT_TRUE(is_clean_text("\U0001F468"));
  EXPECT_TRUE(is_clean_text(""));
}

TEST(Text, RefusesControlCharactersAndBrokenUtf8) {
  EXPECT_FALSE(is_clean_text(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_clean_text("a\x1b[31m"));
  EXPECT_FALSE(is_clean_text("\xC2\x85"));          // A C1 control.
  EXPECT_FALSE(is_clean_text("\xC0\xAF"));          // Overlong.
  EXPECT_FALSE(is_clean_text("\xED\xA0\x80"));      // A surrogate.
  EXPECT_FALSE(is_clean_text("\xF4\x90\x80\x80"));  // Beyond U+10FFFF.
  EXPECT_FALSE(is_clean_text("\xE2\x82"));          // Cut short.
}

TEST(Text, CountsCharactersNotBytes) {
  EXPECT_EQ(count_characters("perché"), 6U);
  EXPECT_EQ(count_characters("\xE2\x82"), 2U);
}

TEST(Text, BlankIsNothingButSpace) {
  EXPECT_TRUE(is_blank(" \t\r\n"));
  EXPECT_TRUE(is_blank(""));
  EXPECT_FALSE(is_blank(" a "));
}

}  // namespace
}  // namespace telaio
