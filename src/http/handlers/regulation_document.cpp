// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/regulation_document.hpp"

#include <algorithm>

#include "domain/fees/curve.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/uniformity.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

namespace fees = domain::fees;
namespace regulations = projections::regulations;

// How far beyond the last threshold a chart goes.
constexpr Money beyond = Money::from_cents(5'000'00);

std::string_view state_of(const regulations::Version& version, Date on) {
  const auto& withdrawal = version.withdrawal;
  const bool by_withdrawal =
      withdrawal && version.ended_on && *version.ended_on == withdrawal->from.plus_days(-1);
  if (version.in_force_on(on)) return "in_force";
  if (on < version.valid_from && version.ever_in_force()) return "future";
  if (by_withdrawal) {
    return withdrawal->kind == schema::WithdrawalKind::annulled ? "annulled" : "repealed";
  }
  return version.replaced_by ? "replaced" : "expired";
}

boost::json::object withdrawal_document(const regulations::Withdrawal& withdrawal) {
  boost::json::object body;
  body["kind"] = withdrawal.kind == schema::WithdrawalKind::annulled ? "annulled" : "repealed";
  body["from"] = to_string(withdrawal.from);
  body["act"] = withdrawal.act;
  return body;
}

// "15000.01" as people read it: 15.000,01. Other texts stay as they are.
std::string italian(const std::string& text) {
  const bool negative = text.starts_with('-');
  const std::size_t start = negative ? 1 : 0;
  const std::size_t dot = text.find('.');
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool number = dot != std::string::npos && dot > start &&
                      std::all_of(text.begin() + static_cast<std::ptrdiff_t>(start), text.end(),
                                  [&](char c) { return digit(c) || c == '.'; });
  if (!number) return text;
  std::string whole;
  for (std::size_t i = start; i < dot; ++i) {
    if (i > start && (dot - i) % 3 == 0) whole += '.';
    whole += text[i];
  }
  return (negative ? "-" : "") + whole + "," + text.substr(dot + 1);
}

std::string sentence_of(const Site& site, const fees::Finding& finding) {
  Refusal sentence{finding.code, {}};
  for (const RefusalValue& value : finding.values) {
    // Rows are counted from one where people see them.
    const bool row = value.name == "segment";
    const bool number = row && value.text.find_first_not_of("0123456789") == std::string::npos &&
                        value.text.size() < 6;
    sentence.values.push_back(
        {value.name, number ? std::to_string(std::stoul(value.text) + 1) : italian(value.text)});
  }
  sentence.values.push_back({"at", italian(finding.at)});
  sentence.values.push_back({"to", "qualunque ISEE superiore"});
  sentence.values.push_back({"text", "un numero troppo grande"});
  return site.texts.sentence(sentence);
}

std::string_view value_of(const fees::Finding& finding, std::string_view name) {
  for (const RefusalValue& value : finding.values) {
    if (value.name == name) return value.text;
  }
  return {};
}

std::string_view field_of(std::string_view code) {
  if (code == fees::finding_division_by_zero) return "den";
  if (code == fees::finding_over_cent || code == fees::finding_empty_segment ||
      code == fees::finding_overlap) {
    return "from";
  }
  if (code == fees::finding_hole || code == fees::finding_whole_euro) return "to";
  return "base";
}

// The segment a finding at an ISEE leads to: the one that ends just before a hole, the one that
// begins there otherwise, the first when there is none.
std::size_t segment_at(const fees::Finding& finding, const fees::Regulation& regulation) {
  const auto at = parse_money(finding.at).money.value_or(Money());
  const bool before = field_of(finding.code) == "to";
  for (std::size_t i = 0; i < regulation.segments.size(); ++i) {
    const fees::CentRange range = cents_of(regulation.segments[i]);
    if (before ? range.last && *range.last == at.cents() - 1 : range.first == at.cents()) return i;
  }
  return 0;
}

