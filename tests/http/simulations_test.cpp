// SPDX-License-Identifier: EUPL-1.2
// Trying a draft over the API: who may, what is refused and why, what is written (one access) and
// what is not (anything else), and that nothing about a few people comes out.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <thread>

#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "http/simulations.hpp"
#include "tests/http/schema_check.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

constexpr std::string_view path = "/api/v1/simulations";

// One world for all tests of this file. Tests only add to it.
class SimulationsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  static std::string asking(const std::string& draft, const std::string& more = "") {
    return R"({"service":"SAD","from":"2025-01-01","to":"2026-12-31","draft":)" + draft + more +
           "}";
  }
  Response start(const std::string& who, const std::string& body) {
    return world.send(who, Method::post, std::string(path), body, with_key());
  }
  static std::string id_of(const Response& response) {
    return std::string(json::parse(response.body).at("simulation_id").as_string());
  }
  static std::string at(const std::string& id) { return std::string(path) + "/" + id; }

  // Follows one to its end.
  json::value ended(const std::string& who, const std::string& id) {
    json::value found;
    for (int tries = 0; tries < 600; ++tries) {
      found = json::parse(world.send(who, Method::get, at(id)).body);
      if (found.at("state").as_string() != "running") break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return found;
  }
  json::value done(const std::string& who, const std::string& body) {
    const Response started = start(who, body);
    EXPECT_EQ(started.status, Status::accepted) << started.body;
    const json::value found = ended(who, id_of(started));
    EXPECT_EQ(found.at("state").as_string(), "done") << json::serialize(found);
    return found;
  }
  // The code of a refusal, and what it says of the fields.
  static std::string told(const Response& response) {
    std::string text = response.code.empty() ? "accepted" : std::string(response.code);
    const json::value body = json::parse(response.body);
    const json::value* errors = body.as_object().if_contains("errors");
    if (errors == nullptr) return text;
    for (const json::value& error : errors->as_array()) {
      text += " " + std::string(error.at("pointer").as_string());
    }
    return text;
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> SimulationsTest::shared;

const std::string published = R"({"published":"dairago-sad"})";

TEST_F(SimulationsTest, LeavesOneAccessInTheLogAndNothingElse) {
  const auto before = world.size();
  const json::value found = done("manager", asking(published));
  EXPECT_EQ(world.size(), before + 1);
  const auto accesses = world.accesses_from(before);
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_EQ(accesses.front().purpose, "simulation");
  EXPECT_EQ(to_string(accesses.front().subject), found.at("simulation_id").as_string());
}

TEST_F(SimulationsTest, AnswersAsTheApiFileSaysAndNamesNobody) {
  const json::value found = done("manager", asking(published, R"(,"against":)" + published));
  const json::value& schema = world.openapi().at("components").at("schemas").at("Simulation");
  for (const auto& misfit : test::misfits(found, schema, world.openapi())) ADD_FAILURE() << misfit;
  EXPECT_EQ(found.at("results").as_array().size(), 2U);
  const std::string text = json::serialize(found);
  for (const std::string_view marker : test::all_markers()) {
    EXPECT_EQ(text.find(marker), std::string::npos);
  }
  EXPECT_EQ(text.find(to_string(world.marked_person)), std::string::npos);
}

TEST_F(SimulationsTest, OfThreePeopleShowsNoFigure) {
  // Three families in the whole world.
  const json::value found = done("manager", asking(published));
  const json::object& result = found.at("results").as_array().front().as_object();
  EXPECT_FALSE(result.contains("persons"));
  EXPECT_FALSE(result.contains("before"));
  EXPECT_FALSE(result.at("effects").as_object().contains("same"));
}

TEST_F(SimulationsTest, TheSameRequestAgainIsTheSameSimulation) {
  const Fields key = with_key();
  const Response first =
      world.send("manager", Method::post, std::string(path), asking(published), key);
  ended("manager", id_of(first));
  const auto before = world.size();
  const Response again =
      world.send("manager", Method::post, std::string(path), asking(published), key);
  EXPECT_EQ(id_of(again), id_of(first));
  EXPECT_EQ(world.size(), before);
}

TEST_F(SimulationsTest, ARegulationOfTheLogIsAStartingPoint) {
  const json::value choices =
      json::parse(world.send("manager", Method::get, std::string(path)).body);
  const auto& regulations = choices.at("regulations").as_array();
  const auto sad = std::ranges::find_if(
      regulations, [](const json::value& each) { return each.at("service").as_string() == "SAD"; });
  ASSERT_NE(sad, regulations.end());
  const std::string id(sad->at("regulation_id").as_string());
  const json::value found = done("manager", asking(R"({"regulation_id":")" + id + R"("})"));
  EXPECT_EQ(found.at("drafts").at(0).at("source").as_string(), "regulation");
  EXPECT_EQ(found.at("drafts").at(0).at("slug"), sad->at("slug"));
}

TEST_F(SimulationsTest, ADraftWithErrorsIsRefusedWithEachOfThemUnlessSomebodySignedAReading) {
  const std::string segments =
      R"({"id":"prova","unit":"EUR/hour","formula":{"segments":[)"
      R"({"from":null,"to":"5000.00","base":"2.00","x0":"0.00","num":"0.00","den":"1.00"},)"
      R"({"from":"6000.00","to":null,"base":"5.00","x0":"0.00","num":"0.00","den":"1.00"}]})";
  const auto before = world.size();
  const Response refused = start("head", asking(R"({"document":)" + segments + "}}"));
  EXPECT_EQ(refused.status, Status::unprocessable);
  EXPECT_EQ(told(refused), "http.draft_errors /draft/document");
  EXPECT_NE(refused.body.find("5000.01"), std::string::npos) << refused.body;
  EXPECT_EQ(world.size(), before);
  const json::value found = done(
      "head", asking(R"({"document":)" + segments + R"(,"signed_reading":"manca una fascia"}})"));
  EXPECT_EQ(found.at("drafts").at(0).at("warnings").as_array().size(), 1U);
}

TEST_F(SimulationsTest, WhatIsAskedMustMakeSense) {
  const auto asked = [](const std::string& service, const std::string& from,
                        const std::string& to) {
    return R"({"service":")" + service + R"(","from":")" + from + R"(","to":")" + to +
           R"(","draft":{"published":"dairago-sad"}})";
  };
  EXPECT_EQ(told(start("head", asked("EDU", "2025-01-01", "2025-12-31"))),
            "http.fields_wrong /service");
  EXPECT_EQ(told(start("head", asked("SAD", "2025-02-01", "2025-01-31"))), "http.fields_wrong /to");
  // 1,827 days, and one more.
  const Response longest = start("head", asked("SAD", "2021-01-01", "2026-01-01"));
  EXPECT_EQ(told(longest), "accepted");
  ended("head", id_of(longest));
  EXPECT_EQ(told(start("head", asked("SAD", "2021-01-01", "2026-01-02"))), "http.fields_wrong /to");
  EXPECT_EQ(told(start("head", asking(published, R"(,"comune":"999999")"))),
            "http.fields_wrong /comune");
}

