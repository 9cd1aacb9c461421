// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/named_note.hpp"

#include "log/file_io.hpp"
#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {

std::optional<Bytes> read_note(const std::string& file, Cli& cli) {
  auto note = log::read_file(file, log::tree::note_bytes_max, refusals::file_unreadable);
  if (note) return std::move(*note);
  fail(cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", file}}});
  return std::nullopt;
}

std::optional<log::tree::Checkpoint> kept_checkpoint(const std::string& file,
                                                     const log::tree::VerifierKey& key, Cli& cli) {
  const auto note = read_note(file, cli);
  if (!note) return std::nullopt;
  const auto checkpoint = log::tree::open_checkpoint(as_text(*note), key);
  if (checkpoint) return *checkpoint;
  return fail(cli, checkpoint.error()), std::nullopt;
}

}  // namespace telaio::cli
