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

// What the fact does not keep: wording that only explains.
fees::Regulation kept(fees::Regulation regulation) {
  regulation.service.clear();
  regulation.unit_text.clear();
  regulation.isee_kind_text.clear();
  regulation.surcharges.clear();
  regulation.discounts.clear();
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
