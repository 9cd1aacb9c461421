// SPDX-License-Identifier: EUPL-1.2
// A data folder and what lies beside it: which path is what, and how log, anchor and signer are
// made and opened together. The service, the demonstration and the tools all come through here.
//
//   DIR/log  DIR/vault  DIR/views      the three databases
//   DIR.anchor/log.anchor              where the log stands (log/anchor.hpp)
//   DIR.anchor/log.signed              the last signed checkpoint
//   DIR.keys/log-signing.key           the signing key, mode 0400
//   DIR.keys/log.vkey                  its public half, to give away
//   DIR.erasures/                      the erasure ledger (log/chain_file.hpp), and its signed
//   head;
//                                      a copy of the head in DIR.anchor, its key in DIR.keys
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "log/chain_file.hpp"
#include "log/key_files.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/signer.hpp"

namespace telaio::log {

struct DataPaths {
  std::filesystem::path data;
  std::filesystem::path log;
  std::filesystem::path vault;
  std::filesystem::path views;
  std::filesystem::path keys;
  std::filesystem::path anchor;
  std::filesystem::path erasures;

  std::filesystem::path signing_key() const { return keys / "log-signing.key"; }
  std::filesystem::path verifier_key() const { return keys / "log.vkey"; }
  KeyFiles log_key() const { return {signing_key(), verifier_key()}; }
  std::filesystem::path signed_head() const { return anchor / "log.signed"; }
  rocksdb::Place place() const { return {log, anchor}; }
  ChainPlace erasure_ledger() const;
};

// The defaults: everything beside `dir`. A slash at the end makes no difference.
DataPaths data_paths(const std::filesystem::path& dir);

// A log that may be written, with its signer. Destroyed in the right order: signer, then log.
class LogFolder {
 public:
  // Makes the folders, the log, a signing key whose name (the log's origin) is "<host>/<log id>",
  // and the first signed checkpoint, of the empty log. data.exists when there is a log already.
  static Result<LogFolder, Fault> create(const DataPaths& paths, const Clock& clock,
                                         std::string_view host = "telaio.example",
                                         const rocksdb::Options& options = {});
  // With options.accept_missing_anchor a missing signer state is begun anew, too.
  static Result<LogFolder, Fault> open(const DataPaths& paths, const Clock& clock,
                                       const rocksdb::Options& options = {});

  StoredLog& events() { return *events_; }
  const StoredLog& events() const { return *events_; }
  Signer& signer() { return *signer_; }
  const Signer& signer() const { return *signer_; }
  // Signs in the background from now on (SigningThread).
  void start_signing(std::function<void(const Fault&)> failed);

 private:
  LogFolder(std::unique_ptr<StoredLog> events, std::unique_ptr<Signer> signer)
      : events_(std::move(events)), signer_(std::move(signer)) {}

  std::unique_ptr<StoredLog> events_;
  std::unique_ptr<Signer> signer_;
  std::unique_ptr<SigningThread> signing_;
};

// For tools that only read, also beside a running service.
Result<std::unique_ptr<StoredLog>, Fault> open_log_read_only(const DataPaths& paths,
                                                             const rocksdb::Options& options = {});
// The public key of the log, out of DIR.keys/log.vkey; log.signer_key.
Result<tree::VerifierKey, Fault> read_log_key(const DataPaths& paths);

}  // namespace telaio::log
