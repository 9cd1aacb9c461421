// SPDX-License-Identifier: EUPL-1.2
// One version of a fee regulation, as a Comune or an Ambito adopted it: what one unit of a service
// costs somebody with a given ISEE, and what happens at the edges (no ISEE, above the limits,
// annotations, rounding). Plain values: app/regulations reads them from JSON and from the log.
//
// Whatever the published text says can be held here, also what contradicts itself: check.hpp names
// the defects, price.hpp refuses to invent a fee where the text gives none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/money.hpp"
#include "domain/fees/fraction.hpp"
#include "domain/fees/rounding.hpp"
#include "schemas/isee_generated.h"
#include "schemas/regulation_generated.h"
#include "schemas/service_generated.h"

namespace telaio::domain::fees {

using AnnotationPolicy = schema::AnnotationPolicy;
using CapOrder = schema::CapOrder;
using DecorrenzaRule = schema::DecorrenzaRule;
using ExemptionReason = schema::ExemptionReason;
using FeeScheme = schema::FeeScheme;
using IseeKind = schema::IseeKind;
using NoIseeRule = schema::NoIseeRule;
using Unit = schema::QuantityUnit;

// fee = base + (isee - x0) * num / den. A flat band has num = 0.
struct Line {
  Thousandths base;
  Thousandths x0;
  Thousandths num;
  Thousandths den;
  bool operator==(const Line&) const = default;
};

// Where a line holds. No `from`: from 0.00; no `to`: unbounded.
struct Segment {
  std::optional<Money> from;
  bool from_inclusive = true;
  std::optional<Money> to;
  bool to_inclusive = true;
  std::optional<Line> line;  // Nothing: the text gives numbers that cannot be read.
  bool operator==(const Segment&) const = default;
};

// The first and the last cent of a segment, on the grid of cents: a band that ends at x.00 and one
// that starts at x.01 touch. `last` is nothing when unbounded. Empty (last < first) for a segment
// that holds nowhere.
struct CentRange {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;
  bool contains(Money isee) const {
    return isee.cents() >= first && (!last || isee.cents() <= *last);
  }
  bool empty() const { return last && *last < first; }
};
CentRange cents_of(const Segment& segment);

struct MonthDay {
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  bool operator==(const MonthDay&) const = default;
};

// A surcharge or a family discount, with the wording of the act.
struct Adjustment {
  std::string when;
  Thousandths percent;
  std::optional<Money> isee_max;  // Holds up to this ISEE included.
  bool operator==(const Adjustment&) const = default;
};

struct Regulation {
  // What and whose.
  std::string slug;
  std::string authority;
  std::string service;
  std::string unit_text;  // As published: "EUR/hour".
  Unit unit = Unit::unknown;
  std::string isee_kind_text;
  std::string act;
  std::string source_url;
  std::optional<Date> valid_from;  // Nothing: the text read has no date.
  std::optional<Date> valid_to;    // The last day in force.

  // How much. No segments: the text read is not enough to compute a fee.
  FeeScheme scheme = FeeScheme::amount;
  std::vector<Segment> segments;
  std::optional<Money> access_limit;      // Above it the service is not accessible.
  std::optional<Money> whole_cost_above;  // Above it the whole cost is due.
  std::optional<Money> full_cost;         // Of one unit.

  // The edges.
  NoIseeRule no_isee = NoIseeRule::not_stated;
  std::optional<Thousandths> no_isee_amount;  // A percentage in a scheme in percent.
  AnnotationPolicy annotations = AnnotationPolicy::accept;
  std::vector<IseeKind> accepted_kinds;  // In order of preference; none = not stated.
  std::vector<Adjustment> surcharges;
  std::vector<Adjustment> discounts;
  std::vector<ExemptionReason> exemptions;         // Who pays nothing whatever the ISEE.
  std::optional<Thousandths> non_resident_amount;  // Of one unit, in the measure of the segments.
  std::optional<Money> cap;                        // Of the amount of a period.
  std::optional<Money> floor;                      // Of the amount of a period.
  CapOrder cap_order = CapOrder::unknown;          // Unknown = not stated: discount, then cap.

  // Rounding: stage A on the unit fee, stage B on the amount due.
  RoundingMode rounding = RoundingMode::unknown;    // Unknown = not stated: half_up.
  std::optional<Thousandths> unit_step = one_cent;  // Nothing: stage A does not exist.
  Thousandths amount_step = one_cent;               // A multiple of one cent.

  // Time (5.1).
  DecorrenzaRule decorrenza = DecorrenzaRule::unknown;  // Unknown = not stated: next month.
  std::optional<MonthDay> decorrenza_day;               // Only for fixed_date.
  std::optional<MonthDay> kept_until;  // An expired attestation is kept until the next such day.
  bool retroactive_on_rectification = true;

  // What the act says, word for word, where the numbers above are a reading of it.
  std::string published_text;
  // Present when the text as published has an error and somebody decided how to read it.
  std::string signed_reading;

  bool operator==(const Regulation&) const = default;
};

// "EUR/hour", "percent of the full cost per hour": the unit as files write it. Empty for an unknown
// unit.
std::string unit_text(FeeScheme scheme, Unit unit);
// Both of what a file's unit says; unknown where it names none.
struct Measure {
  FeeScheme scheme = FeeScheme::amount;
  Unit unit = Unit::unknown;
  bool operator==(const Measure&) const = default;
};
Measure measure_of(std::string_view unit_text);

// The value of a line at an ISEE, before any rounding: euro, or percent points. Nothing on
// overflow and on a division by zero.
MaybeFraction value_at(const Line& line, Money isee);

// A period, both days included, as fees are determined for.
struct Period {
  Date from;
  Date to;
  bool operator==(const Period&) const = default;
};

bool in_force_on(const Regulation& regulation, Date date);
// The pieces of `period` within which one version is in force: a change inside splits it. Days on
// which none is in force are in no piece. `version` is an index into `versions`; of two in force on
// the same day the one that began later prevails.
struct VersionPeriod {
  Period period;
  std::size_t version = 0;
  bool operator==(const VersionPeriod&) const = default;
};
std::vector<VersionPeriod> split_by_version(const Period& period,
                                            const std::vector<Regulation>& versions);

}  // namespace telaio::domain::fees
