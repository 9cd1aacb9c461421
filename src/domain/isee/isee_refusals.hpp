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
inline constexpr std::string_view isee_not_of_household = "isee.not_of_household";
inline constexpr std::string_view isee_valid_from_in_future = "isee.valid_from_in_future";
inline constexpr std::string_view isee_filed_in_future = "isee.filed_in_future";
inline constexpr std::string_view isee_form_without_corrente = "isee.form_without_corrente";
inline constexpr std::string_view isee_form_in_future = "isee.form_in_future";
inline constexpr std::string_view isee_not_annotated = "isee.not_annotated";
inline constexpr std::string_view isee_annotations_too_many = "isee.annotations_too_many";
inline constexpr std::string_view isee_lookup_outcome_missing = "isee.lookup_outcome_missing";
inline constexpr std::string_view isee_lookup_answer = "isee.lookup_answer_unfit";
inline constexpr std::string_view isee_answer_missing = "isee.answer_missing";
inline constexpr std::string_view isee_no_codice_fiscale = "isee.no_codice_fiscale";
inline constexpr std::string_view isee_no_household = "isee.no_household";
inline constexpr std::string_view isee_attestation_unknown = "isee.attestation_unknown";
inline constexpr std::string_view isee_documents_reason = "isee.documents_reason_missing";
inline constexpr std::string_view isee_documents_in_future = "isee.documents_in_future";
inline constexpr std::string_view isee_documents_too_early = "isee.documents_too_early";

// Flags: what was kept, and deserves a second look.
inline constexpr std::string_view isee_dsu_unusual = "isee.dsu_unusual";
inline constexpr std::string_view isee_never_prices = "isee.never_prices";
inline constexpr std::string_view isee_annotated = "isee.annotated";

}  // namespace telaio::domain::refusals
