// SPDX-License-Identifier: EUPL-1.2
#include "projections/timeline/timeline_query.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "base/assert.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::timeline {
namespace {

using view::ReadRows;
using view::RowReader;
using view::RowWriter;

using Subject = std::pair<About, Uuid>;

// What a case is about. False: only a voided fact says so, which leads to voided facts alone.
using Subjects = std::map<Subject, bool>;

void add_linked(const ReadRows& rows, const Subject& from, Subjects& found) {
  const Bytes prefix = RowWriter().code_of(from.first).id(from.second).take();
  rows.scan(links, prefix, [&](BytesView key, BytesView value) {
    RowReader to(key.subspan(prefix.size()));
    const auto about = to.code_of<About>();
    bool& live = found[Subject(about, to.id())];
    live = live || !RowReader(value).flag();
    return true;
  });
}

// The case itself and everything it is about.
Subjects subjects_of(const ReadRows& rows, const CaseId& case_file) {
  const Subject itself{About::case_file, case_file};
  Subjects found{{itself, true}};
  add_linked(rows, itself, found);
  std::vector<Subject> persons;
  for (const auto& [subject, live] : found) {
    if (live && subject.first == About::person) persons.push_back(subject);
  }
  for (const Subject& person : persons) add_linked(rows, person, found);
  return found;
}

Row decode(BytesView key, BytesView value) {
  Row row;
  RowReader from_key(key);
  row.about = from_key.code_of<About>();
  row.subject = from_key.id();
  row.on = from_key.date_inverted();
  row.position = from_key.position_inverted();
  RowReader stored(value);
  row.event = stored.id_of<EventId>();
  row.type = stored.code_of<schema::Fact>();
  row.kind = stored.u8();
  row.recorded = stored.instant();
  row.recorded_on = stored.date();
  row.to = stored.optional_date();
  row.visibility = stored.code_of<schema::VisibilityClass>();
  row.confidential = stored.flag();
  row.voided = stored.flag();
  row.late_days = std::max(0, days_between(row.on, row.recorded_on));
  return row;
}

bool newer(const Row& a, const Row& b) {
  return a.on != b.on ? a.on > b.on : a.position > b.position;
}

// Rows of one subject from where the page begins; `limit` at most.
void add_rows(const ReadRows& rows, const Subjects::value_type& linked, const Wanted& wanted,
              std::size_t limit, std::vector<Row>& found) {
  const auto& [subject, live] = linked;
  const Bytes prefix = RowWriter().code_of(subject.first).id(subject.second).take();
  RowWriter first;
  first.raw(prefix);
  if (wanted.after) {
    first.date_inverted(wanted.after->on).position_inverted(wanted.after->position);
  } else if (wanted.on) {
    first.date_inverted(*wanted.on);
  }
  std::size_t taken = 0;
  rows.scan(
      facts, prefix,
      [&](BytesView key, BytesView value) {
        Row row = decode(key, value);
        if (wanted.on && row.on > *wanted.on) return true;
        if (!live && !row.voided) return true;
        // The cursor names the last row shown, which stands at most under one of its subjects.
        if (wanted.after && row.on == wanted.after->on && row.position >= wanted.after->position) {
          return true;
        }
        const bool asked =
            wanted.types.empty() || std::ranges::find(wanted.types, row.type) != wanted.types.end();
        if (!asked) return true;
        found.push_back(std::move(row));
        return ++taken < limit;
      },
      first.view());
}

}  // namespace

Page page(const ReadRows& rows, const Wanted& wanted) {
  TELAIO_ASSERT(wanted.limit >= 1);
  Page answer;
  // One more than asked for tells whether there is a next page.
  for (const auto& subject : subjects_of(rows, wanted.case_file)) {
    add_rows(rows, subject, wanted, wanted.limit + 1, answer.rows);
  }
  std::ranges::sort(answer.rows, newer);
  if (answer.rows.size() > wanted.limit) {
    answer.rows.resize(wanted.limit);
    answer.next = Cursor{answer.rows.back().on, answer.rows.back().position};
  }
  for (Row& row : answer.rows) row.corrections = view::corrections_of(rows, row.position);
  return answer;
}

std::size_t Counts::rows() const {
  std::size_t all = voided.size();
  for (const Count& one : by_type) all += one.count();
  return all;
}

Counts counts(const ReadRows& rows, const CaseId& case_file, std::optional<Date> on) {
  Wanted wanted;
  wanted.case_file = case_file;
  wanted.on = on;
  std::vector<Row> all;
  for (const auto& subject : subjects_of(rows, case_file)) {
    add_rows(rows, subject, wanted, std::numeric_limits<std::size_t>::max(), all);
  }
  std::ranges::sort(all, newer);
  Counts answer;
  std::map<schema::Fact, Count> by_type;
  for (const Row& row : all) {
    if (row.voided) {
      answer.voided.push_back(row.position);
      continue;
    }
    Count& count = by_type[row.type];
    count.type = row.type;
    count.positions.push_back(row.position);
  }
  for (auto& [type, count] : by_type) answer.by_type.push_back(std::move(count));
  return answer;
}

}  // namespace telaio::projections::timeline
