// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/sorted_index.hpp"

#include <fmt/format.h>
#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <system_error>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "log/rocksdb/keys.hpp"
#include "log/rocksdb/record_cursor.hpp"
#include "log/rocksdb/stream_block.hpp"

namespace telaio::log::rocksdb {
namespace {

// The records of a generation, in the order of the log: read once, then taken in another order.
class Records {
 public:
  static Result<Records, Fault> read(const Database& database, const Generation& generation) {
    Records records;
    records.first_ = generation.first();
    records.starts_.reserve(generation.events() + 1);
    RecordCursor cursor(database);
    for (Position at = generation.first(); at < generation.end(); ++at) {
      const auto record = cursor.read_bytes(at);
      if (!record) return record.error();
      records.starts_.push_back(records.bytes_.size());
      append(records.bytes_, *record);
    }
    records.starts_.push_back(records.bytes_.size());
    return records;
  }

  BytesView at(Position position) const {
    const auto index = static_cast<std::size_t>(position - first_);
    return BytesView(bytes_).subspan(starts_[index], starts_[index + 1] - starts_[index]);
  }

 private:
  Position first_ = 0;
  Bytes bytes_;
  std::vector<std::size_t> starts_;
};

// RocksDB takes a file in by a second link and goes on when the first one cannot be removed. Opened
// by that name, the database's own table would be emptied and written over.
rdb::Status leave_free(const std::string& path) {
  std::error_code failed;
  std::filesystem::remove(path, failed);
  return failed ? rdb::Status::IOError(path, failed.message()) : rdb::Status::OK();
}

// One file of sorted keys.
class SortedFile {
 public:
  SortedFile(const Database& database, const Family& family, const std::filesystem::path& path)
      : path_(path.string()),
        options_(rdb::DBOptions(database.db->GetDBOptions()),
                 database.db->GetOptions(family.get())),
        writer_(rdb::EnvOptions(), options_, family.get()),
        status_(leave_free(path_)) {
    if (status_.ok()) status_ = writer_.Open(path_);
  }

  void put(const rdb::Slice& key, BytesView value) {
    if (status_.ok()) status_ = writer_.Put(key, slice_of(value));
  }
  Result<Done, Fault> finish() {
    if (status_.ok()) status_ = writer_.Finish();
    if (!status_.ok()) return fault_of(status_, "writing a sorted index");
    return Done{};
  }
  rdb::IngestExternalFileArg ingestion(const Family& family) const {
    rdb::IngestExternalFileArg argument;
    argument.column_family = family.get();
    argument.external_files = {path_};
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;
    return argument;
  }

 private:
  std::string path_;
  rdb::Options options_;
  rdb::SstFileWriter writer_;
  rdb::Status status_;
};

void put_streams(const Generation& generation, const Records& records, SortedFile& file) {
  std::vector<StreamRun> runs = generation.runs();
  std::ranges::sort(runs, {},
                    [](const StreamRun& run) { return std::pair(run.stream, run.version); });

  StreamBlockBuilder block;
  StreamId stream;
  Version first = 0;
  Version next = 0;
  const auto flush = [&] {
    if (!block.empty()) file.put(stream_key(stream, first), block.value());
    block.clear();
  };
  for (const StreamRun& run : runs) {
    for (std::uint32_t i = 0; i < run.count; ++i) {
      const BytesView record = records.at(run.first + i);
      const bool fits = block.size() + record.size() <= limits::record_block_bytes_max;
      if (run.stream != stream || run.version + i != next || !fits) flush();
      if (block.empty()) first = run.version + i;
      stream = run.stream;
      block.add(run.first + i, record);
      next = run.version + i + 1;
    }
  }
  flush();
}

void put_commands(const Generation& generation, SortedFile& file) {
  std::vector<std::pair<CommandId, CommandRecord>> commands(generation.commands().begin(),
                                                            generation.commands().end());
  std::ranges::sort(commands, {}, [](const auto& each) { return each.first; });
  for (const auto& [id, record] : commands) file.put(command_key(id), command_value(record));
}

// What is in the indexes on disk is passed over when the log is opened: this need not be synced.
Result<Done, Fault> forget_recent(const Database& database, Position end) {
  rdb::WriteBatch batch;
  rdb::Status status = batch.DeleteRange(database.meta.get(), recent_key(0), recent_key(end));
  TELAIO_ASSERT(status.ok());
  status = database.db->Write(rdb::WriteOptions(), &batch);
  if (!status.ok()) return fault_of(status, "forgetting what is indexed");
  return Done{};
}

}  // namespace

std::filesystem::path sorting_folder(const std::filesystem::path& log) {
  return log / "sorting";
}

void clear_sorting_folder(const std::filesystem::path& log) {
  std::error_code ignored;
  std::filesystem::remove_all(sorting_folder(log), ignored);
}

Result<Done, Fault> write_sorted(const Database& database, const Generation& generation,
                                 const std::filesystem::path& log) {
  if (generation.events() == 0) return Done{};
  const auto records = Records::read(database, generation);
  if (!records) return records.error();

  const auto folder = sorting_folder(log);
  const rdb::Status made = database.db->GetEnv()->CreateDirIfMissing(folder.string());
  if (!made.ok()) return fault_of(made, "making a folder for sorted indexes");
  SortedFile streams(database, database.streams, folder / "streams.sorted");
  put_streams(generation, *records, streams);
  if (const auto written = streams.finish(); !written) return written.error();
  std::vector<rdb::IngestExternalFileArg> files = {streams.ingestion(database.streams)};
  // None are new when the indexes of a store of the first format are made anew.
  if (!generation.commands().empty()) {
    SortedFile commands(database, database.commands, folder / "commands.sorted");
    put_commands(generation, commands);
    if (const auto written = commands.finish(); !written) return written.error();
    files.push_back(commands.ingestion(database.commands));
  }

  // The mark goes with them: RocksDB takes all the files in, or none.
  Bytes mark;
  append_u64(mark, generation.end());
  SortedFile meta(database, database.meta, folder / "meta.sorted");
  meta.put(slice_of(as_bytes(indexed_key)), mark);
  if (const auto written = meta.finish(); !written) return written.error();
  files.push_back(meta.ingestion(database.meta));

  const rdb::Status taken = database.db->IngestExternalFiles(files);
  if (!taken.ok()) return fault_of(taken, "taking in a sorted index");
  return forget_recent(database, generation.end());
}

SortingThread::SortingThread(const Database& database, RecentIndex& recent,
                             std::filesystem::path log, std::function<void(const Fault&)> failed)
    : database_(database),
      recent_(recent),
      log_(std::move(log)),
      failed_(std::move(failed)),
      thread_([this] { run(); }) {}

SortingThread::~SortingThread() {
  recent_.stop();
  thread_.join();
}

void SortingThread::run() {
  while (const auto generation = recent_.next_to_write()) {
    const auto written = write_sorted(database_, *generation, log_);
    if (!written) failed_(written.error());
    recent_.wrote();
  }
}

}  // namespace telaio::log::rocksdb
