// SPDX-License-Identifier: EUPL-1.2
// Erasure: nothing made of a person's data stays in any rows, in service, older, half built or left
// behind, nor in any file.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "projections/people/people.hpp"
#include "projections/people/people_query.hpp"
#include "tests/projections/support/story.hpp"
#include "tests/view/files_with.hpp"
#include "tests/view/gated_log.hpp"
#include "tests/view/tally.hpp"
#include "tests/view/versioned.hpp"
#include "view/runner.hpp"

namespace telaio::view {
namespace {

using namespace std::chrono_literals;
using testing::Folder;
using testing::GatedLog;
using testing::id;
using testing::Story;
using testing::Told;
using testing::Versioned;
using testing::Views;

using Names = std::vector<std::string>;
const PersonId anna = id<PersonId>(1);
const PersonId bruno = id<PersonId>(2);

// Bytes that no compression hides.
SearchToken token(std::uint8_t n) {
  SearchToken made{};
  std::uint8_t mixed = n;
  for (auto& byte : made) {
    mixed = static_cast<std::uint8_t>(mixed * 29 + 17);
    byte = static_cast<std::byte>(mixed);
  }
  return made;
}

// Anna (token 2) and Bruno (token 3), both found by token 1; then three more events.
void tell_of_both(Story& story) {
  for (const PersonId& person : {anna, bruno}) {
    schema::PersonRegisteredT fact;
    fact.person = person;
    const Told told = story.tell(fact, Date::of(2026, 1, 1));
    story.derive(told, {person, {token(1), token(person == anna ? 2 : 3)}, Date::of(2000, 5, 6)});
  }
  for (int i = 0; i < 3; ++i) story.tell(schema::InterventionLoggedT{}, Date::of(2026, 1, 1));
}
const std::string annas_mark(as_text(token(2)));
const std::string brunos_mark(as_text(token(3)));

std::vector<PersonId> found(const Runner& runner, const SearchToken& wanted,
                            std::optional<Position> as_of) {
  return runner
      .ask("people", At{as_of, std::nullopt, {}},
           [&](const ReadRows& rows) {
             return projections::people::search(rows, {wanted}, 10).persons;
           })
      .value()
      .value;
}

TEST(Purge, RemovesEveryVersionOfTheRowsMadeOfTheSubjectsDataAndNobodyElses) {
  Story story;
  tell_of_both(story);
  const projections::people::People people;
  Views views(story, {&people});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  ASSERT_EQ(found(*views.runner, token(1), std::nullopt), (std::vector{anna, bruno}));
  ASSERT_FALSE(testing::files_with(views.folder.path(), annas_mark).empty());

  story.forget(anna);  // The vault destroyed the key.
  ASSERT_TRUE(views.runner->purge(anna).has_value());
  EXPECT_EQ(found(*views.runner, token(1), std::nullopt), std::vector{bruno});
  EXPECT_TRUE(found(*views.runner, token(2), Position{0}).empty());  // The past too.
  EXPECT_EQ(found(*views.runner, token(3), Position{1}), std::vector{bruno});
  const auto born = views.runner->ask("people", {}, [](const ReadRows& rows) {
    return std::pair(projections::people::person_on(rows, anna, Date::of(2026, 1, 1))->birth,
                     projections::people::person_on(rows, bruno, Date::of(2026, 1, 1))->birth);
  });
  EXPECT_EQ(born.value().value.first, std::nullopt);
  EXPECT_EQ(born.value().value.second, Date::of(2000, 5, 6));
  EXPECT_EQ(testing::files_with(views.folder.path(), annas_mark), Names{});

  // A rebuild after the erasure forgets in the same way.
  const auto rebuilt = views.runner->rebuild("people", nullptr);
  EXPECT_EQ(rebuilt.value().digest, rebuilt.value().replaced);
}

// A build of the next version stands still half done, over rows of the version before.
class DuringABuild : public ::testing::TestWithParam<std::size_t> {
 protected:
  DuringABuild() { tell_of_both(story_); }
  void TearDown() override {
    if (log_) log_->open();  // The runner ends before the log.
  }
  // Stands still before the event at 3.
  void begin() {
    StoreOptions options;
    options.run_bytes = GetParam();
    store_ = Store::open(folder_.path() / "views", options).value();
    {
      Runner first(*store_, story_.events(), {&people_}, &story_.derived_values());
      ASSERT_TRUE(first.catch_up().has_value());
    }
    log_ = std::make_unique<GatedLog>(story_.events(), 3);
    runner_ = std::make_unique<Runner>(*store_, *log_, std::vector<const Projection*>{&next_},
                                       &story_.derived_values());
    runner_->start();
    log_->await_reader();
  }
  void erase_anna() {
    story_.forget(anna);
    const auto purged = runner_->purge(anna);
    ASSERT_TRUE(purged.has_value()) << purged.error().detail;
  }
  crypto::Sha256 serial() {
    testing::Fold fold(story_.events(), people_, &story_.derived_values());
    fold.advance_to(story_.size() - 1);
    return fold.rows().digest();
  }

