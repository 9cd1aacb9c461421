// SPDX-License-Identifier: EUPL-1.2
// Why a fee is not given, and what is wrong with a regulation. Each code has an Italian text in
// config/texts/refusals.fees.it.json.
#pragma once

#include <string_view>

namespace telaio::domain::fees {

// ---- Reading amounts that people wrote ----
inline constexpr std::string_view amount_malformed = "fees.amount_malformed";
inline constexpr std::string_view amount_comma = "fees.amount_comma";
inline constexpr std::string_view amount_thousands_separator = "fees.amount_thousands_separator";
inline constexpr std::string_view amount_three_decimals = "fees.amount_three_decimals";
inline constexpr std::string_view amount_negative = "fees.amount_negative";
inline constexpr std::string_view amount_too_large = "fees.amount_too_large";

// ---- Pricing ----
// No segment covers this ISEE. Values: isee.
inline constexpr std::string_view hole = "fees.hole";
// Two segments cover this ISEE. Values: isee.
inline constexpr std::string_view overlap = "fees.overlap";
// Above the last segment the whole cost is due, and nobody said how much. Values: isee, limit.
inline constexpr std::string_view above_unknown = "fees.above_unknown";
// There is no usable ISEE, and the act does not say what is then due.
inline constexpr std::string_view no_isee_not_stated = "fees.no_isee_not_stated";
// The published text is not enough to compute a fee.
inline constexpr std::string_view not_computable = "fees.not_computable";
// A quantity of a percentage is no money: the full cost of a unit is needed.
inline constexpr std::string_view full_cost_missing = "fees.full_cost_missing";
// An ISEE below zero.
inline constexpr std::string_view isee_negative = "fees.isee_negative";
// The formula gives less than zero. Values: isee.
inline constexpr std::string_view negative_fee = "fees.negative_fee";
// The person is said to be exempt for a reason that the regulation does not foresee.
inline constexpr std::string_view exemption_not_stated = "fees.exemption_not_stated";
// The amount for non-residents is below zero.
inline constexpr std::string_view non_resident_negative = "fees.non_resident_negative";
// A number of the computation does not fit.
inline constexpr std::string_view out_of_range = "fees.out_of_range";

// ---- Determining a fee for a period ----
// Values: from, to.
inline constexpr std::string_view period_reversed = "fees.period_reversed";
// Values: date.
inline constexpr std::string_view regulation_not_in_force = "fees.regulation_not_in_force";
// The regulation ends inside the period: split it first. Values: date.
inline constexpr std::string_view period_spans_versions = "fees.period_spans_versions";
// The regulation has no surcharge or discount with that number.
inline constexpr std::string_view adjustment_unknown = "fees.adjustment_unknown";

// ---- Seeing fees again ----
// The version in force now counts in another unit: the quantity means something else.
inline constexpr std::string_view unit_changed = "fees.unit_changed";
// Who paid has no access any more, or the other way round: that is decided on the service, not
// settled in money.
inline constexpr std::string_view access_changed = "fees.access_changed";

// ---- Publishing a regulation ----
// Errors of the text that nobody signed a reading of. Values: count, at.
inline constexpr std::string_view anomaly_unsigned = "fees.anomaly_unsigned";

// ---- Comparing regulations ----
inline constexpr std::string_view too_few_regulations = "fees.too_few_regulations";
// Values: first, second.
inline constexpr std::string_view unlike_units = "fees.unlike_units";
// The two accept no kind of ISEE in common. Values: first, second.
inline constexpr std::string_view unlike_isee_kinds = "fees.unlike_isee_kinds";
// The grid would have too many points. Values: limit.
inline constexpr std::string_view grid_too_fine = "fees.grid_too_fine";

// ---- Findings of check() ----
inline constexpr std::string_view finding_hole = "regulation.hole";
inline constexpr std::string_view finding_overlap = "regulation.overlap";
inline constexpr std::string_view finding_empty_segment = "regulation.empty_segment";
inline constexpr std::string_view finding_unreadable = "regulation.unreadable";
inline constexpr std::string_view finding_division_by_zero = "regulation.division_by_zero";
inline constexpr std::string_view finding_not_computable = "regulation.not_computable";
inline constexpr std::string_view finding_negative_fee = "regulation.negative_fee";
inline constexpr std::string_view finding_jump = "regulation.jump";
inline constexpr std::string_view finding_decrease = "regulation.decrease";
inline constexpr std::string_view finding_above_unknown = "regulation.above_unknown";
// "Over x.01" read as it stands: that cent belongs to no band.
inline constexpr std::string_view finding_over_cent = "regulation.over_cent";
// The limits are whole euros: the cents between one and the next have no fee.
inline constexpr std::string_view finding_whole_euro = "regulation.whole_euro_limits";
// A published price finer than the step the unit fee is rounded to. Values: price, step.
inline constexpr std::string_view finding_price_finer = "regulation.price_finer_than_step";
inline constexpr std::string_view finding_unit_missing = "regulation.unit_missing";
// Values: before (the fee), after (the full cost), segment.
inline constexpr std::string_view finding_above_full_cost = "regulation.above_full_cost";
// An amount beside the formula is below zero. Values: amount.
inline constexpr std::string_view finding_negative_amount = "regulation.negative_amount";
// A surcharge or a discount below zero, or a discount of more than all. Values: percent.
inline constexpr std::string_view finding_percent_out_of_range = "regulation.percent_out_of_range";
// The floor is above the cap. Values: floor, cap.
inline constexpr std::string_view finding_bounds_reversed = "regulation.bounds_reversed";
// There are a cap or a floor and discounts, and nobody said which comes first.
inline constexpr std::string_view finding_cap_order_missing = "regulation.cap_order_missing";
// What the file says in words and no rule of ours can hold: it is kept in the file, and counts for
// nothing in the fee. Values: text.
inline constexpr std::string_view finding_note_only = "regulation.note_only";

}  // namespace telaio::domain::fees
