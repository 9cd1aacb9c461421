// SPDX-License-Identifier: EUPL-1.2
// The real input: what the sixteen published schemes say, what is wrong with each, and the 112 fees
// that were computed by hand from them.
#include <gtest/gtest.h>

#include <map>

#include "domain/fees/amount.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"
#include "tests/app/regulations/published.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;
using fees::RoundingMode;
using testing::published;
using testing::published_file;
using Lines = std::vector<std::string>;

Lines findings(std::string_view id) {
  Lines lines;
  for (const auto& finding : findings_of(published(id))) {
    std::string line = finding.severity == fees::Severity::error ? "error " : "warning ";
    line += std::string(finding.code) + " " + finding.at;
    for (const auto& value : finding.values) line += " " + value.name + "=" + value.text;
    lines.push_back(line);
  }
  return lines;
}

TEST(PublishedFindings, AreNoneWhereTheTextIsSound) {
  for (const char* id :
       {"dairago-sad", "dairago-meals-2023", "dairago-school-meals-2023", "broni-sad",
        "broni-meals", "broni-transport", "almenno-telesoccorso-fixed", "senna-lodigiana-sad-2024",
        "milano-nidi-2012", "milan-area-meals-2024"}) {
    EXPECT_EQ(findings(id), Lines{}) << id;
  }
}

// A reduction for absence is in words: it is kept, and flagged.
TEST(PublishedFindings, OfSanGiulianoAreTheMissingBandAndTheMissingZero) {
  EXPECT_EQ(
      findings("san-giuliano-nido"),
      (Lines{"error regulation.hole 0.00 to=0.00", "error regulation.hole 15000.01 to=16000.00",
             "warning regulation.note_only /discounts/4 text={\"when\":\"absence\",\"note\":"
             "\"meal share 5.00 refunded, scaled t"}));
}

TEST(PublishedFindings, OfVicenzaAreTheSingleMissingCent) {
  EXPECT_EQ(findings("vicenza-meals-2023"), Lines{"error regulation.hole 3331.20 to=3331.20"});
}

TEST(PublishedFindings, OfTeramoAreTheJumpAndTheUnknownWholeCost) {
  EXPECT_EQ(findings("teramo-sad"), (Lines{"warning regulation.jump 7500.01 before=0.00 after=1.50",
                                           "warning regulation.above_unknown 30000.01"}));
}

TEST(PublishedFindings, OfRavennaAreTheJumpAtTheEndOfTheExemption) {
  EXPECT_EQ(findings("ravenna-nido-daily"),
            Lines{"warning regulation.jump 4500.01 before=0.00 after=0.90"});
}

TEST(PublishedFindings, OfTextsWithoutAFormulaAreThatTheyAreNotComputable) {
  EXPECT_EQ(findings("san-giorgio-su-legnano-school-meals-2024"),
            (Lines{"error regulation.not_computable /formula",
                   "warning regulation.note_only /discounts/0 text={\"when\":\"second and later "
                   "child, resident\",\"amount\":\"5.67\"}"}));
  EXPECT_EQ(
      findings("quarrata-educativa-domiciliare-2016"),
      (Lines{"error regulation.not_computable /formula", "error regulation.unit_missing /unit",
             "warning regulation.note_only /exemptions/0 text=\"ordered by the juvenile court\"",
             "warning regulation.note_only /exemptions/1 text=\"child-protection measures have "
             "to be adopted\"",
             "warning regulation.note_only /exemptions/2 text=\"ISEE up to the yearly assegno "
             "sociale\""}));
}

TEST(Published, HoldsSixteenSchemesAndEveryNumberIsReadable) {
  EXPECT_EQ(published_file().regulations.size(), 16U);
  EXPECT_TRUE(published_file().is_list);
  for (const auto& loaded : published_file().regulations) {
    EXPECT_TRUE(loaded.unreadable.empty()) << loaded.regulation.slug;
    EXPECT_FALSE(loaded.bounds_unknown) << loaded.regulation.slug;
  }
}

TEST(Published, UnitsAndSchemesAreRecognised) {
  using fees::Unit;
  const std::map<std::string_view, Unit> units = {
      {"dairago-sad", Unit::hour},
      {"dairago-meals-2023", Unit::meal},
      {"broni-transport", Unit::kilometre},
      {"almenno-telesoccorso-fixed", Unit::month},
      {"ravenna-nido-daily", Unit::day},
      {"senna-lodigiana-sad-2024", Unit::hour},
      {"quarrata-educativa-domiciliare-2016", Unit::unknown}};
  for (const auto& [id, unit] : units) EXPECT_EQ(published(id).regulation.unit, unit) << id;
  for (const auto& loaded : published_file().regulations) {
    const bool percent = loaded.regulation.slug == "senna-lodigiana-sad-2024";
    EXPECT_EQ(loaded.regulation.scheme,
              percent ? fees::FeeScheme::percent_of_cost : fees::FeeScheme::amount);
  }
}

