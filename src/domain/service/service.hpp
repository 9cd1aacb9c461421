// SPDX-License-Identifier: EUPL-1.2
// One service for one person: asked for, decided, active, delivered day by day, ended
// (cartella-sociale 2.4 and 12.2).
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct Service {
  enum class Status : std::uint8_t { none, requested, waiting, granted, denied, active, ended };

  struct Grant {
    Date from;
    std::optional<Date> to;                 // Last day.
    std::uint32_t quantity_hundredths = 0;  // Per month.
    schema::QuantityUnit unit = schema::QuantityUnit::unknown;
    std::optional<RegulationId> regulation;
    // Who ordered it, or whom it protects: never suspended for arrears, and maybe free.
    schema::ExemptionReason protected_by = schema::ExemptionReason::unknown;

    bool operator==(const Grant&) const = default;
  };

  // From its first day up to, not including, the day of the resumption (suspension.hpp).
  struct Suspension {
    schema::SuspensionReason reason = schema::SuspensionReason::unknown;
    Date from;
    std::optional<Date> resumed_from;

    bool operator==(const Suspension&) const = default;
  };

  Status status = Status::none;
  ServiceId id;
  PersonId person;
  std::optional<CaseId> case_file;
  Code service_code;
  Date requested_on;
  std::optional<Date> decided_on;
  std::optional<Grant> grant;
  std::optional<Date> active_from;
  Code competent_comune;              // Who pays; frozen at activation (L. 328/2000 art. 6 c. 4).
  std::optional<Date> last_delivery;  // Last day of the latest delivery; planned ones do not count.
  std::optional<Date> ended_on;       // Last day.
  std::vector<Suspension> suspensions;  // In the order decided; only the last may be open.

  // What was known of the request each time it was judged (application.hpp), in order.
  struct Assessment {
    EventId event;
    schema::ApplicationAssessedT assessed;
  };
  std::uint32_t protocol_number = 0;  // 0: none was given.
  std::vector<Assessment> assessments;
};

struct RequestService {
  ServiceId service;
  PersonId person;
  std::optional<CaseId> case_file;
  Code service_code;
  Code siuss_code;  // Empty when the benefit is not in the national list.
  Date on;
  std::uint32_t protocol_number = 0;  // Of the register of the body; 0: none. Calls need one.
};

// granted: `from`, quantity and unit are needed, and the regulation when the service is priced.
// denied: a reason is needed. waiting: may be decided again later.
struct DecideService {
  ServiceId service;
  schema::ServiceResult result = schema::ServiceResult::unknown;
  Date on;
  std::optional<Date> from;
  std::optional<Date> to;  // Last day.
  std::uint32_t quantity_hundredths = 0;
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  std::optional<RegulationId> regulation;
  std::optional<Code> reason;
  // Of a grant: ordered by a judge, or child protection. Unknown: neither.
  schema::ExemptionReason protected_by = schema::ExemptionReason::unknown;
};

struct ActivateService {
  ServiceId service;
  Code provider;
  Date from;  // Inside the granted interval.
  Code competent_comune;
};

// In the unit of the grant. A delivery of a day that already ended counts also after the end of the
// service, when the provider's sheet comes in; a preliminary one may lie in the future.
struct RecordDelivery {
  ServiceId service;
  Date on;
  std::optional<Date> to;  // Last day, when it spans several.
  std::uint32_t quantity_hundredths = 0;
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  schema::DeliveryState state = schema::DeliveryState::delivered;
};

// Also a request, a place in the waiting list or a grant that nobody used ends so.
struct EndService {
  ServiceId service;
  Date on;  // Last day.
  Code reason;
};

struct ServiceContext {
  Date today;
  const CodeLists& codes;
  bool priced = false;  // The person shares the cost: a grant then names its regulation.
};

Decision decide(const Service& service, const RequestService& command,
                const ServiceContext& context);
Decision decide(const Service& service, const DecideService& command,
                const ServiceContext& context);
Decision decide(const Service& service, const ActivateService& command,
                const ServiceContext& context);
Decision decide(const Service& service, const RecordDelivery& command,
                const ServiceContext& context);
Decision decide(const Service& service, const EndService& command, const ServiceContext& context);

Service evolve(Service service, const schema::Header& stored);

}  // namespace telaio::domain
