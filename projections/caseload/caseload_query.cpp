// SPDX-License-Identifier: EUPL-1.2
#include "projections/caseload/caseload_query.hpp"

#include <algorithm>
#include <map>

#include "projections/caseload/caseload_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::caseload {
namespace {

using view::ReadRows;
using view::RowReader;
using view::RowWriter;

// Gives the last row of the case dated `on` or before.
template <class Take>
void last_on(const ReadRows& rows, view::Table table, const CaseId& case_file, Date on,
             const Take& take) {
  std::optional<std::pair<Bytes, Bytes>> last;
  rows.scan(table, case_file.view(), [&](BytesView key, BytesView value) {
    if (RowReader(key.subspan(id_size)).date() > on) return false;
    last.emplace(to_bytes(key), to_bytes(value));
    return true;
  });
  if (!last) return;
  RowReader key(BytesView(last->first).subspan(id_size));
  const Date date = key.date();
  take(date, key.position(), RowReader(last->second));
}

std::vector<CaseId> cases_after(const ReadRows& rows, view::Table table, BytesView prefix) {
  std::vector<CaseId> found;
  rows.scan(table, prefix, [&](BytesView key, BytesView /*value*/) {
    const auto case_file = RowReader(key.subspan(prefix.size())).id_of<CaseId>();
    if (found.empty() || found.back() != case_file) found.push_back(case_file);
    return true;
  });
  return found;
}

// Cases that may match: the narrowest index the filter names.
std::vector<CaseId> candidates(const ReadRows& rows, const Filter& filter) {
  if (filter.manager) return cases_after(rows, cases_by_manager, filter.manager->view());
  if (filter.unit) return cases_after(rows, cases_by_unit, RowWriter().code(*filter.unit).view());
  if (filter.comune) {
    return cases_after(rows, cases_by_comune, RowWriter().code(*filter.comune).view());
  }
  if (filter.area) return cases_after(rows, cases_by_area, RowWriter().code(*filter.area).view());
  return cases_after(rows, taken, {});
}

bool matches(const CaseState& state, const Filter& filter) {
  if (filter.comune && state.comune != *filter.comune) return false;
  if (filter.area && state.area != *filter.area) return false;
  if (!filter.manager && !filter.unit) return true;
  if (!state.assignment) return false;
  if (filter.manager && state.assignment->manager != *filter.manager) return false;
  return !filter.unit || state.assignment->unit == *filter.unit;
}

// Adds a case to the number of its key, which is made when it is the first.
template <class Key>
void count_case(std::map<Key, Number>& numbers, const Key& key, const CaseState& state) {
  Number& number = numbers[key];
  number.cases.push_back(state.case_file);
  number.taken.push_back(state.taken);
  number.persons.insert(number.persons.end(), state.subjects.begin(), state.subjects.end());
}

template <class Key, class Name>
std::vector<Number> numbers_of(std::map<Key, Number>& by_key, const Name& name) {
  std::vector<Number> numbers;
  for (auto& [key, number] : by_key) {
    std::ranges::sort(number.persons);
    const auto repeated = std::ranges::unique(number.persons);
    number.persons.erase(repeated.begin(), repeated.end());
    name(number, key);
    numbers.push_back(std::move(number));
  }
  return numbers;
}

}  // namespace

std::vector<Position> CaseState::positions() const {
  std::vector<Position> all{taken};
  if (assignment) all.push_back(assignment->position);
  if (closed) all.push_back(*closed);
  std::ranges::sort(all);
  return all;
}

std::optional<CaseState> case_on(const ReadRows& rows, const CaseId& case_file, Date on) {
  std::optional<CaseState> state;
  last_on(rows, taken, case_file, on, [&](Date date, Position position, RowReader row) {
    state.emplace();
    state->case_file = case_file;
    state->taken_on = date;
    state->taken = position;
    state->number = row.code();
    state->household = row.optional_id_of<HouseholdId>();
    state->area = row.code();
    state->comune = row.code();
    state->mandate = row.code_of<schema::Mandate>();
    const std::uint16_t count = row.u16();
    for (std::uint16_t i = 0; i < count; ++i) state->subjects.push_back(row.id_of<PersonId>());
  });
  if (!state) return state;
  last_on(rows, assigned, case_file, on, [&](Date date, Position position, RowReader row) {
    const auto manager = row.id_of<OperatorId>();
    state->assignment = Assignment{manager, row.code(), date, position};
  });
  last_on(rows, closed, case_file, on, [&](Date date, Position position, RowReader row) {
    if (date < state->taken_on) return;  // It was taken in charge again.
    state->closed_on = date;
    state->closing_reason = row.code();
    state->closed = position;
  });
  return state;
}

Board board(const ReadRows& rows, Date on, const Filter& filter) {
  Board board;
  std::map<std::optional<OperatorId>, Number> by_manager;
  std::map<std::optional<Code>, Number> by_unit;
  std::map<Code, Number> by_comune;
  std::map<Code, Number> by_area;
  for (const CaseId& case_file : candidates(rows, filter)) {
    auto state = case_on(rows, case_file, on);
    if (!state || !state->open() || !matches(*state, filter)) continue;
    const auto& assignment = state->assignment;
    count_case(by_manager, assignment ? std::optional(assignment->manager) : std::nullopt, *state);
    count_case(by_unit, assignment ? std::optional(assignment->unit) : std::nullopt, *state);
    count_case(by_comune, state->comune, *state);
    count_case(by_area, state->area, *state);
    board.open.push_back(std::move(*state));
  }
  board.by_manager =
      numbers_of(by_manager, [](Number& number, const auto& key) { number.manager = key; });
  const auto by_code = [](Number& number, const std::optional<Code>& key) { number.code = key; };
  board.by_unit = numbers_of(by_unit, by_code);
  board.by_comune = numbers_of(by_comune, by_code);
  board.by_area = numbers_of(by_area, by_code);
  return board;
}

std::vector<CaseState> cases_of_subject(const ReadRows& rows, const PersonId& person, Date on) {
  std::vector<CaseState> found;
  for (const CaseId& case_file : cases_after(rows, cases_by_subject, person.view())) {
    auto state = case_on(rows, case_file, on);
    if (!state) continue;
    if (std::ranges::find(state->subjects, person) == state->subjects.end()) continue;
    found.push_back(std::move(*state));
  }
  return found;
}

}  // namespace telaio::projections::caseload
