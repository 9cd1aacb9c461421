// SPDX-License-Identifier: EUPL-1.2
#include "base/id.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "base/code.hpp"

namespace telaio {
namespace {

static_assert(!std::is_convertible_v<PersonId, CaseId>);
static_assert(!std::is_constructible_v<CaseId, int>);

TEST(Id, ReadsBothWaysOfWritingAUuid) {
  const auto plain = parse_id<CaseId>("000102030405060708090a0b0c0d0e0f");
  const auto dashed = parse_id<CaseId>("00010203-0405-0607-0809-0a0b0c0d0e0f");
  ASSERT_TRUE(plain && dashed);
  EXPECT_EQ(*plain, *dashed);
  EXPECT_EQ(to_string(*plain), "000102030405060708090a0b0c0d0e0f");
}

TEST(Id, RefusesAnythingElse) {
  EXPECT_FALSE(parse_id<CaseId>("0001"));
  EXPECT_FALSE(parse_id<CaseId>("000102030405060708090a0b0c0d0e0g"));
  EXPECT_FALSE(parse_id<CaseId>("0001020-30405-0607-0809-0a0b0c0d0e0f"));
}

TEST(Code, TakesTwentyFourCharactersAndRefusesOneMore) {
  EXPECT_EQ(Code::parse("HANDED_TO_OTHER_SERVICE")->text(), "HANDED_TO_OTHER_SERVICE");
  EXPECT_TRUE(Code::parse(std::string(24, 'A')));
  EXPECT_FALSE(Code::parse(std::string(25, 'A')));
}

TEST(Code, CannotCarryAName) {
  EXPECT_FALSE(Code::parse("Elena Riva"));
  EXPECT_FALSE(Code::parse("à"));
}

TEST(Code, StoredFormIsPaddedWithZerosOnly) {
  Bytes stored(Code::length_max);
  stored[0] = std::byte{'A'};
  EXPECT_EQ(Code::from_stored(stored)->text(), "A");
  stored[2] = std::byte{'B'};  // A character after the padding began.
  EXPECT_FALSE(Code::from_stored(stored));
}

}  // namespace
}  // namespace telaio
