// SPDX-License-Identifier: EUPL-1.2
#include "domain/contact/contact.hpp"

#include "base/limits.hpp"
#include "domain/contact/contact_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::AccessOutcome;

const ContactContext context{today, codes};

LogAccessContact visit() {
  LogAccessContact command;
  command.contact = id<ContactId>(1);
  command.channel = schema::ContactChannel::in_person;
  command.reason = schema::AccessReason::spontaneous;
  command.interlocutor = schema::InterlocutorKind::user;
  command.area = Code("FAM_MIN");
  command.comune = sesto;
  command.desk = Code("SSG");
  command.minutes = 20;
  command.persons = {id<PersonId>(2), id<PersonId>(3)};
  command.note = "Chiede informazioni sul pasto a domicilio.";
  command.on = yesterday;
  return command;
}

LogAccessContact anonymous() {
  auto command = visit();
  command.anonymous = true;
  command.persons.clear();
  command.note = "";
  return command;
}

Contact logged() {
  return after(Contact{}, visit(), context);
}

DecideOutcome propose(Date on) {
  return {id<ContactId>(1), AccessOutcome::propose, Code("complex_need"), on, id<OperatorId>(4)};
}

TEST(LogAccessContact, SealsTheNoteUnderTheFirstPerson) {
  const auto decision = decide(Contact{}, visit(), context);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p3);
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].subject, id<PersonId>(2));
  EXPECT_EQ(event.parts[0].content.AsContactNote()->text,
            "Chiede informazioni sul pasto a domicilio.");
  const Contact contact = logged();
  EXPECT_EQ(contact.status, Contact::Status::logged);
  EXPECT_EQ(contact.on, yesterday);
  EXPECT_EQ(contact.persons.size(), 2U);
}

TEST(LogAccessContact, MayHaveNoNote) {
  auto command = visit();
  command.note = " ";
  EXPECT_TRUE(only_event(decide(Contact{}, command, context)).parts.empty());
}

TEST(LogAccessContact, OfAnAnonymousNamesNobodyAndSealsNothing) {
  EXPECT_TRUE(only_event(decide(Contact{}, anonymous(), context)).parts.empty());
  auto with_person = anonymous();
  with_person.persons = {id<PersonId>(2)};
  expect_refused(decide(Contact{}, with_person, context), refusals::contact_anonymous_with_person);
  auto with_note = anonymous();
  with_note.note = "Nota.";
  expect_refused(decide(Contact{}, with_note, context), refusals::contact_anonymous_with_note);
}

TEST(LogAccessContact, OfAnybodyElseNamesAPersonAndNotTooMany) {
  auto command = visit();
  command.persons.clear();
  expect_refused(decide(Contact{}, command, context), refusals::contact_no_person);
  command.persons = std::vector(limits::contact_persons_max, id<PersonId>(2));
  expect_accepted(decide(Contact{}, command, context));
  command.persons.push_back(id<PersonId>(2));
  expect_refused(decide(Contact{}, command, context), refusals::contact_too_many_persons);
}

TEST(LogAccessContact, IsRefusedTwice) {
  expect_refused(decide(logged(), visit(), context), refusals::contact_exists);
}

TEST(LogAccessContact, RefusesCodesOutsideTheLists) {
  auto area = visit();
  area.area = Code("OTHER");
  expect_refused(decide(Contact{}, area, context), refusals::contact_unknown_area);
  auto comune = visit();
  comune.comune = milano;
  expect_refused(decide(Contact{}, comune, context), refusals::contact_unknown_comune);
  auto desk = visit();
  desk.desk = Code("MILANO");
  expect_refused(decide(Contact{}, desk, context), refusals::contact_unknown_desk);
}

TEST(LogAccessContact, NeedsChannelReasonAndInterlocutor) {
  auto channel = visit();
  channel.channel = schema::ContactChannel::unknown;
  expect_refused(decide(Contact{}, channel, context), refusals::contact_field_missing);
  auto reason = visit();
  reason.reason = schema::AccessReason::unknown;
  expect_refused(decide(Contact{}, reason, context), refusals::contact_field_missing);
  auto interlocutor = visit();
  interlocutor.interlocutor = schema::InterlocutorKind::unknown;
  expect_refused(decide(Contact{}, interlocutor, context), refusals::contact_field_missing);
}

TEST(LogAccessContact, LastsADayAtMost) {
  auto command = visit();
  command.minutes = 1440;
  expect_accepted(decide(Contact{}, command, context));
  command.minutes = 1441;
  expect_refused(decide(Contact{}, command, context), refusals::contact_minutes_malformed);
}

TEST(LogAccessContact, AcceptsTheLongestNoteAndRefusesOneCharacterMoreOrBrokenText) {
  auto command = visit();
  command.note = std::string(limits::text_characters_max, 'a');
  expect_accepted(decide(Contact{}, command, context));
  command.note.push_back('a');
  expect_refused(decide(Contact{}, command, context), refusals::contact_note_too_long);
  command.note = "\x01";
  expect_refused(decide(Contact{}, command, context), refusals::contact_note_malformed);
}

TEST(LogAccessContact, MayHappenTodayButNotTomorrow) {
  auto command = visit();
  command.on = today;
  expect_accepted(decide(Contact{}, command, context));
  command.on = tomorrow;
  expect_refused(decide(Contact{}, command, context), refusals::contact_date_in_future);
}

TEST(DecideOutcome, HappensOnceAndTheSameAgainIsAlreadyDone) {
  const Contact decided = after(logged(), propose(today), context);
  EXPECT_EQ(decided.status, Contact::Status::decided);
  EXPECT_EQ(decided.outcome, AccessOutcome::propose);
  EXPECT_EQ(decided.decided_on, today);
  expect_already_done(decide(decided, propose(today), context));
  auto other = propose(today);
  other.outcome = AccessOutcome::reject;
  expect_refused(decide(decided, other, context), refusals::contact_already_decided);
}

TEST(DecideOutcome, MayFallOnTheDayOfTheContactButNotBeforeNorTomorrow) {
  expect_accepted(decide(logged(), propose(yesterday), context));
  expect_refused(decide(logged(), propose(yesterday.plus_days(-1)), context),
                 refusals::contact_before_contact);
  expect_accepted(decide(logged(), propose(today), context));
  expect_refused(decide(logged(), propose(tomorrow), context), refusals::contact_date_in_future);
}

TEST(DecideOutcome, NeedsAContactAnOutcomeAReasonAndWhoDecided) {
  expect_refused(decide(Contact{}, propose(today), context), refusals::contact_not_logged);
  auto outcome = propose(today);
  outcome.outcome = AccessOutcome::unknown;
  expect_refused(decide(logged(), outcome, context), refusals::contact_outcome_missing);
  auto reason = propose(today);
  reason.reason = Code();
  expect_refused(decide(logged(), reason, context), refusals::contact_reason_missing);
  auto decider = propose(today);
  decider.decided_by = OperatorId();
  expect_refused(decide(logged(), decider, context), refusals::contact_decider_missing);
}

}  // namespace
}  // namespace telaio::domain
