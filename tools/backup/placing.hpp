// SPDX-License-Identifier: EUPL-1.2
// The last step of a restore: what was prepared in the quarantine moves to its place. A file
// `commit` in the quarantine says that the moves may be made; each can be made again, so a run that
// was killed among them is ended by the next.
#pragma once

#include "log/data_folder.hpp"

namespace telaio::backup {

// What a quarantine may hold beside `log` and `vault`: an anchor, and the keys of a new epoch.
struct Prepared {
  std::filesystem::path folder;

  std::filesystem::path log() const { return folder / "log"; }
  std::filesystem::path vault() const { return folder / "vault"; }
  std::filesystem::path anchor() const { return folder / "anchor"; }
  std::filesystem::path keys() const { return folder / "keys"; }
  std::filesystem::path commit() const { return folder / "commit"; }
};

// The number of the epoch that a key of this name signs: "…/2" is the second, no number the first.
std::uint32_t epoch_of(std::string_view origin);
// The origin of another epoch of the same log.
std::string origin_of(std::string_view origin, std::uint32_t epoch);

// Marks the quarantine as ready, durable when it answers. `old_epoch`: the one that ends, if it has
// keys of a new one.
Result<Done, Fault> mark_ready(const Prepared& prepared, std::uint32_t old_epoch);
bool is_ready(const Prepared& prepared);
// Makes the moves and removes the quarantine. What an old epoch leaves in DIR.keys and DIR.anchor
// is kept beside, under its number; its signing key is destroyed, so that nobody signs for it
// again.
Result<Done, Fault> place(const Prepared& prepared, const log::DataPaths& paths);

}  // namespace telaio::backup
