// SPDX-License-Identifier: EUPL-1.2
// The voucher of PDND, against an authorization server of ours: when one is asked for, kept, thrown
// away; and what becomes of a question without one.
#include "inps/voucher.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <set>

#include "inps/client.hpp"
#include "inps/inps_reasons.hpp"
#include "tests/inps/answers.hpp"
#include "tests/inps/authorization_server.hpp"

namespace telaio::inps {
namespace {

using namespace std::chrono_literals;
using test::AuthorizationServer;
using test::question;
using test::Reply;
using test::TestServer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t lives_seconds = 600;

// INPS, which keeps what each question was authorised with and may refuse some of them.
struct Inps {
  std::mutex mutex;
  std::vector<std::string> vouchers;
  std::set<std::string> withdrawn;
  TestServer server{TestServer::Answering([this](std::string_view head, std::string_view) {
    const std::scoped_lock lock(mutex);
    constexpr std::string_view name = "Authorization: Bearer ";
    const std::size_t at = head.find(name);
    const std::string_view rest = at == std::string_view::npos ? "" : head.substr(at + name.size());
    vouchers.emplace_back(rest.substr(0, rest.find("\r\n")));
    if (withdrawn.contains(vouchers.back())) return Reply{.status = 401};
    return Reply{.body = test::indicator_body()};
  })};

  std::vector<std::string> seen() {
    const std::scoped_lock lock(mutex);
    return vouchers;
  }
  void withdraw(const std::string& voucher) {
    const std::scoped_lock lock(mutex);
    withdrawn.insert(voucher);
  }
};

class VoucherTest : public ::testing::Test {
 protected:
  Settings settings(const VoucherSettings& voucher) {
    Settings made;
    made.host = "localhost";
    made.port = inps.server.port();
    made.authorities = inps.server.authority();
    made.voucher = voucher;
    return made;
  }
  std::unique_ptr<Client> client(const VoucherSettings& voucher) {
    auto made = Client::create(settings(voucher), clock);
    EXPECT_TRUE(made.has_value());
    return std::move(*made);
  }
  Answer ask() { return asking->ask(question(Depth::indicator)); }
  void wait(std::int64_t seconds) { clock.set(clock.now().plus_seconds(seconds)); }

  ManualClock clock{*parse_instant("2026-03-20T09:00:00Z")};
  AuthorizationServer pdnd{clock, lives_seconds};
  Inps inps;
  std::unique_ptr<Client> asking = client(pdnd.settings());
};

TEST_F(VoucherTest, GoesWithTheQuestionAndItsAssertionPassesEveryCheck) {
  const Answer answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::found) << answer.reason;
  EXPECT_THAT(pdnd.refusals(), IsEmpty());
  EXPECT_THAT(inps.seen(), ElementsAre("voucher-1"));
}

TEST_F(VoucherTest, IsKeptUntilItsMarginAndNotASecondLonger) {
  ask();
  wait(lives_seconds - voucher_margin_seconds - 1);
  ask();
  EXPECT_EQ(pdnd.given(), 1U);
  wait(1);
  ask();
  // Each with an assertion of its own: one that came twice would be refused.
  EXPECT_THAT(inps.seen(), ElementsAre("voucher-1", "voucher-1", "voucher-2"));
  EXPECT_THAT(pdnd.refusals(), IsEmpty());
}

TEST_F(VoucherTest, ThatLivesNoLongerThanTheMarginIsUsedOnce) {
  AuthorizationServer brief(clock, voucher_margin_seconds);
  asking = client(brief.settings());
  EXPECT_EQ(ask().outcome, Outcome::found);
  EXPECT_EQ(ask().outcome, Outcome::found);
  EXPECT_EQ(brief.given(), 2U);
}

TEST_F(VoucherTest, ThatInpsNoLongerTakesIsReplacedOnce) {
  ask();
  inps.withdraw("voucher-1");
  EXPECT_EQ(ask().outcome, Outcome::found);
  EXPECT_THAT(inps.seen(), ElementsAre("voucher-1", "voucher-1", "voucher-2"));
  // A new one that is refused at once is not tried again and again.
  for (const char* each : {"voucher-2", "voucher-3", "voucher-4"}) inps.withdraw(each);
  const Answer answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::internal_error);
  EXPECT_EQ(answer.reason, reasons::voucher_not_taken);
  EXPECT_EQ(pdnd.given(), 3U);
}

TEST_F(VoucherTest, RefusedIsNotOfflineAndNothingIsAskedOfInps) {
  auto unknown = pdnd.settings();
  unknown.purpose_id = "another";
  asking = client(unknown);
  const Answer refused = ask();
  EXPECT_EQ(refused.outcome, Outcome::internal_error);
  EXPECT_EQ(refused.reason, reasons::voucher_refused);
  EXPECT_THAT(pdnd.refusals(), ElementsAre("purpose"));
  EXPECT_THAT(inps.seen(), IsEmpty());
}

