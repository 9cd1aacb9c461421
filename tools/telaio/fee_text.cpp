// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/fee_text.hpp"

#include <utility>

#include "app/regulations/regulations_refusals.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/identifiers/identifiers_refusals.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace identifiers = domain::identifiers;

using Sentence = std::pair<std::string_view, std::string_view>;

constexpr Sentence refusals[] = {
    {fees::amount_malformed, "not an amount: write digits with at most one dot, as 1234.56"},
    {fees::amount_comma, "a decimal comma: write a dot, as 1234.56"},
    {fees::amount_thousands_separator, "a thousands separator: write 1234.56"},
    {fees::amount_three_decimals, "more than two decimals: amounts are exact to the cent"},
    {fees::amount_negative, "below zero"},
    {fees::amount_too_large, "too large"},
    {fees::hole, "the regulation gives no fee for an ISEE of {isee}"},
    {fees::overlap, "two segments of the regulation hold for an ISEE of {isee}"},
    {fees::above_unknown,
     "above {limit} the whole cost is due, and the text does not say it: give --full-cost"},
    {fees::no_isee_not_stated, "the regulation does not say what is due without an ISEE"},
    {fees::not_computable, "the text as published is not enough to compute a fee"},
    {fees::full_cost_missing, "the regulation gives percentages: give --full-cost"},
    {fees::isee_negative, "an ISEE below zero"},
    {fees::negative_fee, "the formula gives a fee below zero for an ISEE of {isee}"},
    {fees::out_of_range, "a number of the computation does not fit"},
    {fees::too_few_regulations, "a comparison needs at least two regulations"},
    {fees::unlike_units, "{first} and {second} are not priced in the same unit"},
    {fees::grid_too_fine, "more than {limit} points: give a larger --step"},
    {app::regulations::file_unreadable, "the file holds no regulation: {detail}"},
    {identifiers::wrong_length, "neither 16 characters nor 11 digits"},
    {identifiers::wrong_form, "a letter where a digit belongs, or the other way round"},
    {identifiers::wrong_check_character, "the last character does not follow from the others"},
    {identifiers::no_such_date, "the date of birth it encodes does not exist"},
};

constexpr Sentence findings[] = {
    {fees::finding_hole, "no fee from {at} to {to}"},
    {fees::finding_overlap, "two segments hold from {at} to {to}"},
    {fees::finding_empty_segment, "segment {segment} begins after it ends"},
    {fees::finding_unreadable, "not a number or a name that can be read: {text}"},
    {fees::finding_division_by_zero, "segment {segment} divides by zero"},
    {fees::finding_not_computable, "the text as published gives no formula to compute with"},
    {fees::finding_negative_fee, "segment {segment} gives a fee below zero"},
    {fees::finding_jump, "the fee jumps from {before} to {after}"},
    {fees::finding_decrease, "a higher ISEE pays less: from {before} to {after}"},
    {fees::finding_above_unknown, "above this the whole cost is due, and the text does not say it"},
};

template <std::size_t size>
std::string sentence(const Sentence (&sentences)[size], std::string_view code) {
  for (const auto& [known, text] : sentences) {
    if (known == code) return std::string(text);
  }
  return std::string(code);
}

void put(std::string& text, std::string_view name, std::string_view value) {
  const std::string mark = "{" + std::string(name) + "}";
  const std::size_t at = text.find(mark);
  if (at != std::string::npos) text.replace(at, mark.size(), value);
}

}  // namespace

std::string describe(const fees::Finding& finding) {
  std::string text = sentence(findings, finding.code);
  put(text, "at", finding.at);
  for (const RefusalValue& value : finding.values) put(text, value.name, value.text);
  // A hole or an overlap without an upper end; a number that does not fit has no text to show.
  put(text, "to", "any higher ISEE");
  put(text, "text", "it does not fit");
  return text;
}

std::string describe(const Refusal& refusal) {
  std::string text = sentence(refusals, refusal.code);
  for (const RefusalValue& value : refusal.values) put(text, value.name, value.text);
  return text;
}

}  // namespace telaio::cli
