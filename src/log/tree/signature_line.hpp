// SPDX-License-Identifier: EUPL-1.2
// One signature of a note as its line, for protocols that send lines without the note (C2SP
// tlog-witness).
#pragma once

#include "log/tree/signed_note.hpp"

namespace telaio::log::tree {

// "— name base64\n".
std::string format_signature(const NoteSignature& signature);

}  // namespace telaio::log::tree
