// SPDX-License-Identifier: EUPL-1.2
#include "domain/person/person.hpp"

#include "base/limits.hpp"
#include "domain/person/person_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::AddressKind;
using schema::IdentifierStatus;
using schema::IdentifierSystem;
using schema::PersonSource;
using schema::VisibilityClass;

const PersonContext context{today, codes};
const PersonContext valid_identifier{today, codes, true};
const Date registered_on = Date::of(2026, 3, 2);

RegisterPerson mario() {
  RegisterPerson command;
  command.person = id<PersonId>(1);
  command.surname = "Rossi";
  command.given_name = "Mario";
  command.birth = {1980, 1, 1};
  command.sex = schema::Sex::male;
  command.citizenships = {100};
  command.source = PersonSource::person;
  command.on = registered_on;
  command.phone = "+39 02 2496";
  return command;
}

Person registered() {
  return after(Person{}, mario(), context);
}

AssignIdentifier codice_fiscale() {
  AssignIdentifier command;
  command.person = id<PersonId>(1);
  command.system = IdentifierSystem::codice_fiscale;
  command.value = "RSSMRA80A01H501U";
  command.valid_from = registered_on;
  command.source = PersonSource::person;
  return command;
}

ChangeResidence move_to(const Code& comune, Date from) {
  ChangeResidence command;
  command.person = id<PersonId>(1);
  command.comune = comune;
  command.street = "Via Roma 1";
  command.from = from;
  command.source = PersonSource::person;
  return command;
}

TEST(RegisterPerson, SealsIdentityAndCitizenshipApartUnderThePersonsOwnKey) {
  const auto decision = decide(Person{}, mario(), context);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, VisibilityClass::p3);
  ASSERT_EQ(event.parts.size(), 2U);
  EXPECT_EQ(event.parts[0].subject, id<PersonId>(1));
  EXPECT_EQ(event.parts[0].visibility, VisibilityClass::p1);
  EXPECT_EQ(event.parts[0].content.AsPersonIdentity()->surname, "Rossi");
  EXPECT_EQ(event.parts[1].subject, id<PersonId>(1));
  EXPECT_EQ(event.parts[1].visibility, VisibilityClass::p3);
  EXPECT_EQ(event.parts[1].content.AsPersonCitizenship()->countries,
            (std::vector<std::uint16_t>{100}));
  EXPECT_TRUE(registered().registered);
}

TEST(RegisterPerson, WithoutCitizenshipIsIdentifyingDataOnly) {
  auto command = mario();
  command.citizenships.clear();
  const auto decision = decide(Person{}, command, context);
  EXPECT_EQ(only_event(decision).visibility, VisibilityClass::p1);
  EXPECT_EQ(only_event(decision).parts.size(), 1U);
}

TEST(RegisterPerson, IsRefusedTwice) {
  expect_refused(decide(registered(), mario(), context), refusals::person_exists);
}

TEST(RegisterPerson, NeedsBothNames) {
  auto command = mario();
  command.surname = " ";
  expect_refused(decide(Person{}, command, context), refusals::person_name_missing);
  command = mario();
  command.given_name = "";
  expect_refused(decide(Person{}, command, context), refusals::person_name_missing);
}

TEST(RegisterPerson, AcceptsTheLongestNameAndRefusesOneCharacterMore) {
  auto command = mario();
  command.surname = std::string(limits::name_characters_max, 'a');
  expect_accepted(decide(Person{}, command, context));
  command.surname.push_back('a');
  expect_refused(decide(Person{}, command, context), refusals::person_text_too_long);
}

TEST(RegisterPerson, AcceptsAccentsAndRefusesLineBreaksAndBrokenText) {
  auto command = mario();
  command.surname = "D'Alò Ñandú";
  expect_accepted(decide(Person{}, command, context));
  command.surname = "Ros\nsi";
  expect_refused(decide(Person{}, command, context), refusals::person_text_malformed);
  command.surname = "Ros\xC3si";
  expect_refused(decide(Person{}, command, context), refusals::person_text_malformed);
}

