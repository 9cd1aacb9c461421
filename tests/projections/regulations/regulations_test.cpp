// SPDX-License-Identifier: EUPL-1.2
#include "projections/regulations/regulations.hpp"

#include <gtest/gtest.h>

#include "projections/regulations/regulations_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::regulations {
namespace {

using schema::WithdrawalKind;
using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const Code sesto("015209");
const Code cologno("015081");
const Code sad("SAD");
const Date new_year = Date::of(2026, 1, 1);
const Date july_1 = Date::of(2026, 7, 1);
const Date last_day = Date::of(2026, 12, 31);

struct Text {
  Code comune = sesto;
  std::optional<Date> valid_to = std::nullopt;
  std::optional<std::uint64_t> replaces = std::nullopt;
  Code service_code = sad;
};

class RegulationsTest : public ::testing::Test {
 protected:
  Told published(std::uint64_t number, Date from, const Text& text = {}) {
    schema::RegulationPublishedT fact;
    fact.regulation = id<RegulationId>(number);
    fact.comune = text.comune;
    fact.service_code = text.service_code;
    fact.unit = static_cast<std::uint8_t>(schema::QuantityUnit::hour);
    fact.scheme = schema::FeeScheme::amount;
    fact.valid_from = from;
    if (text.valid_to) fact.valid_to = std::make_unique<Date>(*text.valid_to);
    if (text.replaces) {
      fact.replaces = std::make_unique<RegulationId>(id<RegulationId>(*text.replaces));
    }
    fact.slug = "invented-sad";
    fact.authority = "Comune inventato";
    fact.act = act;
    return story.tell(fact, from);
  }
  Told withdrawn(std::uint64_t number, Date from, WithdrawalKind kind = WithdrawalKind::repealed) {
    schema::RegulationWithdrawnT fact;
    fact.regulation = id<RegulationId>(number);
    fact.kind = kind;
    fact.from = from;
    fact.act = "C.C. 9/2026";
    return story.tell(fact, from);
  }
  Told composed(Date from, const std::vector<Code>& comuni) {
    schema::AmbitoComposedT fact;
    fact.ambito = id<AmbitoId>(1);
    for (const Code& comune : comuni) fact.comuni.push_back(comune);
    fact.from = from;
    return story.tell(fact, from);
  }
  const view::ReadRows& rows() {
    fold = std::make_unique<Fold>(story.events(), projection, nullptr);
    fold->advance_to(story.size() - 1);
    return fold->rows();
  }
  // The number of the version in force in Sesto; 0: none.
  std::uint64_t in_sesto(Date on) {
    for (const InForce& one : in_force(rows(), sad, on)) {
      if (one.comune != sesto || !one.version) continue;
      for (std::uint64_t n = 1; n <= 9; ++n) {
        if (one.version->regulation == id<RegulationId>(n)) return n;
      }
    }
    return 0;
  }
  std::optional<Date> end_of(std::uint64_t number) {
    return version(rows(), id<RegulationId>(number))->ended_on;
  }

