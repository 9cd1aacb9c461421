// SPDX-License-Identifier: EUPL-1.2
#include "http/static_files.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "crypto/random.hpp"
#include "http/line_writer.hpp"
#include "http/metrics.hpp"
#include "http/target.hpp"

#include <unistd.h>

namespace telaio::http {
namespace {

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() {
    write("index.html", "<!doctype html>");
    write("assets/index-DiwrgTda.js", "let a;");
    write("assets/index-DiwrgTda.js.gz", "packed");
    write("orphan.css.gz", "nobody");
    auto loaded = StaticFiles::load(folder);
    EXPECT_TRUE(loaded);
    if (loaded) files = std::move(*loaded);
  }
  ~StaticFilesTest() override { std::filesystem::remove_all(folder); }

  void write(const std::string& path, std::string_view content) {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path) << content;
  }
  std::optional<Response> get(std::string_view path, Fields fields = {}) {
    Request request;
    auto target = parse_target(path);
    EXPECT_TRUE(target);
    request.target = *target;
    request.fields = std::move(fields);
    return files.answer(request);
  }

  std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                 ("telaio-static-" + to_string(crypto::random_uuid()));
  StaticFiles files;
};

TEST_F(StaticFilesTest, TheRootIsTheIndexAndIsAlwaysAskedAgain) {
  const auto response = get("/");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->content(), "<!doctype html>");
  EXPECT_EQ(field_value(response->fields, "content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(field_value(response->fields, "cache-control"), "no-cache");
}

TEST_F(StaticFilesTest, AHashedAssetIsKeptForAYear) {
  const auto response = get("/assets/index-DiwrgTda.js");
  ASSERT_TRUE(response);
  EXPECT_EQ(field_value(response->fields, "cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(response->content(), "let a;");
}

TEST_F(StaticFilesTest, GivesTheCompressedFileToWhoAcceptsIt) {
  const auto response = get("/assets/index-DiwrgTda.js", {{"accept-encoding", "br, gzip"}});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->content(), "packed");
  EXPECT_EQ(field_value(response->fields, "content-encoding"), "gzip");
  EXPECT_EQ(field_value(response->fields, "vary"), "Accept-Encoding");
}

TEST_F(StaticFilesTest, AnswersNotModifiedToWhoHasIt) {
  const auto first = get("/");
  const std::string etag(field_value(first->fields, "etag"));
  const auto second = get("/", {{"if-none-match", etag}});
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, Status::not_modified);
  EXPECT_TRUE(second->content().empty());
}

TEST_F(StaticFilesTest, KnowsNothingElse) {
  for (const char* path : {"/missing", "/assets", "/assets/", "/index.html/", "/orphan.css",
                           "/assets/index-DiwrgTda.js.gz"}) {
    EXPECT_FALSE(get(path)) << path;
  }
}

TEST(HashedName, IsAnAssetWithEightCharactersAfterADash) {
  EXPECT_TRUE(is_hashed_name("assets/index-DiwrgTda.js"));
  EXPECT_TRUE(is_hashed_name("assets/a-_0-a_bC9.woff2"));
  EXPECT_FALSE(is_hashed_name("index-DiwrgTda.js"));
  EXPECT_FALSE(is_hashed_name("assets/index.js"));
  EXPECT_FALSE(is_hashed_name("assets/index-DiwrgTd.js"));
}

TEST(LineWriter, WritesEveryLineBeforeItEnds) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  {
    LineWriter writer(ends[1]);
    writer.write("one");
    writer.write("two");
  }
  ::close(ends[1]);
  std::array<char, 64> buffer{};
  std::string text;
  for (ssize_t count = 0; (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  ::close(ends[0]);
  EXPECT_EQ(text, "one\ntwo\n");
}

TEST(Metrics, CountRequestsByRouteAndStatusAndPutDurationsInBuckets) {
  Metrics metrics;
  Observed observed;
  observed.method = "GET";
  observed.route = "/status";
  observed.duration = std::chrono::microseconds(1'000);
  metrics.observe(observed);
  observed.duration = std::chrono::microseconds(1'001);
  metrics.observe(observed);
  const std::string text = metrics.text(ServerCounts{}, {{"telaio_log_events", 12}});
  for (const char* line :
       {"telaio_http_requests_total{method=\"GET\",route=\"/status\",status=\"200\"} 2\n",
        "telaio_http_request_seconds_bucket{route=\"/status\",le=\"0.001\"} 1\n",
        "telaio_http_request_seconds_bucket{route=\"/status\",le=\"0.0025\"} 2\n",
        "telaio_http_request_seconds_count{route=\"/status\"} 2\n", "telaio_log_events 12\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
}

}  // namespace
}  // namespace telaio::http
