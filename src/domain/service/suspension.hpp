// SPDX-License-Identifier: EUPL-1.2
// Stopping a running service for a while, and starting it again. Always a named decision. Arrears
// never stop what a judge ordered or what protects a child, and nothing else before a social
// assessment (isee-and-copayment 5.6: our rule).
//
// Pure code: no clock, no I/O.
#pragma once

#include "domain/service/service.hpp"

namespace telaio::domain {

// `from`: on or after the day the service started again after every earlier suspension (a day is
// suspended once, for one reason). `assessed_on`: the day of the social assessment, on `from` or
// before; needed for arrears.
struct SuspendService {
  ServiceId service;
  schema::SuspensionReason reason = schema::SuspensionReason::unknown;
  Date from;
  std::optional<Date> assessed_on;
};

struct ResumeService {
  ServiceId service;
  Date from;  // After the first day of the suspension.
};

// Whether arrears can never suspend it.
bool is_protected(const Service& service);

// The same again is already done.
Decision decide(const Service& service, const SuspendService& command,
                const ServiceContext& context);
Decision decide(const Service& service, const ResumeService& command,
                const ServiceContext& context);

}  // namespace telaio::domain
