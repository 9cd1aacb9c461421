// SPDX-License-Identifier: EUPL-1.2
// What is shown before it counts: the amount of a fee, the judgement of a request, the check of
// criteria; and where a family's requests stand. None of them writes a fact about the family.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "crypto/random.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file; only the last ones write.
class PreviewsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  json::value done(const std::string& who, Method method, const std::string& target,
                   const std::string& body, Status expected) {
    const Response response = world.send(who, method, target, body, with_key());
    EXPECT_EQ(response.status, expected) << target << response.body;
    return json::parse(response.body);
  }
  std::string case_path() const { return "/api/v1/cases/" + to_string(world.marked_case); }
  std::string fee_path(const std::string& what) const {
    return "/api/v1/services/" + to_string(world.service) + what;
  }
  std::string assess_path() const {
    return "/api/v1/services/" + to_string(world.application) + "/assessments";
  }
  std::string assessment(const std::string& more) const {
    return R"({"criteria_id":")" + to_string(world.criteria) +
           R"(","on":"2026-03-20","age_months":540,"attestation_id":")" +
           to_string(world.attestation) + "\"" + more + "}";
  }

  static inline std::unique_ptr<ServiceWorld> shared;
};

TEST_F(PreviewsTest, AFeeIsShownToTheCentAndNotDetermined) {
  const std::size_t fees = world.count(schema::Fact::CopaymentDetermined);
  const std::string may = R"({"from":"2026-05-01","to":"2026-05-31"})";
  const json::value shown = done("owner", Method::post, fee_path("/fee-previews"), may, Status::ok);
  ASSERT_EQ(shown.at("fees").as_array().size(), 1U);
  const json::value& fee = shown.at("fees").at(0);
  EXPECT_EQ(fee.at("amount").as_string(), "54.00");  // 10 h x 5.40.
  EXPECT_EQ(fee.at("isee").as_string(), "8000.00");
  EXPECT_FALSE(fee.at("steps").as_array().empty());
  EXPECT_EQ(world.count(schema::Fact::CopaymentDetermined), fees);
}

TEST_F(PreviewsTest, WhatItIsPricedWithMovesTheAmountShown) {
  const auto amount = [&](const std::string& more) {
    const std::string body = R"({"from":"2026-05-01","to":"2026-05-31")" + more + "}";
    return std::string(done("owner", Method::post, fee_path("/fee-previews"), body, Status::ok)
                           .at("fees")
                           .at(0)
                           .at("amount")
                           .as_string());
  };
  EXPECT_EQ(amount(R"(,"quantity":"20")"), "108.00");
  EXPECT_EQ(amount(R"(,"third_payer":"4.00")"), "50.00");
  EXPECT_EQ(amount(R"(,"surcharge":1)"), "59.40");  // Ten in a hundred more.
}

TEST_F(PreviewsTest, AFeeThatTheRulesRefuseIsRefusedBeforeItIsAsked) {
  // The regulation has no discount.
  const Response refused =
      world.send("owner", Method::post, fee_path("/fee-previews"),
                 R"({"from":"2026-05-01","to":"2026-05-31","discount":1})", with_key());
  EXPECT_EQ(refused.status, Status::unprocessable) << refused.body;
}

TEST_F(PreviewsTest, TheTermsAreThoseOfTheRegulationInForceOnTheDay) {
  const json::value now =
      done("owner", Method::get, fee_path("/fee-terms?on=2026-05-01"), "", Status::ok);
  const json::value& terms = now.at("terms");
  ASSERT_EQ(terms.at("surcharges").as_array().size(), 1U);
  EXPECT_EQ(terms.at("surcharges").at(0).at("number").to_number<int>(), 1);
  EXPECT_EQ(terms.at("surcharges").at(0).at("percent").as_string(), "10.00");
  EXPECT_TRUE(terms.at("discounts").as_array().empty());
  EXPECT_FALSE(terms.at("in_percent").as_bool());
  EXPECT_FALSE(terms.as_object().contains("exemption"));
  const json::value before =
      done("owner", Method::get, fee_path("/fee-terms?on=1990-01-01"), "", Status::ok);
  EXPECT_FALSE(before.as_object().contains("terms"));
  EXPECT_EQ(world.send("colleague", Method::get, fee_path("/fee-terms")).status, Status::forbidden);
}

TEST_F(PreviewsTest, AJudgementIsShownGateByGateAndNotWritten) {
  const std::size_t judged = world.count(schema::Fact::ApplicationAssessed);
  const json::value shown = done("owner", Method::post, assess_path(),
                                 assessment(R"(,"preview":true,"residence":"015209",)"
                                            R"("points":[{"item":"care_need","points":"30"}])"),
                                 Status::ok);
  const json::value& outcome = shown.at("outcome");
  EXPECT_EQ(outcome.at("state").as_string(), "admitted");
  EXPECT_EQ(outcome.at("points").as_string(), "30");
  EXPECT_EQ(outcome.at("gates").at(0).at("verdict").as_string(), "passed");
  EXPECT_EQ(outcome.at("gates").at(1).at("verdict").as_string(), "passed");
  EXPECT_FALSE(shown.as_object().contains("position"));
  EXPECT_EQ(world.count(schema::Fact::ApplicationAssessed), judged);
}

