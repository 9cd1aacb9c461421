// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/regulation_event.hpp"

#include <flatbuffers/flatbuffers.h>

#include <memory>

#include "base/bytes.hpp"
#include "crypto/digest.hpp"
#include "domain/fees/check.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;

std::unique_ptr<schema::Milli> stored(fees::Thousandths value) {
  return std::make_unique<schema::Milli>(value.value);
}

template <class Value>
std::unique_ptr<Value> stored(const std::optional<Value>& value) {
  return value ? std::make_unique<Value>(*value) : nullptr;
}

template <class Value>
std::optional<Value> read(const std::unique_ptr<Value>& value) {
  return value ? std::optional<Value>(*value) : std::nullopt;
}

std::optional<fees::Thousandths> read(const std::unique_ptr<schema::Milli>& value) {
  if (!value) return std::nullopt;
  return fees::Thousandths{value->thousandths()};
}

std::unique_ptr<schema::FeeSegmentT> stored(const fees::Segment& segment) {
  auto made = std::make_unique<schema::FeeSegmentT>();
  made->from = stored(segment.from);
  made->from_inclusive = segment.from_inclusive;
  made->to = stored(segment.to);
  made->to_inclusive = segment.to_inclusive;
  if (!segment.line) return made;
  made->base = stored(segment.line->base);
  made->x0 = stored(segment.line->x0);
  made->num = stored(segment.line->num);
  made->den = stored(segment.line->den);
  return made;
}

fees::Segment read(const schema::FeeSegmentT& stored_segment) {
  fees::Segment segment;
  segment.from = read(stored_segment.from);
  segment.from_inclusive = stored_segment.from_inclusive;
  segment.to = read(stored_segment.to);
  segment.to_inclusive = stored_segment.to_inclusive;
  const auto base = read(stored_segment.base);
  const auto x0 = read(stored_segment.x0);
  const auto num = read(stored_segment.num);
  const auto den = read(stored_segment.den);
  if (base && x0 && num && den) segment.line = fees::Line{*base, *x0, *num, *den};
  return segment;
}

std::optional<fees::MonthDay> read_day(std::uint8_t month, std::uint8_t day) {
  if (month == 0 || day == 0) return std::nullopt;
  return fees::MonthDay{month, day};
}

std::vector<std::unique_ptr<schema::FeeAdjustmentT>> stored(
    const std::vector<fees::Adjustment>& adjustments) {
  std::vector<std::unique_ptr<schema::FeeAdjustmentT>> made;
  for (const auto& adjustment : adjustments) {
    auto& each = made.emplace_back(std::make_unique<schema::FeeAdjustmentT>());
    each->when = adjustment.when;
    each->percent = stored(adjustment.percent);
    each->isee_max = stored(adjustment.isee_max);
  }
  return made;
}

std::vector<fees::Adjustment> read(
    const std::vector<std::unique_ptr<schema::FeeAdjustmentT>>& adjustments) {
  std::vector<fees::Adjustment> made;
  for (const auto& each : adjustments) {
    made.push_back(
        {each->when, read(each->percent).value_or(fees::Thousandths{}), read(each->isee_max)});
  }
  return made;
}

// Steps 3, 6, 8 and 9 of the order of operations, and who lives elsewhere.
void store_charges(const fees::Regulation& regulation, schema::RegulationPublishedT& fact) {
  fact.surcharges = stored(regulation.surcharges);
  fact.discounts = stored(regulation.discounts);
  fact.cap = stored(regulation.cap);
  fact.floor = stored(regulation.floor);
  fact.cap_order = regulation.cap_order;
  for (const auto reason : regulation.exemptions) {
    fact.exemptions.push_back(static_cast<std::uint8_t>(reason));
  }
  if (regulation.non_resident_amount) {
    fact.non_resident_amount = stored(*regulation.non_resident_amount);
  }
}

void read_charges(const schema::RegulationPublishedT& fact, fees::Regulation& regulation) {
  regulation.surcharges = read(fact.surcharges);
  regulation.discounts = read(fact.discounts);
  regulation.cap = read(fact.cap);
  regulation.floor = read(fact.floor);
  regulation.cap_order = fact.cap_order;
  for (const auto reason : fact.exemptions) {
    regulation.exemptions.push_back(static_cast<fees::ExemptionReason>(reason));
  }
  regulation.non_resident_amount = read(fact.non_resident_amount);
}

std::vector<std::uint8_t> digest_of(const fees::Regulation& regulation,
                                    const Publication& publication) {
  if (regulation.published_text.empty()) return publication.text_sha256;
  std::vector<std::uint8_t> bytes;
  for (const std::byte each : crypto::sha256(as_bytes(regulation.published_text))) {
    bytes.push_back(std::to_integer<std::uint8_t>(each));
  }
  return bytes;
}

