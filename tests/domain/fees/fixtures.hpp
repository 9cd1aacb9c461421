// SPDX-License-Identifier: EUPL-1.2
// Regulations written by hand, for the cases that the published file does not hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "domain/fees/price.hpp"
#include "domain/fees/regulation.hpp"

namespace telaio::domain::fees::testing {

inline Money euro(std::string_view text) {
  return parse_money(text).money.value();
}

inline Thousandths milli(std::string_view text) {
  return parse_thousandths(text).value();
}

// A band from one cent to another, both included; an empty text leaves the end open.
inline Segment band(std::string_view from, std::string_view to, std::string_view fee) {
  Segment segment;
  if (!from.empty()) segment.from = euro(from);
  if (!to.empty()) segment.to = euro(to);
  segment.line = Line{milli(fee), {}, {}, {1000}};
  return segment;
}

// fee = base + (ISEE - x0) * num / den.
inline Segment sloped(std::string_view from, std::string_view to, const Line& line) {
  Segment segment = band(from, to, "0");
  segment.line = line;
  return segment;
}

inline Regulation with_segments(std::vector<Segment> segments) {
  Regulation regulation;
  regulation.slug = "by-hand";
  regulation.unit = Unit::hour;
  regulation.segments = std::move(segments);
  return regulation;
}

// Monopoli SAD: ISEE x 8 / 30,000, exempt up to 7,500.00, 13.80 above 30,000.00 (R13).
inline Regulation monopoli() {
  return with_segments({band("", "7500.00", "0"),
                        sloped("7500.01", "30000.00", {{}, {}, milli("8"), milli("30000")}),
                        band("30000.01", "", "13.80")});
}

// Dairago SAD: linear from 3.00 at 6,531.00 to 11.00 at 11,429.00 (R1).
inline Regulation dairago(std::string_view rise = "8") {
  Regulation regulation = with_segments(
      {band("", "6530.99", "3"),
       sloped("6531.00", "11429.00", {milli("3"), milli("6531"), milli(rise), milli("4898")}),
       band("11429.01", "", rise == "9" ? "12" : "11")});
  regulation.no_isee = NoIseeRule::amount;
  regulation.no_isee_amount = milli(rise == "9" ? "12" : "11");
  return regulation;
}

// Prices one unit at an ISEE; the amount, or the code of the refusal, or "not_accessible".
inline std::string priced(const Regulation& regulation, PriceRequest request) {
  const auto result = price(regulation, request);
  if (!result) return std::string(result.error().code);
  if (result->status == FeeStatus::not_accessible) return "not_accessible";
  return to_string(result->amount);
}

inline std::string priced(const Regulation& regulation, std::string_view isee) {
  PriceRequest request;
  request.isee = euro(isee);
  return priced(regulation, request);
}

}  // namespace telaio::domain::fees::testing
