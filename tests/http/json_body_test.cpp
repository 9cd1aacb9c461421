// SPDX-License-Identifier: EUPL-1.2
#include "http/json_body.hpp"

#include <gtest/gtest.h>

#include <array>
#include <boost/json/parse.hpp>

#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {
namespace {

Request posted(std::string body, std::string type = "application/json") {
  Request request;
  request.method = Method::post;
  request.fields = {{"content-type", std::move(type)}};
  request.body = std::move(body);
  return request;
}

std::string_view refusal_of(const Request& request) {
  const auto body = parse_json_body(request);
  return body ? std::string_view{} : body.error().code;
}

boost::json::object object(std::string_view text) {
  return boost::json::parse({text.data(), text.size()}).as_object();
}

TEST(JsonBody, AcceptsAnObjectWithOrWithoutACharset) {
  EXPECT_TRUE(parse_json_body(posted("{}")));
  EXPECT_TRUE(parse_json_body(posted("{\"a\":1}", "application/json; charset=utf-8")));
}

TEST(JsonBody, RefusesAnotherMediaType) {
  EXPECT_EQ(refusal_of(posted("{}", "text/plain")), refusals::media_type);
  EXPECT_EQ(refusal_of(posted("{}", "")), refusals::media_type);
  EXPECT_EQ(refusal_of(posted("a=b", "application/x-www-form-urlencoded")), refusals::media_type);
}

TEST(JsonBody, RefusesWhatIsNotOneObject) {
  for (const char* text : {"", "[]", "1", "{\"a\":}", "{} {}", "{\"a\":\"\xFF\"}", "{a:1}"}) {
    EXPECT_EQ(refusal_of(posted(text)), refusals::json_malformed) << text;
  }
}

TEST(JsonBody, AcceptsTheGreatestDepthAndRefusesOneMore) {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  EXPECT_TRUE(parse_json_body(posted(nested(limits::json_depth_max))));
  EXPECT_EQ(refusal_of(posted(nested(limits::json_depth_max + 1))), refusals::json_malformed);
}

TEST(ObjectReader, ReadsEveryKindOfField) {
  const auto body = object(R"({"text":"però","on":"2026-03-01","amount":"450.00","code":"AN1",
                               "count":3,"flag":true,"kind":"b",
                               "id":"000102030405060708090a0b0c0d0e0f"})");
  BodyErrors errors;
  ObjectReader reader(body, "", errors);
  EXPECT_EQ(reader.text("text", 1, 4), "però");
  EXPECT_EQ(reader.date("on"), Date::of(2026, 3, 1));
  EXPECT_EQ(reader.money("amount"), Money::from_cents(45'000));
  EXPECT_EQ(reader.code("code"), Code("AN1"));
  EXPECT_EQ(reader.integer("count", 1, 3), 3);
  EXPECT_TRUE(reader.boolean_or("flag", false));
  EXPECT_EQ(reader.choice("kind", std::array<std::string_view, 2>{"a", "b"}), 1U);
  EXPECT_EQ(to_string(reader.id<PersonId>("id")), "000102030405060708090a0b0c0d0e0f");
  reader.finish();
  EXPECT_TRUE(errors.empty());
}

TEST(ObjectReader, CollectsEveryErrorWithItsPointer) {
  const auto body = object(R"({"on":"2026-02-30","count":4,"surplus":1})");
  BodyErrors errors;
  ObjectReader reader(body, "/inner", errors);
  reader.date("on");
  reader.integer("count", 1, 3);
  reader.text("text", 1, 10);
  reader.finish();
  ASSERT_EQ(errors.size(), 4U);
  EXPECT_EQ(errors[0], (FieldError{"/inner/on", {refusals::field_value, {}}}));
  EXPECT_EQ(errors[1].refusal.code, refusals::field_out_of_range);
  EXPECT_EQ(errors[2], (FieldError{"/inner/text", {refusals::field_missing, {}}}));
  EXPECT_EQ(errors[3], (FieldError{"/inner/surplus", {refusals::field_unknown, {}}}));
}

TEST(ObjectReader, CountsCharactersAndNotBytes) {
  const auto body = object(R"({"a":"èè","b":"èèè","blank":"  "})");
  BodyErrors errors;
  ObjectReader reader(body, "", errors);
  reader.text("a", 1, 2);
  EXPECT_TRUE(errors.empty());
  reader.text("b", 1, 2);
  reader.text("blank", 1, 2);
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].refusal.code, refusals::field_too_long);
  EXPECT_EQ(errors[1].refusal.code, refusals::field_too_short);
}

TEST(ObjectReader, TakesNullAsMissing) {
  const auto body = object(R"({"a":null})");
  BodyErrors errors;
  ObjectReader reader(body, "", errors);
  EXPECT_FALSE(reader.optional_date("a"));
  EXPECT_TRUE(errors.empty());
  reader.date("a");
  EXPECT_EQ(errors.size(), 1U);
}

TEST(ObjectReader, RefusesANumberWhereAmountsAreText) {
  const auto body = object(R"({"amount":450.00})");
  BodyErrors errors;
  ObjectReader reader(body, "", errors);
  reader.money("amount");
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].refusal.code, refusals::field_type);
}

TEST(ObjectReader, RefusesARepeatedIdInAList) {
  const auto body = object(R"({"ids":["000102030405060708090a0b0c0d0e0f",
                                      "000102030405060708090a0b0c0d0e0f"]})");
  BodyErrors errors;
  ObjectReader reader(body, "", errors);
  EXPECT_TRUE(reader.ids<PersonId>("ids", 1, 10).empty());
  EXPECT_EQ(errors.size(), 1U);
}

}  // namespace
}  // namespace telaio::http
