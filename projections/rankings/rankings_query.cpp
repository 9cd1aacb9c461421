// SPDX-License-Identifier: EUPL-1.2
#include "projections/rankings/rankings_query.hpp"

#include <algorithm>

#include "projections/rankings/rankings_rows.hpp"

namespace telaio::projections::rankings {
namespace {

using view::ReadRows;
using view::RowReader;
using view::RowWriter;

// The last list of the date or before that takes the place of this one.
std::optional<RankingId> superseder(const ReadRows& rows, const RankingId& list, Date on) {
  std::optional<RankingId> last;
  rows.scan(superseded, list.view(), [&](BytesView /*key*/, BytesView value) {
    RowReader row(value);
    const auto other = row.id_of<RankingId>();
    if (row.date() <= on) last = other;
    return true;
  });
  return last;
}

List decode_list(const ReadRows& rows, BytesView key, BytesView value, Date on) {
  List list;
  RowReader place(key);
  list.service_code = place.code();
  list.on = place.date();
  list.position = place.position();
  RowReader row(value);
  list.list = row.id_of<RankingId>();
  list.criteria = row.id_of<CriteriaId>();
  list.places = row.u32();
  list.funded = row.u32();
  list.waiting = row.u32();
  list.suspended = row.u32();
  list.refused = row.u32();
  list.supersedes = row.optional_id_of<RankingId>();
  list.superseded_by = superseder(rows, list.list, on);
  return list;
}

Entry decode_entry(BytesView value) {
  Entry entry;
  RowReader row(value);
  entry.service = row.id_of<ServiceId>();
  entry.person = row.id_of<PersonId>();
  entry.assessment = row.id_of<EventId>();
  entry.state = row.code_of<schema::RankState>();
  entry.order = row.u32();
  entry.gate = row.u16();
  entry.class_order = row.u16();
  entry.points = row.u32();
  entry.isee = row.optional_money();
  entry.protocol_number = row.u32();
  return entry;
}

Criteria decode_criteria(BytesView key, BytesView value) {
  Criteria one;
  RowReader place(key);
  one.criteria = place.id_of<CriteriaId>();
  one.valid_from = place.date();
  one.position = place.position();
  RowReader row(value);
  one.service_code = row.code();
  one.valid_to = row.optional_date();
  one.slug = row.text();
  one.act = row.text();
  return one;
}

}  // namespace

std::vector<Criteria> criteria_on(const ReadRows& rows, Date on,
                                  const std::optional<Code>& service_code) {
  std::vector<Criteria> found;
  rows.scan(criteria_versions, {}, [&](BytesView key, BytesView value) {
    Criteria one = decode_criteria(key, value);
    const bool in_force = one.valid_from <= on && (!one.valid_to || on <= *one.valid_to);
    if (in_force && (!service_code || one.service_code == *service_code)) {
      found.push_back(std::move(one));
    }
    return true;
  });
  std::sort(found.begin(), found.end(), [](const Criteria& a, const Criteria& b) {
    return a.valid_from != b.valid_from ? a.valid_from > b.valid_from : a.position > b.position;
  });
  return found;
}

std::vector<ServiceId> applications_of(const ReadRows& rows, const CriteriaId& criteria, Date on) {
  std::vector<ServiceId> found;
  rows.scan(assessed, criteria.view(), [&](BytesView key, BytesView /*value*/) {
    RowReader place(key.subspan(id_size));
    const auto service = place.id_of<ServiceId>();
    if (place.date() <= on && (found.empty() || found.back() != service)) {
      found.push_back(service);
    }
    return true;
  });
  return found;
}

std::vector<List> lists_on(const ReadRows& rows, Date on, const std::optional<Code>& service_code) {
  std::vector<List> found;
  const Bytes prefix = service_code ? RowWriter().code(*service_code).take() : Bytes();
  rows.scan(lists, prefix, [&](BytesView key, BytesView value) {
    List list = decode_list(rows, key, value, on);
    if (list.on <= on) found.push_back(list);
    return true;
  });
  std::sort(found.begin(), found.end(), [](const List& a, const List& b) {
    return a.on != b.on ? a.on > b.on : a.position > b.position;
  });
  return found;
}

std::optional<List> list_with_id(const ReadRows& rows, const RankingId& wanted, Date on) {
  std::optional<List> found;
  rows.scan(lists_by_id, wanted.view(), [&](BytesView key, BytesView value) {
    const Position position = RowReader(key.subspan(id_size)).position();
    RowReader row(value);
    const Code service_code = row.code();
    const Date dated = row.date();
    const Bytes place = RowWriter().code(service_code).date(dated).position(position).take();
    const auto stored = rows.get(lists, place);
    if (stored && dated <= on) found = decode_list(rows, place, *stored, on);
    return true;
  });
  return found;
}

std::vector<Entry> entries_of(const ReadRows& rows, const RankingId& list) {
  std::vector<Entry> found;
  rows.scan(entries, list.view(), [&](BytesView /*key*/, BytesView value) {
    found.push_back(decode_entry(value));
    return true;
  });
  return found;
}

std::vector<Place> places_of(const ReadRows& rows, const ServiceId& service, Date on) {
  std::vector<Place> found;
  rows.scan(places, service.view(), [&](BytesView key, BytesView value) {
    RowReader at(key.subspan(id_size));
    if (at.date() > on) return false;
    const Position position = at.position();
    RowReader row(value);
    const auto id = row.id_of<RankingId>();
    const std::uint32_t place = row.u32();
    const auto list = list_with_id(rows, id, on);
    const auto entry = rows.get(entries, RowWriter().id(id).u32(place).position(position).view());
    if (list && entry && list->current()) found.push_back({*list, decode_entry(*entry)});
    return true;
  });
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace telaio::projections::rankings
