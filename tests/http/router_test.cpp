// SPDX-License-Identifier: EUPL-1.2
#include "http/router.hpp"

#include <gtest/gtest.h>

namespace telaio::http {
namespace {

using Segments = std::vector<std::string>;

class RouterTest : public ::testing::Test {
 protected:
  Router router;
  RouteIndex list = router.add(Method::get, "/api/cases");
  RouteIndex create = router.add(Method::post, "/api/cases");
  RouteIndex one = router.add(Method::get, "/api/cases/{case_id}");
  RouteIndex mine = router.add(Method::get, "/api/cases/mine");
  RouteIndex notes = router.add(Method::post, "/api/cases/{case_id}/notes/{note_id}");
};

TEST_F(RouterTest, FindsTheRouteOfAMethodAndPath) {
  const auto found = router.find(Method::post, Segments{"api", "cases"});
  ASSERT_TRUE(std::holds_alternative<RouteMatch>(found));
  EXPECT_EQ(std::get<RouteMatch>(found).route, create);
}

TEST_F(RouterTest, GivesTheParametersInTheOrderOfThePath) {
  const auto found = router.find(Method::post, Segments{"api", "cases", "7", "notes", "9"});
  ASSERT_TRUE(std::holds_alternative<RouteMatch>(found));
  const PathParameters expected{{"case_id", "7"}, {"note_id", "9"}};
  EXPECT_EQ(std::get<RouteMatch>(found).route, notes);
  EXPECT_EQ(std::get<RouteMatch>(found).parameters, expected);
}

TEST_F(RouterTest, PrefersALiteralSegmentToAParameter) {
  const auto found = router.find(Method::get, Segments{"api", "cases", "mine"});
  ASSERT_TRUE(std::holds_alternative<RouteMatch>(found));
  EXPECT_EQ(std::get<RouteMatch>(found).route, mine);
}

TEST_F(RouterTest, AnswersHeadWithTheRouteOfGet) {
  const auto found = router.find(Method::head, Segments{"api", "cases", "7"});
  ASSERT_TRUE(std::holds_alternative<RouteMatch>(found));
  EXPECT_EQ(std::get<RouteMatch>(found).route, one);
}

TEST_F(RouterTest, NamesTheOtherMethodsOfAPath) {
  const auto found = router.find(Method::delete_, Segments{"api", "cases"});
  ASSERT_TRUE(std::holds_alternative<OtherMethods>(found));
  EXPECT_EQ(std::get<OtherMethods>(found).allow, "GET, POST");
}

TEST_F(RouterTest, KnowsNoPathThatIsLongerShorterOrHasAnEmptyParameter) {
  for (const Segments& path : {Segments{"api"}, Segments{"api", "cases", ""}, Segments{""},
                               Segments{"api", "cases", "7", "notes"}}) {
    EXPECT_TRUE(std::holds_alternative<NoSuchPath>(router.find(Method::get, path)));
  }
}

}  // namespace
}  // namespace telaio::http
