// SPDX-License-Identifier: EUPL-1.2
#include "projections/leps/leps.hpp"

#include "projections/leps/tables.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::leps {
namespace {

using view::FactRows;
using view::FactState;
using view::maybe;
using view::plain;
using view::Recorded;
using view::RowWriter;

// The fact's own date, unless a correction gave another.
Date date_of(const schema::Date* own, const Recorded& recorded, const FactState& state) {
  const bool corrected = state.effective != recorded.effective();
  return corrected || own == nullptr ? state.effective : plain(own);
}

RowWriter value_of(const Recorded& recorded) {
  RowWriter value;
  value.date(recorded.recorded_on);
  return value;
}

// ---- Territory and staff ----

void add(const schema::AmbitoComposed& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  const Date from = date_of(fact.from(), recorded, state);
  RowWriter value = value_of(recorded);
  const auto* comuni = fact.comuni();
  // A composition names at most limits::ambito_comuni_max Comuni: u16 holds them.
  const auto count = static_cast<std::uint16_t>(comuni == nullptr ? 0 : comuni->size());
  value.u16(count);
  for (std::uint16_t i = 0; i < count; ++i) value.code(plain(comuni->Get(i)));
  rows.put(tables::compositions,
           RowWriter().id(plain(fact.ambito())).date(from).position(recorded.position).view(),
           value.view());
}

void add(const schema::PopulationPublished& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  RowWriter key;
  key.id(plain(fact.ambito())).code(plain(fact.comune()));
  key.date(date_of(fact.on(), recorded, state)).position(recorded.position);
  rows.put(tables::populations, key.view(), value_of(recorded).u32(fact.residents()).view());
}

void add(const schema::StaffContractChanged& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  // The contract does not name its Ambito: its stream does.
  RowWriter key;
  key.id(recorded.stream.id).id(plain(fact.contract())).position(recorded.position);
  RowWriter value = value_of(recorded);
  value.code_of(fact.profession()).code_of(fact.kind()).code_of(fact.employer_kind());
  value.u16(fact.fte_hundredths()).flag(fact.field_or_planning());
  value.date(date_of(fact.from(), recorded, state)).optional_date(maybe(fact.to()));
  rows.put(tables::contracts, key.view(), value.view());
}

void add(const schema::FilingSubmitted& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  if (fact.flow() != schema::FilingFlow::staff_statement) return;
  RowWriter key;
  key.id(plain(fact.ambito())).u16(fact.window_year()).position(recorded.position);
  rows.put(tables::filings, key.view(),
           value_of(recorded).date(date_of(fact.on(), recorded, state)).view());
}

// ---- Cases ----

void add(const schema::TakenInCharge& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  RowWriter key;
  key.code(plain(fact.competent_comune())).id(plain(fact.case_file())).position(recorded.position);
  rows.put(tables::cases, key.view(),
           value_of(recorded).date(date_of(fact.on(), recorded, state)).view());
}

void add(const schema::CaseClosed& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  rows.put(tables::closings,
           RowWriter().id(plain(fact.case_file())).position(recorded.position).view(),
           value_of(recorded).date(date_of(fact.on(), recorded, state)).view());
}

// ---- Assegno di Inclusione ----

void add(const schema::HouseholdReceived& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  const HouseholdId household = plain(fact.household());
  const Code comune = plain(fact.comune());
  rows.put(tables::received_by,
           RowWriter().code(comune).id(household).position(recorded.position).bytes());
  RowWriter value = value_of(recorded);
  value.code(comune).date(plain(fact.application_on()));
  value.optional_date(maybe(fact.pad_signed_on())).optional_date(maybe(fact.inps_notice_on()));
  value.date(date_of(fact.received_on(), recorded, state));
  rows.put(tables::receptions, RowWriter().id(household).position(recorded.position).view(),
           value.view());
}

void add_act(tables::Act act, std::uint8_t detail, const schema::HouseholdId* household,
             const schema::Date* on, const Recorded& recorded, const FactState& state,
             FactRows& rows) {
  RowWriter value = value_of(recorded);
  value.code_of(act).u8(detail).date(date_of(on, recorded, state));
  rows.put(tables::acts, RowWriter().id(plain(household)).position(recorded.position).view(),
           value.view());
}

// ---- Where a household lives ----

void add_holder(const HouseholdId& household, Date from, schema::HouseholdKind kind,
                const std::optional<Uuid>& holder, const std::optional<Uuid>& left,
                const Recorded& recorded, FactRows& rows) {
  RowWriter value = value_of(recorded);
  value.date(from).code_of(kind).optional_id(holder).optional_id(left);
  rows.put(tables::holders, RowWriter().id(household).position(recorded.position).view(),
           value.view());
}

void add(const schema::HouseholdComposed& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  std::optional<Uuid> holder;
  if (const auto* members = fact.members(); members != nullptr) {
    for (const schema::HouseholdMember* member : *members) {
      if (member->relation() == tables::relation_holder) holder = plain(&member->person());
    }
  }
  add_holder(plain(fact.household()), date_of(fact.reference_date(), recorded, state), fact.kind(),
             holder, {}, recorded, rows);
}

void add(const schema::HouseholdMembershipChanged& fact, const Recorded& recorded,
         const FactState& state, FactRows& rows) {
  const Uuid person = plain(fact.person());
  const bool left = fact.change() == schema::MembershipChange::left;
  const bool holder = fact.change() == schema::MembershipChange::joined &&
                      fact.relation() == tables::relation_holder;
  if (!left && !holder) return;
  add_holder(plain(fact.household()), date_of(fact.on(), recorded, state),
             schema::HouseholdKind::unknown, holder ? std::optional(person) : std::nullopt,
             left ? std::optional(person) : std::nullopt, recorded, rows);
}

void add(const schema::ResidenceChanged& fact, const Recorded& recorded, const FactState& state,
         FactRows& rows) {
  // Where one really stays (domicile) does not decide which Comune answers.
  if (fact.kind() != schema::AddressKind::residence) return;
  RowWriter key;
  key.id(plain(fact.person())).date(date_of(fact.from(), recorded, state));
  key.position(recorded.position);
  rows.put(tables::residences, key.view(), value_of(recorded).code(plain(fact.comune())).view());
}

template <class Enum>
std::uint8_t detail(Enum value) {
  return static_cast<std::uint8_t>(value);
}

// True when the fact was one of the ADI path.
bool add_adi(const Recorded& recorded, const FactState& state, FactRows& rows) {
  using tables::Act;
  if (const auto* sent = recorded.fact<schema::ConvocationSent>()) {
    add_act(Act::convocation, detail(sent->kind()), sent->household(), sent->on(), recorded, state,
            rows);
  } else if (const auto* held = recorded.fact<schema::AppointmentHeld>()) {
    add_act(Act::appointment, detail(held->kind()), held->household(), held->on(), recorded, state,
            rows);
  } else if (const auto* suspended = recorded.fact<schema::BenefitSuspended>()) {
    add_act(Act::suspended, detail(suspended->reason()), suspended->household(), suspended->on(),
            recorded, state, rows);
  } else if (const auto* lost = recorded.fact<schema::BenefitLost>()) {
    add_act(Act::lost, detail(lost->reason()), lost->household(), lost->on(), recorded, state,
            rows);
  } else if (const auto* ended = recorded.fact<schema::BenefitEnded>()) {
    add_act(Act::ended, detail(ended->reason()), ended->household(), ended->on(), recorded, state,
            rows);
  } else {
    return false;
  }
  return true;
}

template <class... Kinds>
void add_first_of(const Recorded& recorded, const FactState& state, FactRows& rows) {
  const auto add_one = [&](const auto* fact) {
    if (fact != nullptr) add(*fact, recorded, state, rows);
    return fact != nullptr;
  };
  static_cast<void>((add_one(recorded.fact<Kinds>()) || ...));
}

}  // namespace

void LepsProjection::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  if (add_adi(recorded, state, rows)) return;
  add_first_of<schema::TakenInCharge, schema::CaseClosed, schema::HouseholdReceived,
               schema::HouseholdComposed, schema::HouseholdMembershipChanged,
               schema::ResidenceChanged, schema::AmbitoComposed, schema::PopulationPublished,
               schema::StaffContractChanged, schema::FilingSubmitted>(recorded, state, rows);
}

}  // namespace telaio::projections::leps
