// SPDX-License-Identifier: EUPL-1.2
#include "projections/people/people_query.hpp"

#include <algorithm>

#include "projections/people/people_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::people {
namespace {

using view::ReadRows;
using view::RowReader;
using view::RowWriter;

std::vector<PartRef> read_parts(RowReader& row, Position position) {
  std::vector<PartRef> parts(row.u8());
  for (std::uint32_t part = 0; part < parts.size(); ++part) {
    parts[part].position = position;
    parts[part].part = part;
    parts[part].subject = row.id();
    parts[part].visibility = row.code_of<schema::VisibilityClass>();
  }
  return parts;
}

std::vector<Identifier> identifiers_on(const ReadRows& rows, const PersonId& person, Date on) {
  std::vector<Identifier> found;
  rows.scan(identifiers, person.view(), [&](BytesView key, BytesView value) {
    Identifier one;
    RowReader from_key(key.subspan(id_size));
    one.valid_from = from_key.date();
    one.position = from_key.position();
    if (one.valid_from > on) return false;
    RowReader row(value);
    one.system = row.code_of<schema::IdentifierSystem>();
    one.status = row.code_of<schema::IdentifierStatus>();
    one.valid_to = row.optional_date();
    one.parts = read_parts(row, one.position);
    if (!one.valid_to || on <= *one.valid_to) found.push_back(std::move(one));
    return true;
  });
  return found;
}

std::optional<Residence> residence_on(const ReadRows& rows, const PersonId& person,
                                      schema::AddressKind kind, Date on) {
  std::optional<Residence> found;
  const Bytes prefix = RowWriter().id(person).code_of(kind).take();
  rows.scan(residences, prefix, [&](BytesView key, BytesView value) {
    Residence one;
    RowReader from_key(key.subspan(prefix.size()));
    one.from = from_key.date();
    one.position = from_key.position();
    if (one.from > on) return false;
    RowReader row(value);
    one.comune = row.code();
    row.code_of<schema::PersonSource>();
    one.parts = read_parts(row, one.position);
    found = std::move(one);
    return true;
  });
  return found;
}

// Ids that stand in the keys after `prefix`, without repetitions, in order.
template <class Kind>
std::vector<Kind> ids_after(const ReadRows& rows, view::Table table, BytesView prefix) {
  std::vector<Kind> found;
  rows.scan(table, prefix, [&](BytesView key, BytesView /*value*/) {
    const Kind id = RowReader(key.subspan(prefix.size())).id_of<Kind>();
    if (found.empty() || found.back() != id) found.push_back(id);
    return true;
  });
  return found;
}

std::vector<CaseOfPerson> cases_of(const ReadRows& rows, const PersonId& person) {
  std::vector<CaseOfPerson> found;
  rows.scan(cases_by_person, person.view(), [&](BytesView key, BytesView value) {
    CaseOfPerson one;
    RowReader from_key(key.subspan(id_size));
    one.case_file = from_key.id_of<CaseId>();
    one.position = from_key.position();
    RowReader row(value);
    one.number = row.code();
    one.taken_on = row.date();
    found.push_back(one);
    return true;
  });
  return found;
}

void apply_composed(Household& household, RowReader& row, Date date, Position position) {
  household.kind = row.code_of<schema::HouseholdKind>();
  const std::vector<Member> before = std::move(household.members);
  household.members.clear();
  const std::uint16_t count = row.u16();
  for (std::uint16_t i = 0; i < count; ++i) {
    Member member;
    member.person = row.id_of<PersonId>();
    member.relation = row.u16();
    member.since = date;
    member.position = position;
    // Somebody who was there already did not come on the day the others were counted.
    const auto known = std::ranges::find(before, member.person, &Member::person);
    if (known != before.end()) member.since = known->since;
    household.members.push_back(member);
  }
}

void apply_changed(Household& household, RowReader& row, Date date, Position position) {
  const auto change = row.code_of<schema::MembershipChange>();
  row.code_of<schema::MembershipReason>();
  Member member;
  member.person = row.id_of<PersonId>();
  member.relation = row.u16();
  member.since = date;
  member.position = position;
  const auto known = std::ranges::find(household.members, member.person, &Member::person);
  const bool present = known != household.members.end();
  if (change == schema::MembershipChange::left) {
    if (present) household.members.erase(known);
    return;
  }
  if (change != schema::MembershipChange::joined) return;
  if (!present) {
    household.members.push_back(member);
    return;
  }
  known->relation = member.relation;
  known->position = position;
}

}  // namespace

std::optional<Household> household_on(const ReadRows& rows, const HouseholdId& household, Date on) {
  Household answer;
  answer.household = household;
  rows.scan(households, household.view(), [&](BytesView key, BytesView value) {
    RowReader from_key(key.subspan(id_size));
    const Date date = from_key.date();
    const Position position = from_key.position();
    if (answer.change_dates.empty() || answer.change_dates.back() != date) {
      answer.change_dates.push_back(date);
    }
    if (date > on) return true;
    answer.positions.push_back(position);
    RowReader row(value);
    if (row.code_of<HouseholdRow>() == HouseholdRow::composed) {
      apply_composed(answer, row, date, position);
    } else {
      apply_changed(answer, row, date, position);
    }
    return true;
  });
  if (answer.change_dates.empty()) return std::nullopt;
  return answer;
}

std::optional<Person> person_on(const ReadRows& rows, const PersonId& person, Date on) {
  std::optional<Person> found;
  rows.scan(identities, person.view(), [&](BytesView key, BytesView value) {
    Person one;
    one.person = person;
    one.registered = RowReader(key.subspan(id_size)).position();
    RowReader row(value);
    row.code_of<schema::PersonSource>();
    one.identity = read_parts(row, one.registered);
    found = std::move(one);
    return true;
  });
  if (!found) return std::nullopt;
  found->identifiers = identifiers_on(rows, person, on);
  found->residence = residence_on(rows, person, schema::AddressKind::residence, on);
  found->domicile = residence_on(rows, person, schema::AddressKind::domicile, on);
  rows.scan(births, person.view(), [&](BytesView /*key*/, BytesView value) {
    found->birth = RowReader(value).date();
    return true;
  });
  found->cases = cases_of(rows, person);
  for (const auto& household : ids_after<HouseholdId>(rows, households_by_person, person.view())) {
    const auto state = household_on(rows, household, on);
    if (!state) continue;
    const bool member = std::ranges::any_of(
        state->members, [&](const Member& one) { return one.person == person; });
    if (member) found->households.push_back(household);
  }
  return found;
}

Found search(const ReadRows& rows, const std::vector<view::SearchToken>& wanted,
             std::size_t limit) {
  Found found;
  if (wanted.empty()) return found;
  std::vector<PersonId> persons = ids_after<PersonId>(rows, tokens, wanted.front());
  for (std::size_t i = 1; i < wanted.size() && !persons.empty(); ++i) {
    const auto others = ids_after<PersonId>(rows, tokens, wanted[i]);
    std::vector<PersonId> both;
    std::ranges::set_intersection(persons, others, std::back_inserter(both));
    persons = std::move(both);
  }
  found.more = persons.size() > limit;
  if (found.more) persons.resize(limit);
  found.persons = std::move(persons);
  return found;
}

std::vector<CaseId> cases_with_number(const ReadRows& rows, const Code& number) {
  return ids_after<CaseId>(rows, cases_by_number, RowWriter().code(number).view());
}

std::vector<CaseId> cases_of_household(const ReadRows& rows, const HouseholdId& household) {
  return ids_after<CaseId>(rows, cases_by_household, household.view());
}

}  // namespace telaio::projections::people
