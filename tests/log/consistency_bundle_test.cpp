// SPDX-License-Identifier: EUPL-1.2
// The proof that a log only grew: written and read back, checked against a checkpoint somebody
// kept, refused in every malformed form.
#include "log/tree/consistency_bundle.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "log/log_refusals.hpp"
#include "log/memory/memory_log.hpp"
#include "tests/log/fixtures.hpp"
#include "tests/log/published_note.hpp"

namespace telaio::log::tree {
namespace {

using namespace log::testing;  // NOLINT(google-build-using-namespace): fixtures of the log.

class Consistency : public ::testing::Test {
 protected:
  Consistency() {
    appended(append_and_wait(
        *log_, commit_of(1, {write_to(stream_of(1), Expectation::any(),
                                      std::vector<NewEvent>(20, event_of_number(1)))})));
  }
  Checkpoint at(std::uint64_t size) const {
    return {signer_.name(), size, log_->root_at(size).value()};
  }
  ConsistencyBundle bundle(std::uint64_t old, std::uint64_t size) const {
    return {old, log_->consistency_proof(old, size).value(), sign_checkpoint(at(size), signer_)};
  }
  std::string_view code(const ConsistencyBundle& given, const Checkpoint& held) const {
    const auto checked = verify_consistency_bundle(given, held, signer_.verifier());
    return checked ? "" : checked.error().code;
  }

  ManualClock clock_{Instant()};
  std::unique_ptr<StoredLog> log_ = memory::create(clock_);
  NoteSigner signer_ = log_signer();
};

TEST_F(Consistency, IsReadBackAndProvesThatTheLogOnlyGrew) {
  for (std::uint64_t old = 0; old <= 20; ++old) {
    const auto made = bundle(old, 20);
    const auto read = parse_consistency(format_consistency(made));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, made);
    EXPECT_EQ(verify_consistency_bundle(*read, at(old), signer_.verifier()).value(), at(20));
  }
}

TEST_F(Consistency, IsRefusedAgainstAnotherRootOrAnotherSize) {
  Checkpoint other = at(7);
  other.root[0] ^= std::byte{1};
  EXPECT_EQ(code(bundle(7, 20), other), refusals::consistency_wrong);
  EXPECT_EQ(code(bundle(7, 20), at(8)), refusals::consistency_wrong);
  EXPECT_EQ(code(bundle(7, 20), at(7)), "");
}

TEST_F(Consistency, IsRefusedWithoutTheKeyOfTheLog) {
  const auto checked = verify_consistency_bundle(bundle(7, 20), at(7), witness_signer().verifier());
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().code, refusals::signature_missing);
}

TEST_F(Consistency, OfSixtyThreeHashesIsReadAndOfOneMoreIsNot) {
  ConsistencyBundle many{1, std::vector<Hash>(consistency_hashes_max), "x"};
  EXPECT_TRUE(parse_consistency(format_consistency(many)).has_value());
  many.hashes.emplace_back();
  EXPECT_FALSE(parse_consistency(format_consistency(many)).has_value());
}

TEST_F(Consistency, IsRefusedInEveryMalformedForm) {
  const std::string hash(44, 'A');
  const std::string good = "A" + std::string(41, 'A') + "A=";
  ASSERT_TRUE(parse_consistency("old 3\n" + good + "\n\nnote").has_value());
  for (const std::string& text : {
           std::string(),
           std::string("old 3"),
           std::string("old 3\n"),
           "old 3\n" + good,
           "old 3\n" + good + "\n",
           "old 03\n" + good + "\n\nnote",
           "old -3\n" + good + "\n\nnote",
           "old 3 \n" + good + "\n\nnote",
           "OLD 3\n" + good + "\n\nnote",
           "old\n" + good + "\n\nnote",
           std::string("old 18446744073709551616\n\nnote"),
           "old 3\r\n" + good + "\r\n\r\nnote",
           "old 3\n" + hash + "\n\nnote",
           "old 3\n" + good.substr(0, 40) + "\n\nnote",
           "old 3\n " + good + "\n\nnote",
           "old 3\n!" + good.substr(1) + "\n\nnote",
           std::string("\n\nnote"),
           "old 3\n\n" + std::string(note_bytes_max, 'x'),
       }) {
    EXPECT_FALSE(parse_consistency(text).has_value()) << text.substr(0, 80);
  }
}

}  // namespace
}  // namespace telaio::log::tree
