// SPDX-License-Identifier: EUPL-1.2
// What verification finds after somebody with every right on the files has been at work (T30): any
// stored record changed, removed, moved or replaced, with or without fixing up the indexes.
#include "log/verify.hpp"

#include <gmock/gmock.h>
#include <rocksdb/write_batch.h>

#include <random>
#include <tuple>
#include <utility>

#include "log/data_folder.hpp"
#include "log/memory/memory_log.hpp"
#include "log/record.hpp"
#include "log/rocksdb/database.hpp"
#include "log/rocksdb/keys.hpp"
#include "log/rocksdb/stream_block.hpp"
#include "log/rocksdb/tables.hpp"
#include "log/tree/frontier.hpp"
#include "log/tree/proofs.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

namespace rdb = ::rocksdb;
using rocksdb::Database;

constexpr std::uint64_t size = 40;
// The events before this one are in the indexes on disk, the others in none.
constexpr std::size_t indexed = 25;

// A log of 40 events on 4 streams; every third commit writes two streams, every second event has a
// sealed part. Then somebody opens the database itself.
class Tampered : public ::testing::Test {
 protected:
  Tampered() {
    ManualClock clock(Instant::from_micros(1'767'225'600'000'000));
    rocksdb::Options options;
    options.recent_events_max = indexed;
    auto events = rocksdb::create(place(), clock, options).value();
    for (std::uint64_t i = 0; events->head().size < size; ++i) {
      clock.set(Instant::from_micros(1'767'225'600'000'000).plus_seconds(static_cast<int>(i)));
      std::vector<Bytes> parts;
      if (i % 2 == 0) parts.push_back(part_of(i));
      Commit commit = commit_of(i, {write_to(stream_of(i % 4), Expectation::any(),
                                             {event_of_number(i, std::move(parts))})});
      if (i % 3 == 0 && events->head().size + 2 <= size) {
        commit.writes.push_back(
            write_to(stream_of(10 + i % 4), Expectation::any(), {event_of_number(1'000 + i)}));
      }
      EXPECT_TRUE(appended(append_and_wait(*events, std::move(commit))));
    }
    held_ = {"held", events->head().size, events->head().root};
    before_ = all_events(*events);
    // What the closing may have cut short is written out at the next opening.
    events.reset();
    events = rocksdb::open(place(), clock, options).value();
    EXPECT_GE(events->copied(), indexed);
  }

  rocksdb::Place place() const { return {folder_.path() / "log", folder_.path() / "anchor"}; }

  // Lets `edit` change the database, then verifies with a checkpoint kept elsewhere.
  VerifyReport after(const std::function<void(Database&)>& edit) {
    {
      auto database = rocksdb::open_database(place().log, rocksdb::Access::write, {});
      edit(*database);
    }
    return verify();
  }
  static auto told(const VerifyReport& report) {
    std::vector<std::tuple<FindingKind, std::optional<Position>, std::optional<std::uint32_t>>>
        found;
    for (const Finding& each : report.first)
      found.emplace_back(each.kind, each.position, each.part);
    std::ranges::sort(found);
    return std::tuple(report.root, report.events, report.parts, report.purged, report.findings,
                      std::move(found));
  }

  VerifyReport verify(const PurgedOnPurpose& purged = {}) {
    rocksdb::Options inspect;
    inspect.inspect_damaged = true;
    const auto events = rocksdb::open_read_only(place(), inspect).value();
    VerifyOptions options;
    options.held = {held_};
    options.purged = purged;
    VerifyReport report = verify_log(*events, options);
    // However the work is divided, the same is found; seen once in each test.
    if (std::exchange(divided_, true)) return report;
    for (const auto& [threads, run] : {std::pair(1U, 1U), {2U, 7U}}) {
      options.threads = threads;
      options.chunk_events = run;
      EXPECT_EQ(told(verify_log(*events, options)), told(report)) << threads << " by " << run;
    }
    return report;
  }
  // Changes the stored record of one event in place.
  void change_record(Database& database, Position position,
                     const std::function<void(std::span<std::byte>)>& change) const {
    std::unique_ptr<rdb::Iterator> iterator(
        database.db->NewIterator(rdb::ReadOptions(), database.records.get()));
    iterator->SeekForPrev(rocksdb::record_key(position));
    ASSERT_TRUE(iterator->Valid());
    Bytes block = to_bytes(rocksdb::bytes_of(iterator->value()));
    const std::size_t length = frame_size + before_[position].header.size();
    change(std::span(block).subspan(block_start(iterator.get(), position), length));
    put(database, database.records, iterator->key().ToString(), block);
  }
  // Where the record of `position` starts in the block the iterator stands on.
  std::size_t block_start(rdb::Iterator* iterator, Position position) const {
    const Position first = *rocksdb::read_record_key(rocksdb::bytes_of(iterator->key()));
    std::size_t start = 0;
    for (Position at = first; at < position; ++at) {
      const std::size_t bytes = frame_size + before_[at].header.size();
      start += (bytes + record_alignment - 1) / record_alignment * record_alignment;
    }
    return start;
  }
  // Lets `change` edit the entries of the index block that holds the event.
  using Entries = std::vector<std::pair<Position, Bytes>>;
  void change_block(Database& database, Position position,
                    const std::function<void(Entries&)>& change) const {
    std::unique_ptr<rdb::Iterator> iterator(
        database.db->NewIterator(rdb::ReadOptions(), database.streams.get()));
    const StoredEvent& event = before_[position];
    iterator->SeekForPrev(rocksdb::stream_key(event.stream, event.version));
    ASSERT_TRUE(iterator->Valid());
    const std::string key = iterator->key().ToString();
    auto block = rocksdb::StreamBlock::open(as_bytes(key), rocksdb::bytes_of(iterator->value()));
    ASSERT_TRUE(block.has_value());
    Entries entries;
    while (const auto entry = block->next()) {
      entries.emplace_back(entry->position, to_bytes(entry->record));
    }
    change(entries);
    rocksdb::StreamBlockBuilder builder;
    for (const auto& [at, record] : entries) builder.add(at, record);
    put(database, database.streams, key, builder.value());
  }
  static void put(const Database& database, const rocksdb::Family& family, const rdb::Slice& key,
                  BytesView value) {
    ASSERT_TRUE(
        database.db->Put(rdb::WriteOptions(), family.get(), key, rocksdb::slice_of(value)).ok());
  }
  static void remove(Database& database, const rocksdb::Family& family, const rdb::Slice& key) {
    ASSERT_TRUE(database.db->Delete(rdb::WriteOptions(), family.get(), key).ok());
  }
  // Where the event's own bytes (the id in its header) stand: a place free to change.
  static void change_event_id(std::span<std::byte> record, std::uint64_t number) {
    const Bytes id = to_bytes(uuid_of(number).view());
    const auto found = std::search(record.begin() + frame_size, record.end(), id.begin(), id.end());
    ASSERT_NE(found, record.end());
    *(found + 15) ^= std::byte{0x40};
  }
  static bool finds(const VerifyReport& report, FindingKind kind, Position position) {
    return std::any_of(report.first.begin(), report.first.end(), [&](const Finding& finding) {
      return finding.kind == kind && finding.position == position;
    });
  }
  Position with_part() const {
    for (Position at = 5;; ++at) {
      if (!before_[at].parts.empty()) return at;
    }
  }
  // The number the event at `position` was made of.
  std::uint64_t number_at(Position position) const {
    for (std::uint64_t number = 0;; ++number) {
      std::vector<Bytes> parts;
      if (!before_[position].parts.empty()) parts.push_back(*before_[position].parts[0]);
      if (header_of(number, parts) == before_[position].header) return number;
    }
  }

  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  tree::Checkpoint held_;
  bool divided_ = false;
  std::vector<StoredEvent> before_;
};

TEST_F(Tampered, ByNobodyIsIntact) {
  const VerifyReport report = verify();
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.events, size);
  EXPECT_GT(report.parts, 5);
  EXPECT_EQ(report.root, held_.root);
  EXPECT_EQ(report.first_broken(), std::nullopt);
}

TEST_F(Tampered, HeaderIsNamed) {
  for (const Position position : {0U, 17U, 39U}) {
    const std::uint64_t number = number_at(position);
    const auto flip = [&](std::span<std::byte> record) { change_event_id(record, number); };
    const auto report = after([&](Database& d) { change_record(d, position, flip); });
    EXPECT_TRUE(finds(report, FindingKind::leaf_differs, position));
    EXPECT_EQ(report.first_broken(), position);
    EXPECT_EQ(report.events, size) << "the rest is verified all the same";
    after([&](Database& d) {
      change_record(d, position, [&](std::span<std::byte> record) {
        const auto original = before_[position].header;
        std::copy(original.begin(), original.end(), record.begin() + frame_size);
      });
    });
    EXPECT_TRUE(verify().intact());
  }
}

TEST_F(Tampered, EveryByteOfAFrameIsNoticed) {
  const Position position = 11;
  for (std::size_t byte = 0; byte < frame_size; ++byte) {
    const auto toggle = [&](Database& d) {
      change_record(d, position,
                    [&](std::span<std::byte> record) { record[byte] ^= std::byte{1}; });
    };
    const auto report = after(toggle);
    EXPECT_FALSE(report.intact()) << byte;
    ASSERT_TRUE(after(toggle).intact()) << byte;
  }
}

TEST_F(Tampered, PartIsNamedWithItsNumber) {
  const Position position = with_part();
  const auto report = after(
      [&](Database& d) { put(d, d.parts, rocksdb::part_key({position, 0}), part_of(99'999)); });
  ASSERT_TRUE(finds(report, FindingKind::part_altered, position));
  EXPECT_EQ(report.first[0].part, 0);
  EXPECT_EQ(report.findings, 1);
}

TEST_F(Tampered, MissingPartIsNamedWithItsNumber) {
  const Position position = with_part();
  const auto report =
      after([&](Database& d) { remove(d, d.parts, rocksdb::part_key({position, 0})); });
  ASSERT_TRUE(finds(report, FindingKind::part_missing, position));
  EXPECT_EQ(report.findings, 1);
}

TEST_F(Tampered, MissingPartWhoseKeyWasDestroyedCountsAsPurged) {
  const Position position = with_part();
  after([&](Database& d) { remove(d, d.parts, rocksdb::part_key({position, 0})); });
  const auto report = verify([&](const StoredEvent& event, std::uint32_t part) {
    return event.position == position && part == 0;
  });
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.purged, 1U);
  // Destroyed keys explain what is absent, never what is altered.
  const auto altered = after(
      [&](Database& d) { put(d, d.parts, rocksdb::part_key({position, 0}), part_of(99'999)); });
  EXPECT_TRUE(finds(altered, FindingKind::part_altered, position));
  EXPECT_FALSE(verify([](const StoredEvent&, std::uint32_t) { return true; }).intact());
}

TEST_F(Tampered, AddedPartIsNoticed) {
  const Position position = with_part();
  const auto report =
      after([&](Database& d) { put(d, d.parts, rocksdb::part_key({position, 1}), part_of(1)); });
  EXPECT_FALSE(report.intact());
  EXPECT_EQ(report.first_broken(), position);
}

TEST_F(Tampered, RemovedRecordIsNamedAndTheRestIsRead) {
  Position first = 0;
  std::uint64_t count = 0;
  const auto report = after([&](Database& d) {
    std::unique_ptr<rdb::Iterator> iterator(d.db->NewIterator(rdb::ReadOptions(), d.records.get()));
    iterator->SeekForPrev(rocksdb::record_key(20));
    first = *rocksdb::read_record_key(rocksdb::bytes_of(iterator->key()));
    iterator->Next();
    count = *rocksdb::read_record_key(rocksdb::bytes_of(iterator->key())) - first;
    remove(d, d.records, rocksdb::record_key(first));
  });
  EXPECT_TRUE(finds(report, FindingKind::unreadable, first));
  EXPECT_EQ(report.first_broken(), first);
  EXPECT_EQ(report.events, size - count);
}

TEST_F(Tampered, SwappedEventsAreNoticed) {
  const auto report = after([&](Database& d) {
    std::vector<std::pair<std::string, std::string>> blocks;
    std::unique_ptr<rdb::Iterator> iterator(d.db->NewIterator(rdb::ReadOptions(), d.records.get()));
    for (iterator->SeekToFirst(); iterator->Valid(); iterator->Next()) {
      blocks.emplace_back(iterator->key().ToString(), iterator->value().ToString());
    }
    // Two commits of one event each.
    std::vector<std::size_t> single;
    for (std::size_t i = 0; i + 1 < blocks.size(); ++i) {
      const auto at = *rocksdb::read_record_key(as_bytes(blocks[i].first));
      const auto next = *rocksdb::read_record_key(as_bytes(blocks[i + 1].first));
      if (next == at + 1) single.push_back(i);
    }
    ASSERT_GE(single.size(), 4);
    put(d, d.records, blocks[single[1]].first, as_bytes(blocks[single[3]].second));
    put(d, d.records, blocks[single[3]].first, as_bytes(blocks[single[1]].second));
  });
  EXPECT_FALSE(report.intact());
}

TEST_F(Tampered, StreamIndexPointingElsewhereIsNamed) {
  const auto report = after([&](Database& d) {
    change_block(d, 8, [](Entries& entries) {
      for (auto& entry : entries) entry.first = entry.first == 8 ? 9 : entry.first;
    });
  });
  EXPECT_TRUE(finds(report, FindingKind::stream_index, 9));
  EXPECT_TRUE(finds(report, FindingKind::stream_index, 8)) << "this event is in no index now";
}

TEST_F(Tampered, StreamIndexWithoutAnEventIsNamed) {
  const auto report = after([&](Database& d) {
    change_block(d, 8, [](Entries& entries) {
      std::erase_if(entries, [](const auto& entry) { return entry.first == 8; });
    });
  });
  EXPECT_TRUE(finds(report, FindingKind::stream_index, 8));
}

TEST_F(Tampered, StreamIndexWithAnotherCopyOfAnEventIsNamed) {
  const auto report = after([&](Database& d) {
    change_block(d, 8, [](Entries& entries) {
      for (auto& [position, record] : entries) {
        if (position == 8) record.back() ^= std::byte{1};
      }
    });
  });
  EXPECT_TRUE(finds(report, FindingKind::stream_index, 8));
  EXPECT_EQ(report.findings, 1);
}

TEST_F(Tampered, StreamIndexWithAnInventedStreamIsNamed) {
  const auto report = after([&](Database& d) {
    rocksdb::StreamBlockBuilder builder;
    change_block(d, 8, [&](Entries& entries) { builder.add(8, entries.front().second); });
    put(d, d.streams, rocksdb::stream_key(stream_of(777), 0), builder.value());
  });
  EXPECT_TRUE(finds(report, FindingKind::stream_index, 8));
}

TEST_F(Tampered, CommandIndexIsCompared) {
  const auto altered = after([&](Database& d) {
    const auto key = rocksdb::command_key(before_[8].command);
    std::string stored;
    ASSERT_TRUE(d.db->Get(rdb::ReadOptions(), d.commands.get(), key, &stored).ok());
    CommandRecord record = rocksdb::read_command_value(as_bytes(stored)).value();
    record.recorded = record.recorded.plus_seconds(1);
    put(d, d.commands, key, rocksdb::command_value(record));
  });
  EXPECT_FALSE(altered.intact());
  EXPECT_EQ(altered.first[0].kind, FindingKind::command_index);
  const auto removed =
      after([&](Database& d) { remove(d, d.commands, rocksdb::command_key(before_[8].command)); });
  EXPECT_FALSE(removed.intact());
}

TEST_F(Tampered, StoredTreeIsCompared) {
  const auto report = after([&](Database& d) {
    const auto hashes = rocksdb::Tables(d).hashes(0, 5, 1).value();
    tree::Hash changed = hashes[0];
    changed[3] ^= std::byte{1};
    // The value that holds leaf 5 begins at 5 or before; a value of its own shadows nothing else.
    std::unique_ptr<rdb::Iterator> iterator(d.db->NewIterator(rdb::ReadOptions(), d.tree.get()));
    iterator->SeekForPrev(rocksdb::tree_key(0, 5));
    const auto place = *rocksdb::read_tree_key(rocksdb::bytes_of(iterator->key()));
    Bytes value = to_bytes(rocksdb::bytes_of(iterator->value()));
    std::copy(changed.begin(), changed.end(),
              value.begin() + static_cast<std::ptrdiff_t>((5 - place.index) * 32));
    put(d, d.tree, iterator->key().ToString(), value);
  });
  EXPECT_TRUE(finds(report, FindingKind::leaf_differs, 5));
}

// The complete forgery: the event changed, the whole tree and the head made new. Inside the folder
// everything agrees; only a head that somebody kept tells.
TEST_F(Tampered, RewrittenHistoryIsCaughtByAHeldCheckpointAlone) {
  const Position position = 13;
  const std::uint64_t number = number_at(position);
  const auto forge = [&](Database& d) {
    change_record(d, position,
                  [&](std::span<std::byte> record) { change_event_id(record, number); });
    tree::Frontier frontier;
    Head head = rocksdb::Tables(d).stored_head().value();
    for (Position at = 0; at < size; ++at) {
      const Entry entry = rocksdb::Tables(d).entry(at).value();
      const auto leaf = tree::leaf_hash(entry);
      frontier.append(leaf);
      put(d, d.tree, rocksdb::tree_key(0, at), leaf);
    }
    head.root = frontier.root();
    put(d, d.meta, std::string(rocksdb::head_key), rocksdb::head_value(head));
  };
  const auto report = after(forge);
  EXPECT_FALSE(report.intact());
  EXPECT_EQ(report.first[0].kind, FindingKind::root_differs);

  // And the anchor, which is kept elsewhere too, refuses to let such a log be opened.
  ManualClock clock{Instant()};
  EXPECT_EQ(rocksdb::open(place(), clock).error().code, "log.behind_anchor");
}

TEST_F(Tampered, LogBehindAHeldCheckpointIsNoticed) {
  held_.size = size + 1;
  const auto report = verify();
  ASSERT_FALSE(report.intact());
  EXPECT_EQ(report.first[0].kind, FindingKind::checkpoint_ahead);
}

TEST_F(Tampered, ByRandomBitsIsAlwaysNoticed) {
  std::mt19937_64 random(test_seed());
  for (int edit = 0; edit < 60; ++edit) {
    const Position position = random() % size;
    const std::size_t header = before_[position].header.size();
    const std::size_t byte = random() % (frame_size + header);
    const auto flip = static_cast<std::byte>(1U << (random() % 8));
    const auto toggle = [&](Database& d) {
      change_record(d, position, [&](std::span<std::byte> record) { record[byte] ^= flip; });
    };
    const auto report = after(toggle);
    ASSERT_FALSE(report.intact()) << "position " << position << " byte " << byte;
    ASSERT_LE(*report.first_broken(), position);
    ASSERT_TRUE(after(toggle).intact());
  }
}

// ---- Ranges, streams, both engines ----

TEST_F(Tampered, RangeSeesItsOwnEventsOnly) {
  const Position position = with_part();
  after([&](Database& d) { remove(d, d.parts, rocksdb::part_key({position, 0})); });
  const auto events = rocksdb::open_read_only(place()).value();
  EXPECT_EQ(verify_range(*events, 0, size - 1).findings, 1);
  EXPECT_EQ(verify_range(*events, position, position).findings, 1);
  EXPECT_TRUE(verify_range(*events, 0, position - 1).intact());
  EXPECT_TRUE(verify_range(*events, position + 1, ~Position{0}).intact());
}

TEST_F(Tampered, StreamSeesItsOwnEventsOnly) {
  const Position position = with_part();
  after([&](Database& d) { remove(d, d.parts, rocksdb::part_key({position, 0})); });
  const auto events = rocksdb::open_read_only(place()).value();
  EXPECT_EQ(verify_stream(*events, before_[position].stream).findings, 1);
  EXPECT_TRUE(verify_stream(*events, stream_of(1)).intact());
  EXPECT_EQ(verify_stream(*events, stream_of(1)).events,
            events->stream_version(stream_of(1)).value().value() + 1);
  EXPECT_TRUE(verify_stream(*events, stream_of(12'345)).intact());
}

TEST(Verify, TellsHowFarItIs) {
  ManualClock clock{Instant()};
  const auto events = memory::create(clock);
  for (std::uint64_t i = 0; i < 3; ++i) {
    appended(append_and_wait(
        *events, commit_of(i, {write_to(stream_of(i), Expectation::any(),
                                        std::vector<NewEvent>(5'000, event_of_number(i)))})));
  }
  VerifyOptions options;
  std::uint64_t last = 0;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 15'000);
    EXPECT_GT(done, last);
    last = done;
  };
  const VerifyReport report = verify_log(*events, options);
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.events, 15'000);
  EXPECT_GE(last, 10'000);
}

TEST(Verify, FindsTheEmptyLogIntact) {
  ManualClock clock{Instant()};
  const auto events = memory::create(clock);
  VerifyOptions options;
  options.held = {{"held", 0, tree::empty_root()}};
  EXPECT_TRUE(verify_log(*events, options).intact());
  options.held[0].root[0] ^= std::byte{1};
  EXPECT_FALSE(verify_log(*events, options).intact());
}

}  // namespace
}  // namespace telaio::log::testing
