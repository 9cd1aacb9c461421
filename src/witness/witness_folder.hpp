// SPDX-License-Identifier: EUPL-1.2
// The folder of a witness: its key, and one state per log.
//
//   witness.key            private key, mode 0400
//   witness.vkey           the key that checks its cosignatures, to give away
//   <origin hash>.checkpoint   the last checkpoint of a log, as cosigned; "none" before the first
//   lock                   held by the process that has the folder
#pragma once

#include <filesystem>
#include <string>

#include "log/file_io.hpp"
#include "log/tree/signed_note.hpp"

namespace telaio::witness {

struct WitnessFolder {
  log::FileHandle lock;
  log::tree::NoteSigner key;
  bool is_new = false;  // The key was made now.
};

// Makes the folder and a key named `name` where there is none. Faults witness.in_use, witness.key.
Result<WitnessFolder, Fault> open_folder(const std::filesystem::path& folder,
                                         const std::string& name);

// SHA-256 of the origin in hex: how a log is named in files and in the path of its checkpoint.
std::string origin_hash(std::string_view origin);

}  // namespace telaio::witness
