// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/attestation.hpp"

#include <algorithm>
#include <tuple>

namespace telaio::domain::fees {
namespace {

// The 2026 indicator gives the same household another number, good only for five INPS benefits
// (L. 199/2025 art. 1 c. 208; section 2.4).
bool may_price_services(IseeKind kind) {
  return kind != IseeKind::inclusione_2026 && kind != IseeKind::unknown;
}

// The place of a kind in the regulation's order; nothing when it is not accepted.
std::optional<std::size_t> rank_of(IseeKind kind, const Regulation& regulation) {
  if (!may_price_services(kind)) return std::nullopt;
  const auto& accepted = regulation.accepted_kinds;
  if (accepted.empty()) return 0;
  const auto found = std::find(accepted.begin(), accepted.end(), kind);
  if (found == accepted.end()) return std::nullopt;
  return static_cast<std::size_t>(found - accepted.begin());
}

// That day of a year; a day the month does not have is its last one.
std::optional<Date> day_in(int year, const std::optional<MonthDay>& day) {
  if (!day || day->month < 1 || day->month > 12 || day->day < 1) return std::nullopt;
  const Date last = last_of_month(Date::of(year, day->month, 1));
  return std::min(last, Date::of(year, day->month, 1).plus_days(day->day - 1));
}

int year_of(Date date) {
  return static_cast<int>(date.ymd().year());
}

Date next_month(Date date) {
  return add_months(first_of_month(date), 1);
}

Date rule_date(Date filed_on, const Regulation& regulation) {
  switch (regulation.decorrenza) {
    case DecorrenzaRule::same_month:
      return first_of_month(filed_on);
    case DecorrenzaRule::filing_date_pro_rata:
    case DecorrenzaRule::month_end_snapshot:
      return filed_on;
    case DecorrenzaRule::fixed_date: {
      const auto fixed = day_in(year_of(filed_on), regulation.decorrenza_day);
      return fixed && filed_on <= *fixed ? *fixed : next_month(filed_on);
    }
    case DecorrenzaRule::unknown:
    case DecorrenzaRule::next_month_after_protocol:
      break;
  }
  return next_month(filed_on);
}

const Attestation* find(const std::vector<Attestation>& all, const AttestationId& id) {
  const auto found = std::find_if(all.rbegin(), all.rend(),
                                  [&](const Attestation& other) { return other.id == id; });
  return found == all.rend() ? nullptr : &*found;
}

// Good on the reference date, or kept after it expired. A corrente is never kept: when it lapses
// the ordinary one returns (5.1, Ravenna).
bool good_on(const Attestation& attestation, const Regulation& regulation, Date reference) {
  if (reference <= attestation.valid_to) return true;
  if (attestation.corrente) return false;
  const int year = year_of(attestation.valid_to);
  auto last = day_in(year, regulation.kept_until);
  if (last && *last <= attestation.valid_to) last = day_in(year + 1, regulation.kept_until);
  return last && reference <= *last;
}

bool is_replaced(const Attestation& attestation, const std::vector<Attestation>& all,
                 const Regulation& regulation, Date reference) {
  return std::any_of(all.begin(), all.end(), [&](const Attestation& other) {
    return other.replaces == attestation.id && effective_from(other, all, regulation) <= reference;
  });
}

bool annotations_allow(const Attestation& attestation, const Regulation& regulation,
                       Date reference) {
  if (!attestation.annotations) return true;
  switch (regulation.annotations) {
    case AnnotationPolicy::refuse:
      return false;
    case AnnotationPolicy::accept_with_documents:
      return attestation.documents_given ||
             (attestation.documents_on && *attestation.documents_on <= reference);
    case AnnotationPolicy::unknown:
    case AnnotationPolicy::accept:
      break;
  }
  return true;
}

// What good_on() would refuse, seen without the calendar: a household that has been known for years
// has an attestation for each, and all but the last are over. Kept they are at most to the end of
// the year after the one in which they expired.
bool long_over(const Attestation& attestation, const Regulation& regulation, Date reference) {
  constexpr std::int32_t kept_days_max = 2 * 366;
  if (reference <= attestation.valid_to) return false;
  if (attestation.corrente || !regulation.kept_until) return true;
  return reference > attestation.valid_to.plus_days(kept_days_max);
}

// What excludes it, or nothing. In the order of section 5.2, so that a larger reason means that the
// attestation came further.
std::optional<NoAttestation> excluded(const Attestation& attestation,
                                      const std::vector<Attestation>& all,
                                      const Regulation& regulation, Date reference) {
  if (!rank_of(attestation.kind, regulation)) return NoAttestation::kind_not_accepted;
  if (effective_from(attestation, all, regulation) > reference) {
    return NoAttestation::not_yet_effective;
  }
  if (!good_on(attestation, regulation, reference)) return NoAttestation::expired;
  if (is_replaced(attestation, all, regulation, reference)) return NoAttestation::replaced;
  if (!annotations_allow(attestation, regulation, reference)) return NoAttestation::annotations;
  return std::nullopt;
}

}  // namespace

Date reference_date(const Regulation& regulation, Date from) {
  const bool snapshot = regulation.decorrenza == DecorrenzaRule::month_end_snapshot;
  return snapshot ? first_of_month(from).plus_days(-1) : from;
}

Date effective_from(const Attestation& attestation, const std::vector<Attestation>& all,
                    const Regulation& regulation) {
  const Attestation* first = &attestation;
  if (regulation.retroactive_on_rectification) {
    // As many links as there are attestations: a chain that bites its tail ends there.
    for (std::size_t links = 0; first->replaces && links < all.size(); ++links) {
      const Attestation* replaced = find(all, *first->replaces);
      if (replaced == nullptr) break;
      first = replaced;
    }
  }
  return rule_date(first->filed_on, regulation);
}

Selection select_attestation(const std::vector<Attestation>& all, const Regulation& regulation,
                             Date period_from) {
  const Date reference = reference_date(regulation, period_from);
  Selection selection;
  // Larger is better; of kinds, the one the regulation names first.
  const auto merit = [&](const Attestation& attestation) {
    const auto rank = rank_of(attestation.kind, regulation).value_or(0);
    return std::tuple(attestation.corrente, -static_cast<std::int64_t>(rank),
                      attestation.presented_on, attestation.acquired_order);
  };
  const Attestation* chosen = nullptr;
  for (const Attestation& attestation : all) {
    if (long_over(attestation, regulation, reference)) continue;
    if (const auto why = excluded(attestation, all, regulation, reference)) {
      selection.reason = std::max(selection.reason, *why);
    } else if (chosen == nullptr || merit(attestation) >= merit(*chosen)) {
      chosen = &attestation;
    }
  }
  if (chosen != nullptr) {
    selection.chosen = *chosen;
    return selection;
  }
  // Why there is none is told by the one that came furthest, also among those that are over.
  for (const Attestation& attestation : all) {
    if (!long_over(attestation, regulation, reference)) continue;
    const auto why = excluded(attestation, all, regulation, reference);
    selection.reason = std::max(selection.reason, why.value_or(NoAttestation::none_given));
  }
  return selection;
}

std::vector<Date> effect_dates_within(const std::vector<Attestation>& all,
                                      const Regulation& regulation, const Period& period) {
  std::vector<Date> dates;
  for (const Attestation& attestation : all) {
    const Date date = effective_from(attestation, all, regulation);
    if (date > period.from && date <= period.to) dates.push_back(date);
  }
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

}  // namespace telaio::domain::fees
