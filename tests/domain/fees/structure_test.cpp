// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/structure.hpp"

#include <gtest/gtest.h>

#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::milli;
using testing::sloped;
using testing::with_segments;

// "code name=value name=value".
std::string said(const Regulation& regulation, Dimension dimension) {
  const Said what = say(regulation, dimension);
  std::string text(what.code);
  for (const auto& [name, value] : what.values) text += " " + std::string(name) + "=" + value;
  return text;
}

const StructureRow& row(const std::vector<StructureRow>& rows, Dimension dimension) {
  return rows[static_cast<std::size_t>(dimension)];
}

// Broni SAD: free up to 8,000.00, then linear to 6.00 at 15,000.00, which is also the limit (R3).
Regulation broni() {
  auto regulation = with_segments(
      {band("", "8000.00", "0"),
       sloped("8000.01", "15000.00", {{}, milli("8000"), milli("6"), milli("7000")})});
  regulation.access_limit = euro("15000.00");
  return regulation;
}

Regulation three_bands(std::string_view first, std::string_view second = "5000.00") {
  return with_segments({band("", "3000.00", first), band("3000.01", second, "4"),
                        band(to_string(Money::from_cents(euro(second).cents() + 1)), "", "9")});
}

std::string_view cause(const std::vector<Regulation>& regulations) {
  const auto request = UniformityRequest{default_isee_max(regulations, euro("100.00"))};
  return name_of(cause_of(*compare(regulations, request)->worst, regulations));
}

TEST(Structure, HasOneRowForEachDimensionInTheirOrder) {
  const auto rows = compare_structure({testing::dairago(), broni()});
  ASSERT_EQ(rows.size(), dimension_count);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(rows[i].dimension), i);
    EXPECT_EQ(rows[i].said.size(), 2U);
  }
  EXPECT_TRUE(compare_structure({}).empty());
}

TEST(Structure, OfOneTextTwiceIsEqualEverywhere) {
  for (const auto& each : compare_structure({broni(), broni()})) {
    EXPECT_TRUE(each.equal) << name_of(each.dimension);
  }
}

TEST(Structure, NamesTheKindOfFormula) {
  EXPECT_EQ(said(with_segments({band("", "", "5")}), Dimension::formula), "flat");
  EXPECT_EQ(said(three_bands("2"), Dimension::formula), "bands pieces=3");
  EXPECT_EQ(said(testing::dairago(), Dimension::formula), "linear");
  EXPECT_EQ(said(broni(), Dimension::formula), "linear_from_zero");
  EXPECT_EQ(said(testing::monopoli(), Dimension::formula), "linear_with_jumps");
  const Line rise{{}, {}, milli("1"), milli("1000")};
  EXPECT_EQ(said(with_segments({sloped("", "100.00", rise), sloped("100.01", "", rise)}),
                 Dimension::formula),
            "piecewise_linear pieces=2");
  EXPECT_EQ(said(Regulation{}, Dimension::formula), "not_computable");
}

TEST(Structure, ThresholdsAreWrittenAsActsWriteThem) {
  EXPECT_EQ(said(testing::dairago(), Dimension::thresholds), "at isee=6531.00 isee=11429.00");
  EXPECT_EQ(said(three_bands("2"), Dimension::thresholds), "at isee=3000.00 isee=5000.00");
  // Where the fee jumps, the last cent of the lower piece is what somebody pays by.
  EXPECT_EQ(said(with_segments({band("", "2999.99", "1"), band("3000.00", "", "2")}),
                 Dimension::thresholds),
            "at isee=2999.99");
  EXPECT_EQ(said(with_segments({band("", "", "5")}), Dimension::thresholds), "none");
}

TEST(Structure, TheExemptionEndsAtTheLastIseeThatPaysNothing) {
  EXPECT_EQ(said(testing::dairago(), Dimension::exemption), "none");
  EXPECT_EQ(said(broni(), Dimension::exemption), "up_to isee=8000.00");
  EXPECT_EQ(said(with_segments(
                     {band("", "10.00", "0"), band("10.01", "20.00", "0"), band("20.01", "", "1")}),
                 Dimension::exemption),
            "up_to isee=20.00");
  EXPECT_EQ(said(with_segments({band("", "", "0")}), Dimension::exemption), "everybody");
}

