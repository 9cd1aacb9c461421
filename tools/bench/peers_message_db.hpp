// SPDX-License-Identifier: EUPL-1.2
// message-db, the event store that lives in PostgreSQL as functions: each append is one call of
// write_message in a transaction of its own, over as many connections as callers. The event is JSON
// there; it has as many bytes as ours.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "tools/bench/peer.hpp"
#include "tools/bench/peers_connection.hpp"

namespace telaio::bench {

class MessageDb final : public Peer {
 public:
  // `address` of a database with message-db's functions and no messages. Its writers take one lock
  // per category: one is its usual layout, with 64 they stand less in each other's way. At most
  // `connections` appends are on their way at once; the others wait.
  MessageDb(const std::string& address, std::size_t categories, std::size_t connections);
  ~MessageDb() override;

  std::string name() const override;
  void append(std::uint64_t stream, BytesView event, std::function<void()> done) override;
  // The same rows by one statement; with one category alone, as the two below.
  void fill(std::uint64_t events, std::uint64_t streams) override;
  std::uint64_t scan() override;
  std::uint64_t read_stream(std::uint64_t stream) override;

 private:
  struct Waiting {
    std::uint64_t stream;
    std::function<void()> done;
  };
  struct Writer {
    Connection connection;
    std::function<void()> done;  // Of the append on its way; empty when there is none.
  };
  void run();
  bool take(std::deque<Waiting>& waiting);
  void send(Writer& writer, Waiting waiting);
  static void finish(Writer& writer);
  void wake() const;
  std::string stream_name(std::uint64_t stream) const;

  std::size_t categories_;
  Connection reader_;
  std::vector<Writer> writers_;  // The thread's own.
  std::uint64_t next_id_ = 1;    // The thread's own.

  std::mutex mutex_;
  std::deque<Waiting> submitted_;
  bool stopping_ = false;
  int wakened_ = -1;  // An eventfd.
  std::thread thread_;
};

}  // namespace telaio::bench
