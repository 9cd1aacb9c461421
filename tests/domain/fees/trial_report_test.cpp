// SPDX-License-Identifier: EUPL-1.2
// What of a trial may leave the service: the figures themselves where enough people stand behind
// them, and nothing from which those of fewer could be worked out.
#include "domain/fees/trial_report.hpp"

#include <gtest/gtest.h>

#include "domain/fees/trial_within.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::euro;
using testing::with_segments;

const Code sesto("015209");
const Code cologno("015081");

// Ten hours at what was paid; persons are numbered as they come.
struct Fees {
  std::vector<RealFee> all;

  Fees& add(int persons, const Code& comune, std::string_view isee, std::string_view amount) {
    for (int i = 0; i < persons; ++i) {
      RealFee fee;
      fee.position = all.size();
      fee.person.bytes[14] = static_cast<std::byte>(all.size() / 256);
      fee.person.bytes[15] = static_cast<std::byte>(all.size() % 256);
      fee.comune = comune;
      fee.status = FeeStatus::determined;
      if (!isee.empty()) fee.isee = euro(isee);
      fee.quantity_hundredths = 10'00;
      fee.amount = euro(amount);
      all.push_back(fee);
    }
    return *this;
  }
};

TrialReport reported(const std::vector<Regulation>& drafts, const Fees& fees) {
  return report_of(try_drafts(drafts, fees.all).value());
}

const Regulation five_an_hour = with_segments({band("", "", "5")});

TEST(TrialReport, ShowsEveryFigureWhereEnoughPeopleStandBehindIt) {
  const auto report = reported({five_an_hour}, Fees()
                                                   .add(10, sesto, "1000.00", "40.00")
                                                   .add(10, sesto, "9049.99", "50.00")
                                                   .add(10, cologno, "9049.99", "65.00"));
  const DraftReport& draft = report.drafts.front();
  EXPECT_EQ(draft.all.effects, (std::array<ShownCount, 5>{10, 10, 10, 0, 0}));
  EXPECT_EQ(draft.all.before, euro("1550.00"));
  EXPECT_EQ(draft.all.after, euro("1500.00"));
  EXPECT_EQ(draft.all.monthly_change, euro("-1.67"));  // 50 / 30
  ASSERT_EQ(draft.by_comune.size(), 2U);
  EXPECT_EQ(draft.by_comune[0].first, cologno);
  EXPECT_EQ(draft.by_comune[0].second.monthly_change, euro("-15.00"));
  EXPECT_EQ(draft.by_comune[1].second.persons(), 20U);
  EXPECT_EQ(draft.increases, (std::array<ShownCount, 6>{0, 10, 0, 0, 0, 0}));
  EXPECT_EQ(report.median_isee[0], euro("1000.00"));
  EXPECT_EQ(report.median_isee[3], euro("9000.00"));  // Nobody's own: a whole number of hundreds.
  EXPECT_FALSE(report.median_isee[1].has_value());
}

TEST(TrialReport, AnEmptyTenthHasACountAndNoAverage) {
  const auto report = reported({five_an_hour}, Fees().add(5, sesto, "1000.00", "40.00"));
  EXPECT_EQ(report.drafts[0].by_decile[9].priced, 0U);
  EXPECT_FALSE(report.drafts[0].by_decile[9].monthly_change.has_value());
}

TEST(TrialReport, OfFourPeopleShowsNothing) {
  const auto report = reported({five_an_hour}, Fees().add(4, sesto, "1000.00", "40.00"));
  const ReportRow& all = report.drafts[0].all;
  EXPECT_FALSE(all.priced.has_value());
  EXPECT_FALSE(all.before.has_value());
  EXPECT_FALSE(all.monthly_change.has_value());
  EXPECT_FALSE(all.effects[0].has_value());
  EXPECT_FALSE(report.median_isee[0].has_value());
  EXPECT_FALSE(report.drafts[0].increases[1].has_value());
}

