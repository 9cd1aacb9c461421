// SPDX-License-Identifier: EUPL-1.2
#include "projections/fees/fees_query.hpp"

#include <algorithm>

#include "projections/fees/fees_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::fees {
namespace {

using view::ReadRows;
using view::RowReader;
using view::RowWriter;

struct Dated {
  Date date;
  Position position = 0;
};

// Date and position of a key that begins with one id.
Dated dated(BytesView key) {
  RowReader reader(key.subspan(id_size));
  const Date date = reader.date();
  return {date, reader.position()};
}

void apply_life(ServiceState& state, const Dated& at, RowReader row) {
  switch (row.code_of<Life>()) {
    case Life::requested:
      state.person = row.id_of<PersonId>();
      state.case_file = row.optional_id_of<CaseId>();
      state.service_code = row.code();
      state.siuss_code = row.code();
      state.requested_on = at.date;
      return;
    case Life::decided: {
      const auto result = row.code_of<schema::ServiceResult>();
      state.granted_from = row.optional_date();
      state.granted_to = row.optional_date();
      state.quantity_hundredths = row.u32();
      state.unit = row.code_of<schema::QuantityUnit>();
      state.regulation = row.optional_id_of<RegulationId>();
      if (result == schema::ServiceResult::waiting) state.status = ServiceStatus::waiting;
      if (result == schema::ServiceResult::denied) state.status = ServiceStatus::denied;
      if (result == schema::ServiceResult::granted) state.status = ServiceStatus::granted;
      return;
    }
    case Life::activated:
      state.provider = row.code();
      state.comune = row.code();
      state.active_from = at.date;
      return;
    case Life::ended:
      state.ended_on = at.date;
      return;
  }
}

template <class Id>
std::vector<ServiceState> services_after(const ReadRows& rows, view::Table table, const Id& owner,
                                         Date on) {
  std::vector<ServiceState> found;
  std::optional<ServiceId> last;
  rows.scan(table, owner.view(), [&](BytesView key, BytesView /*value*/) {
    const auto service = RowReader(key.subspan(id_size)).id_of<ServiceId>();
    if (last == service) return true;
    last = service;
    if (auto state = service_on(rows, service, on)) found.push_back(std::move(*state));
    return true;
  });
  return found;
}

std::optional<FeeId> superseder(const ReadRows& rows, const FeeId& fee) {
  std::optional<FeeId> last;
  rows.scan(superseded, fee.view(), [&](BytesView /*key*/, BytesView value) {
    last = RowReader(value).id_of<FeeId>();
    return true;
  });
  return last;
}

Fee decode_fee(const ReadRows& rows, const ServiceId& service, const Dated& at, RowReader row) {
  Fee fee;
  fee.service = service;
  fee.from = at.date;
  fee.position = at.position;
  fee.fee = row.id_of<FeeId>();
  fee.person = row.id_of<PersonId>();
  fee.to = row.date();
  fee.regulation = row.id_of<RegulationId>();
  fee.attestation = row.optional_id_of<AttestationId>();
  fee.isee = row.optional_money();
  fee.status = row.code_of<schema::FeeStatus>();
  if (row.flag()) {
    ExactFee exact;
    exact.num = row.i64();
    exact.den = row.i64();
    fee.exact_unit_fee = exact;
  }
  fee.unit_fee_thousandths = row.i64();
  fee.quantity_hundredths = row.u32();
  fee.amount = row.money();
  fee.body_share = row.optional_money();
  fee.supersedes = row.optional_id_of<FeeId>();
  fee.superseded_by = superseder(rows, fee.fee);
  return fee;
}

Regulation decode_regulation(BytesView key, BytesView value) {
  Regulation one;
  one.regulation = RowReader(key).id_of<RegulationId>();
  one.valid_from = dated(key).date;
  one.position = dated(key).position;
  RowReader row(value);
  one.comune = row.code();
  one.service_code = row.code();
  one.valid_to = row.optional_date();
  one.scheme = row.code_of<schema::FeeScheme>();
  one.slug = row.text();
  one.authority = row.text();
  return one;
}

// The last attestation that replaces this one from `on` or before.
std::optional<AttestationId> replacer(const ReadRows& rows, const AttestationId& attestation,
                                      Date on) {
  std::optional<AttestationId> last;
  rows.scan(replaced, attestation.view(), [&](BytesView /*key*/, BytesView value) {
    RowReader row(value);
    const auto other = row.id_of<AttestationId>();
    if (row.date() <= on) last = other;
    return true;
  });
  return last;
}

Attestation decode_attestation(BytesView key, BytesView value) {
  Attestation one;
  one.household = RowReader(key).id_of<HouseholdId>();
  one.valid_from = dated(key).date;
  one.position = dated(key).position;
  RowReader row(value);
  one.attestation = row.id_of<AttestationId>();
  one.beneficiary = row.id_of<PersonId>();
  one.kind = row.code_of<schema::IseeKind>();
  one.reduced_household = row.flag();
  one.corrente = row.flag();
  one.isee = row.money();
  one.presented_on = row.date();
  one.valid_to = row.date();
  one.annotations = row.flag();
  one.replaces = row.optional_id_of<AttestationId>();
  return one;
}

}  // namespace

