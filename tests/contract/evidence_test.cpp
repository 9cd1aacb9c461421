// SPDX-License-Identifier: EUPL-1.2
// The same script gives the same bytes, roots and proofs on every engine, and every proof checks.
#include <gmock/gmock.h>

#include <random>

#include "log/record.hpp"
#include "log/tree/proofs.hpp"
#include "tests/contract/engines.hpp"

namespace telaio::log::testing {
namespace {

template <class Engine>
class Evidence : public LogContract<Engine> {};
TYPED_TEST_SUITE(Evidence, Engines, EngineNames);

// 600 commits of random shapes on 20 streams; some conflict, some repeat.
std::vector<Commit> script(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Commit> commits;
  for (std::uint64_t i = 1; i <= 600; ++i) {
    if (i > 1 && random() % 10 == 0) {
      commits.push_back(commits[random() % commits.size()]);
      continue;
    }
    const std::uint64_t stream = random() % 20;
    std::vector<NewEvent> events;
    for (std::uint64_t e = random() % 4 + 1; e > 0; --e) {
      std::vector<Bytes> parts;
      for (std::uint64_t p = random() % 3; p > 0; --p) parts.push_back(part_of(random(), 40 + 64));
      events.push_back(event_of_number(random(), std::move(parts)));
    }
    const Expectation expected =
        random() % 4 == 0 ? Expectation::exact(random() % 5) : Expectation::any();
    Commit commit = commit_of(i, {write_to(stream_of(stream), expected, std::move(events))});
    if (random() % 3 == 0) {
      commit.writes.push_back(
          write_to(stream_of(stream + 100), Expectation::any(), {event_of_number(random())}));
    }
    commits.push_back(std::move(commit));
  }
  return commits;
}

TYPED_TEST(Evidence, StartsWithTheRootOfNothing) {
  EXPECT_EQ(to_hex(this->events().head().root),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(this->events().root_at(0).value(), this->events().head().root);
  EXPECT_TRUE(this->events().consistency_proof(0, 0).value().empty());
}

TYPED_TEST(Evidence, ProvesEveryEventAndEveryEarlierTree) {
  for (std::uint64_t i = 1; i <= 70; ++i) {
    ASSERT_TRUE(appended(this->append(simple_commit(i, stream_of(i % 5)))));
    const Head head = this->events().head();
    ASSERT_EQ(this->events().root_at(head.size).value(), head.root);
    for (Position position = 0; position < head.size; ++position) {
      const auto leaf = tree::leaf_hash(this->events().entry(position).value());
      const auto proof = this->events().inclusion_proof(position, head.size).value();
      ASSERT_TRUE(tree::verify_inclusion(leaf, position, head.size, proof, head.root));
    }
    for (std::uint64_t first = 0; first <= head.size; ++first) {
      const auto proof = this->events().consistency_proof(first, head.size).value();
      ASSERT_TRUE(tree::verify_consistency(first, head.size, proof,
                                           this->events().root_at(first).value(), head.root));
    }
  }
}

TYPED_TEST(Evidence, ProvesAcrossTiles) {
  for (std::uint64_t i = 0; i < 6; ++i) {
    ASSERT_TRUE(appended(this->append(
        commit_of(i + 1, {write_to(stream_of(i), Expectation::any(),
                                   std::vector<NewEvent>(113, event_of_number(i)))}))));
  }
  const Head head = this->events().head();
  ASSERT_EQ(head.size, 678);
  for (const Position position : {0U, 255U, 256U, 511U, 512U, 677U}) {
    const auto leaf = tree::leaf_hash(this->events().entry(position).value());
    for (const std::uint64_t size : {513U, 600U, 678U}) {
      if (position >= size) continue;
      const auto proof = this->events().inclusion_proof(position, size).value();
      EXPECT_TRUE(
          tree::verify_inclusion(leaf, position, size, proof, this->events().root_at(size).value()))
          << position << " in " << size;
    }
  }
  for (const std::uint64_t first : {1U, 255U, 256U, 257U, 512U, 677U}) {
    const auto proof = this->events().consistency_proof(first, 678).value();
    EXPECT_TRUE(tree::verify_consistency(first, 678, proof, this->events().root_at(first).value(),
                                         head.root));
  }
}

TYPED_TEST(Evidence, MakesLeavesOutOfWhatIsStored) {
  ASSERT_TRUE(appended(this->append(commit_of(
      1, {write_to(stream_of(1), Expectation::any(), {event_of_number(1, {part_of(1)})})}))));
  const StoredEvent event = all_events(this->events())[0];
  Bytes record;
  append_frame(record, {event.stream, event.version, event.command, event.place, event.commit_size,
                        event.recorded, static_cast<std::uint32_t>(event.header.size())});
  append(record, event.header);
  const std::array<crypto::Sha256, 1> part_hashes = {crypto::sha256(part_of(1))};
  const Entry entry = make_entry(crypto::sha256(record), parts_commitment(part_hashes));
  EXPECT_EQ(this->events().entry(0).value(), to_bytes(entry));
  EXPECT_EQ(this->events().head().root, tree::leaf_hash(entry));
}

// T25.
TEST(EnginesAgree, OnTheBytesOutcomesRootsAndProofsOfOneScript) {
  ManualClock clock(Instant::from_micros(start_micros));
  MemoryEngine memory(clock);
  RocksdbEngine rocksdb(clock);
  const auto seed = test_seed();
  std::int64_t micros = start_micros;
  for (const Commit& commit : script(seed)) {
    clock.set(Instant::from_micros(micros += 1'000));
    const auto in_memory = append_and_wait(*memory.log, commit);
    const auto on_disk = append_and_wait(*rocksdb.log, commit);
    ASSERT_EQ(describe(in_memory), describe(on_disk));
    ASSERT_EQ(memory.log->head().root, rocksdb.log->head().root);
  }
  const std::uint64_t size = memory.log->head().size;
  ASSERT_GT(size, 600);
  EXPECT_EQ(all_events(*memory.log), all_events(*rocksdb.log, {.events_max = 37}));
  for (std::uint64_t i = 0; i < size; i += 13) {
    EXPECT_EQ(memory.log->entry(i).value(), rocksdb.log->entry(i).value());
    EXPECT_EQ(memory.log->inclusion_proof(i, size).value(),
              rocksdb.log->inclusion_proof(i, size).value());
    EXPECT_EQ(memory.log->consistency_proof(i, size).value(),
              rocksdb.log->consistency_proof(i, size).value());
  }
  for (std::uint64_t stream = 0; stream < 130; ++stream) {
    EXPECT_EQ(memory.log->read_stream(stream_of(stream), 0, {}).value().events,
              rocksdb.log->read_stream(stream_of(stream), 0, {}).value().events);
  }
}

}  // namespace
}  // namespace telaio::log::testing
