// SPDX-License-Identifier: EUPL-1.2
#include "projections/leps/queries.hpp"

#include <algorithm>
#include <set>

#include "domain/leps/residence.hpp"
#include "domain/leps/territory.hpp"
#include "projections/leps/tables.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::leps {
namespace {

using namespace domain::leps;
using view::ReadRows;
using view::RowReader;
using view::RowWriter;

// Position of the fact: the last eight bytes of every key.
Position position_of(BytesView key) {
  return RowReader(key.subspan(key.size() - sizeof(Position))).position();
}

template <class Fact>
void sort_by_position(std::vector<Fact>& facts) {
  std::sort(facts.begin(), facts.end(),
            [](const Fact& a, const Fact& b) { return a.source.position < b.source.position; });
}

// Every row under `prefix` as a fact: `read` gets the key after the prefix, the value after the
// recording day, and the source.
template <class Fact, class Read>
std::vector<Fact> read_facts(const ReadRows& rows, view::Table table, BytesView prefix,
                             const Read& read) {
  std::vector<Fact> facts;
  rows.scan(table, prefix, [&](BytesView key, BytesView value) {
    RowReader rest_of_key(key.subspan(prefix.size()));
    RowReader fields(value);
    Source source;
    source.recorded_on = fields.date();
    source.position = position_of(key);
    facts.push_back(read(rest_of_key, fields, source));
    return true;
  });
  sort_by_position(facts);
  return facts;
}

// ---- Territory and staff ----

std::vector<Composition> compositions_of(const ReadRows& rows, const AmbitoId& ambito) {
  const Bytes prefix = RowWriter().id(ambito).take();
  return read_facts<Composition>(rows, tables::compositions, prefix,
                                 [](RowReader& key, RowReader& fields, Source source) {
                                   Composition composition{source, key.date(), {}};
                                   const std::uint16_t count = fields.u16();
                                   for (std::uint16_t i = 0; i < count; ++i)
                                     composition.comuni.push_back(fields.code());
                                   return composition;
                                 });
}

std::vector<Population> populations_of(const ReadRows& rows, const AmbitoId& ambito) {
  const Bytes prefix = RowWriter().id(ambito).take();
  return read_facts<Population>(rows, tables::populations, prefix,
                                [](RowReader& key, RowReader& fields, Source source) {
                                  Population population;
                                  population.source = source;
                                  population.comune = key.code();
                                  population.on = key.date();
                                  population.residents = fields.u32();
                                  return population;
                                });
}

std::vector<ContractState> contracts_of(const ReadRows& rows, const AmbitoId& ambito) {
  const Bytes prefix = RowWriter().id(ambito).take();
  return read_facts<ContractState>(rows, tables::contracts, prefix,
                                   [](RowReader& key, RowReader& fields, Source source) {
                                     ContractState state;
                                     state.source = source;
                                     state.contract = key.id_of<ContractId>();
                                     state.profession = fields.code_of<schema::Profession>();
                                     state.kind = fields.code_of<schema::ContractKind>();
                                     state.employer = fields.code_of<schema::EmployerKind>();
                                     state.fte_hundredths = fields.u16();
                                     state.field_or_planning = fields.flag();
                                     state.from = fields.date();
                                     state.to = fields.optional_date();
                                     return state;
                                   });
}

std::vector<Filing> filings_of(const ReadRows& rows, const AmbitoId& ambito) {
  const Bytes prefix = RowWriter().id(ambito).take();
  return read_facts<Filing>(rows, tables::filings, prefix,
                            [](RowReader& key, RowReader& fields, Source source) {
                              Filing filing;
                              filing.source = source;
                              filing.year = key.u16();
                              filing.on = fields.date();
                              return filing;
                            });
}

// Every Comune the Ambito has or had: what happened in one that left is still asked about.
std::set<Code> comuni_ever(const std::vector<Composition>& compositions) {
  std::set<Code> comuni;
  for (const Composition& composition : compositions) {
    comuni.insert(composition.comuni.begin(), composition.comuni.end());
  }
  return comuni;
}

// ---- Cases ----

std::optional<Date> closed_on(const ReadRows& rows, const CaseId& case_file) {
  std::optional<Date> first;
  rows.scan(tables::closings, RowWriter().id(case_file).view(), [&](BytesView, BytesView value) {
    RowReader fields(value);
    fields.date();
    const Date on = fields.date();
    if (!first || on < *first) first = on;
    return true;
  });
  return first;
}

void add_cases(const ReadRows& rows, const Code& comune, std::vector<CaseInCharge>& cases) {
  const Bytes prefix = RowWriter().code(comune).take();
  auto found = read_facts<CaseInCharge>(rows, tables::cases, prefix,
                                        [&](RowReader& key, RowReader& fields, Source source) {
                                          CaseInCharge held;
                                          held.source = source;
                                          held.comune = comune;
                                          held.case_file = key.id_of<CaseId>();
                                          held.on = fields.date();
                                          return held;
                                        });
  for (CaseInCharge& held : found) held.closed_on = closed_on(rows, held.case_file);
  cases.insert(cases.end(), found.begin(), found.end());
}

// ---- Assegno di Inclusione ----

std::vector<Reception> receptions_of(const ReadRows& rows, BytesView prefix) {
  return read_facts<Reception>(rows, tables::receptions, prefix,
                               [](RowReader&, RowReader& fields, Source source) {
                                 Reception reception;
                                 reception.source = source;
                                 reception.comune = fields.code();
                                 reception.application_on = fields.date();
                                 reception.pad_signed_on = fields.optional_date();
                                 reception.inps_notice_on = fields.optional_date();
                                 reception.received_on = fields.date();
                                 return reception;
                               });
}

struct ActRow {
  Source source;
  tables::Act act = tables::Act::convocation;
  std::uint8_t detail = 0;
  Date on;
};

void add_acts(const ReadRows& rows, BytesView prefix, AdiHousehold& household) {
  const auto acts = read_facts<ActRow>(rows, tables::acts, prefix,
                                       [](RowReader&, RowReader& fields, Source source) {
                                         ActRow row;
                                         row.source = source;
                                         row.act = fields.code_of<tables::Act>();
                                         row.detail = fields.u8();
                                         row.on = fields.date();
                                         return row;
                                       });
  for (const ActRow& row : acts) {
    const auto kind = static_cast<schema::AppointmentKind>(row.detail);
    const auto reason = static_cast<schema::BenefitReason>(row.detail);
    switch (row.act) {
      case tables::Act::convocation:
        household.convocations.push_back({row.source, row.on, kind});
        break;
      case tables::Act::appointment:
        household.appointments.push_back({row.source, row.on, kind});
        break;
      case tables::Act::suspended:
        household.benefit_changes.push_back({row.source, BenefitStop::suspended, row.on, reason});
        break;
      case tables::Act::lost:
        household.benefit_changes.push_back({row.source, BenefitStop::lost, row.on, reason});
        break;
      case tables::Act::ended:
        household.benefit_changes.push_back({row.source, BenefitStop::ended, row.on, reason});
        break;
    }
  }
}

void add_moves(const ReadRows& rows, BytesView prefix, AdiHousehold& household) {
  const auto facts = read_facts<HolderFact>(rows, tables::holders, prefix,
                                            [](RowReader&, RowReader& fields, Source source) {
                                              HolderFact fact;
                                              fact.source = source;
                                              fact.from = fields.date();
                                              fact.kind = fields.code_of<schema::HouseholdKind>();
                                              fact.holder = fields.optional_id_of<PersonId>();
                                              fact.left = fields.optional_id_of<PersonId>();
                                              return fact;
                                            });
  std::set<PersonId> holders;
  for (const HolderFact& fact : facts) {
    if (fact.holder) holders.insert(*fact.holder);
  }
  std::vector<Residence> residences;
  for (const PersonId& person : holders) {
    const auto found =
        read_facts<Residence>(rows, tables::residences, RowWriter().id(person).view(),
                              [&](RowReader& key, RowReader& fields, Source source) {
                                return Residence{source, person, key.date(), fields.code()};
                              });
    residences.insert(residences.end(), found.begin(), found.end());
  }
  household.moves = moves_of(facts, residences);
}

std::set<HouseholdId> households_received(const ReadRows& rows, const std::set<Code>& comuni) {
  std::set<HouseholdId> households;
  for (const Code& comune : comuni) {
    const Bytes prefix = RowWriter().code(comune).take();
    rows.scan(tables::received_by, prefix, [&](BytesView key, BytesView) {
      households.insert(RowReader(key.subspan(prefix.size())).id_of<HouseholdId>());
      return true;
    });
  }
  return households;
}

AdiHousehold household_of(const ReadRows& rows, const HouseholdId& id) {
  const Bytes prefix = RowWriter().id(id).take();
  AdiHousehold household;
  household.household = id;
  household.receptions = receptions_of(rows, prefix);
  add_acts(rows, prefix, household);
  add_moves(rows, prefix, household);
  return household;
}

}  // namespace