std::optional<ServiceState> service_on(const ReadRows& rows, const ServiceId& service, Date on) {
  ServiceState state;
  state.service = service;
  bool requested = false;
  rows.scan(services, service.view(), [&](BytesView key, BytesView value) {
    const Dated at = dated(key);
    if (at.date > on) return false;
    state.positions.push_back(at.position);
    requested = requested || RowReader(value).code_of<Life>() == Life::requested;
    apply_life(state, at, RowReader(value));
    return true;
  });
  if (!requested) return std::nullopt;
  if (state.active_from) state.status = ServiceStatus::active;
  // The last day is still a day of service.
  if (state.ended_on && *state.ended_on < on) state.status = ServiceStatus::ended;
  return state;
}

std::vector<ServiceState> services_of_person(const ReadRows& rows, const PersonId& person,
                                             Date on) {
  return services_after(rows, services_by_person, person, on);
}

std::vector<ServiceState> services_of_case(const ReadRows& rows, const CaseId& case_file, Date on) {
  return services_after(rows, services_by_case, case_file, on);
}

std::vector<Delivery> deliveries_between(const ReadRows& rows, const ServiceId& service, Date from,
                                         Date to) {
  std::vector<Delivery> found;
  const Bytes first = RowWriter().id(service).date(from).take();
  rows.scan(
      deliveries, service.view(),
      [&](BytesView key, BytesView value) {
        Delivery one;
        one.on = dated(key).date;
        one.position = dated(key).position;
        if (one.on > to) return false;
        RowReader row(value);
        one.to = row.optional_date();
        one.quantity_hundredths = row.u32();
        one.unit = row.code_of<schema::QuantityUnit>();
        one.state = row.code_of<schema::DeliveryState>();
        found.push_back(one);
        return true;
      },
      first);
  return found;
}

std::vector<Fee> fees_of_service(const ReadRows& rows, const ServiceId& service) {
  std::vector<Fee> found;
  rows.scan(determined, service.view(), [&](BytesView key, BytesView value) {
    found.push_back(decode_fee(rows, service, dated(key), RowReader(value)));
    return true;
  });
  return found;
}

std::optional<Fee> fee_on(const ReadRows& rows, const ServiceId& service, Date on) {
  std::optional<Fee> last;
  for (const Fee& fee : fees_of_service(rows, service)) {
    if (!fee.in_force() || on < fee.from || fee.to < on) continue;
    if (!last || last->position < fee.position) last = fee;
  }
  return last;
}

std::optional<Fee> fee_with_id(const ReadRows& rows, const FeeId& wanted) {
  std::optional<Fee> found;
  rows.scan(fees_by_id, wanted.view(), [&](BytesView key, BytesView value) {
    const Position position = RowReader(key.subspan(id_size)).position();
    RowReader row(value);
    const auto service = row.id_of<ServiceId>();
    const Date from = row.date();
    const auto stored =
        rows.get(determined, RowWriter().id(service).date(from).position(position).view());
    if (stored) found = decode_fee(rows, service, {from, position}, RowReader(*stored));
    return true;
  });
  return found;
}

std::vector<Fee> superseded_chain(const ReadRows& rows, const FeeId& fee) {
  std::vector<Fee> chain;
  std::optional<FeeId> next = fee;
  while (next && std::ranges::find(chain, *next, &Fee::fee) == chain.end()) {
    auto found = fee_with_id(rows, *next);
    if (!found) break;
    next = found->supersedes;
    chain.push_back(std::move(*found));
  }
  return chain;
}

std::vector<Regulation> regulation_versions(const ReadRows& rows, const RegulationId& regulation) {
  std::vector<Regulation> found;
  rows.scan(regulations, regulation.view(), [&](BytesView key, BytesView value) {
    found.push_back(decode_regulation(key, value));
    return true;
  });
  return found;
}

std::vector<Regulation> regulations_on(const ReadRows& rows, Date on,
                                       const RegulationFilter& filter) {
  std::vector<Regulation> last_versions;
  rows.scan(regulations, {}, [&](BytesView key, BytesView value) {
    Regulation version = decode_regulation(key, value);
    if (version.valid_from > on) return true;
    if (!last_versions.empty() && last_versions.back().regulation == version.regulation) {
      last_versions.pop_back();
    }
    last_versions.push_back(std::move(version));
    return true;
  });
  std::erase_if(last_versions, [&](const Regulation& version) {
    if (version.valid_to && *version.valid_to < on) return true;
    if (filter.comune && version.comune != *filter.comune) return true;
    return filter.service_code && version.service_code != *filter.service_code;
  });
  return last_versions;
}

std::vector<Attestation> attestations_on(const ReadRows& rows, const HouseholdId& household,
                                         Date on) {
  std::vector<Attestation> found;
  rows.scan(attestations, household.view(), [&](BytesView key, BytesView value) {
    Attestation one = decode_attestation(key, value);
    if (one.valid_from > on) return false;
    if (on > one.valid_to || replacer(rows, one.attestation, on)) return true;
    found.push_back(std::move(one));
    return true;
  });
  return found;
}

std::vector<Attestation> attestations_of(const ReadRows& rows, const HouseholdId& household) {
  std::vector<Attestation> found;
  rows.scan(attestations, household.view(), [&](BytesView key, BytesView value) {
    Attestation one = decode_attestation(key, value);
    one.replaced_by = replacer(rows, one.attestation, one.valid_to);
    found.push_back(std::move(one));
    return true;
  });
  return found;
}

}  // namespace telaio::projections::fees
