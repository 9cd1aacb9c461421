// SPDX-License-Identifier: EUPL-1.2
#include "app/streams.hpp"

#include <algorithm>
#include <string>

#include "crypto/digest.hpp"
#include "schemas/event_generated.h"

namespace telaio::app::streams {
namespace {

using schema::StreamKind;

log::StreamId stream(StreamKind kind, const Uuid& id) {
  return {static_cast<std::uint16_t>(kind), id};
}

// An id computed from opaque ids and codes only: the same question always finds the same stream.
Uuid derived(std::string_view tag, BytesView first, BytesView second) {
  const auto digest = crypto::sha256({as_bytes(tag), as_bytes(std::string_view("\0", 1)), first,
                                      as_bytes(std::string_view("\0", 1)), second});
  Uuid id;
  std::copy_n(digest.begin(), id_size, id.bytes.begin());
  return id;
}

}  // namespace

log::StreamId person(const PersonId& id) {
  return stream(StreamKind::person, id);
}
log::StreamId household(const HouseholdId& id) {
  return stream(StreamKind::household, id);
}
log::StreamId contact(const ContactId& id) {
  return stream(StreamKind::contact, id);
}
log::StreamId case_file(const CaseId& id) {
  return stream(StreamKind::case_file, id);
}
log::StreamId service(const ServiceId& id) {
  return stream(StreamKind::service, id);
}
log::StreamId regulation(const RegulationId& id) {
  return stream(StreamKind::regulation, id);
}
log::StreamId isee(const HouseholdId& id) {
  return stream(StreamKind::isee, id);
}
log::StreamId fee(const ServiceId& id) {
  return stream(StreamKind::fee, id);
}
log::StreamId criteria(const CriteriaId& id) {
  return stream(StreamKind::criteria, id);
}
log::StreamId ranking(const RankingId& id) {
  return stream(StreamKind::ranking, id);
}
log::StreamId ambito(const AmbitoId& id) {
  return stream(StreamKind::ambito, id);
}
log::StreamId adi(const HouseholdId& id) {
  return stream(StreamKind::adi, id);
}

log::StreamId account(const PersonId& id) {
  return stream(StreamKind::account, id);
}

log::StreamId disposal(const Uuid& subject) {
  return stream(StreamKind::disposal, subject);
}

log::StreamId governance() {
  return stream(StreamKind::governance, Uuid{});
}

log::StreamId access(const Code& unit, Date day) {
  return stream(StreamKind::access,
                derived("telaio/access/v1", as_bytes(unit.text()), as_bytes(to_string(day))));
}

log::StreamId verifications() {
  return stream(StreamKind::access, derived("telaio/verifications/v1", {}, {}));
}

log::StreamId live_case_of(const PersonId& person, const Code& area) {
  return stream(StreamKind::reservation,
                derived("telaio/live-case/v1", person.view(), as_bytes(area.text())));
}

log::StreamId running_service_of(const PersonId& person, const Code& service_code) {
  return stream(StreamKind::reservation,
                derived("telaio/running-service/v1", person.view(), as_bytes(service_code.text())));
}

log::StreamId payment_number(BytesView keyed_iuv) {
  return stream(StreamKind::reservation, derived("telaio/payment-number/v1", keyed_iuv, {}));
}

log::StreamId last_list_of(const CriteriaId& criteria) {
  return stream(StreamKind::reservation, derived("telaio/last-list/v1", criteria.view(), {}));
}

log::StreamId regulation_versions(const Code& comune, const Code& service_code) {
  return stream(StreamKind::reservation,
                derived("telaio/regulation-versions/v1", as_bytes(comune.text()),
                        as_bytes(service_code.text())));
}

}  // namespace telaio::app::streams
