// SPDX-License-Identifier: EUPL-1.2
// The monthly run of a Comune: determines the fees of the month that are missing, issues one
// invoice per person with its fees and settlements, and the pagoPA notices that collect them.
//
// It may be stopped, or die, at any point and be run again: each fee, invoice and notice is a
// command whose id follows from what it is for, on a state that says whether it is done; nothing is
// done twice. What the rules refuse for one person is listed and stops nobody else.
//
// Quantity of a fee: what was delivered in the month, when anything was recorded; else the quantity
// granted for a month. A service suspended for the whole period with nothing delivered has no fee.
// A service that some fee touches in the month already is not determined again. What a settlement
// changes on an invoice whose notice is still unpaid replaces that notice; else it goes on the
// invoice of the month (domain/account/charges.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "app/actor.hpp"
#include "app/failure.hpp"
#include "app/transact.hpp"
#include "domain/account/iuv.hpp"

namespace telaio::app {

// Days from the run to the last day of payment, unless somebody says otherwise. Ours: the sources
// give none.
inline constexpr std::int32_t invoice_due_days = 30;

struct MonthlyRunQuestion {
  Code comune;
  Date month;                        // First day.
  std::optional<Code> service_code;  // Nothing: every service.
  Date due_on;
  bool dry_run = false;  // Counts what would be done, writes nothing.
  std::uint32_t segregation = domain::segregation_default;
};

enum class MonthlyStage : std::uint8_t { reading, fees, invoices };

struct MonthlyProgress {
  MonthlyStage stage = MonthlyStage::reading;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};
// Answers false to stop the run after the step in hand.
using MonthlyReport = std::function<bool(const MonthlyProgress&)>;

struct MonthlyRefused {
  PersonId person;
  std::optional<ServiceId> service;  // Nothing: the invoice of the person.
  Code service_code;
  Refusal refusal;
};

// Counts of this run alone. In a dry run, of what would be done; amounts then are those of fees
// determined already.
struct MonthlyOutcome {
  std::uint64_t services = 0;         // Active in the month, with a shared cost.
  std::uint64_t fees_determined = 0;  // By this run.
  std::uint64_t fees_present = 0;     // Before it.
  std::uint64_t suspended = 0;
  std::uint64_t invoices = 0;
  std::uint64_t notices = 0;
  std::uint64_t notices_replaced = 0;
  std::uint64_t credits = 0;  // Invoices with a total below zero.
  Money total;                // Of the invoices; the nearest that fits.
  std::vector<MonthlyRefused> refused;
  bool stopped = false;  // By the callback.
};

// Faults stop it; what was done until then stays, and running it again goes on from there.
Result<MonthlyOutcome, Fault> monthly_run(Transactor& transactor, const Actor& actor,
                                          const MonthlyRunQuestion& question,
                                          const MonthlyReport& report);

}  // namespace telaio::app