std::string pointer_of(const fees::Finding& finding, const fees::Regulation& regulation) {
  if (finding.at.starts_with('/')) return finding.at;
  if (finding.code == fees::finding_above_unknown) return "/full_cost/amount";
  std::string segment(value_of(finding, "segment"));
  if (segment.empty()) segment = std::to_string(segment_at(finding, regulation));
  // The band of the whole cost is no segment of the file.
  if (segment == std::to_string(regulation.segments.size())) return "/above/isee_over";
  const bool from_zero = finding.at == "0.00" && field_of(finding.code) == "to";
  const std::string_view field = from_zero ? "from" : field_of(finding.code);
  return "/formula/segments/" + segment + "/" + std::string(field);
}

void put_knot(boost::json::object& piece, std::string_view name, const fees::Knot& knot) {
  boost::json::object body;
  body["isee"] = to_string(knot.isee);
  body["exact"] = to_string(knot.fee);
  const auto shown =
      fees::round_to_step(knot.fee, fees::RoundingMode::half_up, fees::Thousandths{1});
  if (shown) body["fee"] = to_string(*shown);
  piece[name] = std::move(body);
}

}  // namespace

boost::json::object version_document(const Site& site, const regulations::Version& version,
                                     Date on) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  boost::json::object row;
  row["regulation_id"] = to_string(version.regulation);
  if (!version.comune.empty()) row["comune"] = version.comune.text();
  row["comune_name"] =
      version.comune.empty() ? catalogue.ambito_name : catalogue.comune_name(version.comune);
  row["service_code"] = version.service_code.text();
  row["service_name"] = catalogue.service_name(version.service_code);
  row["slug"] = version.slug;
  row["authority"] = version.authority;
  row["act"] = version.act;
  row["percent"] = version.scheme == schema::FeeScheme::percent_of_cost;
  const auto unit = quantity_unit_name(version.unit);
  if (!unit.empty()) row["unit"] = unit;
  row["valid_from"] = to_string(version.valid_from);
  if (version.valid_to) row["valid_to"] = to_string(*version.valid_to);
  if (version.ended_on) row["ended_on"] = to_string(*version.ended_on);
  row["state"] = state_of(version, on);
  if (version.replaces) row["replaces"] = to_string(*version.replaces);
  if (version.replaced_by) row["replaced_by"] = to_string(*version.replaced_by);
  if (version.withdrawal) row["withdrawal"] = withdrawal_document(*version.withdrawal);
  row["position"] = version.position;
  return row;
}

boost::json::array finding_documents(const Site& site, std::span<const fees::Finding> found,
                                     const fees::Regulation& regulation) {
  boost::json::array rows;
  for (const fees::Finding& finding : found) {
    boost::json::object row;
    row["severity"] = finding.severity == fees::Severity::error ? "error" : "warning";
    row["code"] = finding.code;
    row["at"] = finding.at;
    row["pointer"] = pointer_of(finding, regulation);
    row["text"] = sentence_of(site, finding);
    const std::string_view to = value_of(finding, "to");
    if (!to.empty()) row["to"] = to;
    rows.push_back(std::move(row));
  }
  return rows;
}

boost::json::object curve_document(const fees::Regulation& regulation) {
  const Money isee_max = fees::default_isee_max({regulation}, beyond);
  boost::json::array pieces;
  for (const fees::CurvePiece& each : fees::curve(regulation, isee_max)) {
    boost::json::object piece;
    piece["segment"] = each.segment;
    put_knot(piece, "first", each.first);
    put_knot(piece, "last", each.last);
    pieces.push_back(std::move(piece));
  }
  boost::json::object body;
  body["isee_max"] = to_string(isee_max);
  body["in_percent"] =
      regulation.scheme == fees::FeeScheme::percent_of_cost && !regulation.full_cost;
  body["pieces"] = std::move(pieces);
  if (regulation.access_limit) body["access_limit"] = to_string(*regulation.access_limit);
  return body;
}

}  // namespace telaio::http::handlers