TEST(Published, EdgesAreReadAsTheTextGivesThem) {
  const auto& broni = published("broni-sad").regulation;
  EXPECT_EQ(broni.access_limit, Money::from_cents(1'500'000));
  EXPECT_EQ(broni.no_isee, fees::NoIseeRule::not_stated);
  const auto& teramo = published("teramo-sad").regulation;
  EXPECT_EQ(teramo.whole_cost_above, Money::from_cents(3'000'000));
  const auto& vicenza = published("vicenza-meals-2023").regulation;
  EXPECT_EQ(vicenza.full_cost, Money::from_cents(930));
  EXPECT_EQ(vicenza.annotations, fees::AnnotationPolicy::refuse);
  EXPECT_EQ(vicenza.no_isee_amount, fees::Thousandths{9300});
  EXPECT_EQ(vicenza.valid_from, Date::of(2023, 1, 1));
  EXPECT_EQ(vicenza.valid_to, Date::of(2023, 12, 31));
  EXPECT_EQ(published("milano-nidi-2012").regulation.non_resident_amount,
            fees::Thousandths{619'750});
  EXPECT_TRUE(published("quarrata-educativa-domiciliare-2016").regulation.exemptions.empty());
  const auto& dairago = published("dairago-sad").regulation;
  EXPECT_EQ(dairago.annotations, fees::AnnotationPolicy::accept);
  EXPECT_EQ(dairago.surcharges.size(), 1U);
  EXPECT_EQ(dairago.surcharges[0].percent, fees::Thousandths{10'000});
  EXPECT_EQ(dairago.rounding, RoundingMode::unknown);
}

// What a text that gives no amount answers, by scheme and ISEE.
const std::map<std::pair<std::string, std::string>, std::string_view>& unpriced() {
  static const std::map<std::pair<std::string, std::string>, std::string_view> answers = {
      {{"broni-sad", "15000.01"}, "not_accessible"},
      {{"broni-meals", "15000.01"}, "not_accessible"},
      {{"broni-transport", "15000.01"}, "not_accessible"},
      {{"san-giuliano-nido", "0.00"}, fees::hole},
      {{"san-giuliano-nido", "15500.00"}, fees::hole},
      {{"vicenza-meals-2023", "3331.20"}, fees::hole},
      {{"teramo-sad", "30000.01"}, fees::above_unknown}};
  return answers;
}

std::string answer(const fees::Regulation& regulation, const std::string& isee, RoundingMode mode) {
  fees::PriceRequest request;
  request.isee = fees::parse_amount(isee).value();
  request.rounding = mode;
  const auto result = fees::price(regulation, request);
  if (!result) return std::string(result.error().code);
  if (result->status == fees::FeeStatus::not_accessible) return "not_accessible";
  return to_string(result->exact) + " " + to_string(result->amount);
}

void expect_vector(const fees::Regulation& regulation, const Vector& vector) {
  SCOPED_TRACE(regulation.slug + " at " + vector.isee);
  if (!vector.half_up) {
    EXPECT_EQ(answer(regulation, vector.isee, RoundingMode::half_up),
              unpriced().at({regulation.slug, vector.isee}));
    return;
  }
  const std::string exact = vector.exact.value() + " ";
  const auto in = [&](RoundingMode mode) { return answer(regulation, vector.isee, mode); };
  EXPECT_EQ(in(RoundingMode::half_up), exact + *vector.half_up);
  // Another mode is written down only where it differs.
  EXPECT_EQ(in(RoundingMode::half_even), exact + vector.half_even.value_or(*vector.half_up));
  EXPECT_EQ(in(RoundingMode::half_down), exact + vector.half_down.value_or(*vector.half_up));
  EXPECT_EQ(in(RoundingMode::truncate), exact + vector.truncate.value_or(*vector.half_up));
}

TEST(Published, The112VectorsAreExact) {
  std::size_t vectors = 0;
  std::size_t without_amount = 0;
  for (const auto& loaded : published_file().regulations) {
    for (const Vector& vector : loaded.vectors) {
      expect_vector(loaded.regulation, vector);
      ++vectors;
      if (!vector.half_up) ++without_amount;
    }
  }
  EXPECT_EQ(vectors, 112U);
  EXPECT_EQ(without_amount, unpriced().size());
}

}  // namespace
}  // namespace telaio::app::regulations