TEST_F(PreviewsTest, AGateThatFailsSaysWhatWasFoundAndOneThatCannotBeJudgedWhatIsMissing) {
  const json::value elsewhere =
      done("owner", Method::post, assess_path(),
           assessment(R"(,"preview":true,"residence":"015146")"), Status::ok);
  EXPECT_EQ(elsewhere.at("outcome").at("state").as_string(), "refused");
  EXPECT_EQ(elsewhere.at("outcome").at("gates").at(0).at("verdict").as_string(), "failed");
  EXPECT_NE(json::serialize(elsewhere).find("residenza a "), std::string::npos);

  const json::value unknown =
      done("owner", Method::post, assess_path(), assessment(R"(,"preview":true)"), Status::ok);
  EXPECT_EQ(unknown.at("outcome").at("state").as_string(), "suspended_documents");
  EXPECT_EQ(unknown.at("outcome").at("gates").at(0).at("verdict").as_string(), "missing");
  EXPECT_EQ(unknown.at("outcome").at("gates").at(0).at("value").as_string(), "Manca la residenza.");
  // An item that nobody judged is not a zero.
  EXPECT_FALSE(unknown.at("outcome").at("items").at(0).as_object().contains("points"));
}

TEST_F(PreviewsTest, TheFamilySeesItsPlaceInTheListOfToday) {
  const json::value found =
      done("owner", Method::get, case_path() + "/applications", "", Status::ok);
  ASSERT_EQ(found.at("items").as_array().size(), 1U);
  const json::value& one = found.at("items").at(0);
  EXPECT_EQ(one.at("service_id").as_string(), to_string(world.application));
  EXPECT_EQ(one.at("protocol_number").to_number<int>(), 77);
  EXPECT_EQ(one.at("birth_date").as_string(), "1980-05-17");
  EXPECT_EQ(one.at("assessment").at("input").at("points").at(0).at("points").as_string(), "12.5");
  ASSERT_EQ(one.at("places").as_array().size(), 1U);
  const json::value& place = one.at("places").at(0);
  EXPECT_EQ(place.at("order").to_number<int>(), 1);
  EXPECT_EQ(place.at("funded").to_number<int>(), 1);
  EXPECT_EQ(place.at("on").as_string(), "2026-03-20");
  EXPECT_EQ(place.at("state").as_string(), "admitted_funded");
}

TEST_F(PreviewsTest, AnAuditorSeesThePlaceWithoutNamesIncomesOrWhatWasKnown) {
  const Response response = world.send("auditor", Method::get, case_path() + "/applications");
  ASSERT_EQ(response.status, Status::ok) << response.body;
  for (const auto marker : test::all_markers()) {
    EXPECT_EQ(response.body.find(marker), std::string::npos) << marker;
  }
  EXPECT_EQ(response.body.find("8.000,00"), std::string::npos);
  EXPECT_EQ(response.body.find("birth_date"), std::string::npos);
  EXPECT_EQ(response.body.find("\"input\""), std::string::npos);
  EXPECT_EQ(world.send("stranger", Method::get, case_path() + "/applications").status,
            Status::forbidden);
}

TEST_F(PreviewsTest, ACheckNamesEachErrorInItsPlaceAndReadsTheRestAsSentences) {
  const std::size_t published = world.count(schema::Fact::AccessCriteriaPublished);
  const json::value checked = done("manager", Method::post, "/api/v1/access-criteria/check",
                                   R"({"document":{"id":"x","act":"Atto","gates":[{"kind":"luck"},)"
                                   R"({"kind":"isee_max","amount":"25000.00"}]}})",
                                   Status::ok);
  EXPECT_GE(checked.at("errors").to_number<int>(), 1);
  EXPECT_EQ(checked.at("findings").at(0).at("at").as_string(), "/gates/0/kind");
  EXPECT_NE(json::serialize(checked.at("criteria")).find("ISEE non superiore a 25.000,00 euro"),
            std::string::npos);
  EXPECT_EQ(world.count(schema::Fact::AccessCriteriaPublished), published);
}

TEST_F(PreviewsTest, AnAnswerOfInpsIsInTheStoryWithItsOutcomeInWords) {
  const auto ask = [&](inps::Outcome outcome) {
    world.inps_answer = {outcome, std::nullopt, {}};
    done("owner", Method::post, case_path() + "/isee-lookups",
         R"({"person_id":")" + to_string(world.marked_person) +
             R"(","kind":"ordinario","depth":"indicator","service_code":"SAD",)"
             R"("protocol":"2026/1"})",
         Status::created);
  };
  ask(inps::Outcome::no_data);
  ask(inps::Outcome::offline);
  const Response story = world.send(
      "owner", Method::get, case_path() + "/timeline?after=" + std::to_string(world.size() - 1));
  ASSERT_EQ(story.status, Status::ok) << story.body;
  EXPECT_NE(story.body.find("nessun dato"), std::string::npos);
  EXPECT_NE(story.body.find("INPS non raggiungibile"), std::string::npos);
}

TEST_F(PreviewsTest, DocumentsAcceptedLaterAreListedWithTheirDayAndTheirReason) {
  done("owner", Method::post,
       case_path() + "/attestations/" + to_string(world.annotated) + "/documents",
       R"({"on":"2026-03-20","reason":"archive_outdated"})", Status::created);
  const json::value list =
      done("owner", Method::get, case_path() + "/attestations", "", Status::ok);
  bool found = false;
  for (const json::value& each : list.at("items").as_array()) {
    if (each.at("attestation_id").as_string() != to_string(world.annotated)) continue;
    found = true;
    EXPECT_TRUE(each.at("documents_given").as_bool());
    EXPECT_EQ(each.at("documents_accepted_on").as_string(), "2026-03-20");
    EXPECT_EQ(each.at("documents_reason").as_string(), "archive_outdated");
  }
  EXPECT_TRUE(found);
  const Response story = world.send(
      "owner", Method::get, case_path() + "/timeline?after=" + std::to_string(world.size() - 1));
  EXPECT_NE(story.body.find("Il dato confrontato era vecchio o sbagliato"), std::string::npos);
}

}  // namespace
}  // namespace telaio::http
