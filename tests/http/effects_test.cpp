// SPDX-License-Identifier: EUPL-1.2
// Effetti over the API: a rectified ISEE is listed and changes nothing, a decision settles it once,
// and what was determined before stays readable.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file, which tell one story in their order: the ISEE of 8,000.00
// of the marked family is rectified to 15,900.00.
class EffectsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<ServiceWorld>();
    before = shared->size() - 1;
    old_fee = shared->send("owner", Method::get, fee_path()).body;
    rectify();
  }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  static std::string case_path() { return "/api/v1/cases/" + to_string(shared->marked_case); }
  static std::string fee_path() { return "/api/v1/fees/" + to_string(shared->fee); }
  static std::string service_path() { return "/api/v1/services/" + to_string(shared->service); }

  static json::value read(const std::string& who, const std::string& target) {
    const Response response = shared->send(who, Method::get, target);
    EXPECT_EQ(response.status, Status::ok) << target << response.body;
    return json::parse(response.body);
  }
  static json::array services() {
    return read("owner", case_path() + "/effects").at("services").as_array();
  }
  static std::string text(const json::value& value) { return value.as_string().c_str(); }

  static inline std::unique_ptr<ServiceWorld> shared;
  static inline log::Position before = 0;  // The last event that does not know the rectification.
  static inline std::string old_fee;

 private:
  static void rectify() {
    json::object body;
    body["person_id"] = to_string(shared->marked_person);
    body["kind"] = "ordinario";
    body["isee"] = "15900.00";
    body["presented_on"] = "2026-01-19";
    body["valid_from"] = "2026-01-19";
    body["valid_to"] = "2026-12-31";
    body["channel"] = "pdnd";
    body["dsu_number"] = "INPS-ISEE-2026-00000999X-01";
    body["replaces"] = to_string(shared->attestation);
    const Response written = shared->send("owner", Method::post, case_path() + "/attestations",
                                          json::serialize(body), with_key());
    ASSERT_EQ(written.status, Status::created) << written.body;
  }
};

TEST_F(EffectsTest, ARectifiedIseeIsListedToTheCentWithItsReason) {
  const json::array found = services();
  ASSERT_EQ(found.size(), 1U);
  const json::value& service = found[0];
  ASSERT_EQ(service.at("periods").as_array().size(), 1U);
  const json::value& period = service.at("periods").at(0);
  EXPECT_EQ(text(period.at("from")), "2026-04-01");
  EXPECT_EQ(text(period.at("before").at("amount")), "54.00");  // 10 h x 5.40.
  EXPECT_EQ(text(period.at("after").at("amount")), "110.00");  // 10 h x 11.00.
  EXPECT_EQ(text(period.at("difference")), "56.00");
  EXPECT_EQ(text(period.at("cause")), "rectified");
  EXPECT_EQ(text(period.at("since")), "2026-03-20");
  EXPECT_EQ(text(period.at("before").at("isee")), "8000.00");
  EXPECT_EQ(text(period.at("after").at("isee")), "15900.00");
  EXPECT_EQ(text(service.at("total")), "56.00");
}

TEST_F(EffectsTest, NothingIsRecoveredAndTheFeeInForceIsTheOldOne) {
  const std::size_t fees = world.count(schema::Fact::CopaymentDetermined);
  services();
  EXPECT_EQ(world.count(schema::Fact::CopaymentDetermined), fees);
  EXPECT_EQ(world.count(schema::Fact::SettlementDecided), 0U);
  EXPECT_EQ(json::parse(world.send("owner", Method::get, fee_path()).body), json::parse(old_fee));
}

TEST_F(EffectsTest, TheFamilysPageSaysHowMuchIsToReviewAndThePastDoesNot) {
  const auto review_on = [&](const std::string& query) {
    const json::value page = read("owner", case_path() + query);
    for (const json::value& service : page.at("services").as_array()) {
      const auto* review = service.as_object().if_contains("review");
      if (review != nullptr) return *review;
    }
    return json::value();
  };
  const json::value now = review_on("?on=2026-04-10");
  ASSERT_TRUE(now.is_object());
  EXPECT_EQ(now.at("periods").to_number<int>(), 1);
  EXPECT_EQ(text(now.at("total")), "56.00");
  EXPECT_EQ(text(now.at("unit_fee")), "11.00");
  EXPECT_TRUE(review_on("?on=2026-04-10&as_of=" + std::to_string(before)).is_null());
}

TEST_F(EffectsTest, TheHeadSeesTheAmountAtStakeOfTheUnit) {
  const json::value list = read("head", "/api/v1/effects");
  bool found = false;
  for (const json::value& item : list.at("items").as_array()) {
    if (text(item.at("case").at("case_id")) != to_string(world.marked_case)) continue;
    found = true;
    EXPECT_EQ(text(item.at("debt")), "56.00");
    EXPECT_EQ(text(item.at("credit")), "0.00");
  }
  EXPECT_TRUE(found) << json::serialize(list);
  EXPECT_EQ(list.at("left_out").to_number<int>(), 0);
}

TEST_F(EffectsTest, AnotherOfficeAndABlindReaderSeeNoNames) {
  EXPECT_EQ(world.send("stranger", Method::get, case_path() + "/effects").status,
            Status::forbidden);
  const std::string masked = world.send("auditor", Method::get, case_path() + "/effects").body;
  for (const std::string_view marker : test::all_markers()) {
    EXPECT_EQ(masked.find(marker), std::string::npos);
  }
}

