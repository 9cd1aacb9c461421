// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <random>

#include "log/memory/memory_log.hpp"
#include "log/signer.hpp"
#include "tests/log/evidence_scripts.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

// A log that somebody exchanges for another one under whoever holds it.
class ExchangedLog final : public EventLog {
 public:
  void exchange(std::unique_ptr<StoredLog> log) { log_ = std::move(log); }
  StoredLog& now() const { return *log_; }

  void append(Commit commit, AppendDone done) override {
    log_->append(std::move(commit), std::move(done));
  }
  Result<CommitLookup, Fault> find_commit(const CommandId& command,
                                          const crypto::Sha256& hash) override {
    return log_->find_commit(command, hash);
  }
  Result<Page, Fault> read_stream(const StreamId& stream, Version from,
                                  const ReadLimits& limits) const override {
    return log_->read_stream(stream, from, limits);
  }
  Result<Page, Fault> read_all(Position from, const ReadLimits& limits) const override {
    return log_->read_all(from, limits);
  }
  Result<std::optional<Version>, Fault> stream_version(const StreamId& stream) const override {
    return log_->stream_version(stream);
  }
  Head head() const override { return log_->head(); }
  bool wait_past(Position position, std::chrono::milliseconds timeout) const override {
    return log_->wait_past(position, timeout);
  }
  Result<std::optional<Position>, Fault> last_at(Instant instant) const override {
    return log_->last_at(instant);
  }
  Result<Done, Fault> purge_sealed(std::span<const PartRef> parts) override {
    return log_->purge_sealed(parts);
  }
  Result<crypto::Sha256, Fault> root_at(std::uint64_t size) const override {
    return log_->root_at(size);
  }
  Result<Bytes, Fault> entry(Position position) const override { return log_->entry(position); }
  Result<std::vector<crypto::Sha256>, Fault> inclusion_proof(Position position,
                                                             std::uint64_t size) const override {
    return log_->inclusion_proof(position, size);
  }
  Result<std::vector<crypto::Sha256>, Fault> consistency_proof(std::uint64_t first,
                                                               std::uint64_t size) const override {
    return log_->consistency_proof(first, size);
  }

 private:
  std::unique_ptr<StoredLog> log_;
};

// What happened, event by event: a log is made of it, always the same one.
using History = std::vector<std::uint64_t>;

class SignerScript {
 public:
  SignerScript(std::uint64_t round, std::uint64_t seed, ScriptsDone& done)
      : round_(round), seed_(seed), random_(seed + round), done_(done) {}

  void run() {
    history_ = {fresh(), fresh()};
    events_.exchange(log_of(history_));
    signer_ = Signer::create(events_, key(), state()).value();
    release(signer_->latest().checkpoint);
    const std::uint64_t steps = 2 + random_() % 6;
    for (std::uint64_t step = 0; step < steps; ++step) take_step();
  }

 private:
  std::filesystem::path state() const { return folder_.path() / "log.signed"; }
  static tree::NoteSigner key() { return {"telaio.example/scripts", crypto::Ed25519Seed{}}; }
  std::uint64_t fresh() { return ++made_; }

  std::unique_ptr<StoredLog> log_of(const History& history) const {
    auto log = memory::create(clock_);
    for (const std::uint64_t number : history) {
      appended(append_and_wait(*log, simple_commit(number, stream_of(1))));
    }
    return log;
  }

  // Another history: cut somewhere, and grown again with events that never were before.
  void take_step() {
    History next = history_;
    if (random_() % 3 != 0) next.resize(random_() % (next.size() + 1));
    for (std::uint64_t more = random_() % 4; more > 0; --more) next.push_back(fresh());
    // It continues what was signed if that is a prefix of it.
    const bool continues =
        next.size() >= signed_.size() && std::equal(signed_.begin(), signed_.end(), next.begin());
    events_.exchange(log_of(next));
    const bool restarted = random_() % 2 == 0;
    if (restarted) {
      signer_.reset();
      auto opened = Signer::open(events_, key(), state());
      if (opened.has_value() != continues) tell("a restart", next, opened.has_value());
      if (!opened) {
        // The right log comes back, and the signer with it.
        events_.exchange(log_of(history_));
        signer_ = Signer::open(events_, key(), state()).value();
        ++done_.attacks;
        return;
      }
      signer_ = std::move(*opened);
    }
    const auto head = signer_->sign_now();
    if (head.has_value() != continues) tell("a signature", next, head.has_value());
    if (!head) {
      events_.exchange(log_of(history_));
      ++done_.attacks;
      return;
    }
    history_ = next;
    release(head->checkpoint);
    ++done_.honest;
  }

  // Whoever kept all checkpoints compares them: sizes never fall, and each is a prefix of the log
  // that the newest speaks of.
  void release(const tree::Checkpoint& checkpoint) {
    if (!released_.empty() && checkpoint.size < released_.back().size) {
      tell("a smaller checkpoint", history_, true);
    }
    released_.push_back(checkpoint);
    for (const tree::Checkpoint& earlier : released_) {
      const bool there = earlier.size <= events_.head().size;
      if (there && events_.root_at(earlier.size).value() == earlier.root) continue;
      tell("a checkpoint that is not continued", history_, true);
    }
    signed_ =
        History(history_.begin(), history_.begin() + static_cast<std::ptrdiff_t>(checkpoint.size));
  }

  void tell(std::string_view what, const History& next, bool happened) {
    done_.violations.push_back(fmt::format(
        "{} {} for a log of {} events after {} signed (round {}, seed {})", what,
        happened ? "went through" : "was refused", next.size(), signed_.size(), round_, seed_));
  }

  const std::uint64_t round_;
  const std::uint64_t seed_;
  std::mt19937_64 random_;
  ScriptsDone& done_;
  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  ManualClock clock_{Instant()};
  std::uint64_t made_ = 0;
  History history_;  // Of the log that is right.
  History signed_;   // What the signer last signed of it.
  ExchangedLog events_;
  std::unique_ptr<Signer> signer_;
  std::vector<tree::Checkpoint> released_;
};

}  // namespace

ScriptsDone run_signer_scripts(std::uint64_t rounds, std::uint64_t seed) {
  ScriptsDone done;
  for (; done.rounds < rounds; ++done.rounds) SignerScript(done.rounds, seed, done).run();
  return done;
}

}  // namespace telaio::log::testing
