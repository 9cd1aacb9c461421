// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/pieces.hpp"

#include <algorithm>
#include <set>

#include "domain/fees/fees_refusals.hpp"

namespace telaio::domain::fees {
namespace {

using Wide = __int128;

// The first day from which a period can begin that sees what is true from `date` on.
Date first_start(const Regulation& regulation, Date date) {
  if (regulation.decorrenza == DecorrenzaRule::filing_date_pro_rata) return date;
  const bool snapshot = regulation.decorrenza == DecorrenzaRule::month_end_snapshot;
  if (!snapshot && date == first_of_month(date)) return date;
  return add_months(first_of_month(date), 1);
}

std::optional<AttestationId> chosen_on(const Regulation& regulation,
                                       const std::vector<Attestation>& attestations, Date from) {
  const Selection selection = select_attestation(attestations, regulation, from);
  if (!selection.chosen) return std::nullopt;
  return selection.chosen->id;
}

// The days on which another attestation may begin to count, within the piece and after its first.
std::set<Date> cuts_of(const VersionPeriod& piece, const Regulation& regulation,
                       const std::vector<Attestation>& attestations, std::uint64_t known_before) {
  std::set<Date> cuts;
  const auto add = [&](Date date) {
    const Date start = first_start(regulation, date);
    if (start > piece.period.from && start <= piece.period.to) cuts.insert(start);
  };
  const bool pro_rata = regulation.decorrenza == DecorrenzaRule::filing_date_pro_rata;
  // An act that does not say from when an ISEE counts gives no reason to open a period again.
  const bool stated = regulation.decorrenza != DecorrenzaRule::unknown;
  for (const Attestation& each : attestations) {
    if (each.corrente) add(each.valid_to.plus_days(1));
    if (stated && (pro_rata || each.acquired_order >= known_before)) {
      add(effective_from(each, attestations, regulation));
    }
    if (each.documents_on && (pro_rata || each.documents_order >= known_before)) {
      add(*each.documents_on);
    }
  }
  return cuts;
}

void cut(const VersionPeriod& piece, const std::vector<Version>& versions,
         const std::vector<Attestation>& attestations, std::uint64_t known_before,
         std::vector<Piece>& pieces) {
  const Regulation& rule = versions[piece.version].rule;
  pieces.push_back({piece.period, piece.version, 0});
  auto chosen = chosen_on(rule, attestations, piece.period.from);
  for (const Date start : cuts_of(piece, rule, attestations, known_before)) {
    const auto now = chosen_on(rule, attestations, start);
    if (now == chosen) continue;
    chosen = now;
    pieces.back().period.to = start.plus_days(-1);
    pieces.push_back({{start, piece.period.to}, piece.version, 0});
  }
}

// The first day of the period that no piece covers.
std::optional<Date> first_gap(const Period& period, const std::vector<VersionPeriod>& pieces) {
  Date next = period.from;
  for (const VersionPeriod& each : pieces) {
    if (each.period.from != next) return next;
    next = each.period.to.plus_days(1);
  }
  if (next <= period.to) return next;
  return std::nullopt;
}

}  // namespace

std::vector<std::int64_t> share_by_days(std::int64_t whole, const std::vector<Piece>& pieces) {
  std::vector<std::int64_t> shares;
  if (pieces.empty()) return shares;
  const std::int64_t days = days_between(pieces.front().period.from, pieces.back().period.to) + 1;
  std::int64_t given = 0;
  for (const Piece& piece : pieces) {
    const std::int64_t own = days_between(piece.period.from, piece.period.to) + 1;
    // Wide: amounts in cents times days may not fit.
    shares.push_back(static_cast<std::int64_t>(Wide{whole} * own / days));
    given += shares.back();
  }
  shares.back() += whole - given;
  return shares;
}

Result<std::vector<Piece>, Refusal> pieces_of(const Whole& whole,
                                              const std::vector<Version>& versions,
                                              const std::vector<Attestation>& attestations) {
  const Period& period = whole.period;
  if (period.to < period.from) {
    return Refusal{period_reversed,
                   {{"from", to_italian(period.from)}, {"to", to_italian(period.to)}}};
  }
  std::vector<Regulation> rules;
  for (const Version& version : versions) rules.push_back(version.rule);
  const auto by_version = split_by_version(period, rules);
  if (const auto gap = first_gap(period, by_version)) {
    return Refusal{regulation_not_in_force, {{"date", to_italian(*gap)}}};
  }
  std::vector<Piece> pieces;
  for (const VersionPeriod& each : by_version) {
    cut(each, versions, attestations, whole.known_before, pieces);
  }
  const auto shares = share_by_days(whole.quantity_hundredths, pieces);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    pieces[i].quantity_hundredths = static_cast<std::uint32_t>(shares[i]);
  }
  return pieces;
}

}  // namespace telaio::domain::fees
