// SPDX-License-Identifier: EUPL-1.2
#include "view/row_codec.hpp"

#include <gtest/gtest.h>

#include "tests/projections/support/story.hpp"

namespace telaio::view {
namespace {

TEST(RowCodec, WritesTheBytesOfTheFormatPage) {
  RowWriter row;
  row.u8(0xab).u16(0x1234).u32(0x01020304).u64(0x1122334455667788);
  row.flag(true).date(Date::of(2026, 3, 1)).date(Date::from_days(-1));
  row.date_inverted(Date::of(2026, 3, 1)).money(Money::from_cents(-310));
  row.position_inverted(5).code(Code("sad")).id(testing::id<CaseId>(0x0102));
  row.text("ore").optional_date(std::nullopt).optional_money(Money::from_cents(1));
  EXPECT_EQ(to_hex(row.bytes()),
            "ab"
            "1234"
            "01020304"
            "1122334455667788"
            "01"
            "80005021"
            "7fffffff"
            "7fffafde"
            "7ffffffffffffeca"
            "fffffffffffffffa"
            "736164000000000000000000000000000000000000000000"
            "00000000000000000000000000000102"
            "00036f7265"
            "00"
            "01"
            "8000000000000001");
}

TEST(RowCodec, ReadsBackWhatItWrote) {
  const Instant instant = Instant::from_micros(-5);
  RowWriter row;
  row.u8(1).u16(2).u32(3).u64(4).i64(-5).flag(false).date(Date::of(1931, 12, 31));
  row.date_inverted(Date::of(2199, 1, 1)).instant(instant).money(Money::from_cents(-1));
  row.position(6).position_inverted(7).id(testing::id<PersonId>(8)).code(Code("015146"));
  row.text("àè").optional_date(Date::of(2024, 2, 29)).optional_money(std::nullopt);
  row.optional_id(testing::id<FeeId>(9)).code_of(schema::StreamKind::reservation);

  RowReader read(row.view());
  EXPECT_EQ(read.u8(), 1);
  EXPECT_EQ(read.u16(), 2);
  EXPECT_EQ(read.u32(), 3U);
  EXPECT_EQ(read.u64(), 4U);
  EXPECT_EQ(read.i64(), -5);
  EXPECT_FALSE(read.flag());
  EXPECT_EQ(read.date(), Date::of(1931, 12, 31));
  EXPECT_EQ(read.date_inverted(), Date::of(2199, 1, 1));
  EXPECT_EQ(read.instant(), instant);
  EXPECT_EQ(read.money(), Money::from_cents(-1));
  EXPECT_EQ(read.position(), 6U);
  EXPECT_EQ(read.position_inverted(), 7U);
  EXPECT_EQ(read.id_of<PersonId>(), testing::id<PersonId>(8));
  EXPECT_EQ(read.code(), Code("015146"));
  EXPECT_EQ(read.text(), "àè");
  EXPECT_EQ(read.optional_date(), Date::of(2024, 2, 29));
  EXPECT_EQ(read.optional_money(), std::nullopt);
  EXPECT_EQ(read.optional_id_of<FeeId>(), testing::id<FeeId>(9));
  EXPECT_EQ(read.code_of<schema::StreamKind>(), schema::StreamKind::reservation);
  EXPECT_TRUE(read.at_end());
}

TEST(RowCodec, KeysOfDatesAreOrderedAsDatesAlsoBefore1970) {
  const auto key = [](Date date) { return RowWriter().date(date).take(); };
  const auto newest_first = [](Date date) { return RowWriter().date_inverted(date).take(); };
  EXPECT_LT(key(Date::from_days(-1)), key(Date::from_days(0)));
  EXPECT_LT(key(Date::of(1931, 1, 1)), key(Date::of(1931, 1, 2)));
  EXPECT_LT(newest_first(Date::from_days(0)), newest_first(Date::from_days(-1)));
  EXPECT_LT(RowWriter().money(Money::from_cents(-1)).take(),
            RowWriter().money(Money::from_cents(0)).take());
}

TEST(RowCodecDeathTest, StopsTheProcessRatherThanReadPastARow) {
  const Bytes row = RowWriter().u16(7).take();
  RowReader read(row);
  EXPECT_DEATH(static_cast<void>(read.u32()), "");
}

}  // namespace
}  // namespace telaio::view
