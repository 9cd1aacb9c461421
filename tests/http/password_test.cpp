// SPDX-License-Identifier: EUPL-1.2
// A password that somebody else chose opens nothing but its own change; and how much one person may
// ask for.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "http/http_refusals.hpp"
#include "tests/http/service_world.hpp"
#include "vault/vault_refusals.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

constexpr std::string_view given = "assegnata da altri";
constexpr std::string_view chosen = "scelta da me stessa";

class PasswordTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  void SetUp() override {
    world.limit_requests({});
    world.forget_sessions();
    world.advance_seconds(60 * 60);  // Suspensions of another test are over.
  }
  ServiceWorld& world = *shared;

  Response sign_in(const std::string& who, std::string_view password) {
    return world.send(
        "", Method::post, "/api/v1/session",
        "{\"user\":\"" + world.user(who) + "\",\"password\":\"" + std::string(password) + "\"}");
  }
  static std::string token_of(const Response& response) {
    return std::string(cookie_value(field_value(response.fields, "set-cookie"), "__Host-session"));
  }
  Response change(const std::string& who, std::string_view from, std::string_view to) {
    return world.send(who, Method::post, "/api/v1/session/password",
                      "{\"old_password\":\"" + std::string(from) + "\",\"new_password\":\"" +
                          std::string(to) + "\"}");
  }
  // The pattern with "x" for each parameter.
  static std::string target_of(std::string_view pattern) {
    std::string target;
    bool inside = false;
    for (const char c : pattern) {
      if (c == '{') target += 'x';
      inside = (inside || c == '{') && c != '}';
      if (!inside && c != '}') target += c;
    }
    return target;
  }
  // Signed in with a password that an administrator gave.
  void given_password(const std::string& who) {
    ASSERT_TRUE(world.vault().accounts().reset_password(world.operator_id(who), given));
    const Response signed_in = sign_in(who, given);
    ASSERT_EQ(signed_in.status, Status::created) << signed_in.body;
    EXPECT_TRUE(json::parse(signed_in.body).at("password_change_due").as_bool());
    world.use_token(who, token_of(signed_in));
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> PasswordTest::shared;

TEST_F(PasswordTest, OfTheDemonstrationIsNotDue) {
  const json::value session = json::parse(world.send("owner", Method::get, "/api/v1/session").body);
  EXPECT_FALSE(session.at("password_change_due").as_bool());
}

TEST_F(PasswordTest, ThatSomebodyElseChoseOpensNothingButItsChange) {
  given_password("stranger");
  for (const Route& route : all_routes()) {
    if (route.roles.empty()) continue;
    const bool own = route.pattern.starts_with("/api/v1/session");
    EXPECT_EQ(route.before_password, own) << route.pattern;
    if (own) continue;
    const Response response = world.send("stranger", route.method, target_of(route.pattern), "{}");
    EXPECT_EQ(response.code, refusals::password_change_due) << route.pattern;
    EXPECT_EQ(response.status, Status::forbidden) << route.pattern;
  }
  EXPECT_EQ(world.send("stranger", Method::get, "/api/v1/session").status, Status::ok);

  const Response changed = change("stranger", given, chosen);
  ASSERT_EQ(changed.status, Status::ok) << changed.body;
  EXPECT_FALSE(json::parse(changed.body).at("password_change_due").as_bool());
  world.use_token("stranger", token_of(changed));
  EXPECT_EQ(world.send("stranger", Method::get, "/api/v1/cases").status, Status::ok);
}

TEST_F(PasswordTest, ItsChangeEndsEveryOtherSessionOfTheOperator) {
  given_password("colleague");
  const std::string other = token_of(sign_in("colleague", given));
  const std::string before = world.token("colleague");
  const Response changed = change("colleague", given, chosen);
  ASSERT_EQ(changed.status, Status::ok) << changed.body;
  for (const std::string& token : {other, before}) {
    world.use_token("colleague", token);
    EXPECT_EQ(world.send("colleague", Method::get, "/api/v1/session").code,
              refusals::session_expired);
  }
  EXPECT_EQ(sign_in("colleague", given).status, Status::unauthorized);
  EXPECT_EQ(sign_in("colleague", chosen).status, Status::created);
}

TEST_F(PasswordTest, ChangesOnlyWithTheOldOneAndForALongOne) {
  given_password("stranger");
  const Response wrong = change("stranger", "non la so", chosen);
  EXPECT_EQ(wrong.status, Status::unprocessable);
  EXPECT_EQ(wrong.code, vault::old_password_wrong);
  const Response brief = change("stranger", given, "quattordici.ca");
  EXPECT_EQ(brief.code, vault::password_too_short);
  EXPECT_NE(brief.body.find("15"), std::string::npos) << brief.body;
  EXPECT_EQ(change("stranger", given, given).code, vault::password_not_new);
  // Nothing changed: the session lives, the old password counts.
  EXPECT_EQ(world.send("stranger", Method::get, "/api/v1/session").status, Status::ok);
  EXPECT_EQ(sign_in("stranger", given).status, Status::created);
}

// ---- How much one person may ask for ----

TEST_F(PasswordTest, EveryAnswerSaysWhatIsLeftOfTheWindow) {
  world.token("owner");
  world.limit_requests({.requests_max = 3, .window_seconds = 60});
  const auto ask = [&] { return world.send("owner", Method::get, "/api/v1/session"); };
  const Response first = ask();
  EXPECT_EQ(field_value(first.fields, "ratelimit-limit"), "3");
  EXPECT_EQ(field_value(first.fields, "ratelimit-remaining"), "2");
  EXPECT_EQ(field_value(first.fields, "ratelimit-reset"), "60");
  world.advance_seconds(20);
  // A no counts, and says it, too.
  const Response nothing = world.send("owner", Method::get, "/api/v1/nothing");
  EXPECT_EQ(nothing.status, Status::not_found);
  EXPECT_EQ(field_value(nothing.fields, "ratelimit-limit"), "3");
  EXPECT_EQ(ask().status, Status::ok);
  EXPECT_EQ(field_value(ask().fields, "ratelimit-remaining"), "0");
}

TEST_F(PasswordTest, OneRequestTooManyWaitsForTheNextWindowAndDoesNothing) {
  world.token("owner");
  world.token("head");
  world.limit_requests({.requests_max = 1, .window_seconds = 60});
  ASSERT_EQ(world.send("owner", Method::get, "/api/v1/session").status, Status::ok);
  world.advance_seconds(15);
  const auto size = world.size();
  const Response refused =
      world.send("owner", Method::get, "/api/v1/cases/" + to_string(world.marked_case));
  EXPECT_EQ(refused.status, Status::too_many_requests);
  EXPECT_EQ(refused.code, refusals::rate_limited);
  EXPECT_EQ(field_value(refused.fields, "retry-after"), "45");
  EXPECT_EQ(field_value(refused.fields, "ratelimit-remaining"), "0");
  EXPECT_NE(refused.body.find("45 secondi"), std::string::npos) << refused.body;
  EXPECT_EQ(world.size(), size);
  // Each operator has a window of their own; a made-up cookie has none.
  EXPECT_EQ(world.send("head", Method::get, "/api/v1/session").status, Status::ok);
  world.use_token("stranger", std::string(64, '0'));
  world.use_token("colleague", std::string(64, '1'));
  EXPECT_EQ(world.send("stranger", Method::get, "/api/v1/session").status, Status::unauthorized);
  EXPECT_EQ(world.send("colleague", Method::get, "/api/v1/session").status,
            Status::too_many_requests);
  world.advance_seconds(45);
  EXPECT_EQ(world.send("owner", Method::get, "/api/v1/session").status, Status::ok);
}

TEST_F(PasswordTest, TooManyWrongPasswordsFromOneAddressWaitForTheRestOfTheQuarter) {
  const auto attempt = [&] { return sign_in("manager", "sbagliata"); };
  for (std::uint32_t i = 0; i < limits::login_failures_per_address; ++i) {
    ASSERT_EQ(attempt().status, Status::unauthorized) << i;
  }
  world.advance_seconds(60);
  const Response limited = attempt();
  EXPECT_EQ(limited.status, Status::too_many_requests);
  EXPECT_EQ(limited.code, refusals::login_limited);
  EXPECT_EQ(field_value(limited.fields, "retry-after"), "840");
  world.advance_seconds(840);
  EXPECT_EQ(attempt().status, Status::unauthorized);
}

}  // namespace
}  // namespace telaio::http
