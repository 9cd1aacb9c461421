// SPDX-License-Identifier: EUPL-1.2
#include "http/problem.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "http/http_refusals.hpp"

namespace telaio::http {
namespace {

Texts project_texts() {
  auto texts = Texts::load(std::filesystem::path(TELAIO_SOURCE_DIR) / "config" / "texts");
  EXPECT_TRUE(texts) << texts.error().detail;
  return std::move(*texts);
}

TEST(Problem, CarriesCodeStatusAndItalianDetail) {
  const Response response =
      problem(Refusal{refusals::field_too_long, {{"limite", "20000"}}}, project_texts());
  EXPECT_EQ(response.status, Status::bad_request);
  EXPECT_EQ(response.code, "http.field_too_long");
  EXPECT_EQ(field_value(response.fields, "content-type"), "application/problem+json");
  const boost::json::value body = boost::json::parse(response.body);
  EXPECT_EQ(body.at("type").as_string(), "urn:telaio:problem:http.field_too_long");
  EXPECT_EQ(body.at("title").as_string(), "Richiesta non valida");
  EXPECT_EQ(body.at("status").as_int64(), 400);
  EXPECT_EQ(body.at("detail").as_string(), "Il testo è troppo lungo: al massimo 20000 caratteri.");
  EXPECT_EQ(body.at("code").as_string(), "http.field_too_long");
}

TEST(Problem, SaysWhenToComeBackIfTheServiceIsBusy) {
  const Response response = problem(Refusal{refusals::overloaded, {}}, project_texts());
  EXPECT_EQ(response.status, Status::unavailable);
  EXPECT_EQ(field_value(response.fields, "retry-after"), "2");
}

TEST(Problem, NamesEachWrongField) {
  const std::vector<FieldError> errors{{"/text", Refusal{refusals::field_missing, {}}},
                                       {"/persons/0", Refusal{refusals::field_value, {}}}};
  const Response response = problem(errors, project_texts());
  const boost::json::value body = boost::json::parse(response.body);
  EXPECT_EQ(response.status, Status::bad_request);
  ASSERT_EQ(body.at("errors").as_array().size(), 2U);
  EXPECT_EQ(body.at_pointer("/errors/1/pointer").as_string(), "/persons/0");
}

TEST(Problem, ListsAtMostThirtyTwoWrongFields) {
  const FieldError error{"/x", Refusal{refusals::field_unknown, {}}};
  const auto count = [&](std::size_t errors) {
    const Response response = problem(std::vector<FieldError>(errors, error), project_texts());
    return boost::json::parse(response.body).at("errors").as_array().size();
  };
  EXPECT_EQ(count(32), 32U);
  EXPECT_EQ(count(33), 32U);
}

TEST(Problem, NeverShowsTheDetailOfAFault) {
  const Response response = problem(Fault{"log.sync", "/data/log: disk gone"}, project_texts());
  EXPECT_EQ(response.status, Status::internal_error);
  EXPECT_EQ(response.body.find("disk gone"), std::string::npos);
  EXPECT_EQ(response.body.find("log.sync"), std::string::npos);
}

TEST(Problem, ARefusalOfTheRulesIsUnprocessable) {
  const Response response = problem(Refusal{"case.not_open", {}}, Texts{});
  EXPECT_EQ(response.status, Status::unprocessable);
}

TEST(Texts, FillsTheValuesOfASentence) {
  EXPECT_EQ(fill("Da {da} a {a}, {x}", {{"da", "1"}, {"a", "2"}}), "Da 1 a 2, {x}");
  EXPECT_EQ(fill("{a}", {{"a", "{a}"}}), "{a}");
  EXPECT_EQ(fill("aperta { e basta", {}), "aperta { e basta");
}

// The list of codes in the header and the list of sentences must be the same.
TEST(Texts, EveryCodeOfTheHttpLayerHasASentenceAndNoSentenceIsWithoutCode) {
  std::ifstream header(std::filesystem::path(TELAIO_SOURCE_DIR) / "src/http/http_refusals.hpp");
  std::ostringstream content;
  content << header.rdbuf();
  std::set<std::string> codes;
  const std::string text = content.str();
  for (std::size_t at = text.find("= \""); at != std::string::npos;
       at = text.find("= \"", at + 1)) {
    codes.insert(text.substr(at + 3, text.find('"', at + 3) - at - 3));
  }
  std::ifstream file(std::filesystem::path(TELAIO_SOURCE_DIR) /
                     "config/texts/refusals.http.it.json");
  std::ostringstream json;
  json << file.rdbuf();
  std::set<std::string> sentences;
  const boost::json::value parsed = boost::json::parse(json.str());
  for (const auto& member : parsed.as_object()) {
    sentences.emplace(member.key());
  }
  EXPECT_GE(codes.size(), 40U);
  EXPECT_EQ(codes, sentences);
}

}  // namespace
}  // namespace telaio::http
