// SPDX-License-Identifier: EUPL-1.2
#include "projections/fees/fees.hpp"

#include "projections/fees/fees_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::fees {
namespace {

using view::FactRows;
using view::FactState;
using view::maybe;
using view::plain;
using view::Recorded;
using view::RowWriter;

// Bytes of a public text that a list shows; the event has the whole of it.
constexpr std::size_t text_size_max = 500;

Bytes dated_key(const Uuid& id, const Recorded& recorded, const FactState& state) {
  return RowWriter().id(id).date(state.effective).position(recorded.position).take();
}

void index_requested(const schema::ServiceRequested& fact, const Recorded& recorded,
                     const FactState& state, FactRows& rows) {
  const ServiceId service = plain(fact.service());
  const PersonId person = plain(fact.person());
  const auto case_file = maybe(fact.case_file());
  RowWriter value;
  value.code_of(Life::requested).id(person).optional_id(case_file);
  value.code(plain(fact.service_code())).code(plain(fact.siuss_code()));
  rows.put(services, dated_key(service, recorded, state), value.view());
  rows.put(services_by_person,
           RowWriter().id(person).id(service).position(recorded.position).take());
  if (!case_file) return;
  rows.put(services_by_case,
           RowWriter().id(*case_file).id(service).position(recorded.position).take());
}

void index_service(const Recorded& recorded, const FactState& state, FactRows& rows) {
  RowWriter value;
  if (const auto* requested = recorded.fact<schema::ServiceRequested>()) {
    index_requested(*requested, recorded, state, rows);
  } else if (const auto* decided = recorded.fact<schema::ServiceDecided>()) {
    value.code_of(Life::decided).code_of(decided->result());
    value.optional_date(maybe(decided->from())).optional_date(maybe(decided->to()));
    value.u32(decided->quantity_hundredths()).code_of(decided->unit());
    value.optional_id(maybe(decided->regulation()));
    rows.put(services, dated_key(plain(decided->service()), recorded, state), value.view());
  } else if (const auto* active = recorded.fact<schema::ServiceActivated>()) {
    value.code_of(Life::activated).code(plain(active->provider()));
    value.code(plain(active->competent_comune()));
    rows.put(services, dated_key(plain(active->service()), recorded, state), value.view());
  } else if (const auto* ended = recorded.fact<schema::ServiceEnded>()) {
    value.code_of(Life::ended).code(plain(ended->reason()));
    rows.put(services, dated_key(plain(ended->service()), recorded, state), value.view());
  } else if (const auto* delivered = recorded.fact<schema::ServiceDelivered>()) {
    value.optional_date(maybe(delivered->to())).u32(delivered->quantity_hundredths());
    value.code_of(delivered->unit()).code_of(delivered->state());
    rows.put(deliveries, dated_key(plain(delivered->service()), recorded, state), value.view());
  }
}

void index_fee(const schema::CopaymentDetermined& fact, const Recorded& recorded,
               const FactState& state, FactRows& rows) {
  const FeeId fee = plain(fact.fee());
  const ServiceId service = plain(fact.service());
  const auto supersedes = maybe(fact.supersedes());
  const auto* exact = fact.exact_unit_fee();
  RowWriter value;
  value.id(fee).id(plain(fact.person())).date(plain(fact.to())).id(plain(fact.regulation()));
  value.optional_id(maybe(fact.attestation())).optional_money(maybe(fact.isee()));
  value.code_of(fact.status()).flag(exact != nullptr);
  if (exact != nullptr) value.i64(exact->num()).i64(exact->den());
  value.i64(fact.unit_fee_thousandths()).u32(fact.quantity_hundredths());
  value.money(plain(fact.amount())).optional_money(maybe(fact.body_share()));
  value.optional_id(supersedes);
  rows.put(determined, dated_key(service, recorded, state), value.view());
  rows.put(fees_by_id, RowWriter().id(fee).position(recorded.position).view(),
           RowWriter().id(service).date(state.effective).view());
  if (!supersedes) return;
  rows.put(superseded, RowWriter().id(*supersedes).position(recorded.position).view(),
           RowWriter().id(fee).view());
}

void index_regulation(const schema::RegulationPublished& fact, const Recorded& recorded,
                      const FactState& state, FactRows& rows) {
  const auto text = [](const flatbuffers::String* stored) {
    if (stored == nullptr) return std::string_view();
    return std::string_view(stored->c_str(), stored->size()).substr(0, text_size_max);
  };
  RowWriter value;
  value.code(plain(fact.comune())).code(plain(fact.service_code()));
  value.optional_date(maybe(fact.valid_to())).code_of(fact.scheme());
  // Public texts (class P0).
  value.text(text(fact.slug())).text(text(fact.authority()));
  rows.put(regulations, dated_key(plain(fact.regulation()), recorded, state), value.view());
}

void index_attestation(const schema::IseeAttestationAcquired& fact, const Recorded& recorded,
                       const FactState& state, FactRows& rows) {
  const AttestationId attestation = plain(fact.attestation());
  const auto replaces = maybe(fact.replaces());
  RowWriter value;
  value.id(attestation).id(plain(fact.beneficiary())).code_of(fact.kind());
  value.flag(fact.reduced_household()).flag(fact.corrente()).money(plain(fact.isee()));
  value.date(plain(fact.presented_on())).date(plain(fact.valid_to())).flag(fact.annotations());
  value.optional_id(replaces);
  rows.put(attestations, dated_key(plain(fact.household()), recorded, state), value.view());
  if (!replaces) return;
  rows.put(replaced, RowWriter().id(*replaces).position(recorded.position).view(),
           RowWriter().id(attestation).date(state.effective).view());
}

}  // namespace

void Fees::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  if (const auto* fee = recorded.fact<schema::CopaymentDetermined>()) {
    index_fee(*fee, recorded, state, rows);
  } else if (const auto* regulation = recorded.fact<schema::RegulationPublished>()) {
    index_regulation(*regulation, recorded, state, rows);
  } else if (const auto* attestation = recorded.fact<schema::IseeAttestationAcquired>()) {
    index_attestation(*attestation, recorded, state, rows);
  } else {
    index_service(recorded, state, rows);
  }
}

}  // namespace telaio::projections::fees
