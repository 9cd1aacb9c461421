// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/placing.hpp"

#include <fmt/format.h>

#include <charconv>

#include "log/anchor.hpp"
#include "log/file_io.hpp"
#include "tools/backup/backup_faults.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;

constexpr unsigned file_mode = 0600;
constexpr std::size_t commit_bytes_max = 64;

Fault io_fault(const fs::path& path, const std::error_code& error) {
  return {std::string(faults::io), fmt::format("{}: {}", path.string(), error.message())};
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

// `kept`: where what stands at `to` goes first; empty: it is removed.
Result<Done, Fault> move(const fs::path& from, const fs::path& to, const fs::path& kept) {
  if (!is_there(from)) return Done{};
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (!error && is_there(to)) {
    if (kept.empty()) {
      fs::remove_all(to, error);
    } else {
      fs::rename(to, kept, error);
    }
  }
  if (!error) fs::rename(from, to, error);
  if (error) return io_fault(to, error);
  return log::sync_directory(to.parent_path(), faults::io);
}

// Where the last part of the origin is a number, and which.
std::optional<std::uint32_t> epoch_at_end(std::string_view origin, std::size_t slash) {
  const std::string_view last = origin.substr(slash + 1);
  std::uint32_t epoch = 0;
  const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), epoch);
  // A log's id has 32 digits and is no number of an epoch.
  if (error != std::errc() || end != last.data() + last.size() || last.size() > 9 || epoch < 2) {
    return std::nullopt;
  }
  return epoch;
}

}  // namespace

std::uint32_t epoch_of(std::string_view origin) {
  const std::size_t slash = origin.rfind('/');
  if (slash == std::string_view::npos) return 1;
  return epoch_at_end(origin, slash).value_or(1);
}

std::string origin_of(std::string_view origin, std::uint32_t epoch) {
  const std::size_t slash = origin.rfind('/');
  if (slash != std::string_view::npos && epoch_at_end(origin, slash)) {
    origin = origin.substr(0, slash);
  }
  return epoch == 1 ? std::string(origin) : fmt::format("{}/{}", origin, epoch);
}

Result<Done, Fault> mark_ready(const Prepared& prepared, std::uint32_t old_epoch) {
  return log::write_durably(prepared.commit(), as_bytes(fmt::format("{}\n", old_epoch)), file_mode,
                            faults::io);
}

bool is_ready(const Prepared& prepared) {
  return is_there(prepared.commit());
}

Result<Done, Fault> place(const Prepared& prepared, const log::DataPaths& paths) {
  std::error_code error;
  // Rows of another state of the log, perhaps of people who are erased.
  fs::remove_all(paths.views, error);
  if (error) return io_fault(paths.views, error);

  const auto marked = log::read_file(prepared.commit(), commit_bytes_max, faults::io);
  if (!marked) return marked.error();
  const std::string old(as_text(*marked).substr(0, as_text(*marked).find('\n')));
  const auto beside = [&](const fs::path& path, std::string_view name) {
    return path.parent_path() / fmt::format("{}.epoch-{}", name, old);
  };
  struct Move {
    fs::path from;
    fs::path to;
    fs::path kept;
  };
  const fs::path anchor_file = log::Anchor::file_in(paths.anchor);
  const std::vector<Move> moves = {
      {prepared.keys() / "log.vkey", paths.verifier_key(),
       beside(paths.verifier_key(), "log.vkey")},
      {prepared.keys() / "log-signing.key", paths.signing_key(), {}},
      {log::Anchor::file_in(prepared.anchor()), anchor_file, beside(anchor_file, "log.anchor")},
      {prepared.anchor() / "log.signed", paths.signed_head(),
       beside(paths.signed_head(), "log.signed")},
      {prepared.log(), paths.log, {}},
      {prepared.vault(), paths.vault, {}},
  };
  for (const Move& each : moves) {
    if (const auto moved = move(each.from, each.to, each.kept); !moved) return moved.error();
  }
  fs::remove_all(prepared.folder, error);
  if (error) return io_fault(prepared.folder, error);
  return Done{};
}

}  // namespace telaio::backup
