// SPDX-License-Identifier: EUPL-1.2
// Questions to the `regulations` projection. Every function reads rows at one position of the log
// (view::Runner::ask gives them). Last days are inclusive. An Ambito has tens of versions, so every
// question reads all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::projections::regulations {

using view::Position;

struct Withdrawal {
  schema::WithdrawalKind kind = schema::WithdrawalKind::unknown;
  Date from;        // The first day on which the regulation no longer holds.
  std::string act;  // Public text, class P0.
  Position position = 0;
  bool operator==(const Withdrawal&) const = default;
};

struct Version {
  RegulationId regulation;
  Code comune;  // Empty: the whole Ambito's.
  Code service_code;
  schema::FeeScheme scheme = schema::FeeScheme::unknown;
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  std::string slug;  // Public texts, class P0.
  std::string authority;
  std::string act;
  Date valid_from;
  std::optional<Date> valid_to;             // As its own text says.
  std::optional<RegulationId> replaces;     // The version it amends.
  std::optional<RegulationId> replaced_by;  // The first that ends it.
  std::optional<Withdrawal> withdrawal;     // The one with the earliest date.
  std::optional<Date> ended_on;  // The last day in force, whatever ended it; nothing: still open.
  Position position = 0;         // Of the RegulationPublished.

  // False for a version that ended before it began: withdrawn or replaced in time.
  bool ever_in_force() const { return !ended_on || *ended_on >= valid_from; }
  bool in_force_on(Date on) const { return valid_from <= on && (!ended_on || on <= *ended_on); }
  bool operator==(const Version&) const = default;
};

struct VersionFilter {
  std::optional<Code> comune;  // Empty code: those of the whole Ambito.
  std::optional<Code> service_code;
};
// Every version known, ended and withdrawn ones included, in the order they begin.
std::vector<Version> versions(const view::ReadRows& rows, const VersionFilter& filter);
// Nothing when no such regulation was published, or the publication was declared void.
std::optional<Version> version(const view::ReadRows& rows, const RegulationId& regulation);

// The Comuni of the Ambito on a date, in order of code. With no composition known: those that have
// regulations.
std::vector<Code> comuni_on(const view::ReadRows& rows, Date on);

// The rule of one Comune; nothing when none is in force there.
struct InForce {
  Code comune;
  std::optional<Version> version;
  bool operator==(const InForce&) const = default;
};
// One row for each Comune of comuni_on. Of several versions in force the one that began last, of
// those the one recorded last; a Comune without its own follows the whole Ambito's.
std::vector<InForce> in_force(const view::ReadRows& rows, const Code& service_code, Date on);

// The services that have regulations, in order of code.
std::vector<Code> services(const view::ReadRows& rows);

// The dates, up to `last` included, from which the answer of in_force may be another one: first
// days, days after last days, new compositions. In order, each once.
std::vector<Date> change_dates(const view::ReadRows& rows, const Code& service_code, Date last);

}  // namespace telaio::projections::regulations