void store_time_rules(const fees::Regulation& regulation, schema::RegulationPublishedT& fact) {
  fact.decorrenza = regulation.decorrenza;
  if (regulation.decorrenza_day) {
    fact.decorrenza_month = regulation.decorrenza_day->month;
    fact.decorrenza_day = regulation.decorrenza_day->day;
  }
  if (regulation.kept_until) {
    fact.kept_until_month = regulation.kept_until->month;
    fact.kept_until_day = regulation.kept_until->day;
  }
  fact.retroactive_on_rectification = regulation.retroactive_on_rectification;
}

}  // namespace

Result<schema::RegulationPublishedT, Refusal> to_event(const fees::Regulation& regulation,
                                                       const Publication& publication) {
  const auto allowed = fees::publishable(regulation);
  if (!allowed) return allowed.error();
  const auto valid_from = publication.valid_from ? publication.valid_from : regulation.valid_from;
  if (!valid_from) return Refusal{valid_from_missing, {}};

  schema::RegulationPublishedT fact;
  fact.regulation = publication.regulation;
  fact.comune = publication.comune;
  fact.service_code = publication.service_code;
  fact.unit = static_cast<std::uint8_t>(regulation.unit);
  fact.scheme = regulation.scheme;
  fact.valid_from = *valid_from;
  fact.valid_to = stored(regulation.valid_to);
  for (const auto& segment : regulation.segments) fact.segments.push_back(stored(segment));
  fact.access_limit = stored(regulation.access_limit);
  fact.whole_cost_above = stored(regulation.whole_cost_above);
  fact.full_cost = stored(regulation.full_cost);
  fact.no_isee = regulation.no_isee;
  if (regulation.no_isee_amount) fact.no_isee_amount = stored(*regulation.no_isee_amount);
  fact.annotations = regulation.annotations;
  for (const auto kind : regulation.accepted_kinds) {
    fact.accepted_kinds.push_back(static_cast<std::uint8_t>(kind));
  }
  fact.rounding = regulation.rounding;
  if (regulation.unit_step) fact.unit_step = stored(*regulation.unit_step);
  fact.amount_step = stored(regulation.amount_step);
  store_charges(regulation, fact);
  store_time_rules(regulation, fact);
  fact.slug = regulation.slug;
  fact.authority = regulation.authority;
  fact.act = regulation.act;
  fact.source_url = regulation.source_url;
  fact.signed_reading = regulation.signed_reading;
  fact.read_by = stored(publication.read_by);
  fact.published_text = regulation.published_text;
  fact.text_sha256 = digest_of(regulation, publication);
  fact.replaces = stored(publication.replaces);
  return fact;
}

fees::Regulation from_event(const schema::RegulationPublishedT& fact) {
  fees::Regulation regulation;
  regulation.slug = fact.slug;
  regulation.authority = fact.authority;
  regulation.act = fact.act;
  regulation.source_url = fact.source_url;
  regulation.signed_reading = fact.signed_reading;
  regulation.published_text = fact.published_text;
  regulation.service = fact.service_code.text();
  regulation.unit = static_cast<fees::Unit>(fact.unit);
  regulation.scheme = fact.scheme;
  regulation.unit_text = fees::unit_text(fact.scheme, regulation.unit);
  regulation.valid_from = fact.valid_from;
  regulation.valid_to = read(fact.valid_to);
  for (const auto& segment : fact.segments) regulation.segments.push_back(read(*segment));
  regulation.access_limit = read(fact.access_limit);
  regulation.whole_cost_above = read(fact.whole_cost_above);
  regulation.full_cost = read(fact.full_cost);
  regulation.no_isee = fact.no_isee;
  regulation.no_isee_amount = read(fact.no_isee_amount);
  regulation.annotations = fact.annotations;
  for (const auto kind : fact.accepted_kinds) {
    regulation.accepted_kinds.push_back(static_cast<fees::IseeKind>(kind));
  }
  read_charges(fact, regulation);
  regulation.rounding = fact.rounding;
  regulation.unit_step = read(fact.unit_step);
  // A fact written before the field existed rounded to the cent.
  regulation.amount_step = read(fact.amount_step).value_or(fees::one_cent);
  regulation.decorrenza = fact.decorrenza;
  regulation.decorrenza_day = read_day(fact.decorrenza_month, fact.decorrenza_day);
  regulation.kept_until = read_day(fact.kept_until_month, fact.kept_until_day);
  regulation.retroactive_on_rectification = fact.retroactive_on_rectification;
  return regulation;
}

fees::Regulation from_event(const schema::RegulationPublished& fact) {
  schema::RegulationPublishedT unpacked;
  fact.UnPackTo(&unpacked);
  return from_event(unpacked);
}

}  // namespace telaio::app::regulations
