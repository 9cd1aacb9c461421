// SPDX-License-Identifier: EUPL-1.2
// The settings about INPS and its voucher: what a right file says, and that each wrong one is
// named.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "server/configuration.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::server {
namespace {

constexpr std::string_view inps = "[inps]\nurl = \"https://isee.example/v1\"\n";
constexpr std::string_view voucher =
    "[inps.voucher]\nurl = \"https://pdnd.example:8443/token.oauth2\"\nclient_id = \"c-1\"\n"
    "key_id = \"k-1\"\npurpose_id = \"p-1\"\naudience = \"pdnd.example/client-assertion\"\n"
    "key = \"/etc/telaio/pdnd.pem\"\n";

class InpsSettings : public ::testing::Test {
 protected:
  CheckedConfiguration read(const std::string& text) const {
    const auto file = folder_.path() / "telaio.toml";
    std::ofstream(file) << "data = \"/d\"\n" << text;
    return read_configuration(file);
  }
  std::string wrong(const std::string& text) const {
    const auto checked = read(text);
    return checked.errors.size() == 1 ? checked.errors[0].setting : "not one error";
  }
  // The voucher of above with one line changed, or without it when `to` is empty.
  static std::string with(std::string_view name, const std::string& to) {
    std::string text(voucher);
    const std::size_t at = text.find("\n" + std::string(name) + " = ") + 1;
    text.replace(at, text.find('\n', at) + 1 - at, to);
    return std::string(inps) + text;
  }
  log::testing::TemporaryFolder folder_{log::testing::TemporaryFolder::InMemory()};
};

TEST_F(InpsSettings, SayWhereToAskAndWithoutAVoucherUnlessOneIsThere) {
  EXPECT_FALSE(read("").configuration.inps.has_value());
  const auto checked = read(std::string(inps));
  ASSERT_TRUE(checked.errors.empty()) << checked.errors[0].message;
  ASSERT_TRUE(checked.configuration.inps.has_value());
  EXPECT_EQ(checked.configuration.inps->host, "isee.example");
  EXPECT_EQ(checked.configuration.inps->path, "/v1");
  EXPECT_FALSE(checked.configuration.inps->voucher.has_value());
}

TEST_F(InpsSettings, SayHowToAskForAVoucher) {
  const auto checked = read(std::string(inps) + std::string(voucher));
  ASSERT_TRUE(checked.errors.empty()) << checked.errors[0].setting;
  ASSERT_TRUE(checked.configuration.inps->voucher.has_value());
  const auto& read = *checked.configuration.inps->voucher;
  EXPECT_EQ(read.host, "pdnd.example");
  EXPECT_EQ(read.port, 8443);
  EXPECT_EQ(read.path, "/token.oauth2");
  EXPECT_EQ(read.client_id, "c-1");
  EXPECT_EQ(read.key_id, "k-1");
  EXPECT_EQ(read.purpose_id, "p-1");
  EXPECT_EQ(read.audience, "pdnd.example/client-assertion");
  EXPECT_EQ(read.key, "/etc/telaio/pdnd.pem");
  EXPECT_FALSE(read.authorities.has_value());
}

TEST_F(InpsSettings, OfAVoucherAreNamedWhenTheyAreMissingOrWrong) {
  for (const char* name : {"client_id", "key_id", "purpose_id", "audience", "key"}) {
    EXPECT_EQ(wrong(with(name, "")), "inps.voucher." + std::string(name));
    EXPECT_EQ(wrong(with(name, std::string(name) + " = \"\"\n")),
              "inps.voucher." + std::string(name));
    EXPECT_EQ(wrong(with(name, std::string(name) + " = 7\n")), "inps.voucher." + std::string(name));
  }
  EXPECT_EQ(wrong(with("key_id", "key_id = \"a b\"\n")), "inps.voucher.key_id");
  EXPECT_EQ(wrong(with("key_id", "key_id = \"" + std::string(513, 'k') + "\"\n")),
            "inps.voucher.key_id");
  EXPECT_EQ(wrong(with("url", "")), "inps.voucher.url");
  EXPECT_EQ(wrong(with("url", "url = \"http://pdnd.example/token\"\n")), "inps.voucher.url");
  EXPECT_EQ(wrong(std::string(inps) + std::string(voucher) + "secret = \"x\"\n"),
            "inps.voucher.secret");
  EXPECT_EQ(wrong(std::string(voucher)), "inps.url");
}

TEST_F(InpsSettings, OfTheExampleFileAreOnesThatTheProgramKnows) {
  std::ifstream example(std::string(TELAIO_SOURCE_DIR) + "/config/telaio.example.toml");
  std::string text;
  bool here = false;
  for (std::string line; std::getline(example, line);) {
    here = here ? !line.empty() || text.find("voucher") == std::string::npos : line == "# [inps]";
    const bool setting = line.starts_with("# [") || line.find(" = ") != std::string::npos;
    if (here && setting) text += line.substr(2) + "\n";
  }
  EXPECT_THAT(text, ::testing::HasSubstr("[inps.voucher]"));
  const auto checked = read(text);
  EXPECT_TRUE(checked.errors.empty()) << checked.errors[0].setting << "\n" << text;
}

}  // namespace
}  // namespace telaio::server