TEST(RegisterPerson, AcceptsADialablePhoneOnly) {
  auto command = mario();
  command.phone = "";
  expect_accepted(decide(Person{}, command, context));
  command.phone = "(02) 24.96-1/2";
  expect_accepted(decide(Person{}, command, context));
  command.phone = "chiamare la zia";
  expect_refused(decide(Person{}, command, context), refusals::person_phone_malformed);
  command.phone = std::string(limits::phone_characters_max, '1');
  expect_accepted(decide(Person{}, command, context));
  command.phone.push_back('1');
  expect_refused(decide(Person{}, command, context), refusals::person_text_too_long);
}

TEST(RegisterPerson, AcceptsABirthDateAsFarAsItIsKnown) {
  for (const PartialDate birth : {PartialDate{}, PartialDate{1980, 0, 0}, PartialDate{1980, 2, 0},
                                  PartialDate{1980, 2, 29}}) {
    auto command = mario();
    command.birth = birth;
    expect_accepted(decide(Person{}, command, context));
  }
}

TEST(RegisterPerson, RefusesABirthDateThatDoesNotExist) {
  for (const PartialDate birth :
       {PartialDate{0, 1, 1}, PartialDate{1980, 0, 3}, PartialDate{1981, 2, 29},
        PartialDate{1980, 13, 0}, PartialDate{1899, 12, 31}}) {
    auto command = mario();
    command.birth = birth;
    expect_refused(decide(Person{}, command, context), refusals::person_birth_malformed);
  }
}

TEST(RegisterPerson, AcceptsWhoWasBornTodayButNotTomorrow) {
  auto command = mario();
  command.birth = {2026, 3, 20};
  expect_accepted(decide(Person{}, command, context));
  command.birth = {2026, 3, 21};
  expect_refused(decide(Person{}, command, context), refusals::person_birth_in_future);
}

TEST(RegisterPerson, RefusesACountryThatIsNoIstatCodeAndTooManyOfThem) {
  auto command = mario();
  command.citizenships = {999};
  expect_accepted(decide(Person{}, command, context));
  command.citizenships = {1000};
  expect_refused(decide(Person{}, command, context), refusals::person_citizenship_malformed);
  command.citizenships = {0};
  expect_refused(decide(Person{}, command, context), refusals::person_citizenship_malformed);
  command.citizenships = std::vector<std::uint16_t>(limits::citizenships_max, 100);
  expect_accepted(decide(Person{}, command, context));
  command.citizenships.push_back(100);
  expect_refused(decide(Person{}, command, context), refusals::person_citizenship_malformed);
}

TEST(RegisterPerson, MayHappenTodayButNotTomorrowAndNamesItsSource) {
  auto command = mario();
  command.on = today;
  expect_accepted(decide(Person{}, command, context));
  command.on = tomorrow;
  expect_refused(decide(Person{}, command, context), refusals::person_date_in_future);
  command = mario();
  command.source = PersonSource::unknown;
  expect_refused(decide(Person{}, command, context), refusals::person_source_missing);
}

TEST(AssignIdentifier, SealsTheValueAndKeepsTheRest) {
  const auto decision = decide(registered(), codice_fiscale(), valid_identifier);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, VisibilityClass::p1);
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].visibility, VisibilityClass::p1);
  EXPECT_EQ(event.parts[0].content.AsIdentifierValue()->value, "RSSMRA80A01H501U");
  const Person person = folded(*decision, registered());
  ASSERT_EQ(person.identifiers.size(), 1U);
  EXPECT_EQ(person.identifiers[0].system, IdentifierSystem::codice_fiscale);
  EXPECT_EQ(person.identifiers[0].valid_from, registered_on);
}

TEST(AssignIdentifier, OfForeignersWithoutAPermitIsSpecialDataAndHasAnEnd) {
  auto command = codice_fiscale();
  command.system = IdentifierSystem::stp;
  command.value = "STP0307011234567";
  expect_refused(decide(registered(), command, valid_identifier),
                 refusals::person_identifier_without_end);
  command.valid_to = Date::of(2026, 9, 1);
  const auto decision = decide(registered(), command, valid_identifier);
  EXPECT_EQ(only_event(decision).visibility, VisibilityClass::p3);
  EXPECT_EQ(only_event(decision).parts[0].visibility, VisibilityClass::p3);
  EXPECT_EQ(only_event(decision).effective_to, Date::of(2026, 9, 1));
}

