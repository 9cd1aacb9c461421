// SPDX-License-Identifier: EUPL-1.2
// What is exported and read again is the same regulation: for every published one, and for random
// ones. The seed is printed; set TELAIO_SEED to repeat a run.
#include "app/regulations/regulation_writer.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <random>

#include "app/regulations/json_names.hpp"
#include "tests/app/regulations/published.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;

std::string exported(const fees::Regulation& regulation) {
  return boost::json::serialize(to_json(regulation));
}

LoadedRegulation imported(const std::string& text) {
  return load(text).value().regulations.at(0);
}

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  std::int64_t number(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
  }
  bool coin() { return number(0, 1) == 1; }
  Money money() { return Money::from_cents(number(0, 10'000'000'000)); }
  fees::Thousandths milli() { return {number(-100'000'000'000, 100'000'000'000)}; }
  template <class Value, class Make>
  std::optional<Value> maybe(Make make) {
    return coin() ? std::optional<Value>(make()) : std::nullopt;
  }
  template <class Value, std::size_t size>
  Value one_of(const names::Name<Value> (&table)[size]) {
    return table[static_cast<std::size_t>(number(0, size - 1))].second;
  }
  std::string words() {
    constexpr std::string_view letters = "abc \"\\/\n,.{}1";
    std::string text;
    for (auto left = number(0, 12); left > 0; --left) {
      text += letters[static_cast<std::size_t>(number(0, letters.size() - 1))];
    }
    return text;
  }
  Date date() { return Date::of(2020, 1, 1).plus_days(static_cast<int>(number(0, 5'000))); }

 private:
  std::mt19937_64 engine_;
};

fees::Segment segment(Draw& draw) {
  fees::Segment made;
  made.from = draw.maybe<Money>([&] { return draw.money(); });
  made.from_inclusive = draw.coin();
  made.to = draw.maybe<Money>([&] { return draw.money(); });
  made.to_inclusive = draw.coin();
  if (draw.number(0, 9) > 0) {
    made.line = fees::Line{draw.milli(), draw.milli(), draw.milli(), draw.milli()};
  }
  return made;
}

std::vector<fees::Adjustment> adjustments(Draw& draw) {
  std::vector<fees::Adjustment> made;
  for (auto left = draw.number(0, 3); left > 0; --left) {
    // The wording names a limit of its own, which the member contradicts or leaves out.
    const std::string when = draw.coin() ? "figli, ISEE <= 40000.00" : draw.words();
    made.push_back({when, draw.milli(), draw.maybe<Money>([&] { return draw.money(); })});
  }
  return made;
}

void draw_edges(Draw& draw, fees::Regulation& made) {
  made.access_limit = draw.maybe<Money>([&] { return draw.money(); });
  made.whole_cost_above = draw.maybe<Money>([&] { return draw.money(); });
  made.full_cost = draw.maybe<Money>([&] { return draw.money(); });
  made.no_isee_amount = draw.maybe<fees::Thousandths>([&] { return draw.milli(); });
  if (made.no_isee_amount) made.no_isee = fees::NoIseeRule::amount;
  made.non_resident_amount = draw.maybe<fees::Thousandths>([&] { return draw.milli(); });
  made.surcharges = adjustments(draw);
  made.discounts = adjustments(draw);
  if (draw.coin()) made.exemptions.push_back(draw.one_of(names::exemptions));
  made.cap = draw.maybe<Money>([&] { return draw.money(); });
  made.floor = draw.maybe<Money>([&] { return draw.money(); });
  if (draw.coin()) made.cap_order = draw.one_of(names::cap_orders);
  made.annotations = draw.one_of(names::annotations);
  for (auto left = draw.number(0, 3); left > 0; --left) {
    made.accepted_kinds.push_back(draw.one_of(names::kinds));
  }
  if (draw.coin()) made.rounding = draw.one_of(names::rounding);
  made.unit_step =
      draw.maybe<fees::Thousandths>([&] { return fees::Thousandths{draw.number(1, 1'000)}; });
  made.amount_step = {draw.number(1, 100) * 10};
  if (draw.coin()) made.decorrenza = draw.one_of(names::decorrenza);
  made.decorrenza_day = fees::MonthDay{2, 29};
  made.kept_until = draw.maybe<fees::MonthDay>([] { return fees::MonthDay{12, 31}; });
  made.retroactive_on_rectification = draw.coin();
}

fees::Regulation any_regulation(Draw& draw) {
  fees::Regulation made;
  made.slug = "x" + draw.words();
  made.authority = draw.words();
  made.service = draw.words();
  made.scheme = draw.coin() ? fees::FeeScheme::amount : fees::FeeScheme::percent_of_cost;
  made.unit = static_cast<fees::Unit>(draw.number(1, static_cast<int>(fees::Unit::MAX)));
  made.unit_text = fees::unit_text(made.scheme, made.unit);
  if (made.unit_text.empty()) made.scheme = fees::FeeScheme::amount;
  made.unit = fees::measure_of(made.unit_text).unit;
  made.isee_kind_text = draw.words();
  made.act = draw.words();
  made.source_url = draw.words();
  made.valid_from = draw.maybe<Date>([&] { return draw.date(); });
  made.valid_to = draw.maybe<Date>([&] { return draw.date(); });
  for (auto left = draw.number(0, 6); left > 0; --left) made.segments.push_back(segment(draw));
  draw_edges(draw, made);
  made.published_text = draw.words();
  made.signed_reading = draw.words();
  return made;
}

TEST(RegulationWriter, WhatIsPublishedComesBackTheSame) {
  for (const auto& loaded : testing::published_file().regulations) {
    EXPECT_EQ(imported(exported(loaded.regulation)).regulation, loaded.regulation)
        << loaded.regulation.slug;
  }
}

TEST(RegulationWriter, AnyRegulationComesBackTheSame) {
  const char* const given = std::getenv("TELAIO_SEED");
  const std::uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("TELAIO_SEED=" + std::to_string(seed));
  Draw draw(seed);
  for (int i = 0; i < 2'000; ++i) {
    const fees::Regulation regulation = any_regulation(draw);
    const std::string text = exported(regulation);
    ASSERT_EQ(imported(text).regulation, regulation) << text;
  }
}

TEST(RegulationWriter, SaysNothingUnreadableOfARegulationThatCanBeRead) {
  for (const auto& loaded : testing::published_file().regulations) {
    const auto again = imported(exported(loaded.regulation));
    EXPECT_TRUE(again.unreadable.empty()) << loaded.regulation.slug;
    EXPECT_TRUE(again.notes.empty()) << loaded.regulation.slug;
  }
}

TEST(RegulationWriter, WritesTheRulesThatATextLeavesToTheDefault) {
  fees::Regulation regulation;
  regulation.slug = "x";
  regulation.unit_text = "EUR/hour";
  EXPECT_EQ(exported(regulation),
            R"({"id":"x","authority":"","service":"","unit":"EUR/hour",)"
            R"("period":{"effective_from":null,"effective_to":null},"act":"","isee_kind":"",)"
            R"("formula":{"segments":[]},"full_cost":{"amount":null},)"
            R"("access_limit":{"isee_max":null},"above":{"isee_over":null},)"
            R"("no_isee":{"amount":null},"non_resident":{"amount":null},"exemptions":[],)"
            R"("surcharges":[],"discounts":[],"cap":null,"floor":null,"cap_order":null,)"
            R"("rounding":{"stated":null,"unit_step":"0.01","amount_step":"0.01"},)"
            R"("accepted_kinds":[],"annotations":"accept",)"
            R"("decorrenza":{"rule":null,"day":null,"kept_until":null,)"
            R"("retroactive_on_rectification":true},"source":{"url":""},"published_text":"",)"
            R"("signed_reading":""})");
}

}  // namespace
}  // namespace telaio::app::regulations
