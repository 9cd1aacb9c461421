// SPDX-License-Identifier: EUPL-1.2
#include "http/conditions.hpp"

#include <gtest/gtest.h>

#include "http/cross_site.hpp"
#include "http/failure_windows.hpp"
#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"
#include "http/request_windows.hpp"
#include "http/session_cookie.hpp"

namespace telaio::http {
namespace {

const OperatorId anna(*parse_uuid("000102030405060708090a0b0c0d0e0f"));
const OperatorId bruno(*parse_uuid("100102030405060708090a0b0c0d0e0f"));
const Date today = Date::of(2026, 3, 15);

Request with_field(std::string name, std::string value) {
  Request request;
  request.method = Method::post;
  request.fields = {{std::move(name), std::move(value)}};
  return request;
}

Request with_query(std::vector<QueryParameter> query) {
  Request request;
  request.target.query = std::move(query);
  return request;
}

template <class Value>
std::string_view code(const Result<Value, Refusal>& result) {
  return result ? std::string_view{} : result.error().code;
}

TEST(IdempotencyKey, AUuidIsTheCommandIdInEveryWriting) {
  for (const char* text :
       {"00112233445566778899aabbccddeeff", "\"00112233445566778899aabbccddeeff\"",
        "00112233-4455-6677-8899-aabbccddeeff", "\"00112233-4455-6677-8899-AABBCCDDEEFF\""}) {
    const auto id = command_id_of(with_field("idempotency-key", text), anna);
    ASSERT_TRUE(id) << text;
    EXPECT_EQ(to_string(*id), "00112233445566778899aabbccddeeff");
  }
}

TEST(IdempotencyKey, AnyOtherTextIsOnePerSender) {
  const Request request = with_field("idempotency-key", "\"nota-1\"");
  const auto first = command_id_of(request, anna);
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, *command_id_of(with_field("idempotency-key", "nota-1"), anna));
  EXPECT_NE(*first, *command_id_of(request, bruno));
}

TEST(IdempotencyKey, IsMandatoryPrintableAndBounded) {
  EXPECT_EQ(code(command_id_of(Request{}, anna)), refusals::idempotency_key_missing);
  const auto of = [](std::string text) {
    return code(command_id_of(with_field("idempotency-key", std::move(text)), anna));
  };
  EXPECT_EQ(of("\"\""), refusals::idempotency_key_malformed);
  EXPECT_EQ(of("a b"), refusals::idempotency_key_malformed);
  EXPECT_EQ(of("00000000000000000000000000000000"), refusals::idempotency_key_malformed);
  EXPECT_EQ(of(std::string(limits::idempotency_key_bytes_max, 'a')), "");
  EXPECT_EQ(of(std::string(limits::idempotency_key_bytes_max + 1, 'a')),
            refusals::idempotency_key_malformed);
}

TEST(IfMatch, IsTheVersionOfTheETag) {
  EXPECT_EQ(**version_of(with_field("if-match", etag_of(7))), 7U);
  EXPECT_FALSE(*version_of(Request{}));
  EXPECT_FALSE(*version_of(with_field("if-match", "*")));
  for (const char* text : {"7", "\"\"", "W/\"7\"", "\"7a\"", "\"-1\""}) {
    EXPECT_EQ(code(version_of(with_field("if-match", text))), refusals::precondition_malformed)
        << text;
  }
}

TEST(Moment, DefaultsToTodayAsKnownNow) {
  const auto moment = moment_of(Request{}, today);
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->on, today);
  EXPECT_FALSE(moment->as_of || moment->known || moment->after || moment->on_given);
}

TEST(Moment, ReadsAllItsParameters) {
  const auto moment =
      moment_of(with_query({{"on", "2025-12-31"}, {"as_of", "12"}, {"after", "9"}}), today);
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->on, Date::of(2025, 12, 31));
  EXPECT_EQ(moment->as_of, 12U);
  EXPECT_EQ(moment->after, 9U);
}

TEST(Moment, KnowsTodayButNotTomorrow) {
  EXPECT_TRUE(moment_of(with_query({{"known", "2026-03-15"}}), today));
  EXPECT_EQ(code(moment_of(with_query({{"known", "2026-03-16"}}), today)),
            refusals::date_in_future);
}

TEST(Moment, RefusesTwoKnowledgeTimesAndMalformedOnes) {
  EXPECT_EQ(code(moment_of(with_query({{"as_of", "1"}, {"known", "2026-01-01"}}), today)),
            refusals::times_exclusive);
  for (const QueryParameter& wrong :
       {QueryParameter{"on", "2026-02-30"}, QueryParameter{"on", "01/02/2026"},
        QueryParameter{"as_of", "-1"}, QueryParameter{"as_of", "1.5"},
        QueryParameter{"as_of", "9007199254740992"}, QueryParameter{"after", ""},
        QueryParameter{"known", "ieri"}}) {
    EXPECT_EQ(code(moment_of(with_query({wrong}), today)), refusals::fields_wrong) << wrong.value;
  }
}

TEST(Page, HasFiftyRowsUnlessToldOtherwise) {
  EXPECT_EQ(page_of(Request{})->limit, 50U);
  EXPECT_EQ(page_of(with_query({{"limit", "200"}}))->limit, 200U);
  for (const char* text : {"0", "201", "", "x"}) {
    EXPECT_EQ(code(page_of(with_query({{"limit", text}}))), refusals::fields_wrong) << text;
  }
}

