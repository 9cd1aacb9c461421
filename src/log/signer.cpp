// SPDX-License-Identifier: EUPL-1.2
#include "log/signer.hpp"

#include <fmt/format.h>

#include "base/broken.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"
#include "log/tree/proofs.hpp"

namespace telaio::log {
namespace {

constexpr unsigned state_mode = 0600;
constexpr std::chrono::milliseconds signing_interval{1'000};

Fault state_fault(const std::filesystem::path& state, std::string_view what) {
  return {std::string(faults::signer_state), fmt::format("{}: {}", state.string(), what)};
}

tree::Checkpoint checkpoint_of(const Head& head, const std::string& origin) {
  return {origin, head.size, head.root};
}

}  // namespace

Signer::Signer(Token, const EventLog& events, tree::NoteSigner key, std::filesystem::path state)
    : events_(events), key_(std::move(key)), state_(std::move(state)) {}

Result<std::unique_ptr<Signer>, Fault> Signer::create(const EventLog& events, tree::NoteSigner key,
                                                      const std::filesystem::path& state) {
  std::error_code ignored;
  if (std::filesystem::exists(state, ignored)) {
    return Fault{std::string(faults::exists), fmt::format("{} is there already", state.string())};
  }
  auto signer = std::make_unique<Signer>(Token(), events, std::move(key), state);
  const auto written = signer->sign(checkpoint_of(events.head(), signer->key_.name()));
  if (!written) return written.error();
  return signer;
}

Result<std::unique_ptr<Signer>, Fault> Signer::open(const EventLog& events, tree::NoteSigner key,
                                                    const std::filesystem::path& state) {
  auto signer = std::make_unique<Signer>(Token(), events, std::move(key), state);
  auto signed_head = read_state(state, signer->verifier());
  if (!signed_head) return signed_head.error();
  signer->latest_ = std::move(*signed_head);

  const tree::Checkpoint& last = signer->latest_.checkpoint;
  const Head head = events.head();
  if (head.size < last.size) {
    return Fault{
        std::string(faults::behind_anchor),
        fmt::format("the log holds {} events, its signer signed {}", head.size, last.size)};
  }
  const auto root = events.root_at(last.size);
  if (!root) return root.error();
  if (*root != last.root) {
    return Fault{std::string(faults::behind_anchor),
                 fmt::format("the first {} events have root {}, the signer signed root {}",
                             last.size, to_base64(*root), to_base64(last.root))};
  }
  return signer;
}

Result<SignedHead, Fault> Signer::read_state(const std::filesystem::path& state,
                                             const tree::VerifierKey& key) {
  const auto content = read_file(state, tree::note_bytes_max, faults::signer_state);
  if (!content) return content.error();
  SignedHead signed_head;
  signed_head.note = as_text(*content);
  const auto checkpoint = tree::open_checkpoint(signed_head.note, key);
  if (!checkpoint) {
    return state_fault(
        state, fmt::format("not a checkpoint of this log's key ({})", checkpoint.error().code));
  }
  signed_head.checkpoint = *checkpoint;
  return signed_head;
}

SignedHead Signer::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

Result<SignedHead, Fault> Signer::sign_now() {
  const std::lock_guard lock(mutex_);
  const auto next = checkpoint_of(events_.head(), key_.name());
  if (next == latest_.checkpoint) return latest_;
  if (const auto checked = check_continues(next); !checked) return checked.error();
  if (const auto signed_now = sign(next); !signed_now) return signed_now.error();
  return latest_;
}

Result<Done, Fault> Signer::check_continues(const tree::Checkpoint& next) const {
  const tree::Checkpoint& last = latest_.checkpoint;
  if (next.size <= last.size) {
    return Fault{std::string(faults::signer_refused),
                 fmt::format("the log has {} events with root {}; {} with root {} were signed",
                             next.size, to_base64(next.root), last.size, to_base64(last.root))};
  }
  const auto proof = events_.consistency_proof(last.size, next.size);
  if (!proof) return proof.error();
  if (!tree::verify_consistency(last.size, next.size, *proof, last.root, next.root)) {
    return Fault{std::string(faults::signer_refused),
                 fmt::format("the log of {} events does not continue the {} that were signed",
                             next.size, last.size)};
  }
  return Done{};
}

Result<Done, Fault> Signer::sign(const tree::Checkpoint& next) {
  SignedHead signed_head{next, tree::sign_checkpoint(next, key_)};
  if (TELAIO_BROKEN(released_before_written)) return latest_ = std::move(signed_head), Done{};
  // Durable first: a head that somebody holds and we forgot could be contradicted later.
  const auto written =
      write_durably(state_, as_bytes(signed_head.note), state_mode, faults::signer_state);
  if (!written) return written.error();
  latest_ = std::move(signed_head);
  return Done{};
}

SigningThread::SigningThread(const EventLog& events, Signer& signer,
                             std::function<void(const Fault&)> failed)
    : events_(events), signer_(signer), failed_(std::move(failed)), thread_([this] { run(); }) {}

SigningThread::~SigningThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void SigningThread::run() {
  do {
    // Waits for an event that is not signed; the interval bounds how long a stop can take.
    if (!events_.wait_past(signer_.latest().checkpoint.size, signing_interval)) continue;
    const auto signed_now = signer_.sign_now();
    if (!signed_now) return failed_(signed_now.error());
  } while (pause());
}

bool SigningThread::pause() {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, signing_interval, [&] { return stopping_; });
}

}  // namespace telaio::log
