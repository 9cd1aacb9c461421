// SPDX-License-Identifier: EUPL-1.2
// What reading leaves in the log, and what a restart must not forget of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <set>
#include <thread>

#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file. Tests only add to it.
class AccessesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  // Another test may have moved the clock past the end of its sessions.
  void SetUp() override { world.forget_sessions(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  std::string case_path() const { return "/api/v1/cases/" + to_string(world.marked_case); }
  std::string openings_path() const {
    return "/api/v1/audit/cases/" + to_string(world.marked_case) + "/openings";
  }
  bool auditor_reads_names() {
    const std::string page = world.send("auditor", Method::get, case_path() + "/timeline").body;
    return page.find(test::diary_marker) != std::string::npos;
  }
  json::value verification(const std::string& id) {
    return json::parse(
        world.send("auditor", Method::get, "/api/v1/integrity/verifications/" + id).body);
  }
  // Runs one to its end and answers with its document.
  json::value verified() {
    const Response started =
        world.send("auditor", Method::post, "/api/v1/integrity/verifications", "{}", with_key());
    EXPECT_EQ(started.status, Status::accepted) << started.body;
    const std::string id(json::parse(started.body).at("verification_id").as_string());
    json::value found = verification(id);
    for (int tries = 0; tries < 600 && found.at("state").as_string() == "running"; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      found = verification(id);
    }
    return found;
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> AccessesTest::shared;

TEST_F(AccessesTest, AnOpeningWithAReasonOutlivesARestartAndEndsAfterFourHours) {
  const Fields key = with_key();
  const Response opened =
      world.send("auditor", Method::post, openings_path(), R"({"reason":"complaint"})", key);
  ASSERT_EQ(opened.status, Status::created) << opened.body;
  ASSERT_TRUE(auditor_reads_names());

  world.restart();
  EXPECT_TRUE(auditor_reads_names());
  // Sent again after the restart, it is the same opening: nothing is written, nothing prolonged.
  const auto size = world.size();
  const Response again =
      world.send("auditor", Method::post, openings_path(), R"({"reason":"complaint"})", key);
  EXPECT_EQ(again.body, opened.body);
  EXPECT_EQ(world.size(), size);
  const Response other =
      world.send("auditor", Method::post, openings_path(), R"({"reason":"sample_check"})", key);
  EXPECT_EQ(other.status, Status::unprocessable) << other.body;

  // Reading on does not prolong it. The session is idle too long after half an hour.
  for (int quarter = 0; quarter < 15; ++quarter) {
    world.advance_seconds(16 * 60);
    if (quarter < 14) EXPECT_TRUE(auditor_reads_names()) << quarter;
  }
  EXPECT_FALSE(auditor_reads_names());
}

TEST_F(AccessesTest, AnOpeningHoldsForItsSessionOnly) {
  ASSERT_EQ(
      world.send("auditor", Method::post, openings_path(), R"({"reason":"complaint"})", with_key())
          .status,
      Status::created);
  ASSERT_TRUE(auditor_reads_names());
  world.forget_sessions();
  EXPECT_FALSE(auditor_reads_names());
}

TEST_F(AccessesTest, FamiliesSeenAreThereAfterARestart) {
  ASSERT_EQ(world.send("owner", Method::get, case_path()).status, Status::ok);
  const auto seen = [&] {
    return json::parse(world.send("owner", Method::get, "/api/v1/today").body).at("families_seen");
  };
  const json::value before = seen();
  ASSERT_FALSE(before.as_array().empty());
  EXPECT_EQ(before.at(0).at("case_id").as_string(), to_string(world.marked_case));
  world.restart();
  EXPECT_EQ(seen(), before);
}

TEST_F(AccessesTest, AVerificationAndItsVerdictOutliveARestart) {
  const json::value before = verified();
  ASSERT_EQ(before.at("state").as_string(), "intact") << json::serialize(before);
  const std::string id(before.at("verification_id").as_string());
  world.restart();
  const json::value after = verification(id);
  EXPECT_EQ(after.at("state").as_string(), "intact") << json::serialize(after);
  EXPECT_EQ(after.at("checked"), before.at("checked"));
  EXPECT_EQ(after.at("started_at"), before.at("started_at"));
  const json::value last = json::parse(world.send("auditor", Method::get, "/api/v1/integrity").body)
                               .at("last_verification");
  EXPECT_EQ(last.at("verification_id").as_string(), id);
  EXPECT_EQ(last.at("root"), before.at("root"));
}

TEST_F(AccessesTest, ASearchRecordsEachPersonItShowsInOneCommit) {
  const auto before = world.size();
  // A letter group that many of the demonstration families share with the marked one.
  const Response found =
      world.send("owner", Method::post, "/api/v1/searches", R"({"text":"zzmarcatore"})");
  ASSERT_EQ(found.status, Status::ok) << found.body;
  const auto items = json::parse(found.body).at("items").as_array();
  ASSERT_FALSE(items.empty());
  const auto accesses = world.accesses_from(before);
  ASSERT_EQ(accesses.size(), items.size());
  std::set<std::string> shown;
  for (const json::value& item : items) shown.insert(item.at("person_id").as_string().c_str());
  for (const auto& access : accesses) {
    EXPECT_EQ(access.purpose, "search");
    EXPECT_EQ(access.action, schema::AccessAction::search);
    EXPECT_EQ(access.commit, accesses.front().commit);
    EXPECT_TRUE(shown.contains(to_string(access.subject)));
  }
  EXPECT_EQ(accesses.front().case_file, world.marked_case);
}

TEST_F(AccessesTest, ASearchThatFindsNobodyIsRecordedWithoutASubject) {
  const auto before = world.size();
  const Response found =
      world.send("owner", Method::post, "/api/v1/searches", R"({"text":"qqqqwwwwxx"})");
  ASSERT_EQ(found.status, Status::ok) << found.body;
  EXPECT_TRUE(json::parse(found.body).at("items").as_array().empty());
  const auto accesses = world.accesses_from(before);
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_TRUE(accesses.front().subject.is_nil());
  EXPECT_EQ(accesses.front().purpose, "search");
}

TEST_F(AccessesTest, APersonIsFoundByPhoneAndByStreet) {
  const auto match = [&](const std::string& text) -> std::string {
    const Response found =
        world.send("owner", Method::post, "/api/v1/searches", "{\"text\":\"" + text + "\"}");
    const json::value body = json::parse(found.body);
    for (const json::value& item : body.at("items").as_array()) {
      if (item.at("person_id").as_string() == to_string(world.marked_person)) {
        return item.at("match").as_string().c_str();
      }
    }
    return "";
  };
  EXPECT_EQ(match("3339990001"), "phone");
  EXPECT_EQ(match("0039 333-999.0001"), "phone");
  EXPECT_EQ(match("333999000"), "");
  EXPECT_EQ(match("marcatissima"), "address");
  EXPECT_EQ(match("VIA Marcatissima, 999"), "address");
  EXPECT_EQ(match("via marcatissima 998"), "");
  EXPECT_EQ(match("via 999"), "");
  EXPECT_EQ(match("zzmarc qqpr"), "name");
}

TEST_F(AccessesTest, AnotherOfficesPersonIsNotFoundByPhoneOrStreet) {
  for (const char* text : {"3339990001", "marcatissima 999", "zzmarcatore"}) {
    const Response found = world.send("stranger", Method::post, "/api/v1/searches",
                                      std::string("{\"text\":\"") + text + "\"}");
    EXPECT_TRUE(json::parse(found.body).at("items").as_array().empty()) << text;
  }
}

TEST_F(AccessesTest, AWriteOnAStaleVersionSavesNothingAndSaysTheVersionOfNow) {
  const Response page = world.send("owner", Method::get, case_path());
  const std::string etag(field_value(page.fields, "etag"));
  ASSERT_FALSE(etag.empty());
  const auto note = [&](const std::string& version, Fields fields) {
    if (!version.empty()) fields.push_back({"if-match", version});
    return world.send("owner", Method::post, case_path() + "/interventions",
                      R"({"kind":"note","on":"2026-03-20","text":"prova","participants":[]})",
                      std::move(fields));
  };
  const Fields key = with_key();
  ASSERT_EQ(note(etag, key).status, Status::created);
  const auto size = world.count(schema::Fact::InterventionLogged);
  const Response stale = note(etag, with_key());
  EXPECT_EQ(stale.status, Status::precondition_failed) << stale.body;
  EXPECT_EQ(stale.code, "command.version_stale");
  EXPECT_NE(stale.body.find("Nulla è stato salvato"), std::string::npos) << stale.body;
  EXPECT_EQ(world.count(schema::Fact::InterventionLogged), size);
  // The first one again is the first one, also now; the version of now is accepted.
  EXPECT_EQ(note(etag, key).status, Status::created);
  EXPECT_EQ(note(std::string(field_value(stale.fields, "etag")), with_key()).status,
            Status::created);
  // An addition needs no version; a malformed one is refused.
  EXPECT_EQ(note("", with_key()).status, Status::created);
  EXPECT_EQ(note("7", with_key()).code, refusals::precondition_malformed);
  const Response fee =
      world.send("owner", Method::post, "/api/v1/services/" + to_string(world.service) + "/fees",
                 R"({"from":"2026-06-01","to":"2026-06-30"})",
                 {{"idempotency-key", to_string(crypto::random_uuid())}, {"if-match", etag}});
  EXPECT_EQ(fee.status, Status::precondition_failed) << fee.body;
}

}  // namespace
}  // namespace telaio::http
