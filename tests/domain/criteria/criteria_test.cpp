// SPDX-License-Identifier: EUPL-1.2
#include "domain/criteria/criteria.hpp"

#include "domain/criteria/criteria_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

PublishCriteria publish() {
  PublishCriteria command;
  auto& criteria = command.criteria;
  criteria.criteria = id<CriteriaId>(1);
  criteria.service_code = Code("SAD");
  criteria.comuni = {sesto, cologno};
  criteria.valid_from = Date::of(2026, 1, 1);
  criteria.classes = {Code("urgent")};
  criteria.slug = "call-2026";
  criteria.act = "Act of the test";
  return command;
}

TEST(PublishCriteria, IsAPublicFactFromItsFirstDay) {
  const NewEvent event = only_event(decide(CriteriaFile{}, publish(), codes));
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p0);
  EXPECT_EQ(event.effective_from, Date::of(2026, 1, 1));
  EXPECT_EQ(*event.fact.AsAccessCriteriaPublished(), publish().criteria);
}

TEST(PublishCriteria, SaidTwiceIsDoneOnce) {
  const auto file = after(CriteriaFile{}, publish(), codes);
  expect_already_done(decide(file, publish(), codes));
}

TEST(PublishCriteria, NeverChangesAVersion) {
  const auto file = after(CriteriaFile{}, publish(), codes);
  auto other = publish();
  other.criteria.classes = {Code("court")};
  expect_refused(decide(file, other, codes), refusals::criteria_exists);
}

TEST(PublishCriteria, NeedsAnIdAServiceAndComuniOfTheAmbito) {
  auto command = publish();
  command.criteria.criteria = CriteriaId();
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_id_missing);
  command = publish();
  command.criteria.service_code = Code("NIDO");
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_unknown_service);
  command = publish();
  command.criteria.comuni.push_back(milano);
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_unknown_comune);
}

TEST(PublishCriteria, NeedsANameAndAnAct) {
  auto command = publish();
  command.criteria.act = " ";
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_field_missing);
  command = publish();
  command.criteria.source_url = "https://example.org/\x01";
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_text_malformed);
  command.criteria.source_url = std::string(4'001, 'a');
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_text_too_long);
  command.criteria.source_url.pop_back();
  expect_accepted(decide(CriteriaFile{}, command, codes));
}

TEST(PublishCriteria, EndsNoEarlierThanItBegins) {
  auto command = publish();
  command.criteria.valid_to = std::make_unique<Date>(Date::of(2025, 12, 31));
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_validity_reversed);
  *command.criteria.valid_to = Date::of(2026, 1, 1);
  expect_accepted(decide(CriteriaFile{}, command, codes));
}

TEST(PublishCriteria, IsRefusedWithARuleThatCannotBeApplied) {
  auto command = publish();
  auto item = std::make_unique<schema::ScoreItemT>();
  item->item = Code("care_need");  // Without the points it gives at most.
  command.criteria.items.push_back(std::move(item));
  expect_refused(decide(CriteriaFile{}, command, codes), refusals::criteria_has_errors);
  command.criteria.items.front()->points_max = 1;
  expect_accepted(decide(CriteriaFile{}, command, codes));
}

}  // namespace
}  // namespace telaio::domain
