// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/recent_loading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/assert.hpp"
#include "log/log_faults.hpp"
#include "log/rocksdb/keys.hpp"
#include "log/rocksdb/record_cursor.hpp"
#include "log/rocksdb/sorted_index.hpp"
#include "log/rocksdb/tables.hpp"

namespace telaio::log::rocksdb {
namespace {

constexpr std::size_t never_full = ~std::size_t{0};

// The groups that are not indexed yet.
struct RecentGroups {
  Commands commands;             // In the order of the log.
  std::vector<Position> starts;  // First event of each group, ascending.

  // What was answered to a group's commands is one value, forgotten as soon as its first event is
  // indexed: a generation may not end within a group. Events without one are of the first format.
  bool may_begin_at(Position position) const {
    return starts.empty() || position < starts.front() ||
           std::ranges::binary_search(starts, position);
  }
};

Result<RecentGroups, Fault> read_recent_groups(const Database& database, Position from) {
  RecentGroups groups;
  const std::unique_ptr<rdb::Iterator> iterator(
      database.db->NewIterator(rdb::ReadOptions(), database.meta.get()));
  const auto last = recent_key(~Position{0});
  for (iterator->Seek(recent_key(from)); iterator->Valid(); iterator->Next()) {
    if (iterator->key().compare(last) > 0) break;
    const auto start = read_recent_key(bytes_of(iterator->key()));
    if (!start || !read_recent_value(bytes_of(iterator->value()), groups.commands)) {
      return Fault{std::string(faults::damaged), "the record of what was answered to commands"};
    }
    groups.starts.push_back(*start);
  }
  if (!iterator->status().ok()) return fault_of(iterator->status(), "reading recent commands");
  return groups;
}

// Walks the events [from, size) and puts them, run by run, into generations.
class Loading {
 public:
  using Written = std::function<Result<Done, Fault>(const Generation&)>;

  Loading(const Database& database, Generation first, RecentGroups groups)
      : cursor_(database), generation_(std::move(first)), groups_(std::move(groups)) {}

  // `write`: what to do with a full generation; null: it grows on, and what cannot be read is
  // skipped.
  Result<Generation, Fault> run(std::uint64_t size, const Written& write) {
    for (Position at = generation_.end(); at < size; ++at) {
      const auto frame = cursor_.read_frame_at(at);
      if (!frame && write) return frame.error();
      if (!frame) {
        end_run();
        generation_.skip();
        continue;
      }
      if (frame->place == 0) {
        end_run();
        if (write && generation_.full() && groups_.may_begin_at(at)) {
          if (const auto written = write(generation_); !written) return written.error();
          generation_ = Generation(at, generation_.events_max());
        }
      }
      add(at, *frame);
    }
    end_run();
    return std::move(generation_);
  }

 private:
  void add(Position at, const Frame& frame) {
    const bool continues =
        run_.count > 0 && frame.stream == run_.stream && frame.version == run_.version + run_.count;
    if (!continues) {
      end_run();
      run_ = {frame.stream, frame.version, at, 0};
    }
    ++run_.count;
    run_bytes_ += frame_size + frame.header_length;
    const Commands& commands = groups_.commands;
    for (; next_ < commands.size() && commands[next_].second.first <= at; ++next_) {
      generation_.add_command(commands[next_].first, commands[next_].second);
    }
  }

  void end_run() {
    if (run_.count > 0) generation_.add_run(run_, run_bytes_);
    run_.count = 0;
    run_bytes_ = 0;
  }

  RecordCursor cursor_;
  Generation generation_;
  RecentGroups groups_;
  std::size_t next_ = 0;  // The first command that is in no generation yet.
  StreamRun run_;
  std::size_t run_bytes_ = 0;
};

// First position that the indexes on disk do not hold. They are written of durable events alone, so
// a log that ends before it has lost its end.
Result<Position, Fault> indexed_within(const Tables& tables, std::uint64_t size) {
  const auto indexed = tables.indexed();
  if (!indexed) return indexed.error();
  if (*indexed <= size) return *indexed;
  return Fault{std::string(faults::damaged),
               fmt::format("the indexes hold {} events, the log ends at {}", *indexed, size)};
}

// From the first format to the present one: the old index of streams goes, a mark says that nothing
// is indexed. In one synced write: a crash leaves the one or the other.
Result<Done, Fault> leave_first_format(const Database& database) {
  const Bytes lowest;
  const Bytes highest(sizeof(StreamKey) + 1, std::byte{0xFF});
  Bytes format;
  append_u32(format, store_format);
  Bytes mark;
  append_u64(mark, 0);
  rdb::WriteBatch batch;
  const auto put = [&](std::string_view key, BytesView value) {
    const auto key_slice = slice_of(as_bytes(key));
    TELAIO_ASSERT(batch.Put(database.meta.get(), key_slice, slice_of(value)).ok());
  };
  TELAIO_ASSERT(
      batch.DeleteRange(database.streams.get(), slice_of(lowest), slice_of(highest)).ok());
  put(indexed_key, mark);
  put(format_key, format);
  rdb::WriteOptions synced;
  synced.sync = true;
  rdb::Status status = database.db->Write(synced, &batch);
  if (!status.ok()) return fault_of(status, "leaving the first format");
  // The range that was deleted must not be consulted for ever.
  status = database.db->CompactRange(rdb::CompactRangeOptions(), database.streams.get(), nullptr,
                                     nullptr);
  if (!status.ok()) return fault_of(status, "compacting the index of streams");
  return Done{};
}

}  // namespace

Result<Generation, Fault> load_recent(const Database& database, const Options& options,
                                      const std::filesystem::path& log, std::uint64_t size) {
  const Tables tables(database);
  const auto format = tables.format();
  if (!format) return format.error();
  if (*format == first_store_format) {
    if (const auto left = leave_first_format(database); !left) return left.error();
  }
  const auto from = indexed_within(tables, size);
  if (!from) return from.error();
  auto groups = read_recent_groups(database, *from);
  if (!groups) return groups.error();
  clear_sorting_folder(log);
  Loading loading(database, Generation(*from, options.recent_events_max), std::move(*groups));
  return loading.run(size,
                     [&](const Generation& full) { return write_sorted(database, full, log); });
}

Result<Generation, Fault> load_recent_to_read(const Database& database, std::uint64_t size) {
  const Tables tables(database);
  const auto from = indexed_within(tables, size);
  if (!from) return from.error();
  auto groups = read_recent_groups(database, *from);
  if (!groups) return groups.error();
  return Loading(database, Generation(*from, never_full), std::move(*groups)).run(size, nullptr);
}

}  // namespace telaio::log::rocksdb
