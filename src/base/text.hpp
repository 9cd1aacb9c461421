// SPDX-License-Identifier: EUPL-1.2
// What people write, measured and checked. UTF-8 everywhere.
#pragma once

#include <cstddef>
#include <string_view>

namespace telaio {

// Well-formed UTF-8 (no overlong forms, no surrogates) without control characters other than
// newline and tab.
bool is_clean_text(std::string_view text);

// Code points; a malformed byte counts as one.
std::size_t count_characters(std::string_view text);

// True when nothing but white space stands in it.
bool is_blank(std::string_view text);

}  // namespace telaio
