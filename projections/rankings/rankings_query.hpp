// SPDX-License-Identifier: EUPL-1.2
// Questions to the `rankings` projection. Every function reads rows at one position of the log
// (view::Runner::ask gives them); `on` is the date the answer is true for. Last days are inclusive.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::projections::rankings {

using view::Position;

struct Criteria {
  CriteriaId criteria;
  Code service_code;
  Date valid_from;
  std::optional<Date> valid_to;
  std::string slug;  // Public texts, class P0.
  std::string act;
  Position position = 0;  // Of the version.
  bool operator==(const Criteria&) const = default;
};
// Begun by the date and not ended, those that began last first; of one service when it is given.
std::vector<Criteria> criteria_on(const view::ReadRows& rows, Date on,
                                  const std::optional<Code>& service_code);

// Services with an assessment by those criteria made by the date, in order of id, each once.
std::vector<ServiceId> applications_of(const view::ReadRows& rows, const CriteriaId& criteria,
                                       Date on);

struct List {
  RankingId list;
  CriteriaId criteria;
  Code service_code;
  Date on;
  std::uint32_t places = 0;
  std::uint32_t funded = 0;
  std::uint32_t waiting = 0;
  std::uint32_t suspended = 0;
  std::uint32_t refused = 0;
  std::optional<RankingId> supersedes;
  std::optional<RankingId> superseded_by;  // By the date asked for.
  Position position = 0;

  bool current() const { return !superseded_by; }
  bool operator==(const List&) const = default;
};
// Dated by then, newest first; of one service when it is given.
std::vector<List> lists_on(const view::ReadRows& rows, Date on,
                           const std::optional<Code>& service_code);
std::optional<List> list_with_id(const view::ReadRows& rows, const RankingId& list, Date on);

struct Entry {
  ServiceId service;
  PersonId person;
  EventId assessment;  // Whose inputs are frozen.
  schema::RankState state = schema::RankState::unknown;
  std::uint32_t order = 0;        // From 1 among the admitted.
  std::uint16_t gate = 0;         // One plus the number of the gate; 0: none.
  std::uint16_t class_order = 0;  // From 1.
  std::uint32_t points = 0;       // Hundredths.
  std::optional<Money> isee;
  std::uint32_t protocol_number = 0;
  bool operator==(const Entry&) const = default;
};
// As published: admitted in order, then suspended, then refused.
std::vector<Entry> entries_of(const view::ReadRows& rows, const RankingId& list);

// Where an application stands: its entry in each list that is current on the date, newest first.
struct Place {
  List list;
  Entry entry;
  bool operator==(const Place&) const = default;
};
std::vector<Place> places_of(const view::ReadRows& rows, const ServiceId& service, Date on);

}  // namespace telaio::projections::rankings