TEST(Structure, TheRangeIsOfRoundedFees) {
  EXPECT_EQ(said(testing::dairago(), Dimension::range), "between lowest=3.00 highest=11.00");
  EXPECT_EQ(said(broni(), Dimension::range), "between lowest=0.00 highest=6.00");
  const Line rise{milli("1"), {}, milli("1"), milli("1000")};
  EXPECT_EQ(said(with_segments({sloped("", "", rise)}), Dimension::range), "from lowest=1.00");
  auto limited = with_segments({sloped("", "", rise)});
  limited.access_limit = euro("2000.00");
  EXPECT_EQ(said(limited, Dimension::range), "between lowest=1.00 highest=3.00");
}

TEST(Structure, SaysWhoHasAccessAndWhatIsDueAbove) {
  EXPECT_EQ(said(testing::dairago(), Dimension::access), "everybody");
  EXPECT_EQ(said(broni(), Dimension::access), "up_to isee=15000.00");
  auto above = testing::dairago();
  above.whole_cost_above = euro("30000.00");
  EXPECT_EQ(said(above, Dimension::access), "whole_cost_above isee=30000.00");
}

TEST(Structure, SaysTheEdgesAsTheyAreWritten) {
  Regulation text = testing::dairago();
  EXPECT_EQ(said(text, Dimension::no_isee), "amount amount=11.00");
  EXPECT_EQ(said(text, Dimension::annotations), "accept");
  EXPECT_EQ(said(text, Dimension::isee_kinds), "not_stated");
  EXPECT_EQ(said(text, Dimension::decorrenza), "not_stated");
  EXPECT_EQ(said(text, Dimension::rectification), "from_the_past");
  EXPECT_EQ(said(text, Dimension::kept_until), "not_kept");
  EXPECT_EQ(said(text, Dimension::rounding), "not_stated unit=0.01 amount=0.01");
  EXPECT_EQ(said(text, Dimension::full_cost), "not_stated");
  EXPECT_EQ(said(text, Dimension::discounts), "none");
  EXPECT_EQ(said(text, Dimension::exempt_persons), "none");
  EXPECT_EQ(said(text, Dimension::residence), "as_residents");
  EXPECT_EQ(said(text, Dimension::period_bounds), "none");
  text.accepted_kinds = {IseeKind::sociosanitario, IseeKind::ordinario};
  text.annotations = AnnotationPolicy::refuse;
  text.decorrenza = DecorrenzaRule::fixed_date;
  text.decorrenza_day = MonthDay{4, 1};
  text.kept_until = MonthDay{3, 31};
  text.retroactive_on_rectification = false;
  text.rounding = RoundingMode::truncate;
  text.unit_step.reset();
  text.full_cost = euro("20.00");
  text.discounts = {{"second child", milli("10"), euro("40000.00")}};
  text.surcharges = {{"Sunday", milli("12.5"), {}}};
  text.exemptions = {ExemptionReason::court_order};
  text.non_resident_amount = milli("644.90");
  text.cap = euro("100.00");
  text.cap_order = CapOrder::cap_then_discount;
  EXPECT_EQ(said(text, Dimension::isee_kinds), "accepted kind=sociosanitario kind=ordinario");
  EXPECT_EQ(said(text, Dimension::annotations), "refuse");
  EXPECT_EQ(said(text, Dimension::decorrenza), "fixed_date day=04-01");
  EXPECT_EQ(said(text, Dimension::kept_until), "until day=03-31");
  EXPECT_EQ(said(text, Dimension::rectification), "from_now_on");
  EXPECT_EQ(said(text, Dimension::rounding), "truncate amount=0.01");
  EXPECT_EQ(said(text, Dimension::full_cost), "amount amount=20.00");
  EXPECT_EQ(said(text, Dimension::discounts),
            "percent percent=10.00 when=second child isee=40000.00");
  EXPECT_EQ(said(text, Dimension::surcharges), "percent percent=12.50 when=Sunday");
  EXPECT_EQ(said(text, Dimension::exempt_persons), "reasons reason=court_order");
  EXPECT_EQ(said(text, Dimension::residence), "amount amount=644.90");
  EXPECT_EQ(said(text, Dimension::period_bounds), "bounds cap=100.00 order=cap_then_discount");
}

