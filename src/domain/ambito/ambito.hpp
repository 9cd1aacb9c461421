// SPDX-License-Identifier: EUPL-1.2
// The Ambito: its Comuni, its people in numbers, the contracts of its staff, the statements it
// sent. What the essential levels are counted from (leps 3.1, 5.1).
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

// A full-time contract; part-time ones are below.
inline constexpr std::uint16_t fte_hundredths_max = 100;

struct Ambito {
  struct Composition {
    Date from;
    std::vector<Code> comuni;
    Code lead_comune;
  };
  struct Contract {
    OperatorId worker;
    Code employer;
    schema::EmployerKind employer_kind = schema::EmployerKind::unknown;
    schema::Profession profession = schema::Profession::unknown;
    schema::ContractKind kind = schema::ContractKind::unknown;
    std::uint16_t fte_hundredths = 0;
    Date from;
    std::optional<Date> to;  // Last day.
    bool field_or_planning = false;

    bool operator==(const Contract&) const = default;
  };

  AmbitoId id;
  std::vector<Composition> compositions;  // By date; the last one is in force.
  std::map<std::pair<Code, Date>, std::uint32_t> residents;
  std::map<ContractId, Contract> contracts;  // Each in its last known state.
  std::map<std::pair<schema::FilingFlow, std::uint16_t>, Date> filings;
};

struct ComposeAmbito {
  AmbitoId ambito;
  std::vector<Code> comuni;  // ISTAT codes, the lead Comune among them.
  Code lead_comune;
  Date from;
};

// A figure published again for the same Comune and day replaces the earlier one.
struct PublishPopulation {
  AmbitoId ambito;
  Code comune;
  Date on;
  std::uint32_t residents = 0;
};

// A new contract, or the new state of a known one from `from` on.
struct ChangeStaffContract {
  AmbitoId ambito;
  ContractId contract;
  Ambito::Contract terms;
};

struct SubmitFiling {
  AmbitoId ambito;
  schema::FilingFlow flow = schema::FilingFlow::unknown;
  std::uint16_t window_year = 0;
  Date on;
};

struct AmbitoContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const Ambito& ambito, const ComposeAmbito& command, const AmbitoContext& context);
Decision decide(const Ambito& ambito, const PublishPopulation& command,
                const AmbitoContext& context);
Decision decide(const Ambito& ambito, const ChangeStaffContract& command,
                const AmbitoContext& context);
Decision decide(const Ambito& ambito, const SubmitFiling& command, const AmbitoContext& context);

Ambito evolve(Ambito ambito, const schema::Header& stored);

}  // namespace telaio::domain
