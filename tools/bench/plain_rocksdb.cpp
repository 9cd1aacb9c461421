// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/plain_rocksdb.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/table.h>

#include <stdexcept>

namespace telaio::bench {
namespace {

constexpr std::size_t block_cache_bytes = std::size_t{512} << 20U;

std::string big_endian(std::uint64_t number) {
  Bytes bytes;
  append_u64(bytes, number);
  return std::string(as_text(bytes));
}

std::string position_key(std::uint64_t position) {
  return "p" + big_endian(position);
}

std::string stream_key(std::uint64_t stream, std::uint64_t version) {
  return "s" + big_endian(stream) + big_endian(version);
}

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

rocksdb::Slice slice(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  return {text.data(), text.size()};
}

}  // namespace

PlainRocksdb::PlainRocksdb(const std::filesystem::path& folder, Layout layout) : layout_(layout) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(block_cache_bytes);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  rocksdb::DB* opened = nullptr;
  check(rocksdb::DB::Open(options, folder.string(), &opened));
  db_.reset(opened);
  thread_ = std::thread([this] { run(); });
}

PlainRocksdb::~PlainRocksdb() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  submitted_.notify_one();
  thread_.join();
}

void PlainRocksdb::append(std::uint64_t stream, BytesView event, std::function<void()> done) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({stream, to_bytes(event), std::move(done)});
  }
  submitted_.notify_one();
}

void PlainRocksdb::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      submitted_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      std::swap(queue_, group_);
    }
    write_group();
    for (Request& request : group_) request.done();
    group_.clear();
  }
}

void PlainRocksdb::write_group() {
  rocksdb::WriteBatch batch;
  for (const Request& request : group_) {
    if (versions_.size() <= request.stream) versions_.resize(request.stream + 1);
    const std::string place = stream_key(request.stream, versions_[request.stream]++);
    if (layout_ == Layout::two_keys) {
      check(batch.Put(position_key(next_position_), slice(request.event)));
      check(batch.Put(place, big_endian(next_position_)));
    } else {
      check(batch.Put(place, slice(request.event)));
    }
    ++next_position_;
  }
  rocksdb::WriteOptions options;
  options.sync = true;
  check(db_->Write(options, &batch));
}

std::uint64_t PlainRocksdb::scan() const {
  std::uint64_t bytes = 0;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions()));
  for (at->Seek("p"); at->Valid() && at->key().starts_with("p"); at->Next()) {
    bytes += at->value().size();
  }
  check(at->status());
  return bytes;
}

std::uint64_t PlainRocksdb::read_stream(std::uint64_t stream) const {
  const std::string prefix = "s" + big_endian(stream);
  std::uint64_t events = 0;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions()));
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) ++events;
  check(at->status());
  return events;
}

}  // namespace telaio::bench
