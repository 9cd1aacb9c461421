// SPDX-License-Identifier: EUPL-1.2
#include "view/fact_projection.hpp"

#include <gtest/gtest.h>

#include "tests/projections/support/story.hpp"
#include "view/row_codec.hpp"

namespace telaio::view {
namespace {

using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

constexpr Table visits{1, 4 + 8};

// Interventions by date. With `keep`, voided ones stay, marked.
class Visits final : public FactProjection {
 public:
  explicit Visits(bool keep = false) : keep_(keep) {}
  std::string_view name() const override { return "visits"; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const Recorded& recorded, const FactState& state, FactRows& rows) const override {
    if (recorded.fact<schema::InterventionLogged>() == nullptr) return;
    rows.put(visits, RowWriter().date(state.effective).position(recorded.position).view(),
             RowWriter().flag(state.voided).view());
  }
  bool keeps_voided() const override { return keep_; }

  bool keep_;
};

struct Visit {
  Date on;
  Position position = 0;
  bool voided = false;
  bool operator==(const Visit&) const = default;
};
using List = std::vector<Visit>;

List list(const ReadRows& rows) {
  List found;
  rows.scan(visits, {}, [&](BytesView key, BytesView value) {
    RowReader from_key(key);
    const Date on = from_key.date();
    found.push_back({on, from_key.position(), RowReader(value).flag()});
    return true;
  });
  return found;
}

const Date first = Date::of(2026, 3, 1);
const Date second = Date::of(2026, 3, 2);
const Date third = Date::of(2026, 3, 3);

class Corrections : public ::testing::Test {
 protected:
  Told visit(Date on) {
    schema::InterventionLoggedT fact;
    fact.case_file = id<CaseId>(1);
    fact.on = on;
    return story.tell(fact, on);
  }
  List as_of(Position position) {
    Fold fold(story.events(), projection, nullptr);
    fold.advance_to(position);
    return list(fold.rows());
  }
  List now() { return as_of(story.size() - 1); }

  Story story;
  Visits projection;
};

TEST_F(Corrections, AVoidedFactCountsForNothingFromTheCorrectionOn) {
  const Told wrong = visit(first);
  visit(second);
  const Told correction = story.make_void(wrong);
  EXPECT_EQ(as_of(correction.position - 1), (List{{first, 0}, {second, 1}}));
  EXPECT_EQ(as_of(correction.position), (List{{second, 1}}));
}

TEST_F(Corrections, ACorrectedDateReplacesTheOldOneFromTheCorrectionOn) {
  const Told wrong = visit(first);
  visit(second);
  const Told correction = story.correct_date(wrong, third);
  EXPECT_EQ(as_of(correction.position - 1), (List{{first, 0}, {second, 1}}));
  EXPECT_EQ(as_of(correction.position), (List{{second, 1}, {third, 0}}));
}

TEST_F(Corrections, TheLastCorrectedDateCounts) {
  const Told wrong = visit(first);
  story.correct_date(wrong, second);
  story.correct_date(wrong, third);
  EXPECT_EQ(as_of(1), (List{{second, 0}}));
  EXPECT_EQ(as_of(2), (List{{third, 0}}));
}

TEST_F(Corrections, TheSameDateAgainChangesNothing) {
  const Told told = visit(first);
  story.correct_date(told, first);
  EXPECT_EQ(now(), (List{{first, 0}}));
}

TEST_F(Corrections, ACorrectedTextMovesNoDate) {
  const Told told = visit(first);
  story.correct_text(told);
  EXPECT_EQ(now(), (List{{first, 0}}));
}

TEST_F(Corrections, AVoidedFactStaysVoid) {
  const Told wrong = visit(first);
  story.correct_date(wrong, second);
  story.make_void(wrong);
  story.correct_date(wrong, third);
  EXPECT_EQ(now(), List{});
  story.make_void(wrong);
  EXPECT_EQ(now(), List{});
}

TEST_F(Corrections, CorrectingACorrectionCountsForNothing) {
  const Told told = visit(first);
  const Told correction = story.make_void(told);
  story.make_void(correction);
  EXPECT_EQ(now(), List{});
}

TEST_F(Corrections, ACorrectionThatNamesAnotherEventAtThatPositionCountsForNothing) {
  const Told told = visit(first);
  const Told other = visit(second);
  story.make_void(Told{told.position, other.event, told.stream});
  story.make_void(Told{99, told.event, told.stream});  // No such position before it.
  EXPECT_EQ(now(), (List{{first, 0}, {second, 1}}));
}

TEST_F(Corrections, AProjectionMayKeepVoidedFactsMarked) {
  const Visits keeping(true);
  const Told wrong = visit(first);
  story.correct_date(wrong, third);
  story.make_void(wrong);
  Fold fold(story.events(), keeping, nullptr);
  fold.advance_to(2);
  EXPECT_EQ(list(fold.rows()), (List{{third, 0, true}}));
}

TEST_F(Corrections, AreListedWithOldAndNewDate) {
  const Told told = visit(first);
  story.today(Date::of(2026, 4, 1)).correct_date(told, third);
  story.today(Date::of(2026, 4, 2)).correct_text(told);
  story.make_void(told);
  Fold fold(story.events(), projection, nullptr);
  fold.advance_to(3);
  const auto made = corrections_of(fold.rows(), told.position);
  ASSERT_EQ(made.size(), 3U);
  EXPECT_EQ(made[0].position, 1U);
  EXPECT_EQ(made[0].kind, schema::CorrectionKind::value);
  EXPECT_EQ(made[0].old_effective, first);
  EXPECT_EQ(made[0].new_effective, third);
  EXPECT_EQ(made[0].recorded_on, Date::of(2026, 4, 1));
  EXPECT_EQ(made[0].reason, Code("error"));
  EXPECT_EQ(made[0].by, id<OperatorId>(9));
  EXPECT_FALSE(made[0].text_replaced);
  EXPECT_TRUE(made[1].text_replaced);
  EXPECT_EQ(made[1].old_effective, third);
  EXPECT_EQ(made[2].kind, schema::CorrectionKind::void_event);
  EXPECT_TRUE(corrections_of(fold.rows(), 1).empty());
}

TEST_F(Corrections, TheRunnerReadsTheOriginalBackFromTheLog) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 400);
  testing::same_as_a_fold_of_the_prefix(
      story, projection, random, [](const ReadRows& rows, Date) { return list(rows).size(); });
}

}  // namespace
}  // namespace telaio::view
