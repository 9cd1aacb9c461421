// SPDX-License-Identifier: EUPL-1.2
// Ranked lists over the API: who sees whom, what is recorded, what a preview leaves behind, and
// what the letter says.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "crypto/random.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file; those that publish do so on a criteria of their own.
class RankingsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  std::string list_path() const { return "/api/v1/rankings/" + to_string(world.ranking); }
  std::string letter_path() const {
    return list_path() + "/letters/" + to_string(world.application);
  }
  std::string wanted(const std::string& more = "") const {
    return R"({"criteria_id":")" + to_string(world.criteria) + R"(","on":"2026-03-20","places":0)" +
           more + "}";
  }
  std::string assess_path() const {
    return "/api/v1/services/" + to_string(world.application) + "/assessments";
  }
  json::value read(const std::string& who, const std::string& target) {
    const Response response = world.send(who, Method::get, target);
    EXPECT_EQ(response.status, Status::ok) << response.body;
    return json::parse(response.body);
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> RankingsTest::shared;

TEST_F(RankingsTest, TheHeadReadsNamesAndEachPersonIsRecorded) {
  const auto before = world.size();
  const json::value list = read("head", list_path());
  const json::value& row = list.at("items").at(0);
  EXPECT_EQ(row.at("name").as_string(), "Zzmarcatore Qqprova");
  EXPECT_EQ(row.at("state").as_string(), "admitted_funded");
  EXPECT_EQ(row.at("order").as_int64(), 1);
  EXPECT_EQ(row.at("points").as_string(), "12.5");
  EXPECT_EQ(row.at("isee").as_string(), "8000.00");
  const auto accesses = world.accesses_from(before);
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_EQ(accesses.front().subject, Uuid(world.marked_person));
  EXPECT_EQ(accesses.front().case_file, world.marked_case);
}

TEST_F(RankingsTest, TheManagerReadsPseudonymsWithoutIncomesOrIds) {
  const auto before = world.size();
  const json::value list = read("manager", list_path());
  const json::object& row = list.at("items").at(0).as_object();
  EXPECT_EQ(row.at("name").as_string(), "P-01");
  for (const char* hidden : {"isee", "items", "service_id", "case_id"}) {
    EXPECT_FALSE(row.contains(hidden)) << hidden;
  }
  const auto accesses = world.accesses_from(before);
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_EQ(accesses.front().subject, Uuid(world.ranking));
}

TEST_F(RankingsTest, TheAuditorReadsPseudonymsAndHowThePointsCameAbout) {
  const json::value list = read("auditor", list_path());
  const json::value& row = list.at("items").at(0);
  EXPECT_EQ(row.at("name").as_string(), "P-01");
  EXPECT_EQ(row.at("items").at(0).at("points").as_string(), "12.5");
}

TEST_F(RankingsTest, APreviewIsShownAndNotWritten) {
  const auto lists = world.count(schema::Fact::RankedListPublished);
  const Response shown = world.send("head", Method::post, "/api/v1/rankings",
                                    wanted(R"(,"preview":true)"), with_key());
  ASSERT_EQ(shown.status, Status::ok) << shown.body;
  const json::value document = json::parse(shown.body);
  EXPECT_TRUE(document.at("preview").as_bool());
  EXPECT_EQ(document.at("items").at(0).at("state").as_string(), "admitted_waiting");
  EXPECT_EQ(document.at("list").at("supersedes").as_string(), to_string(world.ranking));
  EXPECT_EQ(world.count(schema::Fact::RankedListPublished), lists);
}

TEST_F(RankingsTest, OnlyTheHeadPublishes) {
  for (const char* who : {"owner", "manager", "auditor", "administrator"}) {
    const Response refused =
        world.send(who, Method::post, "/api/v1/rankings", wanted(), with_key());
    EXPECT_EQ(refused.status, Status::forbidden) << who;
  }
}

TEST_F(RankingsTest, TheLetterOfAnAdmittedApplicantSaysItsPlaceAndHowToAskAgain) {
  const json::value letter = read("head", letter_path());
  EXPECT_EQ(letter.at("state").as_string(), "admitted_funded");
  EXPECT_EQ(letter.at("name").as_string(), "Zzmarcatore Qqprova");
  const std::string text(letter.at("paragraphs").at(0).as_string());
  EXPECT_NE(text.find("posto n. 1"), std::string::npos) << text;
  EXPECT_NE(text.find("protocollo n. 77"), std::string::npos) << text;
  EXPECT_NE(std::string(letter.at("review").as_string()).find("Atto della prova"),
            std::string::npos);
  EXPECT_FALSE(letter.as_object().contains("gate"));
}

TEST_F(RankingsTest, ALetterIsForTheHeadAlone) {
  for (const char* who : {"owner", "manager", "auditor"}) {
    EXPECT_EQ(world.send(who, Method::get, letter_path()).status, Status::forbidden) << who;
  }
}

TEST_F(RankingsTest, CriteriaAreSentences) {
  const json::value criteria = read("manager", "/api/v1/access-criteria?service=SOLLIEVO");
  bool found = false;
  for (const json::value& each : criteria.at("items").as_array()) {
    if (each.at("criteria_id").as_string() != to_string(world.criteria)) continue;
    found = true;
    EXPECT_EQ(each.at("gates").at(0).at("text").as_string(),
              "Residenza in uno di questi Comuni: Sesto San Giovanni");
    EXPECT_EQ(each.at("gates").at(1).at("text").as_string(), "ISEE non superiore a 25.000,00 euro");
    EXPECT_EQ(each.at("ties").at(0).at("text").as_string(), "ISEE più basso");
  }
  EXPECT_TRUE(found);
}

TEST_F(RankingsTest, ADocumentWithARuleThatCannotBeReadIsNotPublished) {
  const Response refused =
      world.send("head", Method::post, "/api/v1/access-criteria",
                 R"({"document":{"id":"x","act":"Atto","gates":[{"kind":"luck"}]},)"
                 R"("service_code":"SOLLIEVO","valid_from":"2026-03-01"})",
                 with_key());
  EXPECT_EQ(refused.status, Status::unprocessable);
  EXPECT_EQ(refused.code, "criteria.has_errors");
}

TEST_F(RankingsTest, TheIseeIsReadFromTheAttestationOfTheFamily) {
  const std::string body = R"({"criteria_id":")" + to_string(world.criteria) +
                           R"(","on":"2026-03-20","age_months":540,"residence":"015209",)"
                           R"("points":[{"item":"care_need","points":"30.00"}],)";
  const Response foreign =
      world.send("owner", Method::post, assess_path(),
                 body + R"("attestation_id":"00000000000000000000000000000009"})", with_key());
  EXPECT_EQ(foreign.code, "application.isee_unattested");
  const Response typed =
      world.send("owner", Method::post, assess_path(), body + R"("isee":"1.00"})", with_key());
  EXPECT_EQ(typed.status, Status::bad_request) << typed.body;
}

