// SPDX-License-Identifier: EUPL-1.2
// Why an ISEE attestation is refused. Each code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::domain::refusals {

inline constexpr std::string_view isee_attestation_id_used = "isee.attestation_id_used";
inline constexpr std::string_view isee_kind_missing = "isee.kind_missing";
inline constexpr std::string_view isee_channel_missing = "isee.channel_missing";
inline constexpr std::string_view isee_beneficiary_missing = "isee.beneficiary_missing";
inline constexpr std::string_view isee_amount_negative = "isee.amount_negative";
inline constexpr std::string_view isee_amount_too_large = "isee.amount_too_large";
inline constexpr std::string_view isee_scale_malformed = "isee.scale_malformed";
inline constexpr std::string_view isee_validity_reversed = "isee.validity_reversed";
inline constexpr std::string_view isee_presented_in_future = "isee.presented_in_future";
inline constexpr std::string_view isee_dsu_missing = "isee.dsu_missing";
inline constexpr std::string_view isee_text_malformed = "isee.text_malformed";
inline constexpr std::string_view isee_text_too_long = "isee.text_too_long";
inline constexpr std::string_view isee_dsu_differs = "isee.dsu_differs";
inline constexpr std::string_view isee_replaces_unknown = "isee.replaces_unknown";
inline constexpr std::string_view isee_already_replaced = "isee.already_replaced";

}  // namespace telaio::domain::refusals
