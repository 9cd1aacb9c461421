// SPDX-License-Identifier: EUPL-1.2
// What the service stands on. main.cpp builds all of it, in order, and destroys it after the
// service; every part is thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/catalogue.hpp"
#include "app/operators.hpp"
#include "app/transact.hpp"
#include "base/clock.hpp"
#include "domain/leps/rule.hpp"
#include "inps/inps.hpp"
#include "log/event_log.hpp"
#include "vault/vault.hpp"
#include "view/runner.hpp"

namespace telaio::http {

// How it stands with one witness that the configuration names.
struct WitnessState {
  std::string name;
  std::optional<std::uint64_t> size;  // Of the last checkpoint it cosigned; nothing: none yet.
  std::optional<Instant> seen_at;
  std::string failed;  // Code of the fault of the last attempt; empty: it went well.
};

// The largest checkpoint that a witness cosigned.
struct WitnessedHead {
  std::uint64_t size = 0;
  Instant seen_at;         // As the witness states it.
  std::string checkpoint;  // Signed note with all its cosignatures.
};

// The newest signed checkpoint, and what lies outside the data folder.
struct SignedHead {
  std::string checkpoint;  // Signed note, C2SP tlog-checkpoint, with the cosignatures it has.
  std::uint64_t size = 0;
  std::string origin;
  std::string key;  // Verifier key (vkey).
  std::optional<Instant> signed_at;
  std::uint64_t anchor_size = 0;
  crypto::Sha256 anchor_root{};
  std::vector<WitnessState> witnesses;  // Empty: nobody is asked.
  std::optional<WitnessedHead> witnessed;
};

// What a verification found. Called back now and then with how many events it has checked; a
// callback that answers false ends it.
struct Verified {
  std::uint64_t checked = 0;
  struct Broken {
    log::Position position = 0;
    std::string what;  // Italian, without personal data.
  };
  std::optional<Broken> first_broken;
  crypto::Sha256 root{};
};
using Progress = std::function<bool(std::uint64_t checked)>;

// The proofs, which only the embedded engine can make. An empty function: not available here, the
// route answers 501.
struct Evidence {
  std::function<Result<SignedHead, Fault>()> head;
  // Verifies events [0, size) of the log, everything that can be recomputed.
  std::function<Result<Verified, Fault>(std::uint64_t size, const Progress&)> verify_all;
  // The events of one stream, each with its proof against the root of `size`.
  std::function<Result<Verified, Fault>(const log::StreamId&, std::uint64_t size, const Progress&)>
      verify_stream;
  // Text of a tlog-proof of the event, against a signed checkpoint that covers it; nothing when no
  // such event exists yet.
  std::function<Result<std::optional<std::string>, Fault>(log::Position)> proof;
  // Text of a proof that the newest signed checkpoint continues the tree of `from` events
  // (log/tree/consistency_bundle.hpp); nothing when the log is not signed that far.
  std::function<Result<std::optional<std::string>, Fault>(std::uint64_t from)> consistency;
  // Bytes of a tile by its path below "/tile/"; nothing when there is no such tile.
  std::function<Result<std::optional<Bytes>, Fault>(std::string_view path)> tile;
};

struct Dependencies {
  app::Transactor& transactor;
  app::Operators& operators;
  view::Runner& views;
  const app::Catalogue& catalogue;
  const domain::leps::Register& leps;
  const Clock& clock;
  Evidence evidence;
  std::string version;  // Of the program.
  bool demo = false;    // The data are invented: every page says so.
  // Asks INPS, and waits (inps/client.hpp). Empty: not configured, pages do not offer it.
  std::function<inps::Answer(const inps::Question&)> ask_inps{};

  log::EventLog& events() const { return transactor.events(); }
  vault::Vault& vault() const { return transactor.vault(); }
};

}  // namespace telaio::http
