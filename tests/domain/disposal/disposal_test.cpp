// SPDX-License-Identifier: EUPL-1.2
#include "domain/disposal/disposal.hpp"

#include "domain/disposal/disposal_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::VisibilityClass;

const DisposalContext context{today};
const auto subject = id<Uuid>(1);
const auto disposal = id<DisposalId>(2);
const auto hold = id<HoldId>(3);
const auto archivist = id<OperatorId>(4);
const auto custodian = id<OperatorId>(5);
const DataKeyName own{subject, VisibilityClass::p1, 1};
const DataKeyName health{subject, VisibilityClass::p3, 1};
const DataKeyName shielded{id<Uuid>(9), VisibilityClass::p5, 1};

const PlaceHold place{subject, hold, Code("trial"), archivist};
const ReleaseHold release{subject, hold, Code("trial_ended"), archivist};
const RequestErasure request{subject, disposal, Code("term_ended"), archivist};
const AuthoriseDisposal authorise{subject,      disposal,  Code("VII.12"), Code("SAB-LOM"),
                                  Code("1234"), yesterday, archivist};
const DestroyKeys destroy{subject, disposal, {own, health, shielded}, custodian};

CompleteErasure complete() {
  return {subject, disposal, 2, 1, {7}, tomorrow, 1, std::vector<std::uint8_t>(32, 1)};
}

Disposal requested() {
  return after(Disposal{}, request, context);
}
Disposal authorised() {
  return after(requested(), authorise, context);
}
Disposal destroyed() {
  return after(authorised(), destroy, context);
}

TEST(Disposal, GoesFromTheRequestOverTwoPersonsToTheEnd) {
  EXPECT_EQ(open_disposal(Disposal{}), std::nullopt);
  EXPECT_EQ(open_disposal(destroyed()), disposal);
  const auto& step = destroyed().steps.at(disposal);
  EXPECT_EQ(step.authorised_by, archivist);
  EXPECT_EQ(step.destroyed_by, custodian);
  EXPECT_EQ(open_disposal(after(destroyed(), complete(), context)), std::nullopt);
}

TEST(Disposal, OfTheDestructionNamesEveryKeyButThoseOfClassP5) {
  const auto decision = decide(authorised(), destroy, context);
  const auto* fact = only_event(decision).fact.AsSubjectKeyDestroyed();
  ASSERT_EQ(fact->keys.size(), 2U);
  EXPECT_EQ(fact->keys[0]->subject, subject);
  EXPECT_EQ(fact->keys[1]->visibility, VisibilityClass::p3);
  EXPECT_EQ(*fact->subject, subject);
  EXPECT_EQ(*fact->disposal, disposal);
}

TEST(Disposal, OfProtectedKeysNamesNeitherSubjectNorDisposal) {
  const DestroyProtectedKeys command{{own, shielded}, archivist, custodian};
  const auto decision = decide(Disposal{}, command, context);
  const auto* fact = only_event(decision).fact.AsSubjectKeyDestroyed();
  ASSERT_EQ(fact->keys.size(), 1U);
  EXPECT_EQ(fact->keys[0]->subject, shielded.subject);
  EXPECT_EQ(fact->subject, nullptr);
  EXPECT_EQ(fact->disposal, nullptr);
  expect_already_done(decide(after(Disposal{}, command, context), command, context));
}

TEST(Disposal, OfSomebodyWithProtectedKeysAloneSaysThatItBegan) {
  auto only_protected = destroy;
  only_protected.keys = {shielded};
  const auto decision = decide(authorised(), only_protected, context);
  EXPECT_TRUE(only_event(decision).fact.AsSubjectKeyDestroyed()->keys.empty());
}

TEST(Disposal, OfAThousandAndOneKeysNeedsTwoEvents) {
  auto many = destroy;
  many.keys.clear();
  for (std::uint32_t n = 1; n <= destroyed_keys_max; ++n) {
    many.keys.push_back({subject, VisibilityClass::p1, n});
  }
  EXPECT_EQ(decide(authorised(), many, context)->size(), 1U);
  many.keys.push_back({subject, VisibilityClass::p1, destroyed_keys_max + 1});
  const auto decision = decide(authorised(), many, context);
  ASSERT_EQ(decision->size(), 2U);
  EXPECT_EQ((*decision)[1].fact.AsSubjectKeyDestroyed()->keys.size(), 1U);
}

