// SPDX-License-Identifier: EUPL-1.2
// The published calls of isee-and-copayment 4.2, with the figures given there and no others, and
// applicants to try them on. The same calls as files: config/access.
#pragma once

#include <gtest/gtest.h>

#include "domain/access/rank.hpp"

namespace telaio::domain::access::testing {

inline constexpr Code independent_living("independent_living");

template <class Kind>
Kind id(unsigned number) {
  Uuid uuid;
  uuid.bytes[0] = static_cast<std::byte>(number >> 8U);
  uuid.bytes[1] = static_cast<std::byte>(number);
  return Kind(uuid);
}

inline Money euro(std::int64_t whole, std::int64_t cents = 0) {
  return Money::from_cents(whole * 100 + cents);
}

// An adult without anything that a call could refuse, known by the number of the protocol.
inline Application applicant(std::uint32_t protocol_number) {
  Application application;
  application.service = id<ServiceId>(protocol_number);
  application.person = id<PersonId>(protocol_number);
  application.requested_on = Date::of(2026, 1, 10);
  application.protocol_number = protocol_number;
  application.age_months = 40 * 12;
  application.residence = Code("015209");
  application.isee = euro(10'000);
  return application;
}

// Misura B2, Ambito di Vimercate 2025.
inline Criteria vimercate() {
  Criteria criteria;
  criteria.gates = {{GateKind::isee_max, 30'000'00, independent_living},
                    {GateKind::isee_max, 25'000'00, group_adult},
                    {GateKind::no_annotations, 0, {}}};
  return criteria;
}

// Bologna, nurseries: ISEE up to 50,000.00, then work, family, lower ISEE, older child.
inline Criteria bologna() {
  Criteria criteria;
  criteria.items = {{Code("work"), 1'000}, {Code("family"), 1'000}};
  criteria.ties = {{TieRule::isee_within, {}, euro(50'000)},
                   {TieRule::item_higher, Code("work"), {}},
                   {TieRule::item_higher, Code("family"), {}},
                   {TieRule::isee_lower, {}, {}},
                   {TieRule::older, {}, {}}};
  return criteria;
}

// South Tyrol, residential homes: at most 110 points.
inline Criteria south_tyrol() {
  Criteria criteria;
  criteria.items = {{Code("application_date"), 10'00},    {Code("care_need"), 40'00},
                    {Code("home_care"), 10'00},           {Code("housing"), 10'00},
                    {Code("personal_difficulty"), 10'00}, {Code("residence"), 30'00}};
  return criteria;
}

// The protocol numbers of a list in its order, the admitted only.
inline std::vector<std::uint32_t> admitted(const Criteria& criteria,
                                           const std::vector<Application>& applications,
                                           std::uint32_t places = 100) {
  std::vector<std::uint32_t> numbers;
  for (const Ranked& each : rank(criteria, applications, places)) {
    if (each.order > 0) numbers.push_back(applications[each.application].protocol_number);
  }
  return numbers;
}

}  // namespace telaio::domain::access::testing
