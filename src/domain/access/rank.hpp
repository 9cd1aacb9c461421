// SPDX-License-Identifier: EUPL-1.2
// From applications to a ranked list: gates, then priority class, then score, then ties, then the
// protocol number (isee-and-copayment 4.2).
//
// Each application is judged alone, by what was known when it was assessed. A datum that the
// criteria use and nobody gave suspends the application and is named: it is never guessed, and it
// never moves the others. So one more application reorders nobody, and more places only turn
// waiting into funded.
//
// Pure code: no clock, no I/O; a total order, independent of the order of its input.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "domain/access/criteria.hpp"

namespace telaio::domain::access {

struct PointsGiven {
  Code item;
  std::uint32_t points = 0;  // Hundredths.
  bool operator==(const PointsGiven&) const = default;
};

// A request of the service with what is known of it on the day it is judged.
struct Application {
  ServiceId service;
  PersonId person;
  EventId assessment;  // Whose inputs these are.
  Date requested_on;
  std::uint32_t protocol_number = 0;
  std::uint32_t age_months = 0;
  Code residence;  // Empty: not known.
  std::vector<Code> conditions;
  Code priority;  // Empty: none.
  std::optional<Money> isee;
  bool annotations = false;
  bool documents_missing = false;
  std::vector<PointsGiven> points;  // An item that is not here was not assessed.
  bool operator==(const Application&) const = default;
};

// Why an application waits for its applicant.
enum class Missing : std::uint8_t {
  none,
  documents,  // Papers that the call asks for.
  residence,
  isee,
  ceiling,  // The call states no ISEE ceiling for the group of this applicant.
  points    // An item of the score was not assessed.
};

// `gate`: number of the gate that refused, or that cannot be judged. `item`: of the score, when
// Missing::points.
struct Judgement {
  RankState state = RankState::unknown;  // admitted_funded stands for admitted, before any order.
  std::optional<std::size_t> gate;
  Missing missing = Missing::none;
  std::optional<std::size_t> item;
  bool operator==(const Judgement&) const = default;
};

// A gate that refuses on what is known refuses, whatever else is missing.
Judgement judge(const Criteria& criteria, const Application& application);

// The gate that holds for this applicant's ISEE: of the first group they are in, else of the rest.
std::optional<std::size_t> ceiling_of(const Criteria& criteria, const Application& application);

// Sum over the items of the criteria, in hundredths.
std::uint32_t points_of(const Criteria& criteria, const Application& application);
// From 1; one more than the classes for who has none of them.
std::uint16_t class_order_of(const Criteria& criteria, const Application& application);

// What puts one application before another one.
enum class Separator : std::uint8_t { priority, points, tie, protocol, none };
struct Separation {
  Separator by = Separator::none;  // none: they are the same application.
  std::size_t tie = 0;             // Its number, when by == tie.
  bool operator==(const Separation&) const = default;
};
Separation separation(const Criteria& criteria, const Application& a, const Application& b);
// A strict total order of applications with different service ids.
bool comes_before(const Criteria& criteria, const Application& a, const Application& b);

struct Ranked {
  std::size_t application = 0;  // Index in what was given.
  Judgement judgement;          // Its state is the final one.
  std::uint32_t order = 0;      // From 1 among the admitted, 0 for the others.
  std::uint16_t class_order = 0;
  std::uint32_t points = 0;
};

// Admitted in order, then suspended, then refused. No service twice.
std::vector<Ranked> rank(const Criteria& criteria, std::span<const Application> applications,
                         std::uint32_t places);

}  // namespace telaio::domain::access
