// SPDX-License-Identifier: EUPL-1.2
// The Ambito of the LEPS projection tests, told as events: two Comuni, and a third outside.
#pragma once

#include <memory>
#include <random>
#include <string_view>
#include <vector>

#include "app/leps/register_json.hpp"
#include "projections/leps/leps.hpp"
#include "projections/leps/queries.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::testing {

inline constexpr Code comune_a = Code("017029");
inline constexpr Code comune_b = Code("017030");
inline constexpr Code comune_outside = Code("015146");

inline Date day(std::string_view text) {
  return parse_date(text).value();
}
inline AmbitoId ambito() {
  return id<AmbitoId>(1);
}
inline const domain::leps::Register& leps_register() {
  static const auto rules = app::leps::load_register(app::leps::built_in_register()).value();
  return rules;
}

class LepsStory : public Story {
 public:
  Told compose(Date from, std::vector<Code> comuni) {
    schema::AmbitoComposedT fact;
    fact.ambito = ambito();
    fact.comuni = std::move(comuni);
    fact.from = from;
    return tell(std::move(fact), from);
  }
  Told population(Code comune, Date on, std::uint32_t residents) {
    schema::PopulationPublishedT fact;
    fact.ambito = ambito();
    fact.comune = comune;
    fact.on = on;
    fact.residents = residents;
    return tell(std::move(fact), on);
  }
  Told worker(std::uint64_t contract, std::uint16_t fte_hundredths, Date from,
              schema::ContractKind kind = schema::ContractKind::open_ended) {
    schema::StaffContractChangedT fact;
    fact.contract = id<ContractId>(contract);
    fact.employer_kind = schema::EmployerKind::association;
    fact.profession = schema::Profession::assistente_sociale;
    fact.kind = kind;
    fact.fte_hundredths = fte_hundredths;
    fact.from = from;
    fact.field_or_planning = true;
    return tell(std::move(fact), from);
  }
  Told statement(std::uint16_t year, Date on) {
    schema::FilingSubmittedT fact;
    fact.ambito = ambito();
    fact.flow = schema::FilingFlow::staff_statement;
    fact.window_year = year;
    fact.on = on;
    return tell(std::move(fact), on);
  }
  Told take(std::uint64_t case_file, Code comune, Date on) {
    schema::TakenInChargeT fact;
    fact.case_file = id<CaseId>(case_file);
    fact.competent_comune = comune;
    fact.on = on;
    return tell(std::move(fact), on);
  }
  Told close(std::uint64_t case_file, Date on) {
    schema::CaseClosedT fact;
    fact.case_file = id<CaseId>(case_file);
    fact.on = on;
    return tell(std::move(fact), on);
  }
  // Applied and received on the day the PAD was signed.
  Told receive(std::uint64_t household, Code comune, Date pad_signed_on) {
    schema::HouseholdReceivedT fact;
    fact.household = id<HouseholdId>(household);
    fact.comune = comune;
    fact.application_on = pad_signed_on;
    fact.pad_signed_on = std::make_unique<Date>(pad_signed_on);
    fact.received_on = pad_signed_on;
    return tell(std::move(fact), pad_signed_on);
  }
  Told meet(std::uint64_t household, Date on) {
    schema::AppointmentHeldT fact;
    fact.household = id<HouseholdId>(household);
    fact.on = on;
    fact.kind = schema::AppointmentKind::first;
    return tell(std::move(fact), on);
  }
  Told convene(std::uint64_t household, Date on) {
    schema::ConvocationSentT fact;
    fact.household = id<HouseholdId>(household);
    fact.on = on;
    fact.kind = schema::AppointmentKind::first;
    return tell(std::move(fact), on);
  }
  template <class Fact>
  Told stop(std::uint64_t household, Date on, schema::BenefitReason reason) {
    Fact fact;
    fact.household = id<HouseholdId>(household);
    fact.on = on;
    fact.reason = reason;
    return tell(std::move(fact), on);
  }
  Told family(std::uint64_t household, std::uint64_t holder, Date on) {
    schema::HouseholdComposedT fact;
    fact.household = id<HouseholdId>(household);
    fact.kind = schema::HouseholdKind::registry;
    fact.members.emplace_back(flatbuffers::Pack(id<PersonId>(holder)), std::uint16_t{1});
    fact.members.emplace_back(flatbuffers::Pack(id<PersonId>(holder + 100)), std::uint16_t{3});
    fact.reference_date = on;
    return tell(std::move(fact), on);
  }
  Told leave(std::uint64_t household, std::uint64_t person, Date on) {
    schema::HouseholdMembershipChangedT fact;
    fact.household = id<HouseholdId>(household);
    fact.person = id<PersonId>(person);
    fact.change = schema::MembershipChange::left;
    fact.on = on;
    return tell(std::move(fact), on);
  }
  Told move(std::uint64_t person, Code comune, Date from,
            schema::AddressKind kind = schema::AddressKind::residence) {
    schema::ResidenceChangedT fact;
    fact.person = id<PersonId>(person);
    fact.kind = kind;
    fact.comune = comune;
    fact.from = from;
    return tell(std::move(fact), from);
  }
};

// Two years of everything this projection reads, with corrections, from 1 January 2024 on.
void tell_random_leps(LepsStory& story, std::mt19937_64& random, std::size_t facts);

}  // namespace telaio::testing