TEST(Disposal, IsNeverDoneByOnePersonAlone) {
  auto alone = destroy;
  alone.destroyed_by = archivist;
  expect_refused(decide(authorised(), alone, context), refusals::disposal_same_author);
  alone.destroyed_by = {};
  expect_refused(decide(authorised(), alone, context), refusals::disposal_author_missing);
}

TEST(Disposal, IsNotDoneWithoutAuthorisation) {
  expect_refused(decide(requested(), destroy, context), refusals::disposal_not_authorised);
  expect_refused(decide(Disposal{}, destroy, context), refusals::disposal_unknown);
}

TEST(Disposal, IsBlockedByAHoldUntilItsRelease) {
  const Disposal held = after(authorised(), place, context);
  expect_refused(decide(held, destroy, context), refusals::disposal_on_hold);
  expect_refused(decide(after(requested(), place, context), authorise, context),
                 refusals::disposal_on_hold);
  expect_accepted(decide(after(held, release, context), destroy, context));
}

TEST(Disposal, IsBlockedWhileTheLastOfTwoHoldsStands) {
  auto second = place;
  second.hold = id<HoldId>(8);
  const Disposal held = after(after(authorised(), place, context), second, context);
  EXPECT_EQ(standing_holds(held), 2U);
  expect_refused(decide(after(held, release, context), destroy, context),
                 refusals::disposal_on_hold);
}

TEST(Disposal, OnceBegunIsEndedAndHeldByNothing) {
  expect_refused(decide(destroyed(), place, context), refusals::disposal_already_erased);
  auto rest = destroy;
  rest.keys = {own, {subject, VisibilityClass::p2, 1}};
  const auto decision = decide(destroyed(), rest, context);
  ASSERT_EQ(only_event(decision).fact.AsSubjectKeyDestroyed()->keys.size(), 1U);
  expect_already_done(decide(destroyed(), destroy, context));
}

TEST(Disposal, NeedsAnActOfTheArchivalAuthorityThatIsNotOfTomorrow) {
  auto act = authorise;
  act.act_date = today;
  expect_accepted(decide(requested(), act, context));
  act.act_date = tomorrow;
  expect_refused(decide(requested(), act, context), refusals::disposal_act_in_future);
  act = authorise;
  act.authority = {};
  expect_refused(decide(requested(), act, context), refusals::disposal_act_missing);
  act = authorise;
  act.rule = {};
  expect_refused(decide(requested(), act, context), refusals::disposal_reason_missing);
}

TEST(Disposal, IsOneAtATimeForASubject) {
  auto other = request;
  other.disposal = id<DisposalId>(7);
  expect_refused(decide(requested(), other, context), refusals::disposal_under_way);
  expect_accepted(decide(after(destroyed(), complete(), context), other, context));
}

TEST(Disposal, OfASubjectWithoutKeysIsRefused) {
  auto none = destroy;
  none.keys.clear();
  expect_refused(decide(authorised(), none, context), refusals::disposal_keys_missing);
}

TEST(Disposal, IsCompletedOnlyAfterTheDestructionAndOnce) {
  expect_refused(decide(authorised(), complete(), context), refusals::disposal_not_destroyed);
  expect_accepted(decide(destroyed(), complete(), context));
  const Disposal completed = after(destroyed(), complete(), context);
  expect_already_done(decide(completed, complete(), context));
  expect_refused(decide(completed, destroy, context), refusals::disposal_already_erased);
}

TEST(Disposal, RepeatedCommandsAreAlreadyDone) {
  expect_already_done(decide(requested(), request, context));
  expect_already_done(decide(authorised(), authorise, context));
  const Disposal held = after(Disposal{}, place, context);
  expect_already_done(decide(held, place, context));
  const Disposal free = after(held, release, context);
  expect_already_done(decide(free, release, context));
  expect_refused(decide(free, place, context), refusals::disposal_hold_ended);
}

TEST(Hold, NeedsAKnownHoldToBeReleased) {
  expect_refused(decide(Disposal{}, release, context), refusals::disposal_hold_unknown);
}

}  // namespace
}  // namespace telaio::domain
