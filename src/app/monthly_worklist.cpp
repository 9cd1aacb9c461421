// SPDX-License-Identifier: EUPL-1.2
#include "app/monthly_worklist.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "schemas/read.hpp"
#include "schemas/verified.hpp"

namespace telaio::app {
namespace {

struct Seen {
  PersonId person;
  Code code;
  Code comune;  // Empty until it is active.
  std::optional<Date> active_from;
  std::optional<Date> granted_to;
  std::optional<Date> ended_on;
  bool priced = false;
  bool has_fee = false;
  bool settled = false;
  std::uint64_t delivered = 0;
  std::vector<DateInterval> suspended;
};

// By kind of household (registry 1, ISEE 2, de facto 3); 0 is not used.
using Homes = std::array<std::optional<HouseholdId>, 4>;

class Gathering {
 public:
  explicit Gathering(const WorklistQuestion& question)
      : question_(question), last_(last_of_month(question.month)) {}

  void note(const schema::Header& header);
  std::vector<MonthlyService> services() const;

 private:
  Seen& at(const schema::ServiceId* service) { return seen_[schema::read(service)]; }
  bool note_service(const schema::Header& header);
  bool note_suspension(const schema::Header& header);
  void note_fee(const schema::CopaymentDetermined& fee);
  void note_delivery(const schema::ServiceDelivered& delivered);
  void note_household(const schema::HouseholdComposed& composed);
  void note_member(const schema::HouseholdMembershipChanged& changed);
  std::optional<domain::fees::Period> period_of(const Seen& seen) const;
  std::optional<HouseholdId> home_of(const PersonId& person) const;

