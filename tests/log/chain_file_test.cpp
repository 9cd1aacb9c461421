// SPDX-License-Identifier: EUPL-1.2
// The chained file of the erasure ledger: what it keeps, and what it refuses to forget.
#include "log/chain_file.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "log/log_faults.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

namespace fs = std::filesystem;

const Uuid log_id = uuid_of(7);

Bytes record(std::string_view text) {
  return to_bytes(as_bytes(text));
}

class Chain : public ::testing::Test {
 protected:
  ChainPlace place() const {
    return {folder_.path() / "demo.erasures",
            folder_.path() / "demo.anchor" / "erasures.head",
            {folder_.path() / "demo.keys" / "e.key", folder_.path() / "demo.keys" / "e.vkey"}};
  }
  ChainFile made() const {
    return ChainFile::create(place(), log_id, "log.example/erasures").value();
  }
  std::string refused() const {
    const auto opened = ChainFile::open(place(), log_id);
    return opened ? "opened" : opened.error().code;
  }
  void flip(const fs::path& file, std::uintmax_t at) const {
    std::fstream content(file, std::ios::in | std::ios::out | std::ios::binary);
    content.seekg(static_cast<std::streamoff>(at));
    const int old = content.get();
    content.seekp(static_cast<std::streamoff>(at));
    content.put(static_cast<char>(old ^ 1));
  }

  TemporaryFolder folder_;
};

TEST_F(Chain, BeginsEmptyAndKeepsEveryRecordInOrder) {
  EXPECT_FALSE(ChainFile::exists(place()));
  {
    ChainFile chain = made();
    EXPECT_EQ(chain.head().size, 0U);
    ASSERT_TRUE(chain.append(record("one")).has_value());
    ASSERT_TRUE(chain.append(record("")).has_value());
  }
  const auto chain = ChainFile::open(place(), log_id).value();
  ASSERT_EQ(chain.records().size(), 2U);
  EXPECT_EQ(chain.records()[0], record("one"));
  EXPECT_EQ(chain.records()[1], record(""));
  EXPECT_TRUE(ChainFile::exists(place()));
}

TEST_F(Chain, KnowsWhetherItContinuesAHead) {
  ChainFile chain = made();
  const ChainHead empty = chain.head();
  ASSERT_TRUE(chain.append(record("one")).has_value());
  const ChainHead one = chain.head();
  ASSERT_TRUE(chain.append(record("two")).has_value());
  EXPECT_TRUE(chain.continues(empty));
  EXPECT_TRUE(chain.continues(one));
  EXPECT_FALSE(chain.continues({1, chain.head().hash}));
  EXPECT_FALSE(chain.continues({3, chain.head().hash}));
}

TEST_F(Chain, RefusesAnOlderCopyOfItself) {
  ChainFile chain = made();
  ASSERT_TRUE(chain.append(record("one")).has_value());
  fs::copy(place().folder, folder_.path() / "older", fs::copy_options::recursive);
  ASSERT_TRUE(chain.append(record("two")).has_value());
  fs::remove_all(place().folder);
  fs::copy(folder_.path() / "older", place().folder, fs::copy_options::recursive);
  EXPECT_EQ(refused(), faults::chain_behind);
}

TEST_F(Chain, RefusesToBeAbsentOrBegunAnew) {
  {
    ChainFile chain = made();
  }
  fs::remove_all(place().folder);
  EXPECT_EQ(refused(), faults::chain_missing);
  EXPECT_EQ(ChainFile::create(place(), log_id, "log.example/erasures").error().code,
            faults::exists);
}

TEST_F(Chain, RefusesToLoseItsWitness) {
  {
    ChainFile chain = made();
  }
  fs::remove(place().witness);
  EXPECT_EQ(refused(), faults::chain_missing);
}

TEST_F(Chain, OfAnotherLogIsRefused) {
  {
    ChainFile chain = made();
  }
  EXPECT_EQ(ChainFile::open(place(), uuid_of(8)).error().code, faults::chain_of_another);
}

TEST_F(Chain, RefusesAFlippedByteAnywhereInASignedRecord) {
  ChainFile chain = made();
  ASSERT_TRUE(chain.append(record("one")).has_value());
  const auto size = fs::file_size(place().ledger());
  for (std::uintmax_t at = 0; at < size; at += 5) {
    flip(place().ledger(), at);
    const std::string code = refused();
    EXPECT_TRUE(code == faults::chain_damaged || code == faults::chain_behind ||
                code == faults::chain_of_another)
        << "byte " << at << ": " << code;
    flip(place().ledger(), at);
  }
  EXPECT_EQ(refused(), "opened");
}

TEST_F(Chain, RefusesAForgedHead) {
  {
    ChainFile chain = made();
  }
  flip(place().head(), fs::file_size(place().head()) / 2);
  EXPECT_EQ(refused(), faults::chain_damaged);
}

TEST_F(Chain, CutsHalfARecordThatNobodyWasToldOf) {
  ChainFile chain = made();
  ASSERT_TRUE(chain.append(record("one")).has_value());
  const auto size = fs::file_size(place().ledger());
  std::ofstream(place().ledger(), std::ios::app | std::ios::binary) << "half a record";
  EXPECT_EQ(ChainFile::open(place(), log_id).value().records().size(), 1U);
  EXPECT_EQ(fs::file_size(place().ledger()), size);
}

TEST_F(Chain, KeepsAWholeRecordWhoseHeadWasNeverSigned) {
  ChainFile chain = made();
  const auto head = [&] { return std::pair(place().head(), place().witness); };
  const fs::path kept = folder_.path() / "kept";
  fs::copy_file(head().first, kept);
  ASSERT_TRUE(chain.append(record("one")).has_value());
  // As if the machine had stopped between the record and its two heads.
  fs::copy_file(kept, head().first, fs::copy_options::overwrite_existing);
  fs::copy_file(kept, head().second, fs::copy_options::overwrite_existing);
  EXPECT_EQ(ChainFile::open(place(), log_id).value().head(), chain.head());
  EXPECT_EQ(ChainFile::read(place(), log_id).value().head(), chain.head());
}

}  // namespace
}  // namespace telaio::log::testing