TEST(TrialReport, OfNobodyIsAllZero) {
  const auto report = reported({five_an_hour}, Fees());
  EXPECT_EQ(report.drafts[0].all.priced, 0U);
  EXPECT_EQ(report.drafts[0].all.before, Money());
  EXPECT_TRUE(report.drafts[0].by_comune.empty());
}

TEST(TrialReport, TenPeopleInTenTenthsAreCountedAndTheTenthsWithheld) {
  // One in each tenth: whoever sees which tenths are not empty and that they are ten knows it all.
  Fees fees;
  for (int i = 0; i < 10; ++i) fees.add(1, sesto, std::to_string(1000 * i) + ".00", "40.00");
  const auto report = reported({five_an_hour}, fees);
  EXPECT_EQ(report.drafts[0].all.priced, 10U);
  EXPECT_EQ(report.drafts[0].all.before, euro("400.00"));
  EXPECT_EQ(report.drafts[0].by_comune[0].second.effects[0], 10U);
  EXPECT_FALSE(report.drafts[0].by_decile[0].priced.has_value());
  // Also of those without an ISEE, of whom there is none.
  EXPECT_FALSE(report.drafts[0].by_decile[without_isee_place].priced.has_value());
}

TEST(TrialReport, ATotalIsWorthMoreThanTheComuniItIsMadeOf) {
  Fees fees;
  fees.add(1, sesto, "1000.00", "40.00").add(1, cologno, "1000.00", "40.00");
  fees.add(1, Code("015077"), "1000.00", "40.00").add(1, Code("015078"), "1000.00", "40.00");
  fees.add(1, Code("015079"), "1000.00", "40.00");
  const auto report = reported({five_an_hour}, fees);
  EXPECT_EQ(report.drafts[0].all.priced, 5U);
  for (const auto& [comune, row] : report.drafts[0].by_comune) {
    EXPECT_FALSE(row.priced.has_value());
    EXPECT_FALSE(row.effects[1].has_value());  // Zero, but not to be known apart.
  }
}

TEST(TrialReport, TheMoneyOfASmallComuneCannotBeTakenFromTheTotal) {
  const auto report =
      reported({five_an_hour},
               Fees().add(3, sesto, "1000.00", "40.00").add(30, cologno, "1000.00", "40.00"));
  const DraftReport& draft = report.drafts.front();
  EXPECT_FALSE(draft.by_comune[1].second.before.has_value());
  // Either the other one or the total: both would give the first away.
  EXPECT_FALSE(draft.by_comune[0].second.before && draft.all.before);
}

TEST(TrialReport, MoneyRestsOnThoseWhoWerePriced) {
  // Six people of whom the draft can price three: the money would be that of three.
  const auto with_hole = with_segments({band("", "5000.00", "5"), band("6000.00", "", "5")});
  const auto report = reported({with_hole}, Fees()
                                                .add(3, sesto, "1000.00", "40.00")
                                                .add(3, sesto, "5500.00", "40.00")
                                                .add(20, cologno, "1000.00", "40.00"));
  const ReportRow& row = report.drafts[0].by_comune[1].second;
  EXPECT_FALSE(row.priced.has_value());
  EXPECT_FALSE(row.before.has_value());
  EXPECT_FALSE(row.persons().has_value());
}

TEST(TrialReport, TwoDraftsHideTheSamePeople) {
  const std::vector<Regulation> drafts{five_an_hour, with_segments({band("", "", "4")})};
  const auto report = reported(drafts, Fees()
                                           .add(3, sesto, "1000.00", "50.00")
                                           .add(30, cologno, "1000.00", "40.00")
                                           .add(30, Code("015077"), "3000.00", "40.00"));
  for (std::size_t i = 0; i < report.drafts[0].by_comune.size(); ++i) {
    EXPECT_EQ(report.drafts[0].by_comune[i].second.priced,
              report.drafts[1].by_comune[i].second.priced);
  }
  EXPECT_EQ(report.drafts[0].all.before, report.drafts[1].all.before);
}

