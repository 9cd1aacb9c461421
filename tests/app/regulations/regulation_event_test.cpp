// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/regulation_event.hpp"

#include <flatbuffers/flatbuffers.h>
#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"
#include "tests/app/regulations/published.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;
using testing::published;

Publication on_new_year() {
  Publication publication;
  publication.comune = Code("015209");
  publication.service_code = Code("SAD");
  publication.valid_from = Date::of(2026, 1, 1);
  return publication;
}

// What the fact does not keep: wording that only explains. Service and unit have codes.
fees::Regulation kept(fees::Regulation regulation) {
  regulation.service = "SAD";
  regulation.unit_text = fees::unit_text(regulation.scheme, regulation.unit);
  regulation.isee_kind_text.clear();
  regulation.valid_from = Date::of(2026, 1, 1);
  return regulation;
}

fees::Regulation through_bytes(const schema::RegulationPublishedT& fact) {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::RegulationPublished::Pack(builder, &fact));
  const auto* root = flatbuffers::GetRoot<schema::RegulationPublished>(builder.GetBufferPointer());
  return from_event(*root);
}

TEST(RegulationEvent, KeepsEverythingThatPrices) {
  for (const auto& loaded : testing::published_file().regulations) {
    auto regulation = loaded.regulation;
    regulation.signed_reading = "letto come pubblicato";
    const auto fact = to_event(regulation, on_new_year());
    ASSERT_TRUE(fact) << regulation.slug;
    EXPECT_EQ(through_bytes(*fact), kept(regulation)) << regulation.slug;
    EXPECT_EQ(from_event(*fact), kept(regulation)) << regulation.slug;
  }
}

TEST(RegulationEvent, KeepsTheRulesOfTimeAndTheSteps) {
  auto regulation = published("dairago-sad").regulation;
  regulation.decorrenza = fees::DecorrenzaRule::fixed_date;
  regulation.decorrenza_day = fees::MonthDay{4, 1};
  regulation.kept_until = fees::MonthDay{3, 31};
  regulation.retroactive_on_rectification = false;
  regulation.accepted_kinds = {fees::IseeKind::sociosanitario, fees::IseeKind::ordinario};
  regulation.rounding = fees::RoundingMode::half_even;
  regulation.unit_step.reset();
  regulation.amount_step = fees::Thousandths{100};
  EXPECT_EQ(through_bytes(to_event(regulation, on_new_year()).value()), kept(regulation));
}

TEST(RegulationEvent, KeepsWhatChargesAndWhatExempts) {
  auto regulation = published("dairago-sad").regulation;
  regulation.surcharges = {{"festivi", fees::Thousandths{10'000}, std::nullopt}};
  regulation.discounts = {{"secondo figlio", fees::Thousandths{10'000}, Money::from_cents(4)}};
  regulation.cap = Money::from_cents(100'00);
  regulation.floor = Money::from_cents(0);
  regulation.cap_order = fees::CapOrder::cap_then_discount;
  regulation.exemptions = {fees::ExemptionReason::child_protection};
  regulation.non_resident_amount = fees::Thousandths{12'345};
  regulation.published_text = "oltre 11.429 euro: 11 euro l'ora";
  EXPECT_EQ(through_bytes(to_event(regulation, on_new_year()).value()), kept(regulation));
}

TEST(RegulationEvent, NamesTheVersionItAmends) {
  Publication publication = on_new_year();
  publication.replaces = RegulationId(Uuid{});
  EXPECT_NE(to_event(published("dairago-sad").regulation, publication)->replaces, nullptr);
}

TEST(RegulationEvent, HasTheDigestOfTheTextItQuotes) {
  auto regulation = published("dairago-sad").regulation;
  Publication publication = on_new_year();
  publication.text_sha256.assign(32, 7);
  EXPECT_EQ(to_event(regulation, publication)->text_sha256, publication.text_sha256);
  regulation.published_text = "abc";
  const std::vector<std::uint8_t> abc{0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea,
                                      0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
                                      0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c,
                                      0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  EXPECT_EQ(to_event(regulation, publication)->text_sha256, abc);
}

TEST(RegulationEvent, IsRefusedForAHoleThatNobodySigned) {
  auto regulation = published("vicenza-meals-2023").regulation;
  EXPECT_EQ(to_event(regulation, on_new_year()).error(),
            (Refusal{fees::anomaly_unsigned, {{"count", "1"}, {"at", "3331.20"}}}));
  regulation.signed_reading = "3.331,20 resta senza tariffa";
  const auto fact = to_event(regulation, on_new_year());
  EXPECT_EQ(fact->signed_reading, "3.331,20 resta senza tariffa");
}

TEST(RegulationEvent, NeedsAFirstDayInForce) {
  Publication publication = on_new_year();
  publication.valid_from.reset();
  EXPECT_EQ(to_event(published("dairago-sad").regulation, publication).error().code,
            valid_from_missing);
  // The text of Senna says it itself.
  EXPECT_EQ(to_event(published("senna-lodigiana-sad-2024").regulation, publication)->valid_from,
            Date::of(2024, 1, 1));
}

}  // namespace
}  // namespace telaio::app::regulations
