// SPDX-License-Identifier: EUPL-1.2
// Asks the configured witnesses to cosign the log's newest checkpoint, now and then, on a thread of
// its own: a witness that is slow or away delays nobody. A witness that knows a longer log than
// ours, or another one, is an alarm, not an error of the network: it says so through `told`, and in
// status().
#pragma once

#include <condition_variable>
#include <functional>
#include <thread>

#include "base/clock.hpp"
#include "log/signer.hpp"
#include "witness/address.hpp"
#include "witness/cosigned_heads.hpp"

namespace telaio::witness {

// A log with more than a few witnesses is asked by their network, not by itself.
inline constexpr std::size_t witnesses_max = 8;
// Cadence of the submissions: the blind window of a log is one interval.
inline constexpr std::chrono::seconds interval_default{60};
inline constexpr std::chrono::seconds interval_min{1};
inline constexpr std::chrono::seconds interval_max{3'600};

struct AskedWitness {
  Address address;
  tree::VerifierKey key;  // Of cosignatures (kind 0x04).
};

// How it stands with one witness.
struct WitnessStatus {
  std::string name;
  std::optional<std::uint64_t> size;  // Nothing: it never cosigned.
  Instant seen_at;                    // Of `size`.
  std::string failed;                 // Code of the fault of the last attempt; empty: none.
};

class Submitter {
 public:
  using Told = std::function<void(const std::string& witness, const Fault& fault)>;

  // Begins at once. `events` and `signer` outlive the submitter; `anchor_folder` is the signer's.
  // `told` is called on the thread, when a witness begins to fail in another way than before.
  Submitter(const log::EventLog& events, const log::Signer& signer,
            const std::filesystem::path& anchor_folder, std::vector<AskedWitness> witnesses,
            std::chrono::milliseconds interval, Told told);
  Submitter(const Submitter&) = delete;
  Submitter& operator=(const Submitter&) = delete;
  // Ends the question under way.
  ~Submitter();

  const CosignedHeads& heads() const { return heads_; }
  std::vector<WitnessStatus> status() const;

 private:
  void run();
  bool pause();
  // Once, or twice when the witness knows another size than we thought.
  Result<Done, Fault> submit(const AskedWitness& witness);
  void note_outcome(std::size_t index, const Result<Done, Fault>& outcome);

  const log::EventLog& events_;
  const log::Signer& signer_;
  const std::vector<AskedWitness> witnesses_;
  const std::chrono::milliseconds interval_;
  const Told told_;
  CosignedHeads heads_;
  mutable std::mutex mutex_;         // Guards failed_ and stopped_.
  std::vector<std::string> failed_;  // By witness.
  std::condition_variable woken_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;  // Last: it uses all the others.
};

}  // namespace telaio::witness