  Folder folder_;
  Story story_;
  projections::people::People people_;
  Versioned next_{people_, people_.code_version() + 1, {people_.code_version()}};
  std::unique_ptr<Store> store_;
  std::unique_ptr<GatedLog> log_;
  std::unique_ptr<Runner> runner_;
};

// With every commit in a file of its own, and with all of them still in memory.
INSTANTIATE_TEST_SUITE_P(Purge, DuringABuild, ::testing::Values(1, std::size_t{64} << 20U));

TEST_P(DuringABuild, GoesThroughTheOldRowsAndTheNewOnes) {
  begin();
  ASSERT_EQ(found(*runner_, token(1), std::nullopt), (std::vector{anna, bruno}));
  erase_anna();
  // At once, before the new rows are there.
  EXPECT_EQ(runner_->status()[0].code_version, people_.code_version());
  EXPECT_EQ(found(*runner_, token(1), std::nullopt), std::vector{bruno});
  EXPECT_TRUE(found(*runner_, token(2), Position{0}).empty());
  EXPECT_EQ(testing::files_with(folder_.path(), annas_mark), Names{});
  EXPECT_NE(testing::files_with(folder_.path(), brunos_mark), Names{});

  log_->open();
  ASSERT_TRUE(runner_->wait_for(4, 20s, "people"));
  runner_->stop();
  EXPECT_EQ(runner_->status()[0].code_version, next_.code_version());
  EXPECT_EQ(found(*runner_, token(1), std::nullopt), std::vector{bruno});
  EXPECT_EQ(runner_->digest("people", std::nullopt).value(), serial());
  EXPECT_EQ(testing::files_with(folder_.path(), annas_mark), Names{});
}

TEST_P(DuringABuild, IsNotUndoneByACrash) {
  begin();
  erase_anna();
  const Folder crashed;
  std::filesystem::copy(folder_.path(), crashed.path(), std::filesystem::copy_options::recursive);
  const auto store = Store::open(crashed.path() / "views", {}).value();
  Runner again(*store, story_.events(), {&next_}, &story_.derived_values());
  EXPECT_EQ(found(again, token(1), std::nullopt), std::vector{bruno});
  ASSERT_TRUE(again.catch_up().has_value());
  EXPECT_EQ(again.status()[0].code_version, next_.code_version());
  EXPECT_EQ(again.digest("people", std::nullopt).value(), serial());
  EXPECT_EQ(testing::files_with(crashed.path(), annas_mark), Names{});
}

TEST_P(DuringABuild, LeavesNothingInABuildThatWasInterrupted) {
  begin();
  std::thread stopping([&] { runner_->stop(); });
  log_->open();
  stopping.join();
  erase_anna();
  EXPECT_EQ(testing::files_with(folder_.path(), annas_mark), Names{});
  ASSERT_TRUE(runner_->catch_up().has_value());
  EXPECT_EQ(runner_->digest("people", std::nullopt).value(), serial());
  EXPECT_EQ(testing::files_with(folder_.path(), annas_mark), Names{});
}

// A rebuild of the same version, and the old rows right after the switch: they are nobody's, and an
// erasure that comes before they are gone finds them too.
TEST(Purge, FindsTheRowsThatWereReplaced) {
  Story story;
  tell_of_both(story);
  const projections::people::People people;
  Views views(story, {&people});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  auto held = views.store->read("people", std::nullopt).value();  // A reader of the old rows.
  std::thread rebuilding([&] { EXPECT_TRUE(views.runner->rebuild("people", nullptr)); });
  const Slot before = held->mark.slot;
  while (views.store->mark("people").value()->slot == before) std::this_thread::yield();
  story.forget(anna);
  std::thread erasing([&] { EXPECT_TRUE(views.runner->purge(anna).has_value()); });
  held->rows.reset();
  rebuilding.join();
  erasing.join();
  EXPECT_EQ(testing::files_with(views.folder.path(), annas_mark), Names{});
  EXPECT_EQ(found(*views.runner, token(1), std::nullopt), std::vector{bruno});
}

TEST(Purge, TakesAwayRowsThatTheProgramDoesNotRead) {
  Story story;
  tell_of_both(story);
  const projections::people::People people;
  const Tally tally;
  Views views(story, {&people, &tally});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  // The next release reads them no more, and has no tally.
  const Versioned next(people, people.code_version() + 1, {});
  Runner runner(*views.store, story.events(), {&next}, &story.derived_values());
  story.forget(anna);
  ASSERT_TRUE(runner.purge(anna).has_value());
  EXPECT_TRUE(views.store->marks().value().empty());
  EXPECT_EQ(testing::files_with(views.folder.path(), annas_mark), Names{});
  EXPECT_EQ(testing::files_with(views.folder.path(), brunos_mark), Names{});
  ASSERT_TRUE(runner.catch_up().has_value());
  EXPECT_EQ(found(runner, token(1), std::nullopt), std::vector{bruno});
}

}  // namespace
}  // namespace telaio::view
