// SPDX-License-Identifier: EUPL-1.2
#include "http/verifications.hpp"

#include <algorithm>

#include "app/streams.hpp"
#include "crypto/random.hpp"

namespace telaio::http {

Verifications::~Verifications() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

std::optional<Verification> Verifications::start(const std::optional<CaseId>& case_file) {
  const std::lock_guard lock(mutex_);
  if (running_ || stopping_) return std::nullopt;
  if (thread_.joinable()) thread_.join();  // Of the one before, which has ended.
  Verification started;
  started.id = crypto::random_id<VerificationId>();
  started.total = dependencies_.events().head().size;
  started.started = dependencies_.clock.now();
  started.case_file = case_file;
  all_.push_back(started);
  if (all_.size() > kept_max) all_.pop_front();
  running_ = true;
  thread_ = std::thread(
      [this, id = started.id, size = started.total, case_file] { run(id, size, case_file); });
  return started;
}

bool Verifications::progress(const VerificationId& id, std::uint64_t checked) {
  const std::lock_guard lock(mutex_);
  for (Verification& each : all_) {
    if (each.id == id) each.checked = checked;
  }
  return !stopping_;
}

void Verifications::run(VerificationId id, std::uint64_t size, std::optional<CaseId> case_file) {
  const Progress report = [this, id](std::uint64_t checked) { return progress(id, checked); };
  const Evidence& evidence = dependencies_.evidence;
  const auto outcome =
      case_file ? evidence.verify_stream(app::streams::case_file(*case_file), size, report)
                : evidence.verify_all(size, report);
  const std::lock_guard lock(mutex_);
  running_ = false;
  for (Verification& each : all_) {
    if (each.id != id) continue;
    each.finished = dependencies_.clock.now();
    if (!outcome) {
      each.state = Verification::State::failed;
      continue;
    }
    each.checked = outcome->checked;
    each.first_broken = outcome->first_broken;
    each.state = outcome->first_broken ? Verification::State::broken : Verification::State::intact;
    if (case_file) {
      each.total = outcome->checked;
    } else {
      each.root = outcome->root;
    }
  }
}

std::optional<Verification> Verifications::find(const VerificationId& id) const {
  const std::lock_guard lock(mutex_);
  for (const Verification& each : all_) {
    if (each.id == id) return each;
  }
  return std::nullopt;
}

std::optional<Verification> Verifications::last() const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(all_.rbegin(), all_.rend(), [](const Verification& each) {
    return !each.case_file && each.finished;
  });
  return found == all_.rend() ? std::nullopt : std::optional<Verification>(*found);
}

}  // namespace telaio::http
