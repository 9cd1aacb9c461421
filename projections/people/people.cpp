// SPDX-License-Identifier: EUPL-1.2
#include "projections/people/people.hpp"

#include "projections/people/people_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::people {
namespace {

using view::FactRows;
using view::FactState;
using view::plain;
using view::Recorded;
using view::RowWriter;

// Which sealed parts the event has, and under whose key each stands: what a page has to open.
void write_parts(RowWriter& row, const schema::Header& header) {
  const auto* parts = header.parts();
  const std::uint8_t count = parts == nullptr ? 0 : static_cast<std::uint8_t>(parts->size());
  row.u8(count);
  for (std::uint8_t part = 0; part < count; ++part) {
    const auto* descriptor = parts->Get(part);
    row.id(flatbuffers::UnPack(descriptor->subject()).value).code_of(descriptor->visibility());
  }
}

void index_derived(const Recorded& recorded, FactRows& rows) {
  if (recorded.derived == nullptr) return;
  const PersonId& subject = recorded.derived->subject;
  for (const view::SearchToken& token : recorded.derived->tokens) {
    rows.put(tokens, RowWriter().raw(token).id(subject).position(recorded.position).take());
  }
  if (recorded.derived->birth) {
    rows.put(births, RowWriter().id(subject).position(recorded.position).view(),
             RowWriter().date(*recorded.derived->birth).view());
  }
}

void index_person(const Recorded& recorded, const FactState& state, FactRows& rows) {
  RowWriter value;
  if (const auto* fact = recorded.fact<schema::PersonRegistered>()) {
    value.code_of(fact->source());
    write_parts(value, *recorded.header);
    rows.put(identities, RowWriter().id(plain(fact->person())).position(recorded.position).view(),
             value.view());
  } else if (const auto* given = recorded.fact<schema::PersonIdentifierAssigned>()) {
    value.code_of(given->system()).code_of(given->status());
    value.optional_date(view::maybe(given->valid_to()));
    write_parts(value, *recorded.header);
    const auto key = RowWriter()
                         .id(plain(given->person()))
                         .date(state.effective)
                         .position(recorded.position)
                         .take();
    rows.put(identifiers, key, value.view());
  } else if (const auto* moved = recorded.fact<schema::ResidenceChanged>()) {
    value.code(plain(moved->comune())).code_of(moved->source());
    write_parts(value, *recorded.header);
    const auto key = RowWriter()
                         .id(plain(moved->person()))
                         .code_of(moved->kind())
                         .date(state.effective)
                         .position(recorded.position)
                         .take();
    rows.put(residences, key, value.view());
  }
}

void index_household(const Recorded& recorded, const FactState& state, FactRows& rows) {
  const auto put = [&](const HouseholdId& household, const RowWriter& value) {
    const auto key =
        RowWriter().id(household).date(state.effective).position(recorded.position).take();
    rows.put(households, key, value.view());
  };
  const auto put_member = [&](const PersonId& person, const HouseholdId& household) {
    rows.put(households_by_person,
             RowWriter().id(person).id(household).position(recorded.position).take());
  };
  RowWriter value;
  if (const auto* fact = recorded.fact<schema::HouseholdComposed>()) {
    const auto* members = fact->members();
    const auto count = members == nullptr ? 0U : members->size();
    value.code_of(HouseholdRow::composed).code_of(fact->kind());
    value.u16(static_cast<std::uint16_t>(count));
    for (flatbuffers::uoffset_t i = 0; i < count; ++i) {
      const PersonId person = flatbuffers::UnPack(members->Get(i)->person()).value;
      value.id(person).u16(members->Get(i)->relation());
      put_member(person, plain(fact->household()));
    }
    put(plain(fact->household()), value);
  } else if (const auto* changed = recorded.fact<schema::HouseholdMembershipChanged>()) {
    value.code_of(HouseholdRow::changed).code_of(changed->change()).code_of(changed->reason());
    value.id(plain(changed->person())).u16(changed->relation());
    put_member(plain(changed->person()), plain(changed->household()));
    put(plain(changed->household()), value);
  }
}

void index_case(const Recorded& recorded, const FactState& state, FactRows& rows) {
  const auto* fact = recorded.fact<schema::TakenInCharge>();
  if (fact == nullptr) return;
  const CaseId case_file = plain(fact->case_file());
  const Code number = plain(fact->number());
  if (const auto* subjects = fact->subjects()) {
    for (const auto* subject : *subjects) {
      const auto key =
          RowWriter().id(plain(subject)).id(case_file).position(recorded.position).take();
      rows.put(cases_by_person, key, RowWriter().code(number).date(state.effective).view());
    }
  }
  rows.put(cases_by_number,
           RowWriter().code(number).id(case_file).position(recorded.position).take());
  if (const auto household = view::maybe(fact->household())) {
    rows.put(cases_by_household,
             RowWriter().id(*household).id(case_file).position(recorded.position).take());
  }
}

}  // namespace

bool People::wants_derived(const schema::Header& header) const {
  return header.fact_type() == schema::Fact::PersonRegistered ||
         header.fact_type() == schema::Fact::PersonIdentifierAssigned ||
         header.fact_type() == schema::Fact::ResidenceChanged;
}

std::vector<view::DerivedTable> People::derived_tables() const {
  return {{tokens, sizeof(view::SearchToken)}, {births, 0}};
}

void People::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  index_person(recorded, state, rows);
  index_household(recorded, state, rows);
  index_case(recorded, state, rows);
  index_derived(recorded, rows);
}

}  // namespace telaio::projections::people
