// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/bootstrap.hpp"

#include "tools/generator/calendar.hpp"
#include "tools/generator/names.hpp"
#include "tools/generator/story_family.hpp"
#include "tools/generator/tariffs.hpp"

namespace telaio::generator {
namespace {

using schema::Role;

// Figures of config/codes/comuni-lombardia.json; the same each year, as the file says no other.
struct Residents {
  Code comune;
  std::uint32_t count;
};
constexpr Residents residents[] = {{Code("015209"), 78'291}, {Code("015081"), 46'707}};

// `named`: a colleague of the pictures; otherwise the name is drawn.
Worker hire(Office& office, Random& random, Role role, const Code& unit, const Worker* granted_by,
            Date from, const Colleague* named = nullptr) {
  Worker worker;
  const auto sex = random.chance(75) ? schema::Sex::female : schema::Sex::male;
  worker.actor = {random.id<OperatorId>(), role, unit, office.catalogue().lead_comune};
  worker.surname = surname(random);
  worker.given_name = given_name(random, sex);
  if (named != nullptr) {
    worker.surname = named->surname;
    worker.given_name = named->given_name;
  }

  // The first authorisation of an installation is given by the installation itself.
  app::Actor granting = granted_by != nullptr ? granted_by->actor
                                              : app::Actor{random.id<OperatorId>(), Role::system,
                                                           Code(), office.catalogue().lead_comune};
  domain::ChangeAuthorisation command;
  command.operator_id = worker.actor.id;
  command.role = role;
  command.scope_unit = unit;
  command.from = from;
  command.granted_by = granting.id;
  command.surname = worker.surname;
  command.given_name = worker.given_name;
  office.execute(granting, command);
  return worker;
}

// The Ambito and its staff are older than the demonstration, whose first day is `from`.
Date staffed_from(Date from) {
  return std::min(from, Date::of(2021, 1, 1));
}

void compose(Office& office, const Ambito& ambito, Date from) {
  domain::ComposeAmbito composed;
  composed.ambito = ambito.id;
  composed.lead_comune = office.catalogue().lead_comune;
  composed.from = staffed_from(from);
  for (const auto& each : residents) composed.comuni.push_back(each.comune);
  office.execute(ambito.administrator.actor, composed);
  const int first_year = static_cast<int>(from.ymd().year());
  publish_year(office, ambito, first_year);
}

// The Ambito's social workers are more than those whose cases the demonstration shows: the ratio of
// the LEP is judged on residents, not on demonstration families. 24 full-time open-ended contracts,
// one of 0.50 and two fixed-term ones stand just below 1 : 5.000 for 124.998 residents.
void sign_contracts(Office& office, const Ambito& ambito, Random random, Date from) {
  const auto sign = [&](const OperatorId& worker, schema::ContractKind kind, std::uint16_t fte,
                        Date start) {
    domain::ChangeStaffContract command;
    command.ambito = ambito.id;
    command.contract = random.id<ContractId>();
    command.terms.worker = worker;
    command.terms.employer = office.catalogue().lead_comune;
    command.terms.employer_kind = schema::EmployerKind::comune;
    command.terms.profession = schema::Profession::assistente_sociale;
    command.terms.kind = kind;
    command.terms.fte_hundredths = fte;
    command.terms.from = start;
    command.terms.field_or_planning = true;
    office.execute(ambito.administrator.actor, command);
  };
  const Date before = staffed_from(from);
  for (std::size_t i = 0; i < 24; ++i) {
    const bool known = i < ambito.social_workers.size();
    sign(known ? ambito.social_workers[i].actor.id : random.id<OperatorId>(),
         schema::ContractKind::open_ended, 100, before);
  }
  sign(random.id<OperatorId>(), schema::ContractKind::open_ended, 50, before);
  sign(random.id<OperatorId>(), schema::ContractKind::fixed_term, 100, from);
  sign(random.id<OperatorId>(), schema::ContractKind::fixed_term, 100, from);
}

}  // namespace

void publish_year(Office& office, const Ambito& ambito, int year) {
  for (const auto& each : residents) {
    domain::PublishPopulation command;
    command.ambito = ambito.id;
    command.comune = each.comune;
    command.on = Date::of(year, 1, 1);
    command.residents = each.count;
    office.execute(ambito.administrator.actor, command);
  }
}

Ambito bootstrap(Office& office, const Plan& plan, const std::filesystem::path& config,
                 Random random) {
  const Date from = plan.begins();
  office.clock().set(rome_time(from, 8 * 60).earlier);
  Ambito ambito;
  ambito.id = random.id<AmbitoId>();
  ambito.administrator = hire(office, random, Role::administrator, Code(), nullptr, from);
  ambito.manager = hire(office, random, Role::manager, Code("UDP"), &ambito.administrator, from);
  ambito.auditor = hire(office, random, Role::auditor, Code(), &ambito.administrator, from);
  const Code offices[] = {Code("SSG"), Code("CLM")};
  for (const Code& unit : offices) {
    const bool known = ambito.heads.size() < std::size(known_heads);
    ambito.heads.push_back(hire(office, random, Role::head, unit, &ambito.administrator, from,
                                known ? &known_heads[ambito.heads.size()] : nullptr));
  }
  const std::uint32_t workers =
      std::max<std::uint32_t>(4, (plan.families + cases_per_worker - 1) / cases_per_worker);
  for (std::uint32_t i = 0; i < workers; ++i) {
    // Sesto has five eighths of the people, and of the workers.
    const Code& unit = offices[i % 8 == 1 || i % 8 == 3 || i % 8 == 6 ? 1 : 0];
    ambito.social_workers.push_back(
        hire(office, random, Role::social_worker, unit, &ambito.administrator, from,
             i < std::size(known_workers) ? &known_workers[i] : nullptr));
  }
  compose(office, ambito, from);
  sign_contracts(office, ambito, random.part(1), from);
  publish_tariffs(office, ambito, config, random.part(2), from);
  return ambito;
}

}  // namespace telaio::generator
