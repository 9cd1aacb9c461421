// SPDX-License-Identifier: EUPL-1.2
#include "witness/submitter.hpp"

#include <fmt/format.h>

#include "log/tree/consistency_bundle.hpp"
#include "log/tree/decimal.hpp"
#include "witness/post.hpp"
#include "witness/witness.hpp"
#include "witness/witness_faults.hpp"

namespace telaio::witness {
namespace {

std::vector<tree::VerifierKey> keys_of(const std::vector<AskedWitness>& witnesses) {
  std::vector<tree::VerifierKey> keys;
  for (const AskedWitness& witness : witnesses) keys.push_back(witness.key);
  return keys;
}

// The size in the body of a 409.
std::optional<std::uint64_t> known_size(const HttpAnswer& answer) {
  std::string_view body = answer.body;
  if (!answer.content_type.starts_with(size_type) || !body.ends_with('\n')) return std::nullopt;
  body.remove_suffix(1);
  return tree::parse_decimal(body);
}

}  // namespace

Submitter::Submitter(const log::EventLog& events, const log::Signer& signer,
                     const std::filesystem::path& anchor_folder,
                     std::vector<AskedWitness> witnesses, std::chrono::milliseconds interval,
                     Told told)
    : events_(events),
      signer_(signer),
      witnesses_(std::move(witnesses)),
      interval_(interval),
      told_(std::move(told)),
      heads_(anchor_folder, signer.verifier(), keys_of(witnesses_)),
      failed_(witnesses_.size()),
      thread_([this] { run(); }) {}

Submitter::~Submitter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_.store(true);
  }
  woken_.notify_all();
  thread_.join();
}

void Submitter::run() {
  do {
    for (std::size_t i = 0; i < witnesses_.size() && !stopping_.load(); ++i) {
      note_outcome(i, submit(witnesses_[i]));
    }
  } while (pause());
}

bool Submitter::pause() {
  std::unique_lock lock(mutex_);
  return !woken_.wait_for(lock, interval_, [&] { return stopping_.load(); });
}

void Submitter::note_outcome(std::size_t index, const Result<Done, Fault>& outcome) {
  if (stopping_.load()) return;  // What a stop interrupts has not failed.
  const std::string code = outcome ? std::string() : outcome.error().code;
  {
    const std::lock_guard lock(mutex_);
    if (failed_[index] == code) return;
    failed_[index] = code;
  }
  if (!outcome) told_(witnesses_[index].key.name, outcome.error());
}

Result<Done, Fault> Submitter::submit(const AskedWitness& witness) {
  const log::SignedHead head = signer_.latest();
  const auto kept = heads_.of(witness.key);
  std::uint64_t old = kept ? kept->checkpoint.size : 0;
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (old > head.checkpoint.size) {
      return Fault{std::string(faults::ahead),
                   fmt::format("{} saw {} events, the log signed {}", witness.key.name, old,
                               head.checkpoint.size)};
    }
    auto proof = events_.consistency_proof(old, head.checkpoint.size);
    if (!proof) return proof.error();
    const auto answer = post_checkpoint(
        witness.address, tree::format_consistency({old, std::move(*proof), head.note}), stopping_);
    if (!answer) return answer.error();
    if (answer->status == 200) {
      const auto kept_now = heads_.keep(witness.key, head.note, answer->body);
      if (!kept_now) return kept_now.error();
      return Done{};
    }
    const auto known = answer->status == 409 ? known_size(*answer) : std::nullopt;
    if (!known && answer->status != 422) {
      return Fault{std::string(faults::refused),
                   fmt::format("{} answered {}", witness.key.name, answer->status)};
    }
    // A wrong proof, or the very size we sent: it holds another root for what we both know.
    if (!known || *known == old) {
      return Fault{std::string(faults::differs),
                   fmt::format("{} knows another history of {} events", witness.key.name, old)};
    }
    old = *known;
  }
  return Fault{std::string(faults::refused),
               fmt::format("{} names another size each time", witness.key.name)};
}

std::vector<WitnessStatus> Submitter::status() const {
  std::vector<WitnessStatus> all;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < witnesses_.size(); ++i) {
    WitnessStatus status{witnesses_[i].key.name, std::nullopt, Instant(), failed_[i]};
    if (const auto head = heads_.of(witnesses_[i].key)) {
      status.size = head->checkpoint.size;
      status.seen_at = head->seen_at;
    }
    all.push_back(std::move(status));
  }
  return all;
}

}  // namespace telaio::witness