TEST_F(EffectsTest, ADecisionOnAnotherProposalIsRefusedByName) {
  const std::string stale = std::string(64, '0');
  const Response response =
      world.send("owner", Method::post, service_path() + "/settlements",
                 R"({"proposal":")" + stale + R"(","method":"next_invoice"})", with_key());
  EXPECT_EQ(response.code, "fee.settlement_stale") << response.body;
  EXPECT_EQ(world.count(schema::Fact::SettlementDecided), 0U);
}

TEST_F(EffectsTest, ADebtIsNotRefundedAndInstalmentsAreCounted) {
  const std::string proposal = text(services()[0].at("proposal"));
  const auto answer = [&](const std::string& rest) {
    return world.send("owner", Method::post, service_path() + "/settlements",
                      R"({"proposal":")" + proposal + R"(",)" + rest + "}", with_key());
  };
  EXPECT_EQ(answer(R"("method":"refund")").code, "fee.refund_of_debt");
  EXPECT_EQ(answer(R"("method":"instalments")").code, "fee.instalments_out_of_range");
  EXPECT_EQ(answer(R"("method":"instalments","instalments":1)").status, Status::bad_request);
}

// Contesting comes before the settlement replaces the fee.
TEST_F(EffectsTest, AFeeIsNotifiedContestedAndAnswered) {
  const auto post = [&](const std::string& what, const std::string& body) {
    return world.send("owner", Method::post, fee_path() + what, body, with_key());
  };
  EXPECT_EQ(post("/reviews", R"({"on":"2026-03-20"})").code, "fee.not_notified");
  EXPECT_EQ(post("/notifications", R"({"on":"2026-03-21"})").code, "fee.date_in_future");
  EXPECT_EQ(post("/notifications", R"({"on":"2026-03-20"})").status, Status::created);
  EXPECT_EQ(post("/reviews", R"({"on":"2026-03-20"})").status, Status::created);
  EXPECT_EQ(post("/review-decisions", R"({"on":"2026-03-20","outcome":"changed"})").status,
            Status::created);
  const json::value fee = read("owner", fee_path());
  EXPECT_EQ(text(fee.at("notified_on")), "2026-03-20");
  EXPECT_EQ(text(fee.at("review").at("outcome")), "changed");
  EXPECT_EQ(text(fee.at("amount")), "54.00");
  // Its story is told.
  const std::string told =
      world
          .send("owner", Method::get,
                case_path() + "/timeline?limit=200&after=" + std::to_string(world.size() - 1))
          .body;
  EXPECT_NE(told.find("FeeReviewDecided"), std::string::npos);
}

TEST_F(EffectsTest, DecidingSettlesOnceAndLeavesNothingToReview) {
  const std::string proposal = text(services()[0].at("proposal"));
  const std::string body =
      R"({"proposal":")" + proposal + R"(","method":"instalments","instalments":2})";
  const Fields key = with_key();
  const Response first =
      world.send("owner", Method::post, service_path() + "/settlements", body, key);
  const Response again =
      world.send("owner", Method::post, service_path() + "/settlements", body, key);
  ASSERT_EQ(first.status, Status::created) << first.body;
  ASSERT_EQ(again.status, Status::created) << again.body;
  EXPECT_TRUE(json::parse(again.body).at("repeated").as_bool());
  EXPECT_EQ(world.count(schema::Fact::SettlementDecided), 1U);

  const json::value after = services()[0];
  EXPECT_TRUE(after.at("periods").as_array().empty());
  EXPECT_EQ(text(after.at("total")), "0.00");
  const json::value& settled = after.at("settlements").at(0);
  EXPECT_EQ(text(settled.at("total")), "56.00");
  EXPECT_EQ(settled.at("instalments").to_number<int>(), 2);
  EXPECT_EQ(text(settled.at("fees").at(0).at("fee_id")), to_string(world.fee));
  EXPECT_EQ(
      world.send("owner", Method::post, service_path() + "/settlements", body, with_key()).code,
      "fee.nothing_to_settle");

  // The old fee stays as it was, but says what took its place; the new one says whence it comes.
  const json::value old = read("owner", fee_path());
  EXPECT_EQ(text(old.at("amount")), "54.00");
  EXPECT_EQ(old.at("steps"), json::parse(old_fee).at("steps"));
  const std::string replacement = text(settled.at("fees").at(0).at("replacement_id"));
  EXPECT_EQ(text(old.at("superseded_by")), replacement);
  const auto position = json::parse(first.body).at("position").to_number<std::uint64_t>();
  const json::value now =
      read("owner", "/api/v1/fees/" + replacement + "?after=" + std::to_string(position));
  EXPECT_EQ(text(now.at("supersedes")), to_string(world.fee));
  EXPECT_EQ(text(now.at("amount")), "110.00");
}

TEST_F(EffectsTest, BothViewsOfTheCaseAreExact) {
  const auto amount_on = [&](const std::string& query) {
    const json::value page = read("owner", case_path() + query);
    for (const json::value& service : page.at("services").as_array()) {
      const auto* fee = service.as_object().if_contains("fee");
      if (fee != nullptr) return text(fee->at("amount")) + " " + text(fee->at("isee"));
    }
    return std::string();
  };
  EXPECT_EQ(amount_on("?on=2026-04-10&as_of=" + std::to_string(before)), "54.00 8000.00");
  EXPECT_EQ(amount_on("?on=2026-04-10&after=" + std::to_string(world.size() - 1)),
            "110.00 15900.00");
}

}  // namespace
}  // namespace telaio::http