  std::string act = "C.C. 1/2026";
  Story story;
  Regulations projection;
  std::unique_ptr<Fold> fold;
};

TEST_F(RegulationsTest, WithNothingPublishedNothingIsInForce) {
  composed(new_year, {sesto});
  EXPECT_TRUE(versions(rows(), {}).empty());
  EXPECT_TRUE(services(rows()).empty());
  EXPECT_EQ(in_force(rows(), sad, july_1), (std::vector<InForce>{{sesto, std::nullopt}}));
  EXPECT_TRUE(in_force(rows(), sad, new_year.plus_days(-1)).empty());
  EXPECT_TRUE(change_dates(rows(), sad, last_day).empty());
  EXPECT_EQ(version(rows(), id<RegulationId>(1)), std::nullopt);
}

TEST_F(RegulationsTest, AVersionHoldsFromItsFirstDayToItsLast) {
  published(1, new_year, {.valid_to = july_1});
  EXPECT_EQ(in_sesto(new_year.plus_days(-1)), 0U);
  EXPECT_EQ(in_sesto(new_year), 1U);
  EXPECT_EQ(in_sesto(july_1), 1U);
  EXPECT_EQ(in_sesto(july_1.plus_days(1)), 0U);
}

TEST_F(RegulationsTest, AVersionSaysWhatWasPublished) {
  const Told told = published(1, new_year);
  const auto found = version(rows(), id<RegulationId>(1));
  EXPECT_EQ(found->comune, sesto);
  EXPECT_EQ(found->service_code, sad);
  EXPECT_EQ(found->unit, schema::QuantityUnit::hour);
  EXPECT_EQ(found->slug, "invented-sad");
  EXPECT_EQ(found->authority, "Comune inventato");
  EXPECT_EQ(found->act, "C.C. 1/2026");
  EXPECT_EQ(found->position, told.position);
  EXPECT_EQ(found->ended_on, std::nullopt);
}

TEST_F(RegulationsTest, ALongTextIsCutBetweenTwoCharacters) {
  act = std::string(499, 'a') + "è";
  published(1, new_year);
  EXPECT_EQ(version(rows(), id<RegulationId>(1))->act, std::string(499, 'a'));
}

TEST_F(RegulationsTest, AReplacedVersionEndsOnTheDayBefore) {
  published(1, new_year);
  published(2, july_1, {.replaces = 1});
  EXPECT_EQ(end_of(1), july_1.plus_days(-1));
  EXPECT_EQ(version(rows(), id<RegulationId>(1))->replaced_by, id<RegulationId>(2));
  EXPECT_EQ(in_sesto(july_1.plus_days(-1)), 1U);
  EXPECT_EQ(in_sesto(july_1), 2U);
}

TEST_F(RegulationsTest, ARepealedVersionEndsOnTheDayBeforeAndSaysSo) {
  published(1, new_year);
  withdrawn(1, july_1);
  EXPECT_EQ(in_sesto(july_1.plus_days(-1)), 1U);
  EXPECT_EQ(in_sesto(july_1), 0U);
  const auto found = version(rows(), id<RegulationId>(1));
  EXPECT_EQ(found->withdrawal->kind, WithdrawalKind::repealed);
  EXPECT_EQ(found->withdrawal->act, "C.C. 9/2026");
  EXPECT_TRUE(found->ever_in_force());
}

TEST_F(RegulationsTest, OfTwoWithdrawalsTheEarlierDateCounts) {
  published(1, new_year);
  withdrawn(1, july_1.plus_days(30));
  withdrawn(1, july_1, WithdrawalKind::annulled);
  EXPECT_EQ(end_of(1), july_1.plus_days(-1));
  EXPECT_EQ(version(rows(), id<RegulationId>(1))->withdrawal->kind, WithdrawalKind::annulled);
}

TEST_F(RegulationsTest, AVersionAnnulledFromItsFirstDayNeverHeldAndReplacesNothing) {
  published(1, new_year);
  published(2, july_1, {.replaces = 1});
  withdrawn(2, july_1, WithdrawalKind::annulled);
  EXPECT_FALSE(version(rows(), id<RegulationId>(2))->ever_in_force());
  EXPECT_EQ(end_of(1), std::nullopt);
  EXPECT_EQ(in_sesto(last_day), 1U);
}

TEST_F(RegulationsTest, AVersionAnnulledOneDayLaterHadReplacedTheOther) {
  published(1, new_year);
  published(2, july_1, {.replaces = 1});
  withdrawn(2, july_1.plus_days(1), WithdrawalKind::annulled);
  EXPECT_EQ(in_sesto(july_1), 2U);
  EXPECT_EQ(in_sesto(july_1.plus_days(1)), 0U);
}

TEST_F(RegulationsTest, OfSeveralInForceTheOneThatBeganLastCounts) {
  published(2, july_1);
  published(1, new_year);
  EXPECT_EQ(in_sesto(july_1.plus_days(-1)), 1U);
  EXPECT_EQ(in_sesto(july_1), 2U);
}

TEST_F(RegulationsTest, AComuneWithoutItsOwnFollowsTheWholeAmbitos) {
  composed(new_year, {sesto, cologno});
  published(1, new_year, {.comune = Code()});
  published(2, july_1);
  const auto found = in_force(rows(), sad, july_1);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].comune, cologno);
  EXPECT_EQ(found[0].version->regulation, id<RegulationId>(1));
  EXPECT_EQ(found[1].version->regulation, id<RegulationId>(2));
}

TEST_F(RegulationsTest, AComuneWithoutAnyRuleIsListedWithoutOne) {
  composed(new_year, {sesto, cologno});
  published(1, new_year);
  const auto found = in_force(rows(), sad, july_1);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].version, std::nullopt);
}

TEST_F(RegulationsTest, AComuneCountsWhileItIsInTheAmbito) {
  composed(new_year, {sesto, cologno});
  composed(july_1, {sesto});
  EXPECT_EQ(comuni_on(rows(), july_1.plus_days(-1)), (std::vector{cologno, sesto}));
  EXPECT_EQ(comuni_on(rows(), july_1), std::vector{sesto});
}