TEST_F(SimulationsTest, ADraftIsNamedInOneWay) {
  EXPECT_EQ(told(start("head", asking("{}"))), "http.fields_wrong /draft");
  EXPECT_EQ(told(start("head", asking(R"({"published":"dairago-sad","document":{"id":"x"}})"))),
            "http.fields_wrong /draft");
  EXPECT_EQ(told(start("head", asking(R"({"published":"nessuno"})"))),
            "http.fields_wrong /draft/published");
  EXPECT_EQ(told(start("head", asking(published, R"(,"against":{"regulation_id":")" +
                                                     std::string(32, '0') + R"("})"))),
            "http.fields_wrong /against/regulation_id");
}

TEST_F(SimulationsTest, APricePerMealIsNotTriedOnHours) {
  const Response refused = start("head", asking(R"({"published":"broni-meals"})"));
  EXPECT_EQ(told(refused), "http.fields_wrong /draft");
  EXPECT_NE(refused.body.find("pasti"), std::string::npos);
}

TEST_F(SimulationsTest, ADocumentHasALimitAndIsOneRegulation) {
  const std::string two = R"({"document":{"regulations":[{"id":"a"},{"id":"b"}]}})";
  EXPECT_EQ(told(start("head", asking(two))), "http.fields_wrong /draft/document");
  const std::string large(Simulations::document_bytes_max, 'x');
  const Response refused = start("head", asking(R"({"document":{"id":")" + large + R"("}})"));
  EXPECT_EQ(told(refused), "http.fields_wrong /draft/document");
  EXPECT_NE(refused.body.find("262144"), std::string::npos) << refused.body.substr(0, 300);
}

TEST_F(SimulationsTest, NobodySeesThoseOfAnother) {
  const json::value found = done("manager", asking(published));
  const std::string id(found.at("simulation_id").as_string());
  EXPECT_EQ(world.send("head", Method::get, at(id)).status, Status::not_found);
  EXPECT_EQ(world.send("head", Method::delete_, at(id)).status, Status::not_found);
  EXPECT_EQ(world.send("manager", Method::delete_, at(id)).status, Status::no_content);
  EXPECT_EQ(world.send("manager", Method::get, at(id)).status, Status::not_found);
}

TEST_F(SimulationsTest, TheNewestFiveAreKept) {
  std::string last;
  for (std::size_t i = 0; i <= Simulations::kept_per_operator_max; ++i) {
    last = done("manager", asking(published)).at("simulation_id").as_string();
  }
  const json::value choices =
      json::parse(world.send("manager", Method::get, std::string(path)).body);
  const auto& kept = choices.at("simulations").as_array();
  ASSERT_EQ(kept.size(), Simulations::kept_per_operator_max);
  EXPECT_EQ(kept.front().at("simulation_id").as_string(), last);
  EXPECT_FALSE(kept.front().as_object().contains("results"));
}

}  // namespace
}  // namespace telaio::http
