// SPDX-License-Identifier: EUPL-1.2
// A log one of whose records was damaged: its header is not a header any more, or it cannot be read
// at all. Everything else is the real log below.
#pragma once

#include "log/event_log.hpp"

namespace telaio::testing {

class DamagedLog : public log::EventLog {
 public:
  enum class Damage : std::uint8_t { header, unreadable };
  DamagedLog(log::EventLog& whole, log::Position damaged, Damage damage = Damage::header)
      : whole_(whole), damaged_(damaged), damage_(damage) {}

  Result<log::Page, Fault> read_all(log::Position from,
                                    const log::ReadLimits& limits) const override {
    auto page = whole_.read_all(from, limits);
    if (!page) return page;
    for (auto& event : page->events) {
      if (event.position != damaged_) continue;
      if (damage_ == Damage::unreadable) return Fault{"log.damaged", "a record cannot be read"};
      event.header.resize(event.header.size() / 2);
    }
    return page;
  }
  void append(log::Commit commit, log::AppendDone done) override {
    whole_.append(std::move(commit), std::move(done));
  }
  Result<log::CommitLookup, Fault> find_commit(const CommandId& command,
                                               const crypto::Sha256& hash) override {
    return whole_.find_commit(command, hash);
  }
  Result<log::Page, Fault> read_stream(const log::StreamId& stream, log::Version from,
                                       const log::ReadLimits& limits) const override {
    return whole_.read_stream(stream, from, limits);
  }
  Result<std::optional<log::Version>, Fault> stream_version(
      const log::StreamId& stream) const override {
    return whole_.stream_version(stream);
  }
  log::Head head() const override { return whole_.head(); }
  bool wait_past(log::Position position, std::chrono::milliseconds timeout) const override {
    return whole_.wait_past(position, timeout);
  }
  Result<std::optional<log::Position>, Fault> last_at(Instant instant) const override {
    return whole_.last_at(instant);
  }
  Result<Done, Fault> purge_sealed(std::span<const log::PartRef> parts) override {
    return whole_.purge_sealed(parts);
  }
  Result<crypto::Sha256, Fault> root_at(std::uint64_t size) const override {
    return whole_.root_at(size);
  }
  Result<Bytes, Fault> entry(log::Position position) const override {
    return whole_.entry(position);
  }
  Result<std::vector<crypto::Sha256>, Fault> inclusion_proof(log::Position position,
                                                             std::uint64_t size) const override {
    return whole_.inclusion_proof(position, size);
  }
  Result<std::vector<crypto::Sha256>, Fault> consistency_proof(std::uint64_t first,
                                                               std::uint64_t size) const override {
    return whole_.consistency_proof(first, size);
  }

 private:
  log::EventLog& whole_;
  log::Position damaged_;
  Damage damage_;
};

}  // namespace telaio::testing
