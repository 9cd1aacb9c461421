// SPDX-License-Identifier: EUPL-1.2
// Checkpoints: the published one is read and made, and everything that is almost one is refused
// (T28).
#include <gtest/gtest.h>

#include "log/log_refusals.hpp"
#include "log/tree/decimal.hpp"
#include "tests/log/published_note.hpp"

namespace telaio::log::tree {
namespace {

using log::testing::log_signer;
using log::testing::own;
using log::testing::published_checkpoint;
using log::testing::published_note;
using log::testing::published_text;
using log::testing::witness_signer;

TEST(Checkpoint, IsReadFromThePublishedNote) {
  EXPECT_EQ(open_checkpoint(published_note(), log_signer().verifier()).value(),
            published_checkpoint());
}

TEST(Checkpoint, IsSignedAndReadBack) {
  const Checkpoint empty{own("origin"), 0, empty_root()};
  EXPECT_EQ(open_checkpoint(sign_checkpoint(empty, log_signer()), log_signer().verifier()).value(),
            empty);
}

TEST(Checkpoint, OfAnotherOriginIsRefused) {
  Checkpoint other = published_checkpoint();
  other.origin = "other.example/cases";
  const auto opened =
      open_checkpoint(sign_checkpoint(other, log_signer()), log_signer().verifier());
  EXPECT_EQ(opened.error().code, refusals::origin_differs);
}

TEST(Checkpoint, CosignedAloneIsNotSigned) {
  const std::string text = published_text();
  const std::string note = format_note({text, {witness_signer().cosign(text, Instant())}});
  EXPECT_EQ(open_checkpoint(note, log_signer().verifier()).error().code,
            refusals::signature_missing);
}

TEST(Checkpoint, AcceptsExtensionLinesOfOthers) {
  EXPECT_EQ(parse_checkpoint_text(published_text() + "one more\nand another\n").value(),
            published_checkpoint());
}

class MalformedCheckpoint : public ::testing::TestWithParam<const char*> {};

TEST_P(MalformedCheckpoint, IsRefused) {
  const auto checkpoint = parse_checkpoint_text(GetParam());
  ASSERT_FALSE(checkpoint.has_value());
  EXPECT_EQ(checkpoint.error().code, refusals::checkpoint_malformed);
}

#define ROOT "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
constexpr const char* malformed_checkpoints[] = {
    "",
    "o\n",
    "o\n8\n",
    "o\n8\n" ROOT,
    "\n8\n" ROOT "\n",
    "o\n\n" ROOT "\n",
    "o\n8\n\n",
    "o\n08\n" ROOT "\n",
    "o\n-8\n" ROOT "\n",
    "o\n+8\n" ROOT "\n",
    "o\n 8\n" ROOT "\n",
    "o\n8 \n" ROOT "\n",
    "o\n8.0\n" ROOT "\n",
    "o\n0x8\n" ROOT "\n",
    "o\n8e1\n" ROOT "\n",
    "o\n18446744073709551616\n" ROOT "\n",
    "o\n00\n" ROOT "\n",
    "o\n0\n" ROOT "\n",  // The empty tree has another root.
    "o\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n",
    "o\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n",
    "o\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQw==\n",
    "o\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz-Nw7_RgQyg=\n",
    "o\n8\n" ROOT "\n\n",
    "o\n8\n" ROOT "\next\n\n",
    "o\n8\n" ROOT "\next",
};
#undef ROOT
INSTANTIATE_TEST_SUITE_P(Checkpoint, MalformedCheckpoint,
                         ::testing::ValuesIn(malformed_checkpoints));

TEST(Decimal, HasOneTextForANumber) {
  EXPECT_EQ(parse_decimal("0"), 0);
  EXPECT_EQ(parse_decimal("18446744073709551615"), 18'446'744'073'709'551'615U);
  EXPECT_EQ(parse_decimal("18446744073709551616"), std::nullopt);
  EXPECT_EQ(parse_decimal("01"), std::nullopt);
  EXPECT_EQ(parse_decimal(""), std::nullopt);
}

}  // namespace
}  // namespace telaio::log::tree
