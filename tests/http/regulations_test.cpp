// SPDX-License-Identifier: EUPL-1.2
// Regulations over the API: what a check answers and leaves behind, what is published and what is
// refused, and that what is exported can be published again.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "crypto/random.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file; each publishes on a service or in a year of its own.
class RegulationsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static constexpr const char* path = "/api/v1/regulations";
  // Flat, of the whole Ambito. `more` are further members, with their comma.
  static std::string flat(const std::string& service, const std::string& from,
                          const std::string& more = "") {
    return R"({"id":"prova","act":"Delibera 1","unit":"EUR/hour",)" + more + R"("service_code":")" +
           service + R"(","period":{"effective_from":")" + from +
           R"("},"formula":{"segments":[{"from":null,"to":null,"base":"1.00","x0":"0.00",)"
           R"("num":"0.00","den":"1.00"}]}})";
  }
  Response post(const std::string& target, const std::string& body,
                const std::string& who = "head") {
    return world.send(who, Method::post, target, body,
                      {{"idempotency-key", to_string(crypto::random_uuid())}});
  }
  json::value published(const std::string& body) {
    const Response response = post(path, body);
    EXPECT_EQ(response.status, Status::created) << response.body;
    return json::parse(response.body);
  }
  json::value read(const json::value& written) { return read_after(written, written); }
  // The one regulation, as it is once `later` is known.
  json::value read_after(const json::value& written, const json::value& later) {
    const std::string id(written.at("regulation_id").as_string());
    const auto position = later.at("position").to_number<std::uint64_t>();
    const Response response = world.send(
        "manager", Method::get,
        std::string(path) + "/" + id + "?on=2060-01-01&after=" + std::to_string(position));
    EXPECT_EQ(response.status, Status::ok) << response.body;
    return json::parse(response.body);
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> RegulationsTest::shared;

TEST_F(RegulationsTest, ACheckNamesTheHoleItsFieldAndTheKnotsAndWritesNothing) {
  const auto before = world.size();
  const Response response = post(std::string(path) + "/check",
                                 R"({"id":"x","unit":"EUR/hour","formula":{"segments":[
         {"from":null,"to":"5000.00","base":"1","x0":"0","num":"0","den":"1"},
         {"from":"5000.02","to":null,"base":"2","x0":"0","num":"0","den":"1"}]}})",
                                 "manager");
  ASSERT_EQ(response.status, Status::ok) << response.body;
  const json::value body = json::parse(response.body);
  EXPECT_EQ(body.at("errors"), 1);
  const json::value& finding = body.at("findings").at(0);
  EXPECT_EQ(finding.at("code").as_string(), "regulation.hole");
  EXPECT_EQ(finding.at("at").as_string(), "5000.01");
  EXPECT_EQ(finding.at("pointer").as_string(), "/formula/segments/0/to");
  EXPECT_EQ(finding.at("text").as_string(),
            "Nessuna fascia da 5.000,01 a 5.000,01: aggiungi la fascia che manca o firma come va "
            "letto il testo.");
  const json::value& piece = body.at("curve").at("pieces").at(1);
  EXPECT_EQ(piece.at("segment"), 1);
  EXPECT_EQ(piece.at("first").at("isee").as_string(), "5000.02");
  EXPECT_EQ(piece.at("first").at("exact").as_string(), "2/1");
  EXPECT_EQ(world.size(), before);
}

TEST_F(RegulationsTest, NamesTheRowOfAWrongNumberFromOne) {
  const Response response =
      post(std::string(path) + "/check", R"({"id":"x","unit":"EUR/hour","formula":{"segments":[
        {"from":null,"to":null,"base":"1","x0":"0","num":"2","den":"0"}]}})");
  const json::value finding = json::parse(response.body).at("findings").at(0);
  EXPECT_EQ(finding.at("pointer").as_string(), "/formula/segments/0/den");
  EXPECT_EQ(finding.at("text").as_string(), "La fascia 1 divide per zero: correggi la formula.");
}

TEST_F(RegulationsTest, ABodyOfTheLimitIsReadAndOneByteMoreIsTooLarge) {
  std::string body = flat("SAD", "2050-01-01");
  body.resize(256U << 10U, ' ');
  EXPECT_EQ(post(std::string(path) + "/check", body).status, Status::ok);
  body += ' ';
  EXPECT_EQ(post(std::string(path) + "/check", body).status, Status::content_too_large);
}

TEST_F(RegulationsTest, WhatCannotBeReadIsRefusedWithItsPlaceEvenIfSigned) {
  const Response response =
      post(path, flat("SAD", "2050-01-01", R"("cap":"1.234,56","signed_reading":"come scritto",)"));
  EXPECT_EQ(response.status, Status::bad_request) << response.body;
  EXPECT_EQ(json::parse(response.body).at("errors").at(0).at("pointer").as_string(), "/cap");
}