TEST(TrialReport, TheReportOfOneComuneCannotBeTakenFromThatOfAll) {
  // Thirty-three less thirty would be the three of Sesto.
  Fees all;
  all.add(3, sesto, "1000.00", "40.00").add(30, cologno, "1000.00", "40.00");
  Fees theirs;
  theirs.add(30, cologno, "1000.00", "40.00");
  const auto whole = reported({five_an_hour}, all);
  const auto trials = try_drafts({&five_an_hour, 1}, theirs.all).value();
  const auto within = report_within(trials, whole, cologno);
  EXPECT_EQ(whole.drafts[0].all.priced, 33U);
  EXPECT_FALSE(within.drafts[0].all.priced.has_value());
  EXPECT_FALSE(within.drafts[0].all.before.has_value());
  // Nor by adding up the tenths of Cologno.
  EXPECT_FALSE(within.drafts[0].by_decile[0].priced.has_value());
}

TEST(TrialReport, OfAComuneThatHidesNothingIsWhole) {
  Fees all;
  all.add(10, sesto, "1000.00", "40.00").add(30, cologno, "1000.00", "40.00");
  Fees theirs;
  theirs.add(30, cologno, "1000.00", "40.00");
  const auto trials = try_drafts({&five_an_hour, 1}, theirs.all).value();
  const auto within = report_within(trials, reported({five_an_hour}, all), cologno);
  EXPECT_EQ(within.drafts[0].all.priced, 30U);
  EXPECT_EQ(within.drafts[0].all.after, euro("1500.00"));
}

TEST(TrialReport, ManyPeopleInManyComuniAreReportedInTime) {
  Fees fees;
  for (int comune = 0; comune < 12; ++comune) {
    for (int i = 0; i < 20; ++i) {
      fees.add(1 + (i + comune) % 3, *Code::parse("0150" + std::to_string(10 + comune)),
               std::to_string(1000 + 700 * i) + ".00", i % 2 == 0 ? "40.00" : "60.00");
    }
  }
  const auto report = reported({five_an_hour, with_segments({band("", "", "4.5")})}, fees);
  EXPECT_TRUE(report.drafts[0].all.priced.has_value());
  EXPECT_TRUE(report.drafts[0].all.before.has_value());
}

// Flat but for one band: from `from` to `to` the second draft asks for more.
Regulation but_for(std::string_view from, std::string_view to, std::string_view amount) {
  return with_segments({band("", from, "5"), band(from, to, amount), band(to, "", "5")});
}

// People of Sesto in one tenth: `few` with an ISEE of 8000.00, the others with 1000.00.
TrialReport nearby(int few, int others) {
  return reported(
      {five_an_hour, but_for("7999.99", "8000.01", "6")},
      Fees().add(others, sesto, "1000.00", "40.00").add(few, sesto, "8000.00", "40.00"));
}

TEST(TrialReport, TheMoneyOfANearbyDraftIsShownWhenFiveFareDifferentlyAndNotWhenFour) {
  const auto five = nearby(5, 20);
  EXPECT_EQ(five.drafts[0].all.after, euro("1250.00"));
  EXPECT_EQ(five.drafts[1].all.after, euro("1300.00"));
  for (const int few : {1, 4}) {
    const auto report = nearby(few, 20);
    // The first stands as if it were alone.
    EXPECT_TRUE(report.drafts[0].all.after.has_value()) << few;
    EXPECT_TRUE(report.drafts[0].all.monthly_change.has_value()) << few;
    // The second less the first would be what those few pay.
    EXPECT_FALSE(report.drafts[1].all.after.has_value()) << few;
    EXPECT_FALSE(report.drafts[1].all.monthly_change.has_value()) << few;
    EXPECT_FALSE(report.drafts[1].by_comune[0].second.after.has_value()) << few;
    for (const ReportRow& tenth : report.drafts[1].by_decile) {
      EXPECT_TRUE(!tenth.after || tenth.priced == 0U ||
                  tenth.after == report.drafts[0].by_decile[0].after);
    }
  }
}

