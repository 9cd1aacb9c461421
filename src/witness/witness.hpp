// SPDX-License-Identifier: EUPL-1.2
// A witness of other people's logs (C2SP tlog-witness, docs/formats/witness.md): it remembers the
// last checkpoint of each log it knows, and cosigns a newer one only when a consistency proof shows
// that the log merely grew. What it is about to say is durable before it is said, so a restart, or
// a power cut at any moment, never makes it cosign a smaller tree or another history.
//
// Knows nothing of HTTP but its status numbers. Thread-safe: one checkpoint is judged at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "log/file_io.hpp"
#include "log/tree/consistency_bundle.hpp"

namespace telaio::witness {

namespace tree = log::tree;

// A log to witness: its origin and the key that signs its checkpoints.
struct KnownLog {
  std::string origin;
  tree::VerifierKey key;
};

struct WitnessOptions {
  std::filesystem::path folder;  // Of this witness alone; made if it is not there.
  std::string name;              // Of its key; a key name (asserted) where a key is made.
  std::vector<KnownLog> logs;    // At least one.
  // A log without a state is begun at size 0. Always so when the folder is new; afterwards a
  // missing state may mean that somebody removed it, so it must be asked for.
  bool begin = false;
};

// What to answer over HTTP.
struct Answer {
  unsigned status = 200;
  std::string_view content_type;  // Static storage.
  std::string body;
};

inline constexpr std::string_view size_type = "text/x.tlog.size";
inline constexpr std::string_view plain_type = "text/plain; charset=utf-8";

class Witness {
 public:
  // Faults witness.in_use (another process has the folder), witness.key, witness.state (damaged, or
  // not cosigned by this key), witness.state_missing. `clock` outlives the witness.
  static Result<std::unique_ptr<Witness>, Fault> open(const WitnessOptions& options,
                                                      const Clock& clock);

  // The body of POST add-checkpoint. 200 with our cosignature line, 400 malformed, 403 no signature
  // of the log's key, 404 unknown log, 409 with the size we know, 422 the proof is wrong, 500 the
  // state could not be written: nothing was cosigned.
  Answer add_checkpoint(std::string_view body);
  // The last checkpoint of the log whose origin has this SHA-256, in hex, with our cosignature; 404
  // when there is none.
  Answer checkpoint(std::string_view origin_hash) const;

  // To give away to whom relies on the cosignatures.
  tree::VerifierKey verifier() const { return key_.cosignature_verifier(); }

 private:
  struct State {
    KnownLog log;
    std::filesystem::path file;
    tree::Checkpoint last;  // Size 0 and the root of nothing before the first.
    std::string note;       // As cosigned; empty before the first.
  };
  // Only open() can make one.
  class Token {
    friend class Witness;
    Token() = default;
  };

 public:
  Witness(Token, log::FileHandle lock, tree::NoteSigner key, const Clock& clock);

 private:
  Result<Done, Fault> load(const KnownLog& log, const std::filesystem::path& folder, bool begin);
  Answer cosign(State& state, const tree::Checkpoint& next, const tree::SignedNote& note);

  log::FileHandle lock_;
  tree::NoteSigner key_;
  const Clock& clock_;
  mutable std::mutex mutex_;  // Guards the states.
  std::vector<State> states_;
};

}  // namespace telaio::witness
