// SPDX-License-Identifier: EUPL-1.2
// A folder of backups, of a log or of a vault, never of both (docs/formats/backup.md): what opens
// personal data must not lie where the personal data lie. Backups of a log share the files that did
// not change; those of a vault are whole, each in a folder of its own, and expire.
//
// A backup is there when its manifest is: it is written last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "log/chain_file.hpp"
#include "tools/backup/files.hpp"

namespace telaio::backup {

enum class Kind : std::uint8_t { log, vault };
std::string_view name_of(Kind kind);  // "log", "vault"

struct BackedUpFile {
  std::string name;  // Path inside the backup, without "..": "db/000012.sst", "checkpoint".
  HashedFile content;

  bool operator==(const BackedUpFile&) const = default;
};

struct Manifest {
  Kind kind = Kind::log;
  Uuid log_id;
  Uuid id;  // Of the backup; random.
  Instant made;
  log::ChainHead ledger;  // Of the erasure ledger then: a restore must know as much.
  // Log: where it stood.
  std::uint64_t size = 0;
  crypto::Sha256 root{};
  // Vault: the first day on which it may not be used, and what opens it.
  Date expires;
  std::vector<std::uint32_t> key_encryption_keys;
  std::vector<BackedUpFile> files;

  bool operator==(const Manifest&) const = default;
};

std::string text_of(const Manifest& manifest);
// Nothing when the text is not a whole manifest: its last line is the hash of all before.
std::optional<Manifest> parse_manifest(std::string_view text);

class Repository {
 public:
  // The folder of that kind and log, made if it is not there and named if it is empty. Faults:
  // backup.not_a_repository, backup.kind_differs, backup.of_another, backup.io.
  static Result<Repository, Fault> make(const std::filesystem::path& folder, Kind kind,
                                        const Uuid& log_id);
  // One that is there; backup.not_a_repository, backup.kind_differs.
  static Result<Repository, Fault> open(const std::filesystem::path& folder, Kind kind);

  const Uuid& log_id() const { return log_id_; }
  Kind kind() const { return kind_; }
  const std::filesystem::path& folder() const { return folder_; }

  // Whole manifests, oldest first; of one instant the smaller log first. backup.damaged names one
  // that is not.
  Result<std::vector<Manifest>, Fault> manifests() const;
  // The named one, or the newest; backup.none.
  Result<Manifest, Fault> find(const std::optional<Uuid>& id) const;

  // Copies every file of the folder `from` into the backup as `prefix`/name, and lists them in the
  // manifest. Files that are there already are not copied again.
  Result<Done, Fault> add_folder(const std::filesystem::path& from, const std::string& prefix,
                                 Manifest& manifest);
  Result<Done, Fault> add_file(const std::filesystem::path& from, const std::string& name,
                               Manifest& manifest);
  // The backup is there when this answers.
  Result<Done, Fault> publish(const Manifest& manifest);

  // Recomputes the hash of every file; backup.damaged.
  Result<Done, Fault> check_files(const Manifest& manifest) const;
  // Copies the files under `prefix` into the folder, which is made, checking each.
  Result<Done, Fault> extract(const Manifest& manifest, const std::string& prefix,
                              const std::filesystem::path& into) const;
  // The content of a small file.
  Result<Bytes, Fault> read(const Manifest& manifest, const std::string& name) const;

  // Removes the manifest, then the files no other backup needs.
  Result<Done, Fault> remove(const Manifest& manifest);
  std::filesystem::path object(const Manifest& manifest, const BackedUpFile& file) const;

 private:
  Repository(std::filesystem::path folder, Kind kind, const Uuid& log_id)
      : folder_(std::move(folder)), kind_(kind), log_id_(log_id) {}
  std::filesystem::path objects_of(const Uuid& backup) const;
  std::filesystem::path manifest_file(const Uuid& backup) const;
  Result<Done, Fault> remove_unused() const;

  std::filesystem::path folder_;
  Kind kind_;
  Uuid log_id_;
};

}  // namespace telaio::backup
