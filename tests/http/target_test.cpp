// SPDX-License-Identifier: EUPL-1.2
#include "http/target.hpp"

#include <gtest/gtest.h>

#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {
namespace {

std::string_view refusal_of(std::string_view text) {
  const auto target = parse_target(text);
  return target ? std::string_view{} : target.error().code;
}

TEST(Target, SplitsPathAndQueryAndDecodesBoth) {
  const auto target = parse_target("/api/v1/cases/c%C3%A0sa?kind=a%20b&on=2026-03-01&empty=");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "cases", "càsa"}));
  const std::vector<QueryParameter> expected{{"kind", "a b"}, {"on", "2026-03-01"}, {"empty", ""}};
  EXPECT_EQ(target->query, expected);
}

TEST(Target, ReadsAPlusInAQueryAsASpaceAndInAPathAsItself) {
  const auto target = parse_target("/a+b?c=d+e");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments.front(), "a+b");
  EXPECT_EQ(target->query.front().value, "d e");
}

TEST(Target, TheRootHasOneEmptySegment) {
  const auto target = parse_target("/");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, std::vector<std::string>{""});
}

TEST(Target, RefusesWhatIsNotAnAbsolutePath) {
  for (const char* text : {"", "*", "a/b", "https://host/a", "//host/a", "host:443"}) {
    EXPECT_EQ(refusal_of(text), refusals::target_malformed) << text;
  }
}

TEST(Target, RefusesSegmentsThatTwoReadersCouldReadInTwoWays) {
  for (const char* text : {"/a/../b", "/a/./b", "/a/%2e%2e/b", "/a%2Fb", "/a%5Cb", "/a%00b",
                           "/a%0Ab", "/a%FFb", "/a%zz"}) {
    EXPECT_EQ(refusal_of(text), refusals::target_malformed) << text;
  }
}

TEST(Target, RefusesARepeatedParameter) {
  EXPECT_EQ(refusal_of("/a?on=1&on=2"), refusals::parameter_repeated);
}

TEST(Target, AcceptsTheLongestTargetAndRefusesOneByteMore) {
  const std::string longest = "/" + std::string(limits::target_bytes_max - 1, 'a');
  EXPECT_TRUE(parse_target(longest));
  EXPECT_EQ(refusal_of(longest + "a"), refusals::target_too_long);
}

TEST(Target, AcceptsSixteenSegmentsAndRefusesSeventeen) {
  std::string path;
  for (int i = 0; i < 16; ++i) path += "/a";
  EXPECT_TRUE(parse_target(path));
  EXPECT_EQ(refusal_of(path + "/a"), refusals::target_malformed);
}

}  // namespace
}  // namespace telaio::http
