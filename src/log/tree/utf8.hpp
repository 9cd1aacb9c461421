// SPDX-License-Identifier: EUPL-1.2
// The characters a signed note may hold.
#pragma once

#include <string_view>

namespace telaio::log::tree {

// Well-formed UTF-8 (no overlong forms, no surrogates) without control characters but the newline.
bool is_text(std::string_view bytes);
// Whether a well-formed text holds any space of Unicode, the newline among them.
bool holds_space(std::string_view text);

}  // namespace telaio::log::tree
