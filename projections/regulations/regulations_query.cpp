// SPDX-License-Identifier: EUPL-1.2
#include "projections/regulations/regulations_query.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "projections/regulations/regulations_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::regulations {
namespace {

using view::ReadRows;
using view::RowReader;

struct Dated {
  Uuid id;
  Date date;
  Position position = 0;
};

Dated dated(BytesView key) {
  RowReader reader(key);
  const Uuid id = reader.id();
  const Date date = reader.date();
  return {id, date, reader.position()};
}

Version decode_version(BytesView key, BytesView value) {
  const Dated at = dated(key);
  Version one;
  one.regulation = RegulationId(at.id);
  one.valid_from = at.date;
  one.position = at.position;
  RowReader row(value);
  one.comune = row.code();
  one.service_code = row.code();
  one.valid_to = row.optional_date();
  one.scheme = row.code_of<schema::FeeScheme>();
  one.unit = row.code_of<schema::QuantityUnit>();
  one.replaces = row.optional_id_of<RegulationId>();
  one.slug = row.text();
  one.authority = row.text();
  one.act = row.text();
  return one;
}

// The withdrawal with the earliest date; of the same date, the one recorded first.
std::optional<Withdrawal> withdrawal_of(const ReadRows& rows, const RegulationId& regulation) {
  std::optional<Withdrawal> first;
  rows.scan(withdrawals_table, regulation.view(), [&](BytesView key, BytesView value) {
    const Dated at = dated(key);
    RowReader row(value);
    Withdrawal one;
    one.kind = row.code_of<schema::WithdrawalKind>();
    one.act = row.text();
    one.from = at.date;
    one.position = at.position;
    first = std::move(one);
    return false;  // Keys are in the order of the dates.
  });
  return first;
}

void end_on(Version& version, Date last) {
  if (!version.ended_on || last < *version.ended_on) version.ended_on = last;
}

// A version withdrawn from its first day never held, so it ends nothing.
bool never_held(const Version& version) {
  return version.withdrawal && version.withdrawal->from <= version.valid_from;
}

void end_replaced(std::vector<Version>& all) {
  for (Version& old : all) {
    std::optional<Date> first;
    for (const Version& next : all) {
      const bool replaces = next.replaces == old.regulation && next.regulation != old.regulation;
      if (!replaces || never_held(next) || (first && *first <= next.valid_from)) continue;
      first = next.valid_from;
      old.replaced_by = next.regulation;
    }
    if (first) end_on(old, first->plus_days(-1));
  }
}

// Every version with all its ends, in the order they begin.
std::vector<Version> all_versions(const ReadRows& rows) {
  std::vector<Version> all;
  rows.scan(versions_table, {}, [&](BytesView key, BytesView value) {
    all.push_back(decode_version(key, value));
    return true;
  });
  for (Version& one : all) {
    one.withdrawal = withdrawal_of(rows, one.regulation);
    if (one.valid_to) end_on(one, *one.valid_to);
    if (one.withdrawal) end_on(one, one.withdrawal->from.plus_days(-1));
  }
  end_replaced(all);
  std::ranges::sort(
      all, {}, [](const Version& one) { return std::make_tuple(one.valid_from, one.position); });
  return all;
}

struct Composition {
  Date from;
  std::vector<Code> comuni;
};

// By Ambito, each in the order of the dates.
std::map<Uuid, std::vector<Composition>> compositions_of(const ReadRows& rows) {
  std::map<Uuid, std::vector<Composition>> found;
  rows.scan(compositions_table, {}, [&](BytesView key, BytesView value) {
    const Dated at = dated(key);
    Composition one{at.date, {}};
    RowReader row(value);
    for (std::uint16_t left = row.u16(); left > 0; --left) one.comuni.push_back(row.code());
    found[at.id].push_back(std::move(one));
    return true;
  });
  return found;
}

// The last that is in force; `all` is in the order they begin.
std::optional<Version> last_in_force(const std::vector<Version>& all, const Code& comune,
                                     const Code& service_code, Date on) {
  std::optional<Version> last;
  for (const Version& one : all) {
    const bool meant = one.comune == comune && one.service_code == service_code;
    if (meant && one.in_force_on(on)) last = one;
  }
  return last;
}

}  // namespace

std::vector<Version> versions(const ReadRows& rows, const VersionFilter& filter) {
  std::vector<Version> found = all_versions(rows);
  std::erase_if(found, [&](const Version& one) {
    if (filter.comune && one.comune != *filter.comune) return true;
    return filter.service_code && one.service_code != *filter.service_code;
  });
  return found;
}

std::optional<Version> version(const ReadRows& rows, const RegulationId& regulation) {
  std::optional<Version> found;
  for (Version& one : all_versions(rows)) {
    if (one.regulation == regulation) found = std::move(one);
  }
  return found;
}

std::vector<Code> comuni_on(const ReadRows& rows, Date on) {
  std::set<Code> comuni;
  const auto ambiti = compositions_of(rows);
  for (const auto& [ambito, compositions] : ambiti) {
    const std::vector<Code>* last = nullptr;
    for (const Composition& one : compositions) {
      if (one.from <= on) last = &one.comuni;
    }
    if (last != nullptr) comuni.insert(last->begin(), last->end());
  }
  if (comuni.empty()) {
    for (const Version& one : all_versions(rows)) {
      if (!one.comune.empty()) comuni.insert(one.comune);
    }
  }
  return {comuni.begin(), comuni.end()};
}

std::vector<InForce> in_force(const ReadRows& rows, const Code& service_code, Date on) {
  const std::vector<Version> all = all_versions(rows);
  const auto of_the_ambito = last_in_force(all, Code(), service_code, on);
  std::vector<InForce> found;
  for (const Code& comune : comuni_on(rows, on)) {
    auto own = last_in_force(all, comune, service_code, on);
    found.push_back({comune, own ? std::move(own) : of_the_ambito});
  }
  return found;
}

std::vector<Code> services(const ReadRows& rows) {
  std::set<Code> found;
  for (const Version& one : all_versions(rows)) found.insert(one.service_code);
  return {found.begin(), found.end()};
}

std::vector<Date> change_dates(const ReadRows& rows, const Code& service_code, Date last) {
  std::set<Date> dates;
  for (const Version& one : all_versions(rows)) {
    if (one.service_code != service_code || !one.ever_in_force()) continue;
    dates.insert(one.valid_from);
    if (one.ended_on) dates.insert(one.ended_on->plus_days(1));
  }
  if (dates.empty()) return {};
  // Who is in the Ambito counts from the first regulation on: before it there is nothing to
  // compare.
  const Date first = *dates.begin();
  const auto ambiti = compositions_of(rows);
  for (const auto& [ambito, compositions] : ambiti) {
    for (const Composition& one : compositions) {
      if (one.from > first) dates.insert(one.from);
    }
  }
  dates.erase(dates.upper_bound(last), dates.end());
  return {dates.begin(), dates.end()};
}

}  // namespace telaio::projections::regulations
