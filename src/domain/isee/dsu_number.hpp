// SPDX-License-Identifier: EUPL-1.2
// The number of a DSU, as INPS prints it: INPS-ISEE-2020-00000032P-00 (isee-and-copayment 2.6).
// Guides tell the middle part differently from INPS's own schema, so a number that does not fit is
// kept as it was read and flagged: it is never refused, and never corrected.
#pragma once

#include <string>
#include <string_view>

namespace telaio::domain {

// INPS-ISEE-, four digits, -, eight digits, a capital letter, -, two digits: 27 characters.
bool is_dsu_number(std::string_view text);

// What two spellings of one number have in common: capital letters, no white space.
std::string dsu_key(std::string_view text);

}  // namespace telaio::domain