TEST_F(RegulationsTest, NeedsServiceDayAndAct) {
  for (const std::string& body :
       {flat("", "2050-01-01"), flat("SAD", "domani"), flat("NON_C_E", "2050-01-01"),
        flat("SAD", "2050-01-01", R"("comune":"015146",)"),
        flat("SAD", "2050-01-01", R"("replaces":"x",)"),
        flat("SAD", "2050-01-01", R"("replaces":"00000000000000000000000000000009",)")}) {
    const Response response = post(path, body);
    EXPECT_GE(number(response.status), 400U) << body;
    EXPECT_LT(number(response.status), 500U) << body << response.body;
  }
}

TEST_F(RegulationsTest, AnErrorIsPublishedOnlyWithAReadingWhichTheReaderSigns) {
  const std::string hole =
      R"({"id":"prova","act":"Delibera 1","unit":"EUR/hour","service_code":"NIDO",
          "period":{"effective_from":"2050-01-01"},"formula":{"segments":[
          {"from":"0.01","to":null,"base":"1","x0":"0","num":"0","den":"1"}]})";
  const Response unsigned_text = post(path, hole + "}");
  EXPECT_EQ(unsigned_text.status, Status::unprocessable);
  EXPECT_EQ(json::parse(unsigned_text.body).at("code").as_string(), "fees.anomaly_unsigned");
  const json::value detail =
      read(published(hole + R"(,"signed_reading":"0,00 paga come 0,01","published_text":"abc"})"));
  EXPECT_FALSE(detail.at("read_by_name").as_string().empty());
  EXPECT_EQ(detail.at("text_sha256").as_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(RegulationsTest, WhatIsExportedCanBePublishedAgainAndIsTheSame) {
  const json::value first = read(published(flat("PASTI", "2050-01-01", R"("cap":"100.00",)")));
  json::object file = first.at("regulation").as_object();
  file["replaces"] = first.at("version").at("regulation_id");
  file["period"] = json::object{{"effective_from", "2051-01-01"}, {"effective_to", nullptr}};
  const json::value second = read(published(json::serialize(file)));
  EXPECT_EQ(second.at("regulation"), json::value(file));
}

TEST_F(RegulationsTest, AnAmendmentReplacesAndARepealEnds) {
  const json::value old = published(flat("TELESOCCORSO", "2050-01-01"));
  const std::string old_id(old.at("regulation_id").as_string());
  EXPECT_EQ(json::parse(post(path, flat("TELESOCCORSO", "2051-01-01")).body).at("code").as_string(),
            "regulation.overlaps_version");
  const json::value amended =
      published(flat("TELESOCCORSO", "2051-01-01", R"("replaces":")" + old_id + R"(",)"));
  const json::value before = read_after(old, amended);
  EXPECT_EQ(before.at("version").at("state").as_string(), "replaced");
  EXPECT_EQ(before.at("version").at("ended_on").as_string(), "2050-12-31");

  const std::string target = std::string(path) + "/" +
                             std::string(amended.at("regulation_id").as_string()) + "/withdrawal";
  const Response repealed =
      post(target, R"({"kind":"repealed","from":"2052-01-01","act":"Delibera 2"})");
  ASSERT_EQ(repealed.status, Status::created) << repealed.body;
  const json::value after = read(json::parse(repealed.body));
  EXPECT_EQ(after.at("version").at("state").as_string(), "repealed");
  EXPECT_EQ(after.at("version").at("ended_on").as_string(), "2051-12-31");
}

TEST_F(RegulationsTest, WithdrawingAnUnknownOneIsNotFound) {
  const Response response = post(std::string(path) + "/00000000000000000000000000000009/withdrawal",
                                 R"({"kind":"annulled","from":"2050-01-01","act":"TAR"})");
  EXPECT_EQ(response.status, Status::not_found);
}

TEST_F(RegulationsTest, TheListIsFilteredAndPaged) {
  // Once this one is seen, so are those of the tests before.
  read(published(flat("SAD", "2055-01-01")));
  const json::value ambito = json::parse(
      world.send("manager", Method::get, std::string(path) + "?comune=&service_code=SAD").body);
  for (const json::value& item : ambito.at("items").as_array()) {
    EXPECT_FALSE(item.as_object().contains("comune"));
    EXPECT_EQ(item.at("service_code").as_string(), "SAD");
  }
  const json::value whole = json::parse(world.send("manager", Method::get, path).body);
  std::string cursor;
  std::size_t seen = 0;
  do {
    const json::value page = json::parse(
        world.send("manager", Method::get, std::string(path) + "?limit=3" + cursor).body);
    seen += page.at("items").as_array().size();
    const json::value* next = page.as_object().if_contains("next_cursor");
    cursor = next == nullptr ? "" : "&cursor=" + std::string(next->as_string());
  } while (!cursor.empty());
  EXPECT_EQ(seen, whole.at("total").to_number<std::size_t>());
}

}  // namespace
}  // namespace telaio::http