// Last in the file: it changes what the next list would be.
TEST_F(RankingsTest, ScoredAgainTheNewListTakesThePlaceAndTheOldOneStaysAsItWas) {
  const json::value before = read("head", list_path());
  const std::string body = R"({"criteria_id":")" + to_string(world.criteria) +
                           R"(","on":"2026-03-20","age_months":540,"residence":"015209",)"
                           R"("attestation_id":")" +
                           to_string(world.attestation) +
                           R"(","points":[{"item":"care_need","points":"30.00"}]})";
  const Response judged = world.send("owner", Method::post, assess_path(), body, with_key());
  ASSERT_EQ(judged.status, Status::created) << judged.body;
  const Fields key = with_key();
  const Response first = world.send("head", Method::post, "/api/v1/rankings", wanted(), key);
  ASSERT_EQ(first.status, Status::created) << first.body;
  const json::value written = json::parse(first.body);
  EXPECT_EQ(written.at("items").at(0).at("points").as_string(), "30");
  EXPECT_EQ(written.at("list").at("supersedes").as_string(), to_string(world.ranking));

  const Response again = world.send("head", Method::post, "/api/v1/rankings", wanted(), key);
  ASSERT_EQ(again.status, Status::created) << again.body;
  EXPECT_EQ(json::parse(again.body).at("list").at("ranking_id"),
            written.at("list").at("ranking_id"));

  const auto position = written.at("list").at("position").to_number<std::uint64_t>();
  const json::value lists =
      read("manager", "/api/v1/rankings?service=SOLLIEVO&after=" + std::to_string(position));
  const json::value old = read("head", list_path());
  EXPECT_EQ(old.at("items"), before.at("items"));
  EXPECT_EQ(old.at("list").at("superseded_by"), written.at("list").at("ranking_id"));
  EXPECT_GE(lists.at("total").to_number<std::uint64_t>(), 2U);
}

}  // namespace
}  // namespace telaio::http
