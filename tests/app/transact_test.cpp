// SPDX-License-Identifier: EUPL-1.2
// Commands on a real installation: what a repeat, a race and a correction do.
#include "app/transact.hpp"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "app/access_log.hpp"
#include "app/app_refusals.hpp"
#include "app/commands.hpp"
#include "app/opening.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

const Date today = Date::of(2026, 3, 20);

class Commands : public ::testing::Test {
 protected:
  Commands() : clock_(rome_time(today, 9 * 60).earlier) {
    folder_ =
        std::filesystem::temp_directory_path() / ("telaio-app-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
    actor_ = {crypto::random_id<OperatorId>(), schema::Role::social_worker, Code("SSG"),
              Code("015209")};
  }
  ~Commands() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  Transactor& transactor() { return installation_->transactor(); }
  CommandRequest request() {
    CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = actor_;
    return made;
  }
  domain::TakeInCharge opening(const PersonId& person) const {
    domain::TakeInCharge command;
    command.case_file = crypto::random_id<CaseId>();
    command.number = Code("SSG-2026-0001");
    command.subjects = {person};
    command.area = Code("FAM_MIN");
    command.competent_comune = Code("015209");
    command.on = today;
    command.case_manager = actor_.id;
    command.unit = Code("SSG");
    return command;
  }
  domain::LogIntervention note(std::string text) const {
    domain::LogIntervention command;
    command.on = today;
    command.text = std::move(text);
    return command;
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  Actor actor_;
};

TEST_F(Commands, ARepeatedRequestHasOneEffectAndTheSameAnswer) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  const CommandRequest once = request();
  const auto first = execute(transactor(), once, command.case_file, note("Una volta."));
  const auto again = execute(transactor(), once, command.case_file, note("Una volta."));
  ASSERT_TRUE(first && again);
  EXPECT_FALSE(first->repeated);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(first->position, again->position);
  EXPECT_EQ(first->events, again->events);
}

TEST_F(Commands, AnIdUsedForAnotherRequestIsRefused) {
  const auto command = opening(crypto::random_id<PersonId>());
  CommandRequest used = request();
  ASSERT_TRUE(execute(transactor(), used, command));
  used.request_hash[0] = std::byte{1};
  const auto reused = execute(transactor(), used, command.case_file, note("Altro."));
  ASSERT_FALSE(reused);
  EXPECT_EQ(code_of(reused.error()), refusals::command_id_reused);
}

TEST_F(Commands, APersonHasOneLiveCasePerArea) {
  const auto person = crypto::random_id<PersonId>();
  const auto first = opening(person);
  ASSERT_TRUE(execute(transactor(), request(), first));
  const auto second = execute(transactor(), request(), opening(person));
  ASSERT_FALSE(second);
  EXPECT_EQ(code_of(second.error()), "reservation.taken");

  ASSERT_TRUE(execute(transactor(), request(), first.case_file,
                      domain::CloseCase{Code("GOALS_REACHED"), today, "Concluso."}));
  EXPECT_TRUE(execute(transactor(), request(), opening(person)));
}

TEST_F(Commands, OfTwoOpeningsInARaceExactlyOneWins) {
  const auto person = crypto::random_id<PersonId>();
  const auto one = opening(person);
  const auto two = opening(person);
  std::atomic<int> won = 0;
  const auto open = [&](const domain::TakeInCharge& command) {
    if (execute(transactor(), request(), command)) ++won;
  };
  std::thread first(open, one);
  std::thread second(open, two);
  first.join();
  second.join();
  EXPECT_EQ(won, 1);
}

TEST_F(Commands, ConcurrentNotesOnOneCaseAreAllKept) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  std::atomic<int> kept = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      if (execute(transactor(), request(), command.case_file, note("Nota."))) ++kept;
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(kept, 4);
  const auto version =
      installation_->events().stream_version(streams::case_file(command.case_file));
  EXPECT_EQ(**version, 5U);  // Opening, first manager, four notes.
}

// ---- A commit that nobody waits for ----

using Ended = std::optional<Result<Outcome, Failure>>;