  const WorklistQuestion& question_;
  Date last_;
  std::map<ServiceId, Seen> seen_;
  std::map<PersonId, Homes> homes_;
};

bool Gathering::note_service(const schema::Header& header) {
  if (const auto* asked = header.fact_as_ServiceRequested()) {
    Seen& seen = at(asked->service());
    seen.person = schema::read(asked->person());
    seen.code = schema::read(asked->service_code());
  } else if (const auto* decided = header.fact_as_ServiceDecided()) {
    if (decided->result() != schema::ServiceResult::granted) return true;
    Seen& seen = at(decided->service());
    seen.granted_to = schema::read_optional(decided->to());
    seen.priced = decided->regulation() != nullptr;
  } else if (const auto* active = header.fact_as_ServiceActivated()) {
    Seen& seen = at(active->service());
    seen.active_from = schema::read(active->from());
    seen.comune = schema::read(active->competent_comune());
  } else if (const auto* ended = header.fact_as_ServiceEnded()) {
    at(ended->service()).ended_on = schema::read(ended->on());
  } else {
    return false;
  }
  return true;
}

bool Gathering::note_suspension(const schema::Header& header) {
  if (const auto* suspended = header.fact_as_ServiceSuspended()) {
    at(suspended->service()).suspended.push_back({schema::read(suspended->from()), std::nullopt});
  } else if (const auto* resumed = header.fact_as_ServiceResumed()) {
    auto& intervals = at(resumed->service()).suspended;
    if (!intervals.empty() && !intervals.back().to) {
      intervals.back().to = schema::read(resumed->from());
    }
  } else {
    return false;
  }
  return true;
}

void Gathering::note_fee(const schema::CopaymentDetermined& fee) {
  if (schema::read(fee.from()) > last_ || schema::read(fee.to()) < question_.month) return;
  at(fee.service()).has_fee = true;
}

void Gathering::note_delivery(const schema::ServiceDelivered& delivered) {
  const Date on = schema::read(delivered.on());
  if (delivered.state() != schema::DeliveryState::delivered) return;
  if (on < question_.month || on > last_) return;
  at(delivered.service()).delivered += delivered.quantity_hundredths();
}

void Gathering::note_household(const schema::HouseholdComposed& composed) {
  const auto kind = static_cast<std::size_t>(composed.kind());
  if (composed.members() == nullptr || kind >= Homes().size()) return;
  if (schema::read(composed.reference_date()) > last_) return;
  for (const auto* member : *composed.members()) {
    homes_[schema::read(&member->person())][kind] = schema::read(composed.household());
  }
}

void Gathering::note_member(const schema::HouseholdMembershipChanged& changed) {
  const auto kind = static_cast<std::size_t>(changed.kind());
  if (kind >= Homes().size() || schema::read(changed.on()) > last_) return;
  const HouseholdId household = schema::read(changed.household());
  auto& home = homes_[schema::read(changed.person())][kind];
  if (changed.change() == schema::MembershipChange::joined) {
    home = household;
  } else if (home == household) {
    home.reset();
  }
}

void Gathering::note(const schema::Header& header) {
  if (note_service(header) || note_suspension(header)) return;
  if (const auto* fee = header.fact_as_CopaymentDetermined()) {
    note_fee(*fee);
  } else if (const auto* settlement = header.fact_as_SettlementDecided()) {
    at(settlement->service()).settled = true;
  } else if (const auto* delivered = header.fact_as_ServiceDelivered()) {
    note_delivery(*delivered);
  } else if (const auto* composed = header.fact_as_HouseholdComposed()) {
    note_household(*composed);
  } else if (const auto* changed = header.fact_as_HouseholdMembershipChanged()) {
    note_member(*changed);
  }
}

std::optional<domain::fees::Period> Gathering::period_of(const Seen& seen) const {
  domain::fees::Period period{std::max(question_.month, *seen.active_from), last_};
  if (seen.granted_to) period.to = std::min(period.to, *seen.granted_to);
  if (seen.ended_on) period.to = std::min(period.to, *seen.ended_on);
  if (period.to < period.from) return std::nullopt;
  return period;
}

std::optional<HouseholdId> Gathering::home_of(const PersonId& person) const {
  using schema::HouseholdKind;
  const auto found = homes_.find(person);
  if (found == homes_.end()) return std::nullopt;
  for (const auto kind : {HouseholdKind::isee, HouseholdKind::registry, HouseholdKind::de_facto}) {
    if (const auto& home = found->second[static_cast<std::size_t>(kind)]) return home;
  }
  return std::nullopt;
}

bool covers(const DateInterval& interval, const domain::fees::Period& period) {
  return interval.from <= period.from && (!interval.to || *interval.to > period.to);
}

std::vector<MonthlyService> Gathering::services() const {
  std::vector<MonthlyService> found;
  for (const auto& [id, seen] : seen_) {
    if (seen.comune != question_.comune || !seen.active_from) continue;
    if (question_.service_code && seen.code != *question_.service_code) continue;
    const auto period = period_of(seen);
    if (!period && !seen.settled) continue;
    MonthlyService service;
    service.service = id;
    service.person = seen.person;
    service.service_code = seen.code;
    service.period = period;
    service.priced = seen.priced;
    service.has_fee = seen.has_fee;
    service.suspended = period && std::ranges::any_of(seen.suspended, [&](const auto& interval) {
                          return covers(interval, *period);
                        });
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    if (seen.delivered > 0) {
      service.delivered_hundredths = static_cast<std::uint32_t>(std::min(seen.delivered, most));
    }
    service.household = home_of(seen.person);
    found.push_back(service);
  }
  std::ranges::sort(
      found, {}, [](const MonthlyService& each) { return std::tuple(each.person, each.service); });
  return found;
}

// Calls `each` with every header among the first events; false when the callback ended it.
template <class Each>
Result<bool, Fault> read_headers(const log::EventLog& events, std::uint64_t size,
                                 const WorklistProgress& progress, std::uint64_t done_before,
                                 const Each& each) {
  for (log::Position next = 0; next < size;) {
    const auto page = events.read_all(next, log::ReadLimits{.parts = false});
    if (!page) return page.error();
    for (const auto& stored : page->events) {
      if (stored.position >= size) break;
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Fault{"log.header_unreadable",
                     "position " + std::to_string(stored.position) + " does not verify"};
      }
      each(*header);
    }
    if (page->events.empty()) break;
    next = page->events.back().position + 1;
    if (progress && !progress(done_before + std::min(next, size), 2 * size)) return false;
  }
  return true;
}

}  // namespace

// Read twice: what was declared void is known only at the end, and keeping every fact until then
// would hold most of the log in memory.
Result<std::optional<std::vector<MonthlyService>>, Fault> monthly_worklist(
    const log::EventLog& events, const WorklistQuestion& question,
    const WorklistProgress& progress) {
  std::set<EventId> voided;
  const auto voids =
      read_headers(events, question.events, progress, 0, [&](const schema::Header& header) {
        const auto* corrected = header.fact_as_EventCorrected();
        if (corrected != nullptr && corrected->kind() == schema::CorrectionKind::void_event) {
          voided.insert(schema::read(corrected->original()));
        }
      });
  if (!voids) return voids.error();
  if (!*voids) return std::optional<std::vector<MonthlyService>>();
  Gathering gathering(question);
  const auto gathered = read_headers(events, question.events, progress, question.events,
                                     [&](const schema::Header& header) {
                                       if (voided.contains(schema::read(header.event()))) return;
                                       gathering.note(header);
                                     });
  if (!gathered) return gathered.error();
  if (!*gathered) return std::optional<std::vector<MonthlyService>>();
  return std::optional(gathering.services());
}

}  // namespace telaio::app
