// SPDX-License-Identifier: EUPL-1.2
#include "projections/caseload/caseload.hpp"

#include "projections/caseload/caseload_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::caseload {
namespace {

using view::FactRows;
using view::FactState;
using view::plain;
using view::Recorded;
using view::RowWriter;

Bytes dated_key(const CaseId& case_file, const Recorded& recorded, const FactState& state) {
  return RowWriter().id(case_file).date(state.effective).position(recorded.position).take();
}

void index_taken(const schema::TakenInCharge& fact, const Recorded& recorded,
                 const FactState& state, FactRows& rows) {
  const CaseId case_file = plain(fact.case_file());
  const Code comune = plain(fact.competent_comune());
  const Code area = plain(fact.area());
  const auto* subjects = fact.subjects();
  const auto count = subjects == nullptr ? 0U : subjects->size();

  RowWriter value;
  value.code(plain(fact.number())).optional_id(view::maybe(fact.household()));
  value.code(area).code(comune).code_of(fact.mandate()).u16(static_cast<std::uint16_t>(count));
  for (flatbuffers::uoffset_t i = 0; i < count; ++i) {
    const PersonId person = plain(subjects->Get(i));
    value.id(person);
    rows.put(cases_by_subject,
             RowWriter().id(person).id(case_file).position(recorded.position).take());
  }
  rows.put(taken, dated_key(case_file, recorded, state), value.view());
  rows.put(cases_by_comune,
           RowWriter().code(comune).id(case_file).position(recorded.position).take());
  rows.put(cases_by_area, RowWriter().code(area).id(case_file).position(recorded.position).take());
}

void index_assigned(const schema::CaseManagerAssigned& fact, const Recorded& recorded,
                    const FactState& state, FactRows& rows) {
  const CaseId case_file = plain(fact.case_file());
  const OperatorId manager = plain(fact.case_manager());
  const Code unit = plain(fact.unit());
  rows.put(assigned, dated_key(case_file, recorded, state),
           RowWriter().id(manager).code(unit).view());
  rows.put(cases_by_unit, RowWriter().code(unit).id(case_file).position(recorded.position).take());
  rows.put(cases_by_manager,
           RowWriter().id(manager).id(case_file).position(recorded.position).take());
}

}  // namespace

void Caseload::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  if (const auto* start = recorded.fact<schema::TakenInCharge>()) {
    index_taken(*start, recorded, state, rows);
  } else if (const auto* change = recorded.fact<schema::CaseManagerAssigned>()) {
    index_assigned(*change, recorded, state, rows);
  } else if (const auto* end = recorded.fact<schema::CaseClosed>()) {
    rows.put(closed, dated_key(plain(end->case_file()), recorded, state),
             RowWriter().code(plain(end->reason())).view());
  }
}

}  // namespace telaio::projections::caseload