TEST_F(Commands, AHandedOverCommandEndsOnceWithTheOutcomeThatWaitingWouldHaveHad) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  CommandRequest handed = request();
  std::promise<Ended> promise;
  handed.ended = [&](Ended ended) { promise.set_value(std::move(ended)); };
  const auto pending = execute(transactor(), handed, command.case_file, note("Senza aspettare."));
  ASSERT_TRUE(pending);
  EXPECT_TRUE(pending->pending);
  const Ended ended = promise.get_future().get();
  ASSERT_TRUE(ended && *ended);
  EXPECT_EQ((*ended)->position, installation_->events().head().size - 1);
  EXPECT_EQ((*ended)->events, std::vector{event_id_of(handed.command, 0)});
  EXPECT_FALSE((*ended)->pending);

  // Sent again it is known before anything is handed over.
  handed.ended = [](const Ended&) { FAIL() << "nothing was handed over"; };
  const auto again = execute(transactor(), handed, command.case_file, note("Senza aspettare."));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_FALSE(again->pending);
  EXPECT_EQ(again->position, (*ended)->position);
}

TEST_F(Commands, OfHandedOverCommandsOnOneVersionOneWinsAndTheOthersAreToldToRunAgain) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  constexpr int count = 8;
  std::atomic<int> left = count;
  std::atomic<int> done = 0;
  std::promise<void> all;
  // All decide on the same version, whatever is durable meanwhile.
  const auto stream = streams::case_file(command.case_file);
  const auto loaded = transactor().load<domain::CaseFile>(stream);
  ASSERT_TRUE(loaded);
  for (int i = 0; i < count; ++i) {
    CommandRequest handed = request();
    handed.ended = [&](const Ended& ended) {
      if (ended) ++done;
      if (--left == 0) all.set_value();
    };
    const auto pending = transactor().run(handed, [&]() -> Result<Plan, Failure> {
      auto decision =
          decide(loaded->state, note("Nota."), domain::CaseContext{today, transactor().codes()});
      if (!decision) return Failure(decision.error());
      return on_stream(stream, loaded->expected, std::move(*decision));
    });
    ASSERT_TRUE(pending && pending->pending);
  }
  all.get_future().get();
  EXPECT_EQ(done, 1);
}

TEST_F(Commands, ARefusedCommandIsRefusedAtOnceAndNothingIsHandedOver) {
  CommandRequest handed = request();
  handed.ended = [](const Ended&) { FAIL() << "nothing was handed over"; };
  const auto refused =
      execute(transactor(), handed, crypto::random_id<CaseId>(), note("Nessuna cartella."));
  EXPECT_FALSE(refused);
}

TEST_F(Commands, ATextIsReadBackOnlyThroughTheVault) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  const auto logged = execute(transactor(), request(), command.case_file, note("Testo riservato."));
  ASSERT_TRUE(logged);
  const Opening opening_of(installation_->events(), installation_->vault());
  const auto opened = opening_of.part(logged->position, 0);
  ASSERT_TRUE(opened && opened->content);
  EXPECT_EQ(opened->content->AsInterventionText()->text, "Testo riservato.");

  ASSERT_TRUE(installation_->vault().destroy_subject(command.subjects.front()));
  const auto erased = opening_of.part(logged->position, 0);
  ASSERT_TRUE(erased);
  EXPECT_FALSE(erased->content);
}

TEST_F(Commands, AVoidedFactCountsForNothing) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  const auto closed = execute(transactor(), request(), command.case_file,
                              domain::CloseCase{Code("GOALS_REACHED"), today, "Per sbaglio."});
  ASSERT_TRUE(closed);
  domain::CorrectEvent correction;
  correction.original = closed->events.front();
  correction.original_position = closed->position - closed->events.size() + 1;
  correction.kind = schema::CorrectionKind::void_event;
  correction.reason = Code("typing_error");
  correction.corrected_by = actor_.id;
  ASSERT_TRUE(execute(transactor(), request(), streams::case_file(command.case_file), correction));
  EXPECT_TRUE(execute(transactor(), request(), command.case_file, note("Di nuovo aperta.")));
}

// A state that was folded before is not trusted once something in it is declared void.
TEST_F(Commands, AVoidedFactCountsForNothingAlsoInALongHistoryThatWasLoadedBefore) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  const auto stream = streams::case_file(command.case_file);
  for (log::Version i = 0; i < 2 * cached_stream_events_min; ++i) {
    ASSERT_TRUE(execute(transactor(), request(), command.case_file, note("Nota.")));
  }
  const domain::CloseCase close{Code("GOALS_REACHED"), today, "Per sbaglio."};
  const auto closed = execute(transactor(), request(), command.case_file, close);
  ASSERT_TRUE(closed);
  EXPECT_FALSE(execute(transactor(), request(), command.case_file, note("È chiusa.")));
  domain::CorrectEvent correction;
  correction.original = closed->events.front();
  correction.original_position = closed->position - closed->events.size() + 1;
  correction.kind = schema::CorrectionKind::void_event;
  correction.reason = Code("typing_error");
  correction.corrected_by = actor_.id;
  ASSERT_TRUE(execute(transactor(), request(), stream, correction));
  EXPECT_TRUE(execute(transactor(), request(), command.case_file, note("Di nuovo aperta.")));
  // Whoever never loaded it comes to the same.
  Transactor fresh(installation_->events(), installation_->vault(), clock_,
                   installation_->catalogue().lists);
  const auto known = transactor().load<domain::CaseFile>(stream);
  const auto read = fresh.load<domain::CaseFile>(stream);
  ASSERT_TRUE(known);
  ASSERT_TRUE(read);
  EXPECT_EQ(known->expected, read->expected);
  EXPECT_EQ(known->state.status, read->state.status);
}

