// SPDX-License-Identifier: EUPL-1.2
#include "http/wire.hpp"

#include <gtest/gtest.h>

#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {
namespace {

using State = RequestReader::State;

constexpr std::string_view simple = "GET /status HTTP/1.1\r\nHost: a\r\n\r\n";

std::string_view refusal_of(std::string_view bytes) {
  RequestReader reader;
  reader.feed(bytes);
  return reader.state() == State::refused ? reader.refusal().code : std::string_view{};
}

TEST(Wire, ReadsARequestWithoutABody) {
  RequestReader reader;
  ASSERT_EQ(reader.feed("GET /status?a=b HTTP/1.1\r\nHOST: a\r\nCookie: x=1\r\n\r\n"),
            State::complete);
  const RawRequest request = reader.take();
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.target, "/status?a=b");
  EXPECT_EQ(request.fields, (Fields{{"host", "a"}, {"cookie", "x=1"}}));
  EXPECT_TRUE(request.keep_alive);
  EXPECT_EQ(reader.state(), State::idle);
}

TEST(Wire, ReadsTheSameRequestByteByByte) {
  constexpr std::string_view text = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
  RequestReader reader;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    reader.feed(text.substr(i, 1));
    ASSERT_NE(reader.state(), State::complete) << i;
    ASSERT_NE(reader.state(), State::refused) << i;
  }
  ASSERT_EQ(reader.feed(text.substr(text.size() - 1)), State::complete);
  EXPECT_EQ(reader.take().body, "hello");
}

TEST(Wire, ReadsAChunkedBodyAndDropsItsTrailers) {
  RequestReader reader;
  reader.feed(
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nContent-Length: 3\r\nCookie: b=c\r\n\r\n");
  // A trailer that would change the length is refused by the parser; others are dropped.
  EXPECT_EQ(reader.state(), State::refused);

  RequestReader second;
  second.feed(
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nCookie: b=c\r\n\r\n");
  ASSERT_EQ(second.state(), State::complete);
  const RawRequest request = second.take();
  EXPECT_EQ(request.body, "hello world");
  EXPECT_EQ(count_fields(request.fields, "cookie"), 0U);
}

TEST(Wire, KeepsPipelinedRequestsApart) {
  RequestReader reader;
  const std::string two = std::string(simple) + "GET /second HTTP/1.1\r\nHost: a\r\n\r\nGET";
  ASSERT_EQ(reader.feed(two), State::complete);
  EXPECT_EQ(reader.take().target, "/status");
  ASSERT_EQ(reader.state(), State::complete);
  EXPECT_EQ(reader.take().target, "/second");
  EXPECT_EQ(reader.state(), State::header);
}

TEST(Wire, RefusesWhatBeastLetsThrough) {
  const std::string start = "POST /a HTTP/1.1\r\nHost: a\r\n";
  EXPECT_EQ(refusal_of("POST /a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"),
            refusals::transfer_encoding);
  EXPECT_EQ(refusal_of(start + "Transfer-Encoding: gzip\r\n\r\n"), refusals::transfer_encoding);
  EXPECT_EQ(refusal_of(start + "Transfer-Encoding: chunked, gzip\r\n\r\n"),
            refusals::transfer_encoding);
  EXPECT_EQ(refusal_of(start + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
            refusals::transfer_encoding);
  EXPECT_EQ(refusal_of(start + "Transfer-Encoding: xchunked\r\n\r\n"), refusals::transfer_encoding);
  EXPECT_EQ(refusal_of(start + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
            refusals::length_ambiguous);
  EXPECT_EQ(refusal_of(start + "Content-Length: 5, 5\r\n\r\nhello"), refusals::length_ambiguous);
  EXPECT_EQ(refusal_of(start + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
            refusals::length_ambiguous);
  EXPECT_FALSE(
      refusal_of(start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
          .empty());
  EXPECT_FALSE(
      refusal_of(start + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")
          .empty());
}

TEST(Wire, WantsExactlyOneHost) {
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n\r\n"), refusals::host_missing);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost:\r\n\r\n"), refusals::host_missing);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), refusals::host_missing);
  EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\n\r\n"), "");
}

TEST(Wire, RefusesGarbageAndOtherVersions) {
  EXPECT_EQ(refusal_of("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
            refusals::malformed);
  EXPECT_EQ(refusal_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), refusals::version_unsupported);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost : a\r\n\r\n"), refusals::malformed);
  EXPECT_EQ(refusal_of("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), refusals::malformed);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\nHost: a\n\n"), refusals::version_unsupported);
}

TEST(Wire, AcceptsTheLargestHeaderAndRefusesOneByteMore) {
  const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  const std::string end = "\r\n\r\n";
  const std::string filler(limits::header_bytes_max - start.size() - end.size(), 'x');
  EXPECT_EQ(refusal_of(start + filler + end), "");
  EXPECT_EQ(refusal_of(start + filler + "x" + end), refusals::header_too_large);
}

TEST(Wire, CountsTheHeaderAlsoWhenItComesInPieces) {
  RequestReader reader;
  reader.feed("GET / HTTP/1.1\r\nHost: a\r\n");
  for (int i = 0; i < 2'000 && reader.state() != State::refused; ++i) {
    reader.feed("X-Filler-Field: 0123456789\r\n");
    ASSERT_LT(i, 1'999);
  }
  EXPECT_EQ(reader.refusal().code, refusals::header_too_large);
}

TEST(Wire, AcceptsSixtyFourFieldsAndRefusesOneMore) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (std::size_t i = 1; i < limits::fields_max; ++i) head += "X: y\r\n";
  EXPECT_EQ(refusal_of(head + "\r\n"), "");
  EXPECT_EQ(refusal_of(head + "X: y\r\n\r\n"), refusals::header_too_large);
}

TEST(Wire, RefusesABodyOneByteTooLargeBeforeItIsSent) {
  const auto head = [](std::size_t length) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
  };
  EXPECT_EQ(refusal_of(head(limits::body_bytes_max)), "");
  EXPECT_EQ(refusal_of(head(limits::body_bytes_max + 1)), refusals::body_too_large);
  EXPECT_EQ(
      refusal_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"),
      refusals::length_ambiguous);
}

TEST(Wire, RefusesChunksThatAddUpToTooMuch) {
  RequestReader reader;
  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int i = 0; i < 16; ++i) ASSERT_EQ(reader.feed(chunk), State::body) << i;
  reader.feed("1\r\nx\r\n");
  ASSERT_EQ(reader.state(), State::refused);
  EXPECT_EQ(reader.refusal().code, refusals::body_too_large);
}

TEST(Wire, RefusesAnEndlessChunkLine) {
  RequestReader reader;
  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;");
  ASSERT_EQ(reader.feed(std::string(limits::chunk_line_bytes_max - 2, 'x')), State::body);
  EXPECT_EQ(reader.feed("x"), State::refused);
}

TEST(Wire, TellsWhoWaitsForContinueOnce) {
  RequestReader reader;
  reader.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_TRUE(reader.take_expects_continue());
  EXPECT_FALSE(reader.take_expects_continue());
  EXPECT_EQ(reader.feed("ok"), State::complete);
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nContent-Length: 1\r\n\r\n"),
            refusals::expectation_failed);
}

