// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/intake.hpp"

#include <fmt/format.h>

#include "domain/identifiers/codice_fiscale.hpp"
#include "tools/generator/calendar.hpp"
#include "tools/generator/names.hpp"

namespace telaio::generator {
namespace {

std::string phone(Random& random) {
  return fmt::format("000 {:07}", random.below(10'000'000));
}

void register_members(Office& office, const Family& family, Random& random) {
  const std::string home = street(random);
  for (std::size_t i = 0; i < family.members.size(); ++i) {
    Registration registration;
    registration.member = family.members[i];
    registration.phone = phone(random);
    registration.comune = family.comune;
    registration.street = i == 1 && family.spouse_elsewhere ? street(random) : home;
    register_person(office, family.worker.actor, registration);
  }
}

// One family in twelve is not the one the registry knows: somebody has moved in or out.
void compose_households(Office& office, const Family& family, Random& random) {
  const Date today = rome_date(office.clock().now());
  domain::ComposeHousehold registry;
  registry.household = family.household;
  registry.kind = schema::HouseholdKind::registry;
  registry.reference_date = today;
  for (const auto& member : family.members) {
    registry.members.push_back({member.id, member.relation});
  }
  domain::ComposeHousehold found = registry;
  found.kind = schema::HouseholdKind::de_facto;
  if (family.spouse_elsewhere) registry.members.erase(registry.members.begin() + 1);
  if (found.members.size() > 2 && random.chance(8)) found.members.pop_back();
  office.execute(family.worker.actor, registry);
  office.execute(family.worker.actor, found);
}

// 417 is the story family's.
std::uint32_t case_number(const Family& family) {
  constexpr std::uint32_t taken = 417;
  return family.number + 1 < taken ? family.number + 1 : family.number + 2;
}

}  // namespace

void register_person(Office& office, const app::Actor& actor, const Registration& registration) {
  const Member& member = registration.member;
  const Date today = rome_date(office.clock().now());
  const auto born = member.born.ymd();
  domain::RegisterPerson registered;
  registered.person = member.id;
  registered.surname = member.surname;
  registered.given_name = member.given_name;
  registered.birth = {static_cast<std::uint16_t>(static_cast<int>(born.year())),
                      static_cast<std::uint8_t>(static_cast<unsigned>(born.month())),
                      static_cast<std::uint8_t>(static_cast<unsigned>(born.day()))};
  registered.birth_place = registration.birth_place;
  registered.sex = member.sex;
  registered.phone = registration.phone;
  registered.citizenships = {member.citizenship};
  registered.source = schema::PersonSource::anpr;
  registered.on = today;
  office.execute(actor, registered);

  const auto code = domain::identifiers::compute_codice_fiscale(
      {member.surname, member.given_name, member.born, member.sex, registration.belfiore});
  if (code) {
    domain::AssignIdentifier assigned;
    assigned.person = member.id;
    assigned.system = schema::IdentifierSystem::codice_fiscale;
    assigned.value = *code;
    assigned.status = schema::IdentifierStatus::validated;
    assigned.valid_from = today;
    assigned.source = schema::PersonSource::anpr;
    office.execute(actor, assigned);
  }

  domain::ChangeResidence moved;
  moved.person = member.id;
  moved.comune = registration.comune;
  moved.street = registration.street;
  moved.from = today;
  moved.source = schema::PersonSource::anpr;
  office.execute(actor, moved);
}

void first_contact(Office& office, const Family& family, Random& random) {
  const app::Actor& actor = family.worker.actor;
  const Date today = rome_date(office.clock().now());
  register_members(office, family, random);
  compose_households(office, family, random);

  constexpr schema::ContactChannel channels[] = {
      schema::ContactChannel::in_person, schema::ContactChannel::in_person,
      schema::ContactChannel::telephone, schema::ContactChannel::email,
      schema::ContactChannel::written_report};
  domain::LogAccessContact contact;
  contact.contact = random.id<ContactId>();
  contact.channel = random.pick(channels);
  contact.reason = schema::AccessReason::spontaneous;
  contact.interlocutor = schema::InterlocutorKind::user;
  contact.area = family.area;
  contact.comune = family.comune;
  contact.desk = family.unit;
  contact.minutes = static_cast<std::uint16_t>(random.between(10, 60));
  contact.persons = {family.members.front().id};
  contact.note = "Prima richiesta allo sportello: " + family.members.front().given_name +
                 " chiede un aiuto per la situazione familiare.";
  contact.on = today;
  office.execute(actor, contact);

  domain::DecideOutcome outcome;
  outcome.contact = contact.contact;
  outcome.outcome = schema::AccessOutcome::propose;
  outcome.reason = Code("complex_need");
  outcome.on = today;
  outcome.decided_by = actor.id;
  office.execute(actor, outcome);
}

void open_case(Office& office, const Family& family, Random& random) {
  const Date today = rome_date(office.clock().now());
  domain::TakeInCharge command;
  command.case_file = family.case_file;
  command.number =
      *Code::parse(fmt::format("{}-{}-{:04}", family.unit.text(),
                               static_cast<int>(today.ymd().year()), case_number(family)));
  command.household = family.household;
  command.subjects = family.persons();
  command.area = family.area;
  command.competent_comune = family.comune;
  command.mandate = random.chance(4) && family.area == Code("FAM_MIN")
                        ? schema::Mandate::court
                        : schema::Mandate::consensual;
  command.reason = Code("request");
  command.on = today;
  command.case_manager = family.worker.actor.id;
  command.unit = family.unit;
  office.execute(family.worker.actor, command);
}

}  // namespace telaio::generator
