// SPDX-License-Identifier: EUPL-1.2
#include "domain/service/application.hpp"

#include "domain/service/application_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

const ServiceContext service_context{today, codes, false};
const Date requested_on = Date::of(2026, 1, 10);
const CriteriaId call = id<CriteriaId>(9);

schema::AccessCriteriaPublishedT published() {
  schema::AccessCriteriaPublishedT criteria;
  criteria.criteria = call;
  criteria.service_code = Code("SAD");
  criteria.valid_from = Date::of(2026, 1, 1);
  criteria.valid_to = std::make_unique<Date>(Date::of(2026, 12, 31));
  criteria.classes = {Code("urgent")};
  auto gate = std::make_unique<schema::AccessGateT>();
  gate->kind = schema::GateKind::isee_max;
  gate->value = 25'000'00;
  gate->condition = std::make_unique<Code>(Code("independent_living"));
  criteria.gates.push_back(std::move(gate));
  auto item = std::make_unique<schema::ScoreItemT>();
  item->item = Code("care_need");
  item->points_max = 40'00;
  criteria.items.push_back(std::move(item));
  return criteria;
}

const schema::AccessCriteriaPublishedT criteria = published();
const AssessmentContext context{today, criteria};

Service requested(std::uint32_t protocol_number = 17) {
  RequestService command{id<ServiceId>(1), id<PersonId>(2), std::nullopt,
                         Code("SAD"),      Code(),          requested_on};
  command.protocol_number = protocol_number;
  return after(Service{}, command, service_context);
}