TEST(Wire, KeepsTheConnectionUnlessTheClientOrItsVersionSaysOtherwise) {
  const auto keeps = [](std::string_view text) {
    RequestReader reader;
    EXPECT_EQ(reader.feed(text), State::complete);
    return reader.take().keep_alive;
  };
  EXPECT_TRUE(keeps(simple));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
}

TEST(Wire, WritesTheSecurityHeadersOnEveryAnswer) {
  Response response = text_response(Status::ok, "ciao");
  const std::string head = write_head(response, WriteContext{});
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  for (const char* line :
       {"Content-Length: 4\r\n", "Cache-Control: no-store\r\n", "Referrer-Policy: no-referrer\r\n",
        "X-Content-Type-Options: nosniff\r\n", "Cross-Origin-Opener-Policy: same-origin\r\n",
        "Strict-Transport-Security: max-age=31536000\r\n",
        "Content-Security-Policy: default-src 'none'; script-src 'self';"}) {
    EXPECT_NE(head.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(head.find("Connection: close"), std::string::npos);
}

TEST(Wire, WritesNoLengthWhereThereIsNoBody) {
  EXPECT_EQ(write_head(no_content(), WriteContext{}).find("Content-Length"), std::string::npos);
}

TEST(Cookies, FindsACookieAndTrustsNoneThatStandsTwice) {
  EXPECT_EQ(cookie_value("a=1; __Host-session=abc; b=2", "__Host-session"), "abc");
  EXPECT_EQ(cookie_value("__Host-session=abc; __Host-session=def", "__Host-session"), "");
  EXPECT_EQ(cookie_value("a=1", "__Host-session"), "");
}

}  // namespace
}  // namespace telaio::http
