// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/plain_rocksdb.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/table.h>

#include <stdexcept>

#include "tools/bench/log_bench.hpp"
#include "tools/bench/sample.hpp"
#include "tools/bench/window.hpp"

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

std::unique_ptr<rocksdb::DB> open_plain(const std::filesystem::path& folder) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(block_cache_bytes);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  rocksdb::DB* opened = nullptr;
  check(rocksdb::DB::Open(options, folder.string(), &opened));
  return std::unique_ptr<rocksdb::DB>(opened);
}

void expect_whole(const rocksdb::Slice& event) {
  if (event.size() != sample_bytes().size()) throw std::runtime_error("un evento non è intero");
}

}  // namespace

PlainRocksdb::PlainRocksdb(const std::filesystem::path& folder, Layout layout)
    : layout_(layout),
      db_(open_plain(folder)),
      queue_([this](const auto& group) { write_group(group); }) {}

std::string PlainRocksdb::name() const {
  return std::string(layout_ == Layout::two_keys ? names::two_keys : names::clustered);
}

void PlainRocksdb::append(std::uint64_t stream, BytesView event, std::function<void()> done) {
  queue_.append(stream, event, std::move(done));
}

void PlainRocksdb::fill(std::uint64_t events, std::uint64_t streams) {
  Window window;
  for (std::uint64_t n = 0; n < events; ++n) {
    window.enter();
    append(n % streams, sample_bytes(), [&] { window.leave(); });
  }
  window.await_empty();
}

void PlainRocksdb::write_group(const std::vector<Request>& group) {
  rocksdb::WriteBatch batch;
  for (const Request& request : group) {
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

std::uint64_t PlainRocksdb::scan() {
  std::uint64_t events = 0;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions()));
  for (at->Seek("p"); at->Valid() && at->key().starts_with("p"); at->Next()) {
    expect_whole(at->value());
    ++events;
  }
  check(at->status());
  return events;
}

std::uint64_t PlainRocksdb::read_stream(std::uint64_t stream) {
  const std::string prefix = "s" + big_endian(stream);
  std::uint64_t events = 0;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions()));
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    expect_whole(at->value());
    ++events;
  }
  check(at->status());
  return events;
}

}  // namespace telaio::bench