// Declares void an event of the case; `events` are those of the outcome it was written with.
domain::CorrectEvent void_of(const Outcome& written, std::size_t index, const OperatorId& by) {
  domain::CorrectEvent correction;
  correction.original = written.events[index];
  correction.original_position = written.position - written.events.size() + 1 + index;
  correction.kind = schema::CorrectionKind::void_event;
  correction.reason = Code("typing_error");
  correction.corrected_by = by;
  return correction;
}

TEST_F(Commands, AVoidedOpeningGivesBackThePlaceOfTheCase) {
  const auto person = crypto::random_id<PersonId>();
  const auto wrong = opening(person);
  const auto opened = execute(transactor(), request(), wrong);
  ASSERT_TRUE(opened);
  EXPECT_EQ(code_of(execute(transactor(), request(), opening(person)).error()),
            "reservation.taken");
  ASSERT_TRUE(execute(transactor(), request(), streams::case_file(wrong.case_file),
                      void_of(*opened, 0, actor_.id)));
  EXPECT_TRUE(execute(transactor(), request(), opening(person)));
}

TEST_F(Commands, AVoidedClosingTakesThePlaceAgainOrIsRefused) {
  const auto person = crypto::random_id<PersonId>();
  const domain::CloseCase close{Code("GOALS_REACHED"), today, "Per sbaglio."};
  const auto first = opening(person);
  ASSERT_TRUE(execute(transactor(), request(), first));
  const auto closed = execute(transactor(), request(), first.case_file, close);
  ASSERT_TRUE(closed);
  const auto voided = void_of(*closed, 0, actor_.id);
  const auto second = opening(person);
  ASSERT_TRUE(execute(transactor(), request(), second));
  const auto stream = streams::case_file(first.case_file);
  EXPECT_EQ(code_of(execute(transactor(), request(), stream, voided).error()), "reservation.taken");
  ASSERT_TRUE(execute(transactor(), request(), second.case_file, close));
  ASSERT_TRUE(execute(transactor(), request(), stream, voided));
  EXPECT_EQ(code_of(execute(transactor(), request(), opening(person)).error()),
            "reservation.taken");
}

TEST_F(Commands, ACommandOnAStaleVersionDoesNothingAndSaysTheVersionOfNow) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  CommandRequest on_version = request();
  on_version.only_if = {streams::case_file(command.case_file), 1};  // Opening, first manager.
  ASSERT_TRUE(execute(transactor(), on_version, command.case_file, note("Sulla versione letta.")));
  CommandRequest stale = request();
  stale.only_if = on_version.only_if;
  const auto size = installation_->events().head().size;
  const auto refused = execute(transactor(), stale, command.case_file, note("Troppo tardi."));
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::get<Refusal>(refused.error()),
            (Refusal{refusals::version_stale, {{"versione", "2"}}}));
  EXPECT_EQ(installation_->events().head().size, size);
  // A retry of the first is the first.
  EXPECT_TRUE(execute(transactor(), on_version, command.case_file, note("Sulla versione letta.")));
}

TEST_F(Commands, OfTwoWritersOnTheSameVersionExactlyOneWins) {
  const auto command = opening(crypto::random_id<PersonId>());
  ASSERT_TRUE(execute(transactor(), request(), command));
  std::atomic<int> won = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      CommandRequest made = request();
      made.only_if = {streams::case_file(command.case_file), 1};
      if (execute(transactor(), made, command.case_file, note("Nota."))) ++won;
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(won, 1);
}

TEST_F(Commands, EachSubjectOfOneRequestLeavesItsOwnRecordOfAccess) {
  Access access;
  access.subject = crypto::random_uuid();
  const std::vector<Access> accesses(3, access);
  const auto before = installation_->events().head().size;
  ASSERT_TRUE(record_accesses(transactor(), actor_, accesses));
  EXPECT_EQ(installation_->events().head().size, before + 3);
}

}  // namespace
}  // namespace telaio::app
