// SPDX-License-Identifier: EUPL-1.2
// The settings about witnesses: what a right file says, and that each wrong one is named.
#include <gtest/gtest.h>

#include <fstream>

#include "server/configuration.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::server {
namespace {

constexpr std::string_view key =
    "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";

class WitnessSettings : public ::testing::Test {
 protected:
  CheckedConfiguration read(const std::string& text) const {
    const auto file = folder_.path() / "telaio.toml";
    std::ofstream(file) << "data = \"/d\"\n" << text;
    return read_configuration(file);
  }
  static std::string one(const std::string& url, std::string_view with_key) {
    return "[[witness.ask]]\nurl = \"" + url + "\"\nkey = \"" + std::string(with_key) + "\"\n";
  }
  std::string wrong(const std::string& text) const {
    const auto checked = read(text);
    return checked.errors.size() == 1 ? checked.errors[0].setting : "not one error";
  }
  log::testing::TemporaryFolder folder_{log::testing::TemporaryFolder::InMemory()};
};

TEST_F(WitnessSettings, SayWhomToAskAndHowOften) {
  EXPECT_TRUE(read("").configuration.witnesses.empty());
  const auto checked =
      read("[witness]\ninterval_seconds = 90\n" + one("http://localhost:8460/telaio/", key));
  ASSERT_TRUE(checked.errors.empty()) << checked.errors[0].message;
  ASSERT_EQ(checked.configuration.witnesses.size(), 1);
  const auto& asked = checked.configuration.witnesses[0];
  EXPECT_FALSE(asked.address.secure);
  EXPECT_EQ(asked.address.host, "localhost");
  EXPECT_EQ(asked.address.port, 8460);
  EXPECT_EQ(asked.address.path, "/telaio");
  EXPECT_EQ(asked.key.text(), key);
  EXPECT_EQ(checked.configuration.witness_interval, std::chrono::seconds(90));
  EXPECT_EQ(read(one("https://a.example", key)).configuration.witness_interval,
            std::chrono::seconds(60));
}

TEST_F(WitnessSettings, AreRefusedByName) {
  const std::string good = one("https://a.example", key);
  EXPECT_EQ(wrong("[witness]\ninterval_seconds = 60\n"), "witness.ask");
  EXPECT_EQ(wrong("[witness]\ninterval_seconds = 0\n" + good), "witness.interval_seconds");
  EXPECT_EQ(wrong("[witness]\ninterval_seconds = 3601\n" + good), "witness.interval_seconds");
  EXPECT_EQ(wrong("[witness]\nevery = 60\n" + good), "witness.every");
  EXPECT_EQ(wrong("[witness]\nask = \"https://a.example\"\n"), "witness.ask");
  EXPECT_EQ(wrong(one("ftp://a.example", key)), "witness.ask.url");
  EXPECT_EQ(wrong(one("https://a.example?x=1", key)), "witness.ask.url");
  EXPECT_EQ(wrong(one("https://a.example:0", key)), "witness.ask.url");
  EXPECT_EQ(wrong(one("https://a.example:65536", key)), "witness.ask.url");
  EXPECT_EQ(wrong(one("https://a.example", "x")), "witness.ask.key");
  // A log's key is not a witness's.
  EXPECT_EQ(wrong(one("https://a.example",
                      "log.example/cases+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4")),
            "witness.ask.key");
  EXPECT_EQ(wrong(good + "port = 1\n"), "witness.ask.port");
  EXPECT_EQ(wrong(good + good), "witness.ask.key");
}

TEST_F(WitnessSettings, TakeEightWitnessesAndNotNine) {
  std::string eight;
  for (int i = 0; i < 8; ++i) {
    const log::tree::NoteSigner signer("w" + std::to_string(i), crypto::Ed25519Seed{});
    eight += one("https://a.example", signer.cosignature_verifier().text());
  }
  EXPECT_EQ(read(eight).configuration.witnesses.size(), 8);
  EXPECT_EQ(wrong(eight + one("https://a.example", key)), "witness.ask");
}

}  // namespace
}  // namespace telaio::server
