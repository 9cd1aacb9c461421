// SPDX-License-Identifier: EUPL-1.2
// Names under which the vault keeps the installation's own keys, wrapped as data keys are.
#pragma once

#include <string_view>

namespace telaio::vault {

// Rows of the family meta: this prefix, then the name.
inline constexpr std::string_view secret_prefix = "secret/";

inline constexpr std::string_view secret_search = "search";        // HMAC of search tokens.
inline constexpr std::string_view secret_request = "request";      // HMAC of request hashes.
inline constexpr std::string_view secret_user_name = "user_name";  // HMAC of user names.
inline constexpr std::string_view secret_account = "account";      // Seals rows of accounts.
inline constexpr std::string_view secret_owner = "owner";          // Seals owners of P5 keys.

}  // namespace telaio::vault
