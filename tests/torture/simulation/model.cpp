// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/simulation/model.hpp"

#include "log/log_refusals.hpp"

namespace telaio::torture {
namespace {

bool holds(const log::Expectation& expected, const std::optional<log::Version>& current) {
  if (expected.kind == log::Expect::any) return true;
  if (expected.kind == log::Expect::none) return !current;
  if (expected.kind == log::Expect::exists) return current.has_value();
  return current && *current == expected.version;
}

}  // namespace

std::optional<log::Version> Model::version_of(const log::StreamId& stream) const {
  const auto found = counts_.find(stream);
  if (found == counts_.end() || found->second == 0) return std::nullopt;
  return found->second - 1;
}

log::AppendOutcome Model::judge(const log::Commit& commit, Instant now, log::DiskRoom room) {
  if (const auto known = commands_.find(commit.command); known != commands_.end()) {
    log::Appended first = known->second.outcome;
    first.duplicate = true;
    if (known->second.request != commit.request_hash) return log::CommandIdReused{first};
    return first;
  }
  const bool fits = commit.access_record ? room != log::DiskRoom::none : room == log::DiskRoom::all;
  if (!fits) return log::Overloaded{std::string(log::refusals::disk_reserve)};
  if (auto refusal = refusal_of(commit)) return *std::move(refusal);
  return accept(commit, now);
}

std::optional<log::AppendOutcome> Model::refusal_of(const log::Commit& commit) const {
  for (const log::StreamWrite& write : commit.writes) {
    const auto current = version_of(write.stream);
    if (!holds(write.expected, current)) return log::Conflict{write.stream, current};
  }
  for (const log::Guard& guard : commit.guards) {
    const auto current = version_of(guard.stream);
    if (!holds(guard.expected, current)) return log::GuardFailed{guard.stream, current};
  }
  return std::nullopt;
}

log::Appended Model::accept(const log::Commit& commit, Instant now) {
  if (now > last_recorded_) last_recorded_ = now;
  log::Frame frame;
  frame.command = commit.command;
  frame.commit_size = 0;
  frame.recorded = last_recorded_;
  for (const log::StreamWrite& write : commit.writes) {
    frame.commit_size += static_cast<std::uint32_t>(write.events.size());
  }
  const log::Position first = size();
  for (const log::StreamWrite& write : commit.writes) {
    std::uint64_t& count = counts_[write.stream];
    undo_.emplace_back([this, stream = write.stream, count] { counts_[stream] = count; });
    for (const log::NewEvent& event : write.events) {
      frame.stream = write.stream;
      frame.version = count++;
      frame.header_length = static_cast<std::uint32_t>(event.header.size());
      Event stored;
      log::append_frame(stored.record, frame);
      append(stored.record, event.header);
      stored.parts = event.parts;
      std::vector<crypto::Sha256> hashes;
      for (const Bytes& part : event.parts) hashes.push_back(crypto::sha256(part));
      frontier_.append(log::tree::leaf_hash(
          log::make_entry(crypto::sha256(stored.record), log::parts_commitment(hashes))));
      events_.push_back(std::move(stored));
      ++frame.place;
    }
  }
  const log::Appended outcome{first, size() - 1, last_recorded_, false};
  commands_[commit.command] = {commit.request_hash, outcome};
  undo_.emplace_back([this, command = commit.command] { commands_.erase(command); });
  return outcome;
}

void Model::settle() {
  undo_.clear();
  events_.clear();
  settled_recorded_ = last_recorded_;
  settled_frontier_ = frontier_;
}

void Model::undo() {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
  last_recorded_ = settled_recorded_;
  frontier_ = settled_frontier_;
  undo_.clear();
  events_.clear();
}

bool same_outcome(const log::AppendOutcome& a, const log::AppendOutcome& b) {
  if (a.index() != b.index()) return false;
  if (const auto* done = std::get_if<log::Appended>(&a)) return *done == std::get<log::Appended>(b);
  if (const auto* reused = std::get_if<log::CommandIdReused>(&a)) {
    return reused->first_outcome == std::get<log::CommandIdReused>(b).first_outcome;
  }
  if (const auto* conflict = std::get_if<log::Conflict>(&a)) {
    const auto& other = std::get<log::Conflict>(b);
    return conflict->stream == other.stream && conflict->current == other.current;
  }
  if (const auto* failed = std::get_if<log::GuardFailed>(&a)) {
    const auto& other = std::get<log::GuardFailed>(b);
    return failed->stream == other.stream && failed->current == other.current;
  }
  if (const auto* overloaded = std::get_if<log::Overloaded>(&a)) {
    return overloaded->code == std::get<log::Overloaded>(b).code;
  }
  return true;
}

}  // namespace telaio::torture
