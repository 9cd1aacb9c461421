// SPDX-License-Identifier: EUPL-1.2
// Signs the log's heads. It trusts the log no more than a witness would: before it signs, it checks
// by a consistency proof that the log only grew since the head it signed last, and it has written
// what it is about to say to a file outside the data folder before it says it. So it never signs a
// smaller log, another root for a size, or another history, not even after a restore.
//
// Thread-safe. The log outlives the signer.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "log/event_log.hpp"
#include "log/tree/checkpoint.hpp"

namespace telaio::log {

// What was signed: the statement, and the note that everybody may have.
struct SignedHead {
  tree::Checkpoint checkpoint;
  std::string note;
};

class Signer {
 public:
  // For a log that was never signed: signs its present head. data.exists when there is a state.
  static Result<std::unique_ptr<Signer>, Fault> create(const EventLog& events, tree::NoteSigner key,
                                                       const std::filesystem::path& state);
  // Continues from the state. log.signer_state when it is missing or not signed by this key,
  // log.behind_anchor when the log is smaller than what was signed, or another.
  static Result<std::unique_ptr<Signer>, Fault> open(const EventLog& events, tree::NoteSigner key,
                                                     const std::filesystem::path& state);
  // The last signed head as its file says, checked with the key: also beside a running service.
  static Result<SignedHead, Fault> read_state(const std::filesystem::path& state,
                                              const tree::VerifierKey& key);

  // The last head that was signed; durable.
  SignedHead latest() const;
  // Signs the present head, if it is not signed yet. log.signer_refused when the log does not
  // continue what was signed; log.signer_state when the state could not be written: nothing was
  // released.
  Result<SignedHead, Fault> sign_now();

  tree::VerifierKey verifier() const { return key_.verifier(); }

 private:
  // Only create() and open() can make one.
  class Token {
    friend class Signer;
    Token() = default;
  };

 public:
  Signer(Token, const EventLog& events, tree::NoteSigner key, std::filesystem::path state);

 private:
  Result<Done, Fault> check_continues(const tree::Checkpoint& next) const;
  Result<Done, Fault> sign(const tree::Checkpoint& next);

  const EventLog& events_;
  tree::NoteSigner key_;
  std::filesystem::path state_;
  mutable std::mutex mutex_;  // Guards latest_, and lets one signature be made at a time.
  SignedHead latest_;
};

// Signs while the log grows, at most once a second, until destroyed. `failed` is called once, on
// the thread, with the fault that ended it.
class SigningThread {
 public:
  // Both outlive the thread.
  SigningThread(const EventLog& events, Signer& signer, std::function<void(const Fault&)> failed);
  SigningThread(const SigningThread&) = delete;
  SigningThread& operator=(const SigningThread&) = delete;
  ~SigningThread();

 private:
  void run();
  // False when it is time to end.
  bool pause();

  const EventLog& events_;
  Signer& signer_;
  std::function<void(const Fault&)> failed_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;  // Last: it uses all the others.
};

}  // namespace telaio::log
