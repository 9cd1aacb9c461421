// SPDX-License-Identifier: EUPL-1.2
#include "log/data_folder.hpp"

#include <fmt/format.h>

#include "log/file_io.hpp"
#include "log/log_faults.hpp"

namespace telaio::log {
namespace {

std::filesystem::path beside(const std::filesystem::path& data, std::string_view suffix) {
  auto path = data;
  path += suffix;
  return path;
}

Result<Done, Fault> make_folders(const DataPaths& paths) {
  std::error_code failed;
  if (paths.data.has_parent_path()) {
    std::filesystem::create_directories(paths.data.parent_path(), failed);
  }
  if (failed) {
    return Fault{
        std::string(faults::write_failed),
        fmt::format("cannot make {}: {}", paths.data.parent_path().string(), failed.message())};
  }
  for (const auto* path : {&paths.data, &paths.keys, &paths.anchor, &paths.erasures}) {
    const auto made = make_directory(*path, faults::write_failed);
    if (!made) return made.error();
  }
  return Done{};
}

Result<std::unique_ptr<Signer>, Fault> open_signer(const DataPaths& paths, const EventLog& events,
                                                   const rocksdb::Options& options) {
  auto key = read_key(paths.log_key());
  if (!key) return key.error();
  std::error_code ignored;
  const bool missing = !std::filesystem::exists(paths.signed_head(), ignored);
  if (missing && options.accept_missing_anchor == events.head().log_id) {
    return Signer::create(events, std::move(*key), paths.signed_head());
  }
  return Signer::open(events, std::move(*key), paths.signed_head());
}

}  // namespace

DataPaths data_paths(const std::filesystem::path& dir) {
  auto data = dir.lexically_normal();
  if (!data.has_filename()) data = data.parent_path();
  return {.data = data,
          .log = data / "log",
          .vault = data / "vault",
          .views = data / "views",
          .keys = beside(data, ".keys"),
          .anchor = beside(data, ".anchor"),
          .erasures = beside(data, ".erasures")};
}

ChainPlace DataPaths::erasure_ledger() const {
  return {.folder = erasures,
          .witness = anchor / "erasures.head",
          .key = {keys / "erasures-signing.key", keys / "erasures.vkey"}};
}

Result<LogFolder, Fault> LogFolder::create(const DataPaths& paths, const Clock& clock,
                                           std::string_view host, const rocksdb::Options& options) {
  if (const auto made = make_folders(paths); !made) return made.error();
  auto events = rocksdb::create(paths.place(), clock, options);
  if (!events) return events.error();
  const std::string origin = fmt::format("{}/{}", host, to_string((*events)->head().log_id));
  auto key = make_key(paths.log_key(), origin);
  if (!key) return key.error();
  auto signer = Signer::create(**events, std::move(*key), paths.signed_head());
  if (!signer) return signer.error();
  return LogFolder(std::move(*events), std::move(*signer));
}

Result<LogFolder, Fault> LogFolder::open(const DataPaths& paths, const Clock& clock,
                                         const rocksdb::Options& options) {
  auto events = rocksdb::open(paths.place(), clock, options);
  if (!events) return events.error();
  auto signer = open_signer(paths, **events, options);
  if (!signer) return signer.error();
  return LogFolder(std::move(*events), std::move(*signer));
}

void LogFolder::start_signing(std::function<void(const Fault&)> failed) {
  signing_ = std::make_unique<SigningThread>(*events_, *signer_, std::move(failed));
}

Result<std::unique_ptr<StoredLog>, Fault> open_log_read_only(const DataPaths& paths,
                                                             const rocksdb::Options& options) {
  return rocksdb::open_read_only(paths.place(), options);
}

Result<tree::VerifierKey, Fault> read_log_key(const DataPaths& paths) {
  return read_verifier_key(paths.verifier_key());
}

}  // namespace telaio::log