TEST(Structure, OneComuneThatSaysOtherwiseMakesTheRowDifferent) {
  auto strict = testing::dairago();
  strict.annotations = AnnotationPolicy::refuse;
  const auto rows = compare_structure({testing::dairago(), testing::dairago(), strict});
  EXPECT_FALSE(row(rows, Dimension::annotations).equal);
  EXPECT_TRUE(row(rows, Dimension::formula).equal);
}

TEST(Adoption, CountsTheComuniThatHaveTheSharedVersion) {
  const auto own = testing::dairago();
  auto named = own;
  named.act = "C.C. 41/2021";
  EXPECT_EQ(adopters_of({}, {}), 0U);
  EXPECT_EQ(adopters_of({own}, {false}), 0U);
  EXPECT_EQ(adopters_of({own, named}, {false, false}), 0U);
  EXPECT_EQ(adopters_of({own, named, own}, {false, false, false}), 2U);
}

TEST(Adoption, TheWholeAmbitosTextIsTheSharedOneEvenForASingleComune) {
  const auto shared = broni();
  const auto own = testing::dairago();
  EXPECT_EQ(adopters_of({own, shared, own}, {false, true, false}), 1U);
}

TEST(Cause, IsNoIseeWhereTheWorstIsForPeopleWithoutOne) {
  auto strict = with_segments({band("", "", "1")});
  strict.no_isee = NoIseeRule::amount;
  strict.no_isee_amount = milli("9");
  auto mild = strict;
  mild.no_isee_amount = milli("2");
  EXPECT_EQ(cause({strict, mild}), "no_isee");
}

TEST(Cause, IsAccessWhereOneAsksItsWholeCost) {
  auto whole = three_bands("2");
  whole.whole_cost_above = euro("4000.00");
  whole.full_cost = euro("30.00");
  EXPECT_EQ(cause({whole, three_bands("2")}), "access");
}

TEST(Cause, IsTheExemptionWhereOnlyOneIsFree) {
  EXPECT_EQ(cause({three_bands("3"), three_bands("0")}), "exemption");
}

TEST(Cause, IsTheRangeWhereBothAreAtTheirMaximumOrBothAtTheirMinimum) {
  const auto dear = with_segments({band("", "100.00", "1"), band("100.01", "", "9")});
  const auto cheap = with_segments({band("", "100.00", "1"), band("100.01", "", "5")});
  EXPECT_EQ(cause({dear, cheap}), "range");
  EXPECT_EQ(cause({three_bands("1"), three_bands("3")}), "range");
}

TEST(Cause, IsTheThresholdWhereTheSameFeesBeginElsewhere) {
  EXPECT_EQ(cause({three_bands("2", "5000.00"), three_bands("2", "6000.00")}), "thresholds");
  EXPECT_EQ(cause({testing::dairago(), broni()}), "thresholds");  // E39.
}

TEST(Cause, IsTheFormulaWhereEndsAndFeesAreTheSame) {
  const auto linear = with_segments(
      {band("", "1000.00", "2"),
       sloped("1000.01", "2000.00", {milli("2"), milli("1000"), milli("8"), milli("1000")}),
       band("2000.01", "", "10")});
  const auto banded = with_segments(
      {band("", "1000.00", "2"), band("1000.01", "2000.00", "3"), band("2000.01", "", "10")});
  EXPECT_EQ(cause({linear, banded}), "formula");
}

}  // namespace
}  // namespace telaio::domain::fees
