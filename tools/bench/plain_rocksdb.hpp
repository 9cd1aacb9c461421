// SPDX-License-Identifier: EUPL-1.2
// The bar we hold ourselves against: what anybody gets from RocksDB in an afternoon. Two keys per
// event (position -> bytes, stream and version -> position), one thread that commits in groups with
// one sync; default options and a block cache. No hash, no proof, no refusal.
#pragma once

#include <rocksdb/db.h>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/bytes.hpp"

namespace telaio::bench {

enum class Layout : std::uint8_t {
  two_keys,  // position -> event; stream | version -> position
  clustered  // stream | version -> event, for reading one stream
};

class PlainRocksdb {
 public:
  // Throws std::runtime_error with what RocksDB says, here and below.
  PlainRocksdb(const std::filesystem::path& folder, Layout layout);
  PlainRocksdb(const PlainRocksdb&) = delete;
  PlainRocksdb& operator=(const PlainRocksdb&) = delete;
  ~PlainRocksdb();

  // Thread-safe; `done` runs on the committing thread once the event is durable.
  void append(std::uint64_t stream, BytesView event, std::function<void()> done);
  // Reads every event in order of position; answers how many bytes it saw.
  std::uint64_t scan() const;
  // Reads a stream's events in order; answers how many there were.
  std::uint64_t read_stream(std::uint64_t stream) const;

 private:
  struct Request {
    std::uint64_t stream;
    Bytes event;
    std::function<void()> done;
  };
  void run();
  void write_group();

  Layout layout_;
  std::unique_ptr<rocksdb::DB> db_;
  std::uint64_t next_position_ = 0;
  std::vector<std::uint64_t> versions_;  // By stream number.

  std::mutex mutex_;
  std::condition_variable submitted_;
  std::vector<Request> queue_;
  bool stopping_ = false;
  std::vector<Request> group_;
  std::thread thread_;
};

}  // namespace telaio::bench
