// SPDX-License-Identifier: EUPL-1.2
// ISEE attestations over the API: what is refused and flagged, who reads what, and what each answer
// of INPS leaves behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "inps/inps_reasons.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

class IseeApi : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  std::string path(const std::string& rest) const {
    return "/api/v1/cases/" + to_string(world.marked_case) + rest;
  }
  Response post(const std::string& rest, const json::object& body, std::string who = "owner",
                std::string key = to_string(crypto::random_uuid())) {
    return world.send(who, Method::post, path(rest), json::serialize(body),
                      {{"idempotency-key", std::move(key)}});
  }
  json::object attestation(const char* dsu) const {
    return {{"person_id", to_string(world.marked_person)},
            {"kind", "universita"},
            {"isee", "8400.00"},
            {"presented_on", "2026-03-01"},
            {"valid_from", "2026-03-01"},
            {"valid_to", "2026-12-31"},
            {"channel", "citizen"},
            {"dsu_number", dsu}};
  }
  json::object question() const {
    return {{"person_id", to_string(world.marked_person)},
            {"kind", "ordinario"},
            {"depth", "indicator"},
            {"service_code", "SAD"},
            {"protocol", "2026/00417"}};
  }
  json::object listed(const std::string& who = "owner") {
    const Response response = world.send(who, Method::get, path("/attestations"));
    EXPECT_EQ(response.status, Status::ok) << response.body;
    return json::parse(response.body).as_object();
  }
  inps::Answer found(const char* dsu, std::int64_t cents) const {
    inps::Attestation told;
    told.dsu_number = dsu;
    told.presented_on = told.valid_from = Date::of(2026, 3, 2);
    told.valid_to = Date::of(2026, 12, 31);
    told.indicator.kind = inps::IseeKind::ordinario;
    told.indicator.kind_as_printed = "Ordinario";
    told.indicator.codice_fiscale = world.fiscal_code;
    told.indicator.isee = Money::from_cents(cents);
    return {inps::Outcome::found, told, {}};
  }
  static std::string outcome(const Response& response) {
    EXPECT_EQ(response.status, Status::created) << response.body;
    return std::string(json::parse(response.body).at("outcome").as_string());
  }
  // What determining a fee for a month says.
  Response fee(const char* from, const char* to) {
    return world.send("owner", Method::post,
                      "/api/v1/services/" + to_string(world.service) + "/fees",
                      json::serialize(json::object{{"from", from}, {"to", to}}),
                      {{"idempotency-key", to_string(crypto::random_uuid())}});
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> IseeApi::shared;

TEST_F(IseeApi, AnAttestationIsWrittenOnceAndListedWithItsTexts) {
  auto body = attestation("prot. 2026/77");
  body["annotations"] = true;
  body["annotation_texts"] = json::array{"Omissione: conto corrente"};
  body["protocol"] = "2026/0099";
  body["filed_on"] = "2026-03-05";
  body["scale"] = "2.46";
  const std::string key = to_string(crypto::random_uuid());
  const Response first = post("/attestations", body, "owner", key);
  ASSERT_EQ(first.status, Status::created) << first.body;
  const Response again = post("/attestations", body, "owner", key);
  EXPECT_TRUE(json::parse(again.body).at("repeated").as_bool());
  EXPECT_EQ(json::parse(again.body).at("attestation_id"),
            json::parse(first.body).at("attestation_id"));
  std::vector<std::string> flags;
  const json::value answer = json::parse(first.body);
  for (const auto& flag : answer.at("flags").as_array()) {
    flags.emplace_back(flag.at("code").as_string());
    EXPECT_FALSE(flag.at("text").as_string().empty());
  }
  EXPECT_THAT(flags, ::testing::ElementsAre("isee.dsu_unusual", "isee.annotated"));
  const json::object folder = listed();
  for (const auto& item : folder.at("items").as_array()) {
    if (item.at("attestation_id") != json::parse(first.body).at("attestation_id")) continue;
    EXPECT_EQ(item.at("dsu_number").as_string(), "prot. 2026/77");
    EXPECT_EQ(item.at("protocol").as_string(), "2026/0099");
    EXPECT_EQ(item.at("annotation_texts").as_array().size(), 1U);
    EXPECT_EQ(item.at("scale").as_string(), "2.46");
    return;
  }
  ADD_FAILURE() << "not listed";
}

TEST_F(IseeApi, TheSameDsuUnderAnotherKeyIsKnownAlready) {
  const auto body = attestation("INPS-ISEE-2026-00000777X-00");
  const Response first = post("/attestations", body);
  ASSERT_EQ(first.status, Status::created);
  const Response again = post("/attestations", body);
  ASSERT_EQ(again.status, Status::created) << again.body;
  EXPECT_EQ(json::parse(again.body).at("attestation_id"),
            json::parse(first.body).at("attestation_id"));
  EXPECT_TRUE(json::parse(again.body).at("already_known").as_bool());
  auto differs = body;
  differs["isee"] = "9400.00";
  EXPECT_EQ(post("/attestations", differs).code, "isee.dsu_differs");
}

TEST_F(IseeApi, EveryBadAmountHasItsOwnReasonAndNothingIsWritten) {
  const auto before = world.count(schema::Fact::IseeAttestationAcquired);
  for (const char* amount : {"8400.001", "-1.00", "1.234,56", "1,234.56", "8400,00", "mille", ""}) {
    auto body = attestation("INPS-ISEE-2026-00000778X-00");
    body["isee"] = amount;
    const Response response = post("/attestations", body);
    EXPECT_EQ(response.status, Status::bad_request) << amount << response.body;
    EXPECT_EQ(json::parse(response.body).at("errors").as_array().front().at("pointer").as_string(),
              "/isee");
  }
  EXPECT_EQ(world.count(schema::Fact::IseeAttestationAcquired), before);
}

TEST_F(IseeApi, AnAttestationOfTheFutureOrOfSomebodyElseIsRefused) {
  auto future = attestation("INPS-ISEE-2026-00000779X-00");
  future["presented_on"] = "2026-03-21";
  EXPECT_EQ(post("/attestations", future).code, "isee.presented_in_future");
  auto reversed = attestation("INPS-ISEE-2026-00000779X-00");
  reversed["valid_to"] = "2026-02-28";
  EXPECT_EQ(post("/attestations", reversed).code, "isee.validity_reversed");
  auto other = attestation("INPS-ISEE-2026-00000779X-00");
  other["person_id"] = to_string(crypto::random_uuid());
  EXPECT_EQ(post("/attestations", other).code, "isee.not_of_household");
  auto replaces = attestation("INPS-ISEE-2026-00000779X-00");
  replaces["replaces"] = to_string(crypto::random_uuid());
  EXPECT_EQ(post("/attestations", replaces).code, "isee.replaces_unknown");
}

TEST_F(IseeApi, WhoMayNotSeeNamesSeesNoNumberOfADsu) {
  const auto masked = json::serialize(listed("auditor"));
  EXPECT_EQ(masked.find("INPS-ISEE"), std::string::npos);
  EXPECT_EQ(masked.find(test::surname_marker), std::string::npos);
  EXPECT_EQ(world.send("stranger", Method::get, path("/attestations")).status, Status::forbidden);
}

TEST_F(IseeApi, DocumentsAreAcceptedOnce) {
  const std::string rest = "/attestations/" + to_string(world.annotated) + "/documents";
  const json::object accepted{{"on", "2026-03-20"}, {"reason", "office_verified"}};
  ASSERT_EQ(post(rest, accepted).status, Status::created);
  const auto before = world.count(schema::Fact::AttestationDocumentsAccepted);
  EXPECT_EQ(post(rest, accepted).status, Status::created);
  EXPECT_EQ(world.count(schema::Fact::AttestationDocumentsAccepted), before);
  EXPECT_EQ(post("/attestations/" + to_string(world.attestation) + "/documents", accepted).code,
            "isee.not_annotated");
}

TEST_F(IseeApi, DocumentsWithoutAReasonOfTheListAreNotAccepted) {
  const std::string rest = "/attestations/" + to_string(world.annotated) + "/documents";
  const auto before = world.count(schema::Fact::AttestationDocumentsAccepted);
  EXPECT_EQ(post(rest, {{"on", "2026-03-20"}}).status, Status::bad_request);
  EXPECT_EQ(post(rest, {{"on", "2026-03-20"}, {"reason", "unknown"}}).status, Status::bad_request);
  EXPECT_EQ(world.count(schema::Fact::AttestationDocumentsAccepted), before);
}

TEST_F(IseeApi, InpsIsToldWhatTheLawAsksAndTheAnswerIsWrittenDown) {
  world.inps_questions.clear();
  world.inps_answer = found("INPS-ISEE-2026-00000555X-00", 8'100'00);
  const Response response = post("/isee-lookups", question());
  EXPECT_EQ(outcome(response), "found");
  ASSERT_EQ(world.inps_questions.size(), 1U);
  EXPECT_EQ(world.inps_questions[0].codice_fiscale, world.fiscal_code);
  EXPECT_EQ(world.inps_questions[0].protocol, "2026/00417");
  EXPECT_FALSE(world.inps_questions[0].service_code.empty());
  const auto id = json::parse(response.body).at("attestation_id");
  bool there = false;
  const json::object folder = listed();
  for (const auto& item : folder.at("items").as_array()) {
    there = there || item.at("attestation_id") == id;
  }
  EXPECT_TRUE(there);
  EXPECT_EQ(folder.at("lookups").as_array().front().at("outcome").as_string(), "found");
}

TEST_F(IseeApi, TheSameRequestSentAgainAsksInpsOnce) {
  world.inps_questions.clear();
  world.inps_answer = {inps::Outcome::no_data, std::nullopt, {}};
  const std::string key = to_string(crypto::random_uuid());
  EXPECT_EQ(outcome(post("/isee-lookups", question(), "owner", key)), "no_data");
  world.inps_answer = found("INPS-ISEE-2026-00000556X-00", 1);
  const Response again = post("/isee-lookups", question(), "owner", key);
  EXPECT_EQ(outcome(again), "no_data");
  EXPECT_TRUE(json::parse(again.body).at("repeated").as_bool());
  EXPECT_EQ(world.inps_questions.size(), 1U);
}

TEST_F(IseeApi, AnAnswerTheRulesRefuseIsRecordedAsUnusable) {
  auto wrong = found("INPS-ISEE-2026-00000557X-00", 8'100'00);
  wrong.attestation->presented_on = Date::of(2027, 1, 1);
  world.inps_answer = wrong;
  const Response response = post("/isee-lookups", question());
  EXPECT_EQ(outcome(response), "internal_error");
  EXPECT_EQ(json::parse(response.body).at("reason").as_string(), "isee.presented_in_future");
  world.inps_answer = {inps::Outcome::no_data, std::nullopt, {}};
  EXPECT_EQ(outcome(post("/isee-lookups", question())), "no_data");  // Settled for the next tests.
}

TEST_F(IseeApi, ARectificationOfADsuWeNeverHadIsKeptWithoutTheLink) {
  world.inps_answer = found("INPS-ISEE-2026-00000558X-01", 8'200'00);
  world.inps_answer.attestation->replaces_dsu = "INPS-ISEE-2026-00000558X-00";
  const Response response = post("/isee-lookups", question());
  EXPECT_EQ(outcome(response), "found");
  EXPECT_NE(response.body.find("isee.replaces_unknown"), std::string::npos);
}

TEST_F(IseeApi, AfterOfflineNobodyPaysAsIfThereWereNoIseeAndAfterNoDataTheRuleHolds) {
  // In 2027 no attestation of 2026 is good any more: the rule for who has none would decide.
  world.inps_answer = {inps::Outcome::offline, std::nullopt, inps::reasons::timeout};
  const Response offline = post("/isee-lookups", question());
  EXPECT_EQ(outcome(offline), "offline");
  EXPECT_EQ(json::parse(offline.body).at("reason").as_string(), "inps.timeout");
  EXPECT_EQ(fee("2027-06-01", "2027-06-30").code, "isee.answer_missing");
  world.inps_answer = {inps::Outcome::no_data, std::nullopt, {}};
  EXPECT_EQ(outcome(post("/isee-lookups", question())), "no_data");
  EXPECT_NE(fee("2027-06-01", "2027-06-30").code, "isee.answer_missing");
}

TEST_F(IseeApi, OfAThresholdOnlyTheSideIsAskedAndKeptAndNothingIsPricedWithIt) {
  world.inps_questions.clear();
  auto asked = question();
  asked["depth"] = "threshold";
  asked["threshold"] = "25000.00";
  const auto attestations = world.count(schema::Fact::IseeAttestationAcquired);
  world.inps_answer = {inps::Outcome::found, std::nullopt, {}, inps::Side{false, "x", {}, true}};
  const Response response = post("/isee-lookups", asked);
  EXPECT_EQ(outcome(response), "found");
  const json::value answer = json::parse(response.body);
  EXPECT_EQ(answer.at("answer").as_string(), "above");
  EXPECT_EQ(answer.at("threshold").as_string(), "25000.00");
  EXPECT_TRUE(answer.at("annotated").as_bool());
  EXPECT_FALSE(answer.as_object().contains("attestation_id"));
  ASSERT_EQ(world.inps_questions.size(), 1U);
  EXPECT_EQ(world.inps_questions[0].depth, inps::Depth::threshold);
  EXPECT_EQ(world.inps_questions[0].threshold, Money::from_cents(25'000'00));
  EXPECT_EQ(world.count(schema::Fact::IseeAttestationAcquired), attestations);
  const json::object folder = listed();
  const json::value& row = folder.at("lookups").as_array().front();
  EXPECT_EQ(row.at("answer").as_string(), "above");
  EXPECT_EQ(row.at("threshold").as_string(), "25000.00");
  // There is one, and its amount is not known.
  EXPECT_EQ(fee("2027-06-01", "2027-06-30").code, "isee.answer_missing");
  world.inps_answer = {inps::Outcome::no_data, std::nullopt, {}};
  EXPECT_EQ(outcome(post("/isee-lookups", question())), "no_data");
}

TEST_F(IseeApi, AThresholdComesWithItsQuestionOnlyAndIsNotBelowZero) {
  world.inps_questions.clear();
  auto without = question();
  without["depth"] = "threshold";
  EXPECT_EQ(post("/isee-lookups", without).status, Status::bad_request);
  auto negative = without;
  negative["threshold"] = "-0.01";
  EXPECT_EQ(post("/isee-lookups", negative).status, Status::bad_request);
  auto needless = question();
  needless["threshold"] = "25000.00";
  EXPECT_EQ(post("/isee-lookups", needless).status, Status::bad_request);
  EXPECT_TRUE(world.inps_questions.empty());
}

TEST_F(IseeApi, NothingOfAPersonOfAnotherFamilyReachesInps) {
  world.inps_questions.clear();
  auto other = question();
  other["person_id"] = to_string(crypto::random_uuid());
  EXPECT_EQ(post("/isee-lookups", other).code, "isee.not_of_household");
  EXPECT_EQ(post("/isee-lookups", question(), "stranger").status, Status::forbidden);
  EXPECT_TRUE(world.inps_questions.empty());
}

}  // namespace
}  // namespace telaio::http
