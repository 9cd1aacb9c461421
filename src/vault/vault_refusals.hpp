// SPDX-License-Identifier: EUPL-1.2
// Codes of the vault's refusals; their Italian texts are in config/texts/refusals.vault.it.json.
#pragma once

#include <string_view>

namespace telaio::vault {

// User name, password or code wrong, account unknown, disabled or suspended after failures: one
// code for all, so that nobody learns which accounts exist.
inline constexpr std::string_view credentials_wrong = "session.credentials_wrong";
// Only after a right password: the account also asks for the code of its authenticator.
inline constexpr std::string_view totp_required = "session.totp_required";

inline constexpr std::string_view user_name_malformed = "account.user_name_malformed";
inline constexpr std::string_view user_name_taken = "account.user_name_taken";
inline constexpr std::string_view operator_has_account = "account.operator_has_account";
inline constexpr std::string_view account_unknown = "account.unknown";
// At a change of password; also while failures suspend the account, as at the sign-in.
inline constexpr std::string_view old_password_wrong = "account.old_password_wrong";
inline constexpr std::string_view password_too_short = "account.password_too_short";
inline constexpr std::string_view password_too_long = "account.password_too_long";
inline constexpr std::string_view password_not_new = "account.password_not_new";
inline constexpr std::string_view totp_code_wrong = "account.totp_code_wrong";

}  // namespace telaio::vault
