// SPDX-License-Identifier: EUPL-1.2
// A synthetic Ambito for the LEPS tests: two Comuni with 130,000 residents together, so that
// P/6500 = 20, P/5000 = 26 and P/4000 = 32.5 as in the worked examples of leps.md 10.
#pragma once

#include <gmock/gmock.h>

#include <string_view>
#include <vector>

#include "app/leps/register_json.hpp"
#include "domain/leps/board.hpp"

namespace telaio::domain::leps::testing {

inline constexpr Code comune_a = Code("017029");
inline constexpr Code comune_b = Code("017030");
inline constexpr Code comune_outside = Code("015146");

inline Date day(std::string_view text) {
  return parse_date(text).value();
}

template <class Kind>
Kind id(std::uint8_t number) {
  Uuid uuid;
  uuid.bytes[15] = std::byte{number};
  uuid.bytes[8] = std::byte{number};
  return Kind(uuid);
}

// The register this program ships.
inline const Register& shipped_register() {
  static const Register rules = app::leps::load_register(app::leps::built_in_register()).value();
  return rules;
}

// Facts with positions in the order they are added, recorded on the day they happened unless said
// otherwise.
class World {
 public:
  World() {
    ambito.ambito = id<AmbitoId>(1);
    compose("2020-01-01", {comune_a, comune_b});
  }

  Source next(Date recorded_on) { return {position_++, recorded_on}; }

  void compose(std::string_view from, std::vector<Code> comuni) {
    ambito.compositions.push_back({next(day(from)), day(from), std::move(comuni)});
  }
  Position population(Code comune, std::string_view on, std::uint32_t residents) {
    ambito.populations.push_back({next(day(on)), comune, day(on), residents});
    return position_ - 1;
  }
  // 100,000 and 30,000 residents on 1 January of the year.
  World& residents_130000(int year) {
    const Date first = Date::of(year, 1, 1);
    population(comune_a, to_string(first), 100'000);
    population(comune_b, to_string(first), 30'000);
    return *this;
  }
  ContractState& worker(std::uint8_t contract, std::uint16_t fte_hundredths,
                        std::string_view from = "2020-01-01") {
    ContractState state;
    state.source = next(day(from));
    state.contract = id<ContractId>(contract);
    state.profession = schema::Profession::assistente_sociale;
    state.kind = schema::ContractKind::open_ended;
    state.employer = schema::EmployerKind::comune;
    state.fte_hundredths = fte_hundredths;
    state.field_or_planning = true;
    state.from = day(from);
    ambito.contracts.push_back(state);
    return ambito.contracts.back();
  }
  // A statement for the year of `on`.
  void statement(std::string_view on) {
    ambito.filings.push_back(
        {next(day(on)), static_cast<std::uint16_t>(year_of(day(on))), day(on)});
  }

  // A household whose application falls under the PAD rule, received the day the PAD was signed.
  AdiHousehold& household(std::string_view pad_signed_on, Code comune = comune_a) {
    AdiHousehold made;
    made.household = id<HouseholdId>(static_cast<std::uint8_t>(households.size() % 250 + 1));
    Reception reception;
    reception.source = next(day(pad_signed_on));
    reception.comune = comune;
    reception.application_on = day(pad_signed_on);
    reception.pad_signed_on = day(pad_signed_on);
    reception.received_on = day(pad_signed_on);
    made.receptions.push_back(reception);
    households.push_back(std::move(made));
    return households.back();
  }
  Position meet(AdiHousehold& household, std::string_view on, std::string_view recorded_on = {}) {
    const Date typed = recorded_on.empty() ? day(on) : day(recorded_on);
    household.appointments.push_back({next(typed), day(on), schema::AppointmentKind::first});
    return position_ - 1;
  }
  Position stop(AdiHousehold& household, BenefitStop stop, std::string_view on,
                schema::BenefitReason reason = schema::BenefitReason::other) {
    household.benefit_changes.push_back({next(day(on)), stop, day(on), reason});
    return position_ - 1;
  }
  Position convene(AdiHousehold& household, std::string_view on) {
    household.convocations.push_back({next(day(on)), day(on), schema::AppointmentKind::first});
    return position_ - 1;
  }

  Question question(const Window& window) const {
    return {
        {ambito.ambito, std::nullopt}, window, window.to, day("2030-01-01"), Purpose::management};
  }
  Outcome ask(std::string_view code, const Question& question) const {
    for (const Outcome& outcome : board(shipped_register(), {ambito, households}, question)) {
      if (outcome.code == code) return outcome;
    }
    ADD_FAILURE() << "no outcome for " << code;
    return {};
  }
  Outcome ask(std::string_view code, const Window& window) const {
    return ask(code, question(window));
  }

  AmbitoFacts ambito;
  std::vector<AdiHousehold> households;

 private:
  Position position_ = 0;
};

}  // namespace telaio::domain::leps::testing