TEST_F(RegulationsTest, AVoidedPublicationIsAsIfItHadNeverBeenMade) {
  published(1, new_year);
  const Told wrong = published(2, july_1, {.replaces = 1});
  story.make_void(wrong);
  EXPECT_EQ(version(rows(), id<RegulationId>(2)), std::nullopt);
  EXPECT_EQ(in_sesto(last_day), 1U);
}

TEST_F(RegulationsTest, AVoidedWithdrawalLeavesTheVersionInForce) {
  published(1, new_year);
  story.make_void(withdrawn(1, july_1));
  EXPECT_EQ(in_sesto(last_day), 1U);
}

TEST_F(RegulationsTest, ACorrectedFirstDayMovesTheVersionAndWhatItReplaces) {
  published(1, new_year);
  const Told second = published(2, july_1, {.replaces = 1});
  story.correct_date(second, july_1.plus_days(10));
  EXPECT_EQ(in_sesto(july_1.plus_days(9)), 1U);
  EXPECT_EQ(in_sesto(july_1.plus_days(10)), 2U);
}

TEST_F(RegulationsTest, AreChosenByComuneAndService) {
  published(1, new_year);
  published(2, new_year, {.comune = cologno});
  published(3, new_year, {.service_code = Code("NIDO")});
  EXPECT_EQ(versions(rows(), {}).size(), 3U);
  EXPECT_EQ(versions(rows(), {.comune = sesto, .service_code = sad}).size(), 1U);
  EXPECT_EQ(services(rows()), (std::vector{Code("NIDO"), sad}));
}

TEST_F(RegulationsTest, ChangesAreTheFirstDaysAndTheDaysAfterTheLast) {
  composed(new_year.plus_days(-500), {sesto, cologno});
  composed(july_1.plus_days(5), {sesto});
  published(1, new_year, {.valid_to = july_1});
  published(2, last_day.plus_days(1));
  EXPECT_EQ(change_dates(rows(), sad, last_day),
            (std::vector{new_year, july_1.plus_days(1), july_1.plus_days(5)}));
}

// The story of all projections publishes, but replaces and withdraws nothing: this one does.
void tell_regulations(Story& story, std::mt19937_64& random, std::size_t commits) {
  const auto below = [&](std::uint64_t end) { return random() % end; };
  std::vector<Told> told;
  for (std::size_t i = 0; i < commits; ++i) {
    const Date date = testing::random_first_day.plus_days(static_cast<std::int32_t>(below(800)));
    switch (below(6)) {
      case 0: {
        schema::RegulationWithdrawnT fact;
        fact.regulation = id<RegulationId>(1 + below(20));
        fact.kind = below(2) == 0 ? WithdrawalKind::repealed : WithdrawalKind::annulled;
        told.push_back(story.tell(fact, date));
        break;
      }
      case 1: {
        schema::AmbitoComposedT fact;
        fact.ambito = id<AmbitoId>(1);
        fact.comuni.push_back(sesto);
        if (below(2) == 0) fact.comuni.push_back(cologno);
        told.push_back(story.tell(fact, date));
        break;
      }
      case 2:
        if (!told.empty()) story.correct_date(told[below(told.size())], date);
        break;
      case 3:
        if (!told.empty() && below(3) == 0) story.make_void(told[below(told.size())]);
        break;
      default: {
        schema::RegulationPublishedT fact;
        fact.regulation = id<RegulationId>(1 + below(20));
        const std::uint64_t where = below(3);
        if (where > 0) fact.comune = where == 1 ? sesto : cologno;
        fact.service_code = sad;
        if (below(3) == 0) fact.valid_to = std::make_unique<Date>(date.plus_days(200));
        if (below(2) == 0) {
          fact.replaces = std::make_unique<RegulationId>(id<RegulationId>(1 + below(20)));
        }
        fact.slug = "invented-sad";
        told.push_back(story.tell(fact, date));
      }
    }
  }
}

TEST_F(RegulationsTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 400);
  tell_regulations(story, random, 300);
  struct Answer {
    std::vector<Version> versions;
    std::vector<InForce> in_force;
    std::vector<Code> comuni;
    std::vector<Date> changes;
    bool operator==(const Answer&) const = default;
  };
  testing::same_as_a_fold_of_the_prefix(
      story, projection, random, [](const view::ReadRows& all, Date on) {
        return Answer{versions(all, {}), in_force(all, sad, on), comuni_on(all, on),
                      change_dates(all, sad, on)};
      });
}

}  // namespace
}  // namespace telaio::projections::regulations
