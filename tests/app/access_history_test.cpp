// SPDX-License-Identifier: EUPL-1.2
// What the access log says of an operator's own work, on a real installation.
#include "app/access_history.hpp"

#include <gtest/gtest.h>

#include "app/access_log.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

const Date today = Date::of(2026, 2, 10);

class Accesses : public ::testing::Test {
 protected:
  Accesses() : clock_(rome_time(today, 23 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-access-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
  }
  ~Accesses() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open(const Actor& actor, const Uuid& session, const CaseId& case_file) {
    Access access;
    access.subject = case_file;
    access.case_file = case_file;
    access.part = schema::RecordPart::case_at_date;
    access.reason = Code("complaint");
    Recording recording;
    recording.purpose = purposes::audit_opening;
    recording.session = session;
    ASSERT_TRUE(record_accesses(installation_->transactor(), actor, {&access, 1}, recording));
  }
  void look(const Actor& actor, const CaseId& case_file,
            schema::AccessResult result = schema::AccessResult::allowed) {
    Access access;
    access.subject = case_file;
    access.case_file = case_file;
    access.part = schema::RecordPart::case_at_date;
    access.result = result;
    ASSERT_TRUE(record_accesses(installation_->transactor(), actor, {&access, 1}));
  }
  static Actor somebody(schema::Role role, Code unit) {
    return {crypto::random_id<OperatorId>(), role, unit, Code("015209")};
  }
  void advance(std::int64_t seconds) { clock_.set(clock_.now().plus_seconds(seconds)); }
  bool is_open(AccessHistory& history, const Uuid& in) {
    const auto found = history.opening(auditor_, in, case_, clock_.now());
    EXPECT_TRUE(found);
    return found && *found;
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  const Actor auditor_ = somebody(schema::Role::auditor, Code());
  const Actor worker_ = somebody(schema::Role::social_worker, Code("SSG"));
  const Uuid session_ = crypto::random_uuid();
  const CaseId case_ = crypto::random_id<CaseId>();
};

TEST_F(Accesses, AnOpeningHoldsForItsSessionAndFourHoursAlsoAcrossMidnight) {
  AccessHistory history(installation_->transactor());
  EXPECT_FALSE(is_open(history, session_));
  open(auditor_, session_, case_);
  EXPECT_TRUE(is_open(history, session_));
  EXPECT_FALSE(is_open(history, crypto::random_uuid()));
  advance(opening_seconds - 1);
  EXPECT_TRUE(is_open(history, session_));
  // Somebody who never saw it before reads the same: it is in the log.
  AccessHistory fresh(installation_->transactor());
  EXPECT_TRUE(is_open(fresh, session_));
  advance(1);
  EXPECT_FALSE(is_open(history, session_));
  EXPECT_FALSE(is_open(fresh, session_));
}

TEST_F(Accesses, ReadingACaseWithAReasonIsNoOpening) {
  Access access;
  access.subject = case_;
  access.case_file = case_;
  access.part = schema::RecordPart::timeline;
  access.reason = Code("complaint");
  Recording recording;
  recording.session = session_;
  ASSERT_TRUE(record_accesses(installation_->transactor(), auditor_, {&access, 1}, recording));
  AccessHistory history(installation_->transactor());
  EXPECT_FALSE(is_open(history, session_));
}

TEST_F(Accesses, TheLastTenFamiliesNewestFirstEachOnce) {
  std::vector<CaseId> cases;
  for (int i = 0; i < 11; ++i) cases.push_back(crypto::random_id<CaseId>());
  for (const CaseId& each : cases) look(worker_, each);
  look(worker_, cases[3]);
  look(auditor_, case_);
  look(worker_, case_, schema::AccessResult::refused);
  AccessHistory history(installation_->transactor());
  const auto seen = history.families_seen(worker_);
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), families_seen_max);
  EXPECT_EQ(seen->front().case_file, cases[3]);
  EXPECT_EQ((*seen)[1].case_file, cases[10]);
  EXPECT_EQ(seen->back().case_file, cases[1]);
}

TEST_F(Accesses, FamiliesOfTwoWeeksAgoAreForgotten) {
  look(worker_, case_);
  AccessHistory history(installation_->transactor());
  advance((families_seen_days - 1) * std::int64_t{86'400});
  EXPECT_EQ(history.families_seen(worker_)->size(), 1U);
  advance(86'400);
  EXPECT_TRUE(history.families_seen(worker_)->empty());
}

TEST_F(Accesses, ARequestSentTwiceIsRecordedOnce) {
  Access access;
  access.subject = case_;
  Recording recording;
  recording.command = crypto::random_id<CommandId>();
  const auto first =
      record_accesses(installation_->transactor(), auditor_, {&access, 1}, recording);
  const auto again =
      record_accesses(installation_->transactor(), auditor_, {&access, 1}, recording);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->position, again->position);
  EXPECT_TRUE(again->repeated);
}

}  // namespace
}  // namespace telaio::app
