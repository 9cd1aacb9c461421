// SPDX-License-Identifier: EUPL-1.2
#include "app/real_fees.hpp"

#include <map>
#include <set>

#include "schemas/read.hpp"
#include "schemas/verified.hpp"

namespace telaio::app {
namespace {

using domain::fees::RealFee;

// Copies of the few facts that matter, each with the id of its event: a later event may declare it
// void.
struct ServiceSeen {
  EventId event;
  ServiceId service;
  Code code;  // Of the service when requested, of the competent Comune when activated.
};

struct FeeSeen {
  EventId event;
  FeeId id;
  RealFee fee;
  ServiceId service;
  Date from;
  std::optional<FeeId> supersedes;
};

struct Seen {
  std::vector<ServiceSeen> requested;
  std::vector<ServiceSeen> activated;
  std::vector<FeeSeen> determined;
  std::set<EventId> voided;

  bool counts(const EventId& event) const { return !voided.contains(event); }
};

struct Service {
  Code code;
  Code comune;  // Empty until it is active.
};

// Of one unit, when the cost of the period is known and divides into whole cents.
std::optional<Money> unit_cost(const RealFee& fee, std::optional<Money> body_share) {
  if (!body_share || fee.quantity_hundredths == 0) return std::nullopt;
  const auto whole = checked_add(fee.amount, *body_share);
  if (!whole || whole->cents() % fee.quantity_hundredths != 0) return std::nullopt;
  const std::int64_t per_hundredth = whole->cents() / fee.quantity_hundredths;
  constexpr std::int64_t hundredths = 100;
  if (per_hundredth > INT64_MAX / hundredths) return std::nullopt;
  return Money::from_cents(per_hundredth * hundredths);
}

// Calendar months that the two days and those between them touch.
std::uint32_t months_between(Date from, Date to) {
  const auto first = from.ymd();
  const auto last = to.ymd();
  const int months = (static_cast<int>(last.year()) - static_cast<int>(first.year())) * 12 +
                     static_cast<int>(static_cast<unsigned>(last.month())) -
                     static_cast<int>(static_cast<unsigned>(first.month())) + 1;
  return months < 1 ? 1 : static_cast<std::uint32_t>(months);
}

FeeSeen fee_seen(const EventId& event, const schema::CopaymentDetermined& fact,
                 log::Position position) {
  FeeSeen seen;
  seen.event = event;
  seen.id = schema::read(fact.fee());
  seen.service = schema::read(fact.service());
  seen.from = schema::read(fact.from());
  if (fact.supersedes() != nullptr) seen.supersedes = schema::read(fact.supersedes());
  RealFee& fee = seen.fee;
  fee.position = position;
  fee.person = schema::read(fact.person());
  fee.status = fact.status();
  fee.isee = schema::read_optional(fact.isee());
  fee.quantity_hundredths = fact.quantity_hundredths();
  fee.amount = schema::read(fact.amount());
  fee.months = months_between(seen.from, schema::read(fact.to()));
  fee.unit_full_cost = schema::read_optional(fact.unit_full_cost());
  // Facts of before the field was there tell the cost by the two shares.
  if (!fee.unit_full_cost) {
    fee.unit_full_cost = unit_cost(fee, schema::read_optional(fact.body_share()));
  }
  fee.third_payer = schema::read_optional(fact.third_payer());
  fee.surcharge = fact.surcharge();
  fee.discount = fact.discount();
  fee.exemption = fact.exemption();
  fee.residence = fact.resident();
  return seen;
}

void note(Seen& seen, const schema::Header& header, log::Position position) {
  const EventId event = schema::read(header.event());
  if (const auto* asked = header.fact_as_ServiceRequested()) {
    seen.requested.push_back(
        {event, schema::read(asked->service()), schema::read(asked->service_code())});
  } else if (const auto* active = header.fact_as_ServiceActivated()) {
    seen.activated.push_back(
        {event, schema::read(active->service()), schema::read(active->competent_comune())});
  } else if (const auto* fee = header.fact_as_CopaymentDetermined()) {
    seen.determined.push_back(fee_seen(event, *fee, position));
  } else if (const auto* corrected = header.fact_as_EventCorrected()) {
    if (corrected->kind() == schema::CorrectionKind::void_event) {
      seen.voided.insert(schema::read(corrected->original()));
    }
  }
}

std::map<ServiceId, Service> services_of(const Seen& seen) {
  std::map<ServiceId, Service> services;
  for (const ServiceSeen& asked : seen.requested) {
    if (seen.counts(asked.event)) services[asked.service].code = asked.code;
  }
  for (const ServiceSeen& active : seen.activated) {
    const auto service = services.find(active.service);
    if (service != services.end() && seen.counts(active.event)) {
      service->second.comune = active.code;
    }
  }
  return services;
}

std::set<FeeId> superseded_by(const Seen& seen) {
  std::set<FeeId> superseded;
  for (const FeeSeen& fee : seen.determined) {
    if (fee.supersedes && seen.counts(fee.event)) superseded.insert(*fee.supersedes);
  }
  return superseded;
}

bool is_asked(const RealFeesQuestion& question, const Service& service, Date from) {
  return service.code == question.service_code && from >= question.period.from &&
         from <= question.period.to && (!question.comune || service.comune == *question.comune);
}

std::vector<RealFee> in_force(const Seen& seen, const RealFeesQuestion& question) {
  const auto superseded = superseded_by(seen);
  const auto services = services_of(seen);
  std::vector<RealFee> fees;
  for (const FeeSeen& each : seen.determined) {
    const auto service = services.find(each.service);
    if (!seen.counts(each.event) || superseded.contains(each.id) || service == services.end() ||
        !is_asked(question, service->second, each.from)) {
      continue;
    }
    fees.push_back(each.fee);
    fees.back().comune = service->second.comune;
  }
  return fees;
}

}  // namespace

Result<std::optional<std::vector<RealFee>>, Fault> real_fees(const log::EventLog& events,
                                                             const RealFeesQuestion& question,
                                                             const ReadProgress& progress) {
  Seen seen;
  for (log::Position next = 0; next < question.events;) {
    const auto page = events.read_all(next, log::ReadLimits{.parts = false});
    if (!page) return page.error();
    for (const auto& stored : page->events) {
      if (stored.position >= question.events) break;
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Fault{"log.header_unreadable",
                     "position " + std::to_string(stored.position) + " does not verify"};
      }
      note(seen, *header, stored.position);
    }
    if (page->events.empty()) break;
    next = page->events.back().position + 1;
    if (progress && !progress(std::min(next, question.events), question.events)) {
      return std::optional<std::vector<RealFee>>();
    }
  }
  return std::optional(in_force(seen, question));
}

}  // namespace telaio::app