TEST(Page, GivesACursorBack) {
  const std::string content("a\x00\xFF?", 4);
  const std::string cursor = encode_cursor(content);
  EXPECT_EQ(cursor.find_first_of("+/="), std::string::npos);
  EXPECT_EQ(page_of(with_query({{"cursor", cursor}}))->cursor, content);
  for (const char* text : {"", "====", "a", "à"}) {
    EXPECT_EQ(code(page_of(with_query({{"cursor", text}}))), refusals::cursor_malformed) << text;
  }
}

TEST(CrossSite, ReadingIsNeverRefused) {
  Request request = with_field("sec-fetch-site", "cross-site");
  request.method = Method::get;
  EXPECT_FALSE(is_cross_site(request));
}

TEST(CrossSite, OnlyTheSameOriginMayWrite) {
  EXPECT_FALSE(is_cross_site(with_field("sec-fetch-site", "same-origin")));
  for (const char* site : {"cross-site", "same-site", "none", "SAME-ORIGIN"}) {
    EXPECT_TRUE(is_cross_site(with_field("sec-fetch-site", site))) << site;
  }
}

TEST(CrossSite, WithoutFetchMetadataTheOriginDecides) {
  Request request;
  request.method = Method::post;
  request.fields = {{"host", "localhost:8443"}, {"origin", "https://localhost:8443"}};
  EXPECT_FALSE(is_cross_site(request));
  for (const char* origin : {"https://localhost", "http://localhost:8443", "null",
                             "https://localhost:8443.evil.example"}) {
    request.fields[1].value = origin;
    EXPECT_TRUE(is_cross_site(request)) << origin;
  }
}

TEST(CrossSite, AProgramWithoutOriginMaySignInButNotUseACookie) {
  Request request;
  request.method = Method::post;
  EXPECT_FALSE(is_cross_site(request));
  request.fields = {{"cookie", "__Host-session=abc"}};
  EXPECT_TRUE(is_cross_site(request));
}

TEST(SessionCookie, IsOutOfReachOfScriptsAndOtherHosts) {
  EXPECT_EQ(session_cookie("abc"), "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(no_session_cookie(),
            "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(SessionCookie, IsNotTakenFromTwoCookieFields) {
  Request request = with_field("cookie", "a=1; __Host-session=abc");
  EXPECT_EQ(session_token_of(request), "abc");
  request.fields.push_back({"cookie", "__Host-session=def"});
  EXPECT_EQ(session_token_of(request), "");
}

TEST(FailureWindows, BlocksAtTheLimitAndForgivesAfterTheWindow) {
  FailureWindows windows(2, 60, 10);
  const Instant start = Instant::from_micros(0);
  windows.failed("a", start);
  EXPECT_FALSE(windows.blocked("a", start));
  windows.failed("a", start);
  EXPECT_TRUE(windows.blocked("a", start));
  EXPECT_FALSE(windows.blocked("b", start));
  EXPECT_TRUE(windows.blocked("a", start.plus_seconds(59)));
  EXPECT_FALSE(windows.blocked("a", start.plus_seconds(60)));
}

TEST(FailureWindows, SaysHowLongAKeyIsBlocked) {
  FailureWindows windows(1, 60, 10);
  const Instant start = Instant::from_micros(0);
  EXPECT_EQ(windows.blocked_seconds("a", start), 0);
  windows.failed("a", start);
  EXPECT_EQ(windows.blocked_seconds("a", start), 60);
  EXPECT_EQ(windows.blocked_seconds("a", start.plus_micros(59'000'001)), 1);
  EXPECT_EQ(windows.blocked_seconds("a", start.plus_seconds(60)), 0);
}

TEST(RequestWindows, AllowTheLastOneAndRefuseTheNext) {
  RequestWindows windows({.requests_max = 2, .window_seconds = 60}, 10);
  const Instant start = Instant::from_micros(5);
  EXPECT_EQ(windows.take("a", start).remaining, 1U);
  const Rate last = windows.take("a", start.plus_seconds(59));
  EXPECT_TRUE(last.allowed);
  EXPECT_EQ(last.remaining, 0U);
  EXPECT_EQ(last.reset_seconds, 1);
  EXPECT_FALSE(windows.take("a", start.plus_seconds(59)).allowed);
  EXPECT_TRUE(windows.take("b", start.plus_seconds(59)).allowed);
  EXPECT_TRUE(windows.take("a", start.plus_seconds(60)).allowed);
}

TEST(RequestWindows, ForgetTheOldestKeyRatherThanGrow) {
  RequestWindows windows({.requests_max = 1, .window_seconds = 60}, 2);
  const Instant start = Instant::from_micros(5);
  for (const char* key : {"a", "b", "c"}) EXPECT_TRUE(windows.take(key, start).allowed);
  EXPECT_FALSE(windows.take("c", start).allowed);
  EXPECT_TRUE(windows.take("a", start).allowed);
}

TEST(RequestWindows, DoNotLockAnybodyOutWhenTheClockGoesBack) {
  RequestWindows windows({.requests_max = 1, .window_seconds = 60}, 2);
  const Instant start = Instant::from_micros(1'000'000'000'000);
  EXPECT_TRUE(windows.take("a", start).allowed);
  EXPECT_TRUE(windows.take("a", start.plus_seconds(-86'400)).allowed);
}

TEST(FailureWindows, ForgetsTheOldestKeyRatherThanGrow) {
  FailureWindows windows(1, 60, 2);
  windows.failed("a", Instant::from_micros(1));
  windows.failed("b", Instant::from_micros(2));
  windows.failed("c", Instant::from_micros(3));
  const Instant now = Instant::from_micros(4);
  EXPECT_FALSE(windows.blocked("a", now));
  EXPECT_TRUE(windows.blocked("b", now));
  EXPECT_TRUE(windows.blocked("c", now));
}

}  // namespace
}  // namespace telaio::http