AssessApplication assess() {
  AssessApplication command;
  auto& assessed = command.assessed;
  assessed.on = Date::of(2026, 2, 1);
  assessed.age_months = 70 * 12;
  assessed.residence = sesto;
  assessed.isee = std::make_unique<Money>(Money::from_cents(900'000));
  assessed.attestation = std::make_unique<AttestationId>(id<AttestationId>(5));
  auto points = std::make_unique<schema::ItemPointsT>();
  points->item = Code("care_need");
  points->points = 40'00;
  assessed.points.push_back(std::move(points));
  return command;
}

void expect_refused_with(const AssessApplication& command, std::string_view code) {
  expect_refused(decide(requested(), command, context), code);
}

TEST(AssessApplication, IsOfTheClassOfWhatItTells) {
  const NewEvent event = only_event(decide(requested(), assess(), context));
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p3);
  EXPECT_EQ(event.effective_from, Date::of(2026, 2, 1));
  EXPECT_EQ(event.fact.AsApplicationAssessed()->service, id<ServiceId>(1));
  EXPECT_EQ(event.fact.AsApplicationAssessed()->criteria, call);
}

TEST(AssessApplication, SaidTwiceIsDoneOnce) {
  const auto service = after(requested(), assess(), context);
  expect_already_done(decide(service, assess(), context));
}

TEST(AssessApplication, AgainIsAnotherFactAndTheLastOneCounts) {
  const auto service = after(requested(), assess(), context);
  auto again = assess();
  again.assessed.on = Date::of(2026, 3, 1);
  again.assessed.points.front()->points = 0;
  const auto later = after(service, again, context);
  ASSERT_EQ(later.assessments.size(), 2U);
  EXPECT_EQ(application_on(later, call, Date::of(2026, 2, 28))->points.front().points, 40'00U);
  EXPECT_EQ(application_on(later, call, Date::of(2026, 3, 1))->points.front().points, 0U);
}

TEST(AssessApplication, CountsForItsOwnCriteriaAlone) {
  const auto service = after(requested(), assess(), context);
  EXPECT_TRUE(application_on(service, call, today).has_value());
  EXPECT_FALSE(application_on(service, id<CriteriaId>(8), today).has_value());
  EXPECT_FALSE(application_on(service, call, Date::of(2026, 1, 31)).has_value());
}

TEST(AssessApplication, IsFoundAgainByItsEvent) {
  const auto service = after(requested(), assess(), context);
  const EventId first = service.assessments.front().event;
  auto again = assess();
  again.assessed.points.front()->points = 0;
  const auto later = after(service, again, context);
  EXPECT_EQ(application_of(later, first)->assessment, first);
  EXPECT_FALSE(application_of(later, id<EventId>(77)).has_value());
}

TEST(AssessApplication, CarriesWhatTheOrderNeeds) {
  const auto application = application_on(after(requested(), assess(), context), call, today);
  ASSERT_TRUE(application.has_value());
  EXPECT_EQ(application->protocol_number, 17U);
  EXPECT_EQ(application->requested_on, requested_on);
  EXPECT_EQ(application->person, id<PersonId>(2));
  EXPECT_EQ(application->isee, Money::from_cents(900'000));
}

TEST(AssessApplication, NeedsARequestThatIsNotDecided) {
  expect_refused(decide(Service{}, assess(), context), refusals::application_not_pending);
  DecideService deny;
  deny.service = id<ServiceId>(1);
  deny.result = schema::ServiceResult::denied;
  deny.on = today;
  deny.reason = Code("above_limit");
  const auto denied = after(requested(), deny, service_context);
  expect_refused(decide(denied, assess(), context), refusals::application_not_pending);
}

TEST(AssessApplication, NeedsAProtocolNumber) {
  expect_refused(decide(requested(0), assess(), context), refusals::application_protocol_missing);
}

TEST(AssessApplication, NeedsCriteriaOfItsService) {
  auto others = criteria;
  others.service_code = Code("PASTI");
  expect_refused(decide(requested(), assess(), AssessmentContext{today, others}),
                 refusals::application_other_service);
}

TEST(AssessApplication, StandsBetweenTheRequestTodayAndTheCall) {
  auto command = assess();
  command.assessed.on = tomorrow;
  expect_refused_with(command, refusals::application_in_future);
  command.assessed.on = requested_on.plus_days(-1);
  expect_refused_with(command, refusals::application_before_request);
  command.assessed.on = requested_on;
  expect_accepted(decide(requested(), command, context));
  auto ended = criteria;
  *ended.valid_to = requested_on.plus_days(-1);
  expect_refused(decide(requested(), command, AssessmentContext{today, ended}),
                 refusals::application_criteria_not_in_force);
}

TEST(AssessApplication, KnowsOnlyWhatTheCriteriaAskAbout) {
  auto command = assess();
  command.assessed.conditions = {Code("independent_living")};
  expect_accepted(decide(requested(), command, context));
  command.assessed.conditions.push_back(Code("disability"));
  expect_refused_with(command, refusals::application_unknown_condition);
  command = assess();
  command.assessed.priority = std::make_unique<Code>(Code("urgent"));
  expect_accepted(decide(requested(), command, context));
  *command.assessed.priority = Code("court");
  expect_refused_with(command, refusals::application_unknown_class);
}

TEST(AssessApplication, GivesNoItemMoreThanItsMaximum) {
  auto command = assess();
  command.assessed.points.front()->points = 40'01;
  const auto refused = decide(requested(), command, context);
  expect_refused(refused, refusals::application_points_above);
  EXPECT_EQ(refused.error().values[1], (RefusalValue{"massimo", "40,00"}));
  command.assessed.points.front()->item = Code("housing");
  expect_refused_with(command, refusals::application_unknown_item);
}

TEST(AssessApplication, ScoresNoItemTwice) {
  auto command = assess();
  command.assessed.points.push_back(
      std::make_unique<schema::ItemPointsT>(*command.assessed.points.front()));
  expect_refused_with(command, refusals::application_item_twice);
}

TEST(AssessApplication, TakesAnIseeOnlyFromAnAttestation) {
  auto command = assess();
  command.assessed.attestation.reset();
  expect_refused_with(command, refusals::application_isee_unattested);
  command.assessed.isee.reset();
  expect_accepted(decide(requested(), command, context));
  command = assess();
  *command.assessed.isee = Money::from_cents(-1);
  expect_refused_with(command, refusals::application_isee_out_of_range);
}

TEST(AssessApplication, KnowsThatNobodyLivesSoLong) {
  auto command = assess();
  command.assessed.age_months = 130 * 12;
  expect_accepted(decide(requested(), command, context));
  command.assessed.age_months = 130 * 12 + 1;
  expect_refused_with(command, refusals::application_age_out_of_range);
}

}  // namespace
}  // namespace telaio::domain
