// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>

#include <iostream>

#include "domain/leps/territory.hpp"
#include "tests/projections/leps/leps_story.hpp"

namespace telaio::projections::leps {
namespace {

using namespace domain::leps;
using namespace telaio::testing;
using ::testing::ElementsAre;

const Window year_2025 = Window::year(2025);

// Folds a story and asks it.
class Board {
 public:
  explicit Board(const LepsStory& story) : fold_(story.events(), projection_, nullptr) {
    fold_.advance_to(story.size() - 1);
  }

  Outcome ask(std::string_view code, std::optional<Position> as_of = {},
              std::optional<Code> comune = {}) const {
    const auto rows = fold_.rows().at(as_of.value_or(~Position{0}));
    const Question question{{ambito(), comune}, year_2025, year_2025.to, day("2030-01-01"), {}};
    for (const Outcome& outcome : board(*rows, leps_register(), question)) {
      if (outcome.code == code) return outcome;
    }
    ADD_FAILURE() << "no outcome for " << code;
    return {};
  }
  const view::ReadRows& rows() const { return fold_.rows(); }

 private:
  LepsProjection projection_;
  Fold fold_;
};

void tell_two_comuni(LepsStory& story) {
  story.today(day("2025-01-02"));
  story.compose(day("2020-01-01"), {comune_a, comune_b});
  story.population(comune_a, day("2025-01-01"), 100'000);
  story.population(comune_b, day("2025-01-01"), 30'000);
}

TEST(LepsProjection, CountsStaffAndResidentsFromEvents) {
  LepsStory story;
  tell_two_comuni(story);
  const Told counted = story.worker(1, 2'800, day("2025-01-01"));
  const Told fixed = story.worker(2, 600, day("2025-01-01"), schema::ContractKind::fixed_term);
  story.statement(2025, day("2025-02-28"));
  const Board board(story);
  const Outcome outcome = board.ask("SSP-1");
  EXPECT_EQ(outcome.status, Status::met);
  EXPECT_EQ(shown(outcome), "1:4.643");
  EXPECT_THAT(outcome.numerator_events, ElementsAre(counted.position));
  EXPECT_THAT(outcome.excluded_events, ElementsAre(fixed.position));
  EXPECT_THAT(outcome.denominator_events, ElementsAre(1, 2));
  EXPECT_EQ(exact(*board.ask("SSP-4").value), "280000");
  EXPECT_EQ(board.ask("SSP-5").status, Status::met);
}

TEST(LepsProjection, CountsCasesInChargeUntilTheyAreClosed) {
  LepsStory story;
  tell_two_comuni(story);
  story.worker(1, 100, day("2025-01-01"));
  const Told open = story.take(1, comune_a, day("2025-03-01"));
  story.take(2, comune_b, day("2025-03-01"));
  story.take(3, comune_outside, day("2025-03-01"));
  const Told closed = story.close(2, day("2025-12-31"));
  EXPECT_THAT(Board(story).ask("SSP-6").numerator_events, ElementsAre(open.position));
  story.make_void(closed);
  EXPECT_EQ(Board(story).ask("SSP-6").numerator_events.size(), 2U);
}

TEST(LepsProjection, AVoidedContractStopsCountingFromItsCorrectionOn) {
  LepsStory story;
  tell_two_comuni(story);
  const Told contract = story.worker(1, 2'800, day("2025-01-01"));
  story.make_void(contract);
  const Board board(story);
  EXPECT_EQ(board.ask("SSP-1").status, Status::not_met);
  EXPECT_TRUE(board.ask("SSP-1").numerator_events.empty());
  EXPECT_EQ(board.ask("SSP-1", contract.position).status, Status::met);
}

TEST(LepsProjection, ACorrectedDateBringsAMeetingIntoTimeFromItsCorrectionOn) {
  LepsStory story;
  tell_two_comuni(story);
  story.receive(1, comune_a, day("2025-03-10"));
  const Told meeting = story.meet(1, day("2025-07-09"));
  story.correct_date(meeting, day("2025-07-08"));
  const Board board(story);
  EXPECT_EQ(board.ask("ADI-1", meeting.position).status, Status::not_met);
  EXPECT_EQ(board.ask("ADI-1").status, Status::met);
  EXPECT_THAT(board.ask("ADI-1").numerator_events, ElementsAre(meeting.position));
}

TEST(LepsProjection, AFactRecordedLateCountsByTheDayItHappened) {
  LepsStory story;
  tell_two_comuni(story);
  story.receive(1, comune_a, day("2025-03-10"));
  story.today(day("2025-07-19"));
  const Told meeting = story.meet(1, day("2025-07-06"));
  const Board board(story);
  const Outcome outcome = board.ask("ADI-1");
  EXPECT_EQ(outcome.status, Status::met);
  EXPECT_THAT(outcome.late_recordings, ElementsAre(LateRecording{meeting.position, 13}));
  EXPECT_EQ(board.ask("ADI-1", meeting.position - 1).numerator, Fraction(0));
}

TEST(LepsProjection, TheHoldersMoveInsideTheAmbitoChangesTheComuneThatAnswers) {
  LepsStory story;
  tell_two_comuni(story);
  story.receive(1, comune_a, day("2025-03-10"));
  story.family(1, 7, day("2024-01-01"));
  story.move(107, comune_outside, day("2025-05-01"));  // The child alone moves nobody else.
  story.move(7, comune_b, day("2025-06-01"), schema::AddressKind::domicile);
  const auto denominator = [](const Board& board, Code comune) {
    return board.ask("ADI-1", {}, comune).denominator;
  };
  EXPECT_EQ(denominator(Board(story), comune_a), Fraction(1));
  story.move(7, comune_b, day("2025-06-01"));
  EXPECT_EQ(denominator(Board(story), comune_a), Fraction(0));
  EXPECT_EQ(denominator(Board(story), comune_b), Fraction(1));
  const Told gone = story.move(7, comune_outside, day("2025-07-01"));
  EXPECT_THAT(Board(story).ask("ADI-1").excluded_events, ElementsAre(gone.position));
}

TEST(LepsProjection, SuspensionsLossesAndEndsAreKeptApart) {
  LepsStory story;
  tell_two_comuni(story);
  for (const std::uint64_t household : {1U, 2U, 3U}) {
    story.receive(household, comune_a, day("2025-03-10"));
  }
  using schema::BenefitReason;
  story.stop<schema::BenefitSuspendedT>(1, day("2025-08-01"), BenefitReason::first_meeting);
  const Told lost =
      story.stop<schema::BenefitLostT>(2, day("2025-07-07"), BenefitReason::first_meeting);
  const Told ended =
      story.stop<schema::BenefitEndedT>(3, day("2025-07-07"), BenefitReason::moved_out);
  const Board board(story);
  EXPECT_EQ(board.ask("ADI-1").denominator, Fraction(1));
  EXPECT_THAT(board.ask("ADI-1").excluded_events, ElementsAre(lost.position, ended.position));
  EXPECT_EQ(board.ask("ADI-7").numerator, Fraction(1));
  story.convene(1, day("2025-08-01"));
  EXPECT_EQ(Board(story).ask("ADI-7").numerator, Fraction(0));
}

TEST(LepsProjection, FindsUnitsByTheCodesPeopleType) {
  LepsStory story;
  story.today(day("2025-01-02"));
  story.compose(day("2025-02-01"), {comune_b, comune_a});
  const Board board(story);
  const Date on = day("2025-02-01");
  EXPECT_THAT(ambiti(board.rows()), ElementsAre(ambito()));
  EXPECT_THAT(units_of(board.rows(), ambito(), on),
              ElementsAre(Unit{ambito(), {}}, Unit{ambito(), comune_a}, Unit{ambito(), comune_b}));
  EXPECT_EQ(find_unit(board.rows(), "017030", on), (Unit{ambito(), comune_b}));
  EXPECT_EQ(find_unit(board.rows(), to_string(ambito()), on), (Unit{ambito(), {}}));
  EXPECT_EQ(find_unit(board.rows(), "017030", day("2025-01-31")), std::nullopt);
  EXPECT_EQ(find_unit(board.rows(), "015146", on), std::nullopt);
  EXPECT_EQ(find_unit(board.rows(), "", on), std::nullopt);
}

// All outcomes of the Ambito and of its two Comuni, asked in the year of `on`.
std::vector<Outcome> everything(const view::ReadRows& rows, Date on) {
  const Facts facts = facts_of(rows, ambito());
  std::vector<Outcome> all;
  for (const std::optional<Code>& comune :
       {std::optional<Code>(), std::optional(comune_a), std::optional(comune_b)}) {
    const Window window = Window::year(year_of(on));
    const Question question{{ambito(), comune}, window, on, on, Purpose::management};
    const auto outcomes = domain::leps::board(leps_register(), facts, question);
    all.insert(all.end(), outcomes.begin(), outcomes.end());
  }
  return all;
}

TEST(LepsProjection, AtAnyPositionAnswersAsAFoldOfThePrefixAlone) {
  const std::uint64_t seed = test_seed();
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  LepsStory story;
  tell_random_leps(story, random, 400);
  same_as_a_fold_of_the_prefix(story, LepsProjection(), random, everything);
}

TEST(LepsProjection, EveryShareHasAsManyEventsAsItsNumbersSay) {
  const std::uint64_t seed = test_seed() + 1;
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  LepsStory story;
  tell_random_leps(story, random, 600);
  const Board folded(story);
  std::size_t counted = 0;
  for (int month = 1; month <= 24; ++month) {
    const Date on = add_months(random_first_day, month).plus_days(-1);
    Fraction in_comuni;
    for (const Outcome& outcome : everything(folded.rows(), on)) {
      if (outcome.measure != Measure::share || !outcome.denominator) continue;
      EXPECT_EQ(*outcome.numerator,
                Fraction(static_cast<std::int64_t>(outcome.numerator_events.size())));
      EXPECT_EQ(*outcome.denominator,
                Fraction(static_cast<std::int64_t>(outcome.denominator_events.size())));
      counted += outcome.denominator_events.size();
      // The two Comuni roll up into the Ambito, which comes first.
      if (outcome.code != "ADI-1") continue;
      if (!outcome.unit.comune) in_comuni = *outcome.denominator;
      if (outcome.unit.comune) in_comuni = in_comuni - *outcome.denominator;
    }
    EXPECT_TRUE(in_comuni.is_zero()) << to_string(on);
  }
  EXPECT_GT(counted, 100U);  // The story is not an empty one.
}

TEST(LepsProjection, TwoRebuildsGiveTheSameRowsAsTheLiveOnes) {
  const std::uint64_t seed = test_seed() + 2;
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  LepsStory story;
  tell_random_leps(story, random, 300);
  const LepsProjection projection;
  Views views(story, {&projection});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  const auto live = views.runner->digest("leps", std::nullopt);
  ASSERT_TRUE(live.has_value());
  const auto rebuilt = views.runner->rebuild("leps", {});
  ASSERT_TRUE(rebuilt.has_value());
  EXPECT_EQ(rebuilt->digest, *live);
  Fold fold(story.events(), projection, nullptr);
  fold.advance_to(story.size() - 1);
  EXPECT_EQ(fold.rows().digest(), *live);
}

}  // namespace
}  // namespace telaio::projections::leps
