// SPDX-License-Identifier: EUPL-1.2
// The hands of the demonstration: carries out commands through the ordinary use cases, on a clock
// of its own, as one of its workers. A refused command is a mistake of the generator and ends the
// load.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/access_log.hpp"
#include "app/catalogue.hpp"
#include "app/commands.hpp"
#include "app/fees.hpp"
#include "app/rankings.hpp"
#include "base/clock.hpp"
#include "tools/generator/random.hpp"

namespace telaio::generator {

struct Worker {
  app::Actor actor;
  std::string surname;
  std::string given_name;
};

class Office {
 public:
  // All outlive this object.
  Office(app::Transactor& transactor, const app::Catalogue& catalogue, ManualClock& clock,
         Random random)
      : transactor_(transactor), catalogue_(catalogue), clock_(clock), random_(random) {}

  app::Transactor& transactor() { return transactor_; }
  const app::Catalogue& catalogue() const { return catalogue_; }
  ManualClock& clock() { return clock_; }
  std::uint64_t commands() const { return commands_; }
  // The log's size, for the progress line.
  std::uint64_t events() const { return transactor_.events().head().size; }

  // Throws std::runtime_error with the code when the command is refused or the machine fails.
  template <class... Command>
  app::Outcome execute(const app::Actor& actor, const Command&... command) {
    auto outcome = try_execute(actor, command...);
    if (!outcome) throw std::runtime_error("demo: " + describe(outcome.error()));
    return *outcome;
  }
  // For commands that the rules of a published tariff may refuse.
  template <class... Command>
  app::Executed try_execute(const app::Actor& actor, const Command&... command) {
    ++commands_;
    app::CommandRequest request;
    request.command = random_.id<CommandId>();
    request.envelope.actor = actor;
    request.envelope.origin = schema::Origin::desk;
    request.envelope.purpose = Code("case_work");
    return app::execute(transactor_, request, command...);
  }

  void record_accesses(const app::Actor& actor, const std::vector<app::Access>& accesses) {
    const auto done = app::record_accesses(transactor_, actor, accesses);
    if (!done) throw std::runtime_error("demo: " + describe(done.error()));
  }

 private:
  static std::string describe(const app::Failure& failure) {
    std::string text(app::code_of(failure));
    if (const auto* fault = std::get_if<Fault>(&failure)) text += ": " + fault->detail;
    return text;
  }

  app::Transactor& transactor_;
  const app::Catalogue& catalogue_;
  ManualClock& clock_;
  Random random_;
  std::uint64_t commands_ = 0;
};

}  // namespace telaio::generator