TEST(TrialReport, TwoDraftsThatAskTheSameOfEverybodyHideNothingOfEachOther) {
  const auto report =
      reported({five_an_hour, five_an_hour},
               Fees().add(10, sesto, "1000.00", "40.00").add(10, cologno, "9000.00", "40.00"));
  EXPECT_EQ(report.drafts[1].all.after, report.drafts[0].all.after);
  EXPECT_TRUE(report.drafts[1].all.after.has_value());
  EXPECT_TRUE(report.drafts[1].by_comune[0].second.after.has_value());
}

TEST(TrialReport, TheFewOfOneComuneCannotBeTakenFromTheOthersEither) {
  // Two fare differently in Sesto, ten in Cologno: in all twelve.
  const auto report = reported({five_an_hour, but_for("7999.99", "8000.01", "6")},
                               Fees()
                                   .add(20, sesto, "1000.00", "40.00")
                                   .add(2, sesto, "8000.00", "40.00")
                                   .add(20, cologno, "1000.00", "40.00")
                                   .add(10, cologno, "8000.00", "40.00"));
  EXPECT_TRUE(report.drafts[1].all.after.has_value());
  ASSERT_EQ(report.drafts[1].by_comune.size(), 2U);
  for (const auto& [comune, row] : report.drafts[1].by_comune) {
    EXPECT_FALSE(row.after.has_value()) << comune.text();
    EXPECT_FALSE(row.monthly_change.has_value()) << comune.text();
  }
  for (const auto& [comune, row] : report.drafts[0].by_comune) {
    EXPECT_TRUE(row.after.has_value()) << comune.text();
  }
}

// Ten an hour pays as before, with the first: one of them would pay more with the second.
TEST(TrialReport, TheCountsOfTwoDraftsDoNotSayHowManyTheSecondAloneAsksMoreOf) {
  const auto counts = [](int few) {
    return reported({five_an_hour, but_for("7999.99", "8000.01", "6")},
                    Fees()
                        .add(20, sesto, "1000.00", "40.00")
                        .add(20, sesto, "2000.00", "50.00")
                        .add(few, sesto, "8000.00", "50.00"));
  };
  const auto one = counts(1);
  // More: 20 and 21. Shown together they would say it.
  EXPECT_FALSE(one.drafts[0].all.effects[0].has_value() &&
               one.drafts[1].all.effects[0].has_value());
  EXPECT_FALSE(one.drafts[0].all.effects[2].has_value() &&
               one.drafts[1].all.effects[2].has_value());
  const auto five = counts(5);
  EXPECT_EQ(five.drafts[0].all.effects[0], 20U);
  EXPECT_EQ(five.drafts[1].all.effects[0], 25U);
}

TEST(TrialWithin, HidesTheMoneyOfASecondDraftThatTheWholeReportHides) {
  const std::vector<Regulation> drafts{five_an_hour, but_for("7999.99", "8000.01", "6")};
  const auto everybody = Fees()
                             .add(20, sesto, "1000.00", "40.00")
                             .add(2, sesto, "8000.00", "40.00")
                             .add(20, cologno, "1000.00", "40.00")
                             .add(10, cologno, "8000.00", "40.00");
  const auto whole = reported(drafts, everybody);
  auto theirs = everybody.all;
  std::erase_if(theirs, [](const RealFee& fee) { return fee.comune != cologno; });
  // Ten are enough by themselves; but with them the two of Sesto could be told.
  const auto trials = try_drafts(drafts, theirs).value();
  EXPECT_TRUE(report_of(trials).drafts[1].all.after.has_value());
  const auto within = report_within(trials, whole, cologno);
  EXPECT_TRUE(within.drafts[0].all.after.has_value());
  EXPECT_FALSE(within.drafts[1].all.after.has_value());
}

}  // namespace
}  // namespace telaio::domain::fees