std::vector<AmbitoId> ambiti(const ReadRows& rows) {
  std::vector<AmbitoId> found;
  rows.scan(tables::compositions, {}, [&](BytesView key, BytesView) {
    const auto ambito = RowReader(key).id_of<AmbitoId>();
    if (found.empty() || found.back() != ambito) found.push_back(ambito);
    return true;
  });
  return found;
}

std::vector<Unit> units_of(const ReadRows& rows, const AmbitoId& ambito, Date on) {
  std::vector<Unit> units = {{ambito, std::nullopt}};
  const auto compositions = compositions_of(rows, ambito);
  const Composition* composition = composition_on(compositions, on);
  if (composition == nullptr) return units;
  const std::set<Code> comuni(composition->comuni.begin(), composition->comuni.end());
  for (const Code& comune : comuni) units.push_back({ambito, comune});
  return units;
}

std::optional<Unit> find_unit(const ReadRows& rows, std::string_view text, Date on) {
  const auto as_id = parse_id<AmbitoId>(text);
  const auto as_code = Code::parse(text);
  for (const AmbitoId& ambito : ambiti(rows)) {
    if (as_id && *as_id == ambito) return Unit{ambito, std::nullopt};
    if (!as_code || as_code->empty()) continue;
    const auto compositions = compositions_of(rows, ambito);
    const Composition* composition = composition_on(compositions, on);
    if (composition != nullptr && contains(*composition, *as_code)) return Unit{ambito, as_code};
  }
  return std::nullopt;
}

Facts facts_of(const ReadRows& rows, const AmbitoId& ambito) {
  Facts facts;
  facts.ambito.ambito = ambito;
  facts.ambito.compositions = compositions_of(rows, ambito);
  facts.ambito.populations = populations_of(rows, ambito);
  facts.ambito.contracts = contracts_of(rows, ambito);
  facts.ambito.filings = filings_of(rows, ambito);
  const std::set<Code> comuni = comuni_ever(facts.ambito.compositions);
  for (const Code& comune : comuni) add_cases(rows, comune, facts.ambito.cases);
  sort_by_position(facts.ambito.cases);

  for (const HouseholdId& id : households_received(rows, comuni)) {
    facts.households.push_back(household_of(rows, id));
  }
  std::sort(facts.households.begin(), facts.households.end(),
            [](const AdiHousehold& a, const AdiHousehold& b) {
              return a.receptions.front().source < b.receptions.front().source;
            });
  return facts;
}

std::vector<Outcome> board(const ReadRows& rows, const Register& rules, const Question& question) {
  return domain::leps::board(rules, facts_of(rows, question.unit.ambito), question);
}

}  // namespace telaio::projections::leps