TEST(AssignIdentifier, NeedsAValueThatPassedItsCheck) {
  expect_refused(decide(registered(), codice_fiscale(), context),
                 refusals::person_identifier_malformed);
  auto command = codice_fiscale();
  command.value = "";
  expect_refused(decide(registered(), command, valid_identifier),
                 refusals::person_identifier_malformed);
  command = codice_fiscale();
  command.system = IdentifierSystem::unknown;
  expect_refused(decide(registered(), command, valid_identifier),
                 refusals::person_identifier_malformed);
}

TEST(AssignIdentifier, IsValidForADayAtLeast) {
  auto command = codice_fiscale();
  command.valid_to = command.valid_from;
  expect_accepted(decide(registered(), command, valid_identifier));
  command.valid_to = command.valid_from.plus_days(-1);
  expect_refused(decide(registered(), command, valid_identifier),
                 refusals::person_validity_reversed);
}

TEST(AssignIdentifier, OfTheSameDayIsRefusedUnlessItsStatusChanged) {
  const Person person = after(registered(), codice_fiscale(), valid_identifier);
  auto again = codice_fiscale();
  expect_refused(decide(person, again, valid_identifier), refusals::person_identifier_assigned);
  again.status = IdentifierStatus::validated;
  expect_accepted(decide(person, again, valid_identifier));
}

TEST(ChangeResidence, KeepsTheComuneInClearAndSealsTheStreet) {
  const auto decision = decide(registered(), move_to(milano, registered_on), context);
  const NewEvent& event = only_event(decision);
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].content.AsStreetAddress()->street, "Via Roma 1");
  EXPECT_EQ(event.parts[0].visibility, VisibilityClass::p1);
  const Person person = folded(*decision, registered());
  EXPECT_EQ(person.residence, (Person::Address{milano, registered_on}));
  EXPECT_FALSE(person.domicile.has_value());
}

TEST(ChangeResidence, OfTheDomicileLeavesTheResidenceAlone) {
  auto command = move_to(cologno, today);
  command.kind = AddressKind::domicile;
  const Person person =
      after(after(registered(), move_to(sesto, registered_on), context), command, context);
  EXPECT_EQ(person.residence->comune, sesto);
  EXPECT_EQ(person.domicile->comune, cologno);
}

TEST(ChangeResidence, WithoutAStreetHasNoSealedPartAndInTheSameComuneIsNoNews) {
  auto command = move_to(sesto, registered_on);
  command.street = "";
  EXPECT_TRUE(only_event(decide(registered(), command, context)).parts.empty());
  const Person person = after(registered(), command, context);
  expect_already_done(decide(person, command, context));
  command.street = "Via Roma 2";
  expect_accepted(decide(person, command, context));
}

TEST(ChangeResidence, MayStartOnTheDayOfTheLastOneButNotBefore) {
  const Person person = after(registered(), move_to(sesto, registered_on), context);
  expect_accepted(decide(person, move_to(cologno, registered_on), context));
  expect_refused(decide(person, move_to(cologno, registered_on.plus_days(-1)), context),
                 refusals::person_residence_before_last);
}

TEST(ChangeResidence, RefusesWhatIsNoComuneAndAStreetThatIsTooLong) {
  expect_refused(decide(registered(), move_to(Code("I690"), today), context),
                 refusals::person_comune_malformed);
  expect_refused(decide(registered(), move_to(Code("01520A"), today), context),
                 refusals::person_comune_malformed);
  auto command = move_to(sesto, today);
  command.street = std::string(limits::street_characters_max, 'a');
  expect_accepted(decide(registered(), command, context));
  command.street.push_back('a');
  expect_refused(decide(registered(), command, context), refusals::person_text_too_long);
  command = move_to(sesto, today);
  command.kind = AddressKind::unknown;
  expect_refused(decide(registered(), command, context), refusals::person_address_kind_missing);
}

TEST(ChangeResidence, MayStartTodayButNotTomorrow) {
  expect_accepted(decide(registered(), move_to(sesto, today), context));
  expect_refused(decide(registered(), move_to(sesto, tomorrow), context),
                 refusals::person_date_in_future);
}

TEST(Person, CommandsOnAPersonNobodyRegisteredAreRefused) {
  expect_refused(decide(Person{}, codice_fiscale(), valid_identifier),
                 refusals::person_not_registered);
  expect_refused(decide(Person{}, move_to(sesto, today), context), refusals::person_not_registered);
}

}  // namespace
}  // namespace telaio::domain