TEST_F(VoucherTest, IsRefusedWhenItIsSignedWithAnotherKey) {
  const AuthorizationServer other(clock, lives_seconds);
  auto settings = pdnd.settings();
  settings.key = other.settings().key;
  asking = client(settings);
  EXPECT_EQ(ask().reason, reasons::voucher_refused);
  EXPECT_THAT(pdnd.refusals(), ElementsAre("signature"));
}

TEST_F(VoucherTest, IsOfflineWhenNobodyGivesOneAndComesWhenSomebodyDoesAgain) {
  for (const unsigned status : {429U, 502U, 503U, 504U}) {
    pdnd.say({.status = status});
    EXPECT_EQ(ask().outcome, Outcome::offline) << status;
    EXPECT_EQ(ask().reason, reasons::voucher_offline) << status;
  }
  pdnd.say({.hang_up = true});
  EXPECT_EQ(ask().reason, reasons::voucher_offline);
  EXPECT_THAT(inps.seen(), IsEmpty());
  auto gone = pdnd.settings();
  {
    const TestServer server({Reply{}});
    gone.port = server.port();
  }
  asking = client(gone);
  EXPECT_EQ(ask().outcome, Outcome::offline);
}

TEST_F(VoucherTest, IsAskedOnlyOfTheServerItKnows) {
  auto stranger = pdnd.settings();
  stranger.authorities.reset();
  asking = client(stranger);
  EXPECT_EQ(ask().reason, reasons::voucher_offline);
  EXPECT_EQ(pdnd.given(), 0U);
}

TEST_F(VoucherTest, TimeIsPartOfTheTimeOfTheQuestion) {
  pdnd.say({.wait = 30s});
  auto brief = settings(pdnd.settings());
  brief.time = 300ms;
  asking = *Client::create(brief, clock);
  EXPECT_EQ(ask().outcome, Outcome::offline);
  EXPECT_THAT(inps.seen(), IsEmpty());
}

TEST(VoucherAnswerTest, IsTakenWholeOrNotAtAll) {
  const auto read = [](const std::string& body) { return read_voucher(200, body); };
  const std::string good = R"({"access_token":"a.b-c","token_type":"bearer","expires_in":86400})";
  ASSERT_TRUE(read(good).voucher.has_value());
  EXPECT_EQ(read(good).voucher->seconds, 86'400);
  const std::string longest(voucher_bytes_max, 'x');
  const auto named = [](const std::string& token) {
    return R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":1})";
  };
  EXPECT_TRUE(read(named(longest)).voucher.has_value());
  for (const std::string& wrong :
       {named(longest + "x"), named(""), named("a b"), named(R"(a\r\nX-Altro: 1)"),
        std::string(R"({"access_token":"a","token_type":"DPoP","expires_in":60})"),
        std::string(R"({"access_token":"a","token_type":"Bearer","expires_in":0})"),
        std::string(R"({"access_token":"a","token_type":"Bearer","expires_in":86401})"),
        std::string(R"({"access_token":"a","token_type":"Bearer","expires_in":"60"})"),
        std::string(R"({"access_token":"a","token_type":"Bearer"})"), std::string("[]"),
        std::string("{"), std::string()}) {
    EXPECT_FALSE(read(wrong).voucher.has_value()) << wrong;
    EXPECT_EQ(read(wrong).reason, reasons::voucher_unusable) << wrong;
  }
  for (const unsigned status : {400U, 401U, 403U}) {
    EXPECT_EQ(read_voucher(status, good).reason, reasons::voucher_refused) << status;
  }
  for (const unsigned status : {201U, 302U, 404U, 500U}) {
    EXPECT_EQ(read_voucher(status, good).reason, reasons::voucher_unusable) << status;
  }
}

TEST(VoucherKey, MustBeAPrivateRsaKeyOf2048Bits) {
  ManualClock clock{*parse_instant("2026-03-20T09:00:00Z")};
  const AuthorizationServer pdnd(clock, lives_seconds);
  Settings settings;
  settings.host = "localhost";
  settings.voucher = pdnd.settings();
  EXPECT_TRUE(Client::create(settings, clock).has_value());
  const std::string file = pdnd.settings().key.string() + ".other";
  settings.voucher->key = file;  // Not there yet.
  const auto fault = [&] {
    const auto made = Client::create(settings, clock);
    return made ? std::string("none") : std::string(made.error().code);
  };
  EXPECT_EQ(fault(), "inps.voucher_key");
  EXPECT_EQ(fault(), "inps.voucher_key");
  test::write_key(file, EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  EXPECT_EQ(fault(), "inps.voucher_key");
  test::write_key(file, EVP_RSA_gen(crypto::rs256_bits_min / 2));
  EXPECT_EQ(fault(), "inps.voucher_key");
  test::write_key(file, EVP_RSA_gen(crypto::rs256_bits_min));
  EXPECT_EQ(fault(), "none");
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace telaio::inps
