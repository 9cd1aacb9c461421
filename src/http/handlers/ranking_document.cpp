// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/ranking_document.hpp"

#include <algorithm>

#include "http/handlers/case_rows.hpp"
#include "http/handlers/criteria_document.hpp"
#include "http/http_refusals.hpp"
#include "http/persons.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using domain::access::Separator;
using schema::RankState;

// Lists may be long, numbers of a page few.
constexpr std::uint64_t place_max = domain::access::applications_max;

// Sums and codes say little of a person; an ISEE does, to who may not even know that they exist.
bool sees_values(const Call& call) {
  return call.actor().role != schema::Role::manager;
}

boost::json::array points_document(const Site& site, const RankingFound& found,
                                   const RankedRow& row) {
  boost::json::array items;
  for (const auto& item : found.criteria.items) {
    const auto& given = row.application.points;
    const auto points = std::find_if(given.begin(), given.end(),
                                     [&](const auto& each) { return each.item == item.item; });
    boost::json::object one;
    one["name"] = code_name(site, item.item);
    if (points != given.end()) one["points"] = decimal_of_hundredths(points->points);
    one["points_max"] = decimal_of_hundredths(item.points_max.value_or(0));
    items.push_back(std::move(one));
  }
  return items;
}

std::string separator_sentence(const Site& site, const RankingFound& found, const RankedRow& row,
                               const RankedRow& next) {
  const auto why = domain::access::separation(found.criteria, row.application, next.application);
  switch (why.by) {
    case Separator::priority:
      return site.labels.of("ranking.before.priority");
    case Separator::points:
      return site.labels.of("ranking.before.points");
    case Separator::tie:
      return tie_sentence(site, found.criteria.ties[why.tie]);
    case Separator::protocol:
      return site.labels.of("ranking.before.protocol");
    case Separator::none:
      break;
  }
  return {};
}

bool is_admitted(const schema::RankedApplicationT& entry) {
  return entry.order > 0;
}

// `next`: the row that follows, when it is admitted too.
boost::json::object row_document(const Site& site, const Call& call, const RankingFound& found,
                                 const RankedRow& row, const RankedRow* next) {
  const schema::RankedApplicationT& entry = *found.list.entries[row.place];
  const bool values = sees_values(call);
  boost::json::object body;
  body["place"] = row.place + 1;
  if (entry.order > 0) body["order"] = entry.order;
  body["state"] = schema::EnumNameRankState(entry.state);
  body["protocol_number"] = entry.protocol_number;
  body["requested_on"] = to_string(row.application.requested_on);
  body["points"] = decimal_of_hundredths(entry.points);
  const auto& classes = found.criteria.classes;
  if (entry.class_order > 0 && entry.class_order <= classes.size()) {
    body["class_name"] = code_name(site, classes[entry.class_order - 1U]);
  }
  if (values) body["items"] = points_document(site, found, row);
  if (values && entry.isee) body["isee"] = to_string(*entry.isee);
  body["reason"] = reason_sentence(site, found, row, values);
  if (next != nullptr && is_admitted(entry)) {
    put(body, "before_next", separator_sentence(site, found, row, *next));
  }
  if (row.named) {
    body["service_id"] = to_string(entry.service);
    if (row.case_file) body["case_id"] = to_string(*row.case_file);
  }
  return body;
}

Result<boost::json::array, app::Failure> rows_document(const Site& site, const Call& call,
                                                       const RankingFound& found,
                                                       const std::vector<RankedRow>& rows,
                                                       std::size_t shown) {
  std::vector<PersonId> named;
  for (std::size_t i = 0; i < shown; ++i) {
    if (rows[i].named) named.push_back(rows[i].application.person);
  }
  const auto persons = read_persons(site, named, view::At{}, site.today());
  if (!persons) return persons.error();
  boost::json::array items;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool followed =
        i + 1 < rows.size() && is_admitted(*found.list.entries[rows[i + 1].place]);
    auto row = row_document(site, call, found, rows[i], followed ? &rows[i + 1] : nullptr);
    row["name"] = rows[i].named ? persons->at(rows[i].application.person).display_name()
                                : pseudonym(rows[i].place + 1);
    items.push_back(std::move(row));
  }
  return items;
}

std::uint32_t count_of(const schema::RankedListPublishedT& list, RankState state) {
  return static_cast<std::uint32_t>(
      std::count_if(list.entries.begin(), list.entries.end(),
                    [&](const auto& entry) { return entry->state == state; }));
}

}  // namespace

boost::json::object ranking_summary(const Site& site, const projections::rankings::List& list) {
  boost::json::object row;
  row["ranking_id"] = to_string(list.list);
  row["criteria_id"] = to_string(list.criteria);
  row["service_code"] = list.service_code.text();
  row["service_name"] = site.deps.catalogue.service_name(list.service_code);
  row["on"] = to_string(list.on);
  row["places"] = list.places;
  row["funded"] = list.funded;
  row["waiting"] = list.waiting;
  row["suspended"] = list.suspended;
  row["refused"] = list.refused;
  if (list.supersedes) row["supersedes"] = to_string(*list.supersedes);
  if (list.superseded_by) row["superseded_by"] = to_string(*list.superseded_by);
  row["position"] = list.position;
  return row;
}

Response show_ranking(Site& site, const Call& call, const RankingFound& found,
                      const PageAsked& page, Status status) {
  const auto& list = found.list;
  std::size_t first = 0;
  if (!page.cursor.empty()) {
    const auto place = parse_number(page.cursor, place_max);
    if (!place || *place > list.entries.size()) return site.no(refusals::cursor_malformed);
    first = static_cast<std::size_t>(*place);
  }
  const std::size_t last = std::min(list.entries.size(), first + page.limit);
  // One row more than is shown: what follows the last one says why it stands before.
  const auto rows = read_rows(site, call, found, first, last + 1);
  if (!rows) return site.no(rows.error());
  const std::vector<RankedRow> shown(rows->begin(),
                                     rows->begin() + static_cast<std::ptrdiff_t>(last - first));
  const auto accesses = accesses_of(found, shown);
  if (auto unrecorded = site.record(call, accesses, app::purposes::reading)) {
    return std::move(*unrecorded);
  }
  auto items = rows_document(site, call, found, *rows, last - first);
  if (!items) return site.no(items.error());

  projections::rankings::List summary;
  summary.list = list.list;
  summary.criteria = found.criteria_id;
  summary.service_code = list.service_code;
  summary.on = list.on;
  summary.places = list.places;
  summary.funded = count_of(list, RankState::admitted_funded);
  summary.waiting = count_of(list, RankState::admitted_waiting);
  summary.suspended = count_of(list, RankState::suspended_documents);
  summary.refused = count_of(list, RankState::refused);
  if (list.supersedes) summary.supersedes = *list.supersedes;
  summary.superseded_by = found.superseded_by;
  summary.position = found.position.value_or(0);
  boost::json::object body;
  body["list"] = ranking_summary(site, summary);
  body["preview"] = !found.position.has_value();
  body["criteria"] = criteria_document(site, found.criteria_id, found.criteria);
  body["items"] = std::move(*items);
  body["total"] = list.entries.size();
  if (last < list.entries.size()) body["next_cursor"] = encode_cursor(std::to_string(last));
  return json_response(status, body);
}

}  // namespace telaio::http::handlers
