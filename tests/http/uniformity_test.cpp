// SPDX-License-Identifier: EUPL-1.2
// The uniformity of tariffs over HTTP, on the demonstration: Sesto San Giovanni uses the SAD tariff
// of Dairago, Cologno Monzese that of Broni, so the figures are those of example E39.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>

#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file. Tests only read it.
class UniformityHttpTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }

  static Response get(const std::string& query, const std::string& who = "manager") {
    return shared->send(who, Method::get, "/api/v1/uniformity" + query);
  }
  static json::value answer(const std::string& query) {
    const Response response = get(query);
    EXPECT_EQ(response.status, Status::ok) << response.body;
    return json::parse(response.body);
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> UniformityHttpTest::shared;

const json::value& dimension(const json::value& body, std::string_view name) {
  const auto& rows = body.at("structure").as_array();
  return *std::ranges::find_if(
      rows, [&](const json::value& row) { return row.at("dimension").as_string() == name; });
}

TEST_F(UniformityHttpTest, GivesTheFiguresOfTheCommandLine) {
  const json::value body = answer("?service=SAD");
  EXPECT_EQ(body.at("worst").at("amount"), "8.06");
  EXPECT_EQ(body.at("worst").at("isee"), "11428.99");
  EXPECT_EQ(body.at("worst").at("highest"), "015209");
  EXPECT_EQ(body.at("worst").at("highest_fee"), "11.00");
  EXPECT_EQ(body.at("worst").at("lowest"), "015081");
  EXPECT_EQ(body.at("worst").at("lowest_fee"), "2.94");
  EXPECT_EQ(body.at("max_isee"), "15100.00");
  // As in tests/tools/fee_commands_test.cpp.
  const json::value& measures = body.at("measures");
  EXPECT_EQ(measures.at("d_mean").at("exact"), "72563/15100");
  EXPECT_EQ(measures.at("d_mean").at("amount"), "4.81");
  EXPECT_EQ(measures.at("access").at("share"), "0.9934");
  EXPECT_EQ(measures.at("u").at("exact"), "21300/93863");
  EXPECT_EQ(measures.at("u").at("share"), "0.2269");
}

TEST_F(UniformityHttpTest, SaysWhereTheTextsAgreeAndWhatCausesTheDifference) {
  const json::value body = answer("?service=SAD");
  EXPECT_EQ(body.at("cause"), "thresholds");
  EXPECT_EQ(dimension(body, "formula").at("equal"), false);
  EXPECT_EQ(dimension(body, "annotations").at("equal"), true);
  EXPECT_EQ(body.at("adopters"), 0);
  EXPECT_EQ(body.at("comuni").as_array().size(), 2U);
  EXPECT_EQ(body.at("comuni").at(0).at("tariff").at("authority"), "Comune di Broni");
}

TEST_F(UniformityHttpTest, OpensOnTheServiceWithTheLowestIndex) {
  EXPECT_EQ(answer("").at("service"), "SAD");
}

TEST_F(UniformityHttpTest, OfOneTextInBothComuniIsComplete) {
  const json::value body = answer("?service=TELESOCCORSO");
  EXPECT_EQ(body.at("measures").at("u").at("share"), "1.0000");
  EXPECT_EQ(body.at("different"), 0);
  EXPECT_EQ(body.at("adopters"), 2);
  EXPECT_FALSE(body.as_object().contains("cause"));
}

TEST_F(UniformityHttpTest, ACurveEndsWhereNobodyIsAdmittedAnyMore) {
  const json::value body = answer("?service=SAD");
  const auto& broni = body.at("curves").at(0);
  EXPECT_EQ(broni.at("id"), "015081");
  EXPECT_EQ(broni.at("pieces").as_array().back().at("to").at("isee"), "15000.00");
  EXPECT_EQ(broni.at("pieces").as_array().back().at("to").at("fee"), "6.00");
}

TEST_F(UniformityHttpTest, APublishedTextIsOnTheChartAndInNoFigure) {
  const json::value body = answer("?service=SAD&compare=teramo-sad");
  const auto& curves = body.at("curves").as_array();
  ASSERT_EQ(curves.size(), 3U);
  EXPECT_EQ(curves.back().at("published"), true);
  EXPECT_EQ(body.at("worst").at("amount"), "8.06");
  EXPECT_EQ(body.at("compared").as_array().size(), 2U);
}

TEST_F(UniformityHttpTest, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(get("?service=NONE").status, Status::bad_request);
  EXPECT_EQ(get("?service=SAD&compare=no-such-text").status, Status::bad_request);
  EXPECT_EQ(get("?service=SAD&compare=vicenza-meals-2023").status, Status::bad_request);
  EXPECT_EQ(get("?service=SAD&compare=a,b,c,d,e").status, Status::bad_request);
  EXPECT_EQ(get("?service=SAD", "owner").status, Status::forbidden);
}

TEST_F(UniformityHttpTest, BeforeTheFirstRegulationThereIsNothingToCompare) {
  const json::value body = answer("?service=SAD&on=2001-01-01");
  EXPECT_TRUE(body.at("compared").as_array().empty());
  EXPECT_TRUE(body.at("structure").as_array().empty());
  EXPECT_EQ(body.at("why_not").at("code"), "fees.too_few_regulations");
  EXPECT_FALSE(body.as_object().contains("measures"));
}

TEST_F(UniformityHttpTest, TheHistoryHasADateForEachChangeAndWhatWasKnownThen) {
  const json::value body = answer("/history?service=SAD");
  ASSERT_EQ(body.at("points").as_array().size(), 1U);
  EXPECT_EQ(body.at("total"), 1);
  EXPECT_EQ(body.at("points").at(0).at("now").at("u").at("share"), "0.2269");
  EXPECT_EQ(body.at("points").at(0).at("now").at("comuni"), 2);
  EXPECT_TRUE(body.at("points").at(0).as_object().contains("then"));
  EXPECT_TRUE(answer("/history").at("points").as_array().empty());
  EXPECT_TRUE(answer("/history?service=SAD&on=2001-01-01").at("points").as_array().empty());
}

}  // namespace
}  // namespace telaio::http
