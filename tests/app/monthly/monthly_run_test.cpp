// SPDX-License-Identifier: EUPL-1.2
// The monthly run on a real installation: run again, killed in the middle, on changed fees.
#include "app/monthly_run.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "app/account_commands.hpp"
#include "app/opening.hpp"
#include "app/regulations/regulation_event.hpp"
#include "app/regulations/regulation_json.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/account/account_refusals.hpp"
#include "domain/fee/fee.hpp"
#include "schemas/read.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

using State = domain::Account::NoticeState;

const Date today = Date::of(2026, 3, 5);
const Date january = Date::of(2026, 1, 1);
const Date february = Date::of(2026, 2, 1);
const Code sesto("015209");
const Code cologno("015081");
const RegulationId dairago(*parse_uuid("00000000000000000000000000000001"));

schema::RegulationPublishedT dairago_sad() {
  std::ifstream file(std::filesystem::path(TELAIO_SOURCE_DIR) /
                     "config/regulations/published.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto loaded = regulations::load(text.str());
  for (const auto& each : loaded->regulations) {
    if (each.regulation.slug != "dairago-sad") continue;
    regulations::Publication publication;
    publication.regulation = dairago;
    publication.comune = sesto;
    publication.service_code = Code("SAD");
    publication.valid_from = Date::of(2025, 1, 1);
    return *regulations::to_event(each.regulation, publication);
  }
  throw std::runtime_error("dairago-sad is not in the file");
}

class MonthlyRun : public ::testing::Test {
 protected:
  MonthlyRun() : clock_(rome_time(today, 9 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-monthly-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
    actor_ = {crypto::random_id<OperatorId>(), schema::Role::head, Code("SSG"), sesto};
    tell(streams::regulation(dairago), dairago_sad(), january);
  }
  ~MonthlyRun() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  Transactor& transactor() { return installation_->transactor(); }
  CommandRequest request() {
    CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = actor_;
    return made;
  }
  template <class Fact>
  EventId tell(const log::StreamId& stream, Fact fact, Date on) {
    const auto written = transactor().run(request(), [&]() -> Result<Plan, Failure> {
      std::vector<domain::NewEvent> events;
      events.push_back(domain::event(fact, schema::VisibilityClass::p2, on));
      return on_stream(stream, log::Expectation::any(), std::move(events));
    });
    EXPECT_TRUE(written) << code_of(written.error());
    return written->events.front();
  }

  // Twenty hours a month of home help from 1 January, in a household of one, without ISEE: 11.00 an
  // hour, 220.00 a month.
  ServiceId service(const PersonId& person, const Code& comune = sesto, bool home = true) {
    const auto id = crypto::random_id<ServiceId>();
    schema::ServiceRequestedT asked;
    asked.service = id;
    asked.person = person;
    asked.service_code = Code("SAD");
    asked.on = january;
    tell(streams::service(id), asked, january);
    schema::ServiceDecidedT decided;
    decided.service = id;
    decided.result = schema::ServiceResult::granted;
    decided.on = january;
    decided.from = std::make_unique<Date>(january);
    decided.quantity_hundredths = 2'000;
    decided.unit = schema::QuantityUnit::hour;
    decided.regulation = std::make_unique<RegulationId>(dairago);
    tell(streams::service(id), decided, january);
    schema::ServiceActivatedT active;
    active.service = id;
    active.from = january;
    active.competent_comune = comune;
    tell(streams::service(id), active, january);
    if (home) {
      schema::HouseholdComposedT composed;
      composed.household = crypto::random_id<HouseholdId>();
      composed.kind = schema::HouseholdKind::registry;
      composed.reference_date = january;
      composed.members.push_back({flatbuffers::Pack(person), 1});
      tell(streams::household(composed.household), composed, january);
    }
    return id;
  }
  void deliver(const ServiceId& id, Date on, std::uint32_t hundredths) {
    schema::ServiceDeliveredT delivered;
    delivered.service = id;
    delivered.on = on;
    delivered.quantity_hundredths = hundredths;
    delivered.unit = schema::QuantityUnit::hour;
    delivered.state = schema::DeliveryState::delivered;
    tell(streams::service(id), delivered, on);
  }

  MonthlyRunQuestion question(Date month = february) const {
    return {sesto, month, std::nullopt, today.plus_days(invoice_due_days), false, 1};
  }
  MonthlyOutcome run(Date month = february) {
    return monthly_run(transactor(), actor_, question(month), {}).value();
  }
  std::uint64_t size() { return installation_->events().head().size; }
  domain::Account account(const PersonId& person) {
    return transactor().load<domain::Account>(streams::account(person))->state;
  }
  // How many facts of each type, and the facts that name amounts, without ids and times.
  std::map<std::string, int> facts() {
    std::map<std::string, int> counted;
    const auto page = installation_->events().read_all(0, log::ReadLimits{});
    for (const auto& stored : page->events) {
      const auto* header = schema::verified_header(stored.header);
      std::string name = schema::EnumNameFact(header->fact_type());
      if (const auto* invoice = header->fact_as_InvoiceIssued()) {
        name +=
            to_string(schema::read(invoice->invoice())) + to_string(schema::read(invoice->total()));
      } else if (const auto* notice = header->fact_as_PaymentNoticeIssued()) {
        name +=
            to_string(schema::read(notice->notice())) + to_string(schema::read(notice->amount()));
      } else if (const auto* fee = header->fact_as_CopaymentDetermined()) {
        name += to_string(schema::read(fee->fee())) + to_string(schema::read(fee->amount()));
      }
      ++counted[name];
    }
    return counted;
  }
  std::string iuv_of(const NoticeId& notice) {
    const Opening opening(installation_->events(), installation_->vault());
    const auto page = installation_->events().read_all(0, log::ReadLimits{});
    for (const auto& stored : page->events) {
      const auto* issued = schema::verified_header(stored.header)->fact_as_PaymentNoticeIssued();
      if (issued == nullptr || schema::read(issued->notice()) != notice) continue;
      return opening.part(stored, 0)->content->AsNoticeNumber()->iuv;
    }
    return {};
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  Actor actor_;
  PersonId anna_ = crypto::random_id<PersonId>();
  PersonId bruno_ = crypto::random_id<PersonId>();
};

TEST_F(MonthlyRun, OfNothingDoesNothing) {
  const auto before = size();
  const MonthlyOutcome outcome = run();
  EXPECT_EQ(outcome.services, 0U);
  EXPECT_EQ(outcome.invoices, 0U);
  EXPECT_EQ(size(), before);
}

TEST_F(MonthlyRun, DeterminesInvoicesAndAsksForThePayment) {
  service(anna_);
  const MonthlyOutcome outcome = run();
  EXPECT_EQ(outcome.services, 1U);
  EXPECT_EQ(outcome.fees_determined, 1U);
  EXPECT_EQ(outcome.invoices, 1U);
  EXPECT_EQ(outcome.notices, 1U);
  EXPECT_EQ(outcome.total, Money::from_cents(220'00));
  EXPECT_TRUE(outcome.refused.empty());
  const domain::Account paid_by = account(anna_);
  ASSERT_EQ(paid_by.invoices.size(), 1U);
  EXPECT_EQ(paid_by.invoices[0].month, february);
  ASSERT_EQ(paid_by.notices.size(), 1U);
  EXPECT_EQ(paid_by.notices[0].amount, Money::from_cents(220'00));
  const std::string iuv = iuv_of(paid_by.notices[0].id);
  EXPECT_EQ(iuv.size(), 17U);
  EXPECT_EQ(iuv.substr(0, 2), "01");
}

TEST_F(MonthlyRun, IsForTheMonthAndTheComuneAlone) {
  service(anna_, cologno);
  EXPECT_EQ(run().services, 0U);
  service(bruno_);
  EXPECT_EQ(run(Date::of(2025, 12, 1)).services, 0U);
  EXPECT_EQ(run(january).services, 1U);
}

TEST_F(MonthlyRun, ChargesWhatWasDeliveredElseWhatWasGranted) {
  const ServiceId help = service(anna_);
  deliver(help, Date::of(2026, 1, 31), 900);
  deliver(help, Date::of(2026, 2, 1), 1'000);
  deliver(help, Date::of(2026, 2, 28), 750);
  deliver(help, Date::of(2026, 3, 1), 900);
  EXPECT_EQ(run().total, Money::from_cents(192'50));  // 17.5 hours at 11.00.
}

TEST_F(MonthlyRun, RunAgainItRepeatsNothing) {
  service(anna_);
  service(bruno_);
  run();
  const auto once = facts();
  const MonthlyOutcome again = run();
  EXPECT_EQ(facts(), once);
  EXPECT_EQ(again.fees_determined, 0U);
  EXPECT_EQ(again.fees_present, 2U);
  EXPECT_EQ(again.invoices, 0U);
  EXPECT_EQ(again.notices, 0U);
}

// Two services of one person stand on one invoice; each month has its own.
TEST_F(MonthlyRun, APersonHasOneInvoiceAMonth) {
  service(anna_);
  service(anna_);
  EXPECT_EQ(run().invoices, 1U);
  EXPECT_EQ(account(anna_).invoices.front().lines.size(), 2U);
  EXPECT_EQ(run(january).invoices, 1U);
  EXPECT_EQ(account(anna_).invoices.size(), 2U);
}

// Stopped after each number of steps and run again, it leaves what one run leaves: the ids of fees,
// invoices and notices follow from what they are for.
TEST_F(MonthlyRun, StoppedAnywhereAndRunAgainItGivesTheSameFacts) {
  std::vector<PersonId> persons;
  for (int n = 0; n < 3; ++n) {
    persons.push_back(crypto::random_id<PersonId>());
    service(persons.back());
  }
  int stops = 0;
  for (int steps = 1; steps < 40; ++steps) {
    int left = steps;
    const auto outcome = monthly_run(transactor(), actor_, question(),
                                     [&](const MonthlyProgress&) { return --left > 0; });
    ASSERT_TRUE(outcome.has_value());
    if (!outcome->stopped) break;
    ++stops;
  }
  EXPECT_GT(stops, 4);
  const auto counted = facts();
  int invoices = 0;
  int notices = 0;
  int fees = 0;
  for (const auto& [name, times] : counted) {
    if (name.starts_with("InvoiceIssued")) invoices += times;
    if (name.starts_with("PaymentNoticeIssued")) notices += times;
    if (name.starts_with("CopaymentDetermined")) fees += times;
  }
  EXPECT_EQ(invoices, 3);
  EXPECT_EQ(notices, 3);
  EXPECT_EQ(fees, 3);
  for (const PersonId& person : persons) {
    EXPECT_EQ(account(person).invoices.front().total, Money::from_cents(220'00));
  }
}

// Power lost between the invoice and its notice.
TEST_F(MonthlyRun, AnInvoiceLeftWithoutANoticeGetsOne) {
  service(anna_);
  domain::IssueInvoice issue{
      crypto::random_id<InvoiceId>(),
      anna_,
      sesto,
      february,
      {domain::Charge{crypto::random_id<FeeId>(), std::nullopt, crypto::random_id<ServiceId>(),
                      Money::from_cents(10'00)}},
      today};
  ASSERT_TRUE(execute(transactor(), request(), issue));
  EXPECT_EQ(run().notices, 2U);
  EXPECT_EQ(account(anna_).notices.size(), 2U);
}

TEST_F(MonthlyRun, ARefusalIsListedAndStopsNobodyElse) {
  service(anna_, sesto, false);
  service(bruno_);
  const MonthlyOutcome outcome = run();
  ASSERT_EQ(outcome.refused.size(), 1U);
  EXPECT_EQ(outcome.refused[0].person, anna_);
  EXPECT_EQ(outcome.refused[0].refusal.code, "account.household_unknown");
  EXPECT_EQ(outcome.invoices, 1U);
  EXPECT_EQ(account(bruno_).invoices.size(), 1U);
}

TEST_F(MonthlyRun, ADryRunWritesNothing) {
  service(anna_);
  const auto before = size();
  auto asked = question();
  asked.dry_run = true;
  const auto outcome = monthly_run(transactor(), actor_, asked, {}).value();
  EXPECT_EQ(outcome.fees_determined, 1U);
  EXPECT_EQ(size(), before);
}

TEST_F(MonthlyRun, ASuspendedServiceWithNothingDeliveredHasNoFee) {
  const ServiceId help = service(anna_);
  schema::ServiceSuspendedT suspended;
  suspended.service = help;
  suspended.from = february;
  tell(streams::service(help), suspended, february);
  EXPECT_EQ(run().suspended, 1U);
  EXPECT_EQ(run(january).invoices, 1U);
  deliver(help, Date::of(2026, 2, 10), 100);
  EXPECT_EQ(run().invoices, 1U);
}

TEST_F(MonthlyRun, AFeeDeclaredVoidIsDeterminedAgain) {
  const ServiceId help = service(anna_);
  run();
  const auto page = installation_->events().read_stream(streams::fee(help), 0, log::ReadLimits{});
  schema::EventCorrectedT corrected;
  corrected.original = schema::read(schema::verified_header(page->events.front().header)->event());
  corrected.kind = schema::CorrectionKind::void_event;
  tell(streams::fee(help), corrected, today);
  EXPECT_EQ(run().fees_determined, 1U);
}

// ---- What changed later ----

class ChangedFee : public MonthlyRun {
 protected:
  // The fee of February determined again at 140.60, and the difference to settle.
  void settle(const ServiceId& help, schema::SettlementMethod method) {
    const auto loaded = transactor().load<domain::FeeHistory>(streams::fee(help));
    const domain::FeeHistory& history = loaded->state;
    const FeeId old = history.entries.front().determined->fee;
    schema::CopaymentDeterminedT again = *history.entries.front().determined;
    again.fee = crypto::random_id<FeeId>();
    again.amount = Money::from_cents(140'60);
    again.supersedes = std::make_unique<FeeId>(old);
    tell(streams::fee(help), again, february);
    schema::SettlementDecidedT decided;
    decided.settlement = crypto::random_id<SettlementId>();
    decided.service = help;
    decided.person = anna_;
    auto row = std::make_unique<schema::SettledFeeT>();
    row->fee = old;
    row->replacement = again.fee;
    row->charged = Money::from_cents(220'00);
    row->due = Money::from_cents(140'60);
    decided.fees.push_back(std::move(row));
    decided.total = Money::from_cents(-79'40);
    decided.method = method;
    decided.on = today;
    tell(streams::fee(help), decided, today);
  }
};

TEST_F(ChangedFee, AnUnpaidNoticeIsReplacedWithANewIuv) {
  const ServiceId help = service(anna_);
  run();
  const NoticeId first = account(anna_).notices.front().id;
  settle(help, schema::SettlementMethod::next_invoice);
  const MonthlyOutcome outcome = run(Date::of(2026, 3, 1));
  EXPECT_EQ(outcome.notices_replaced, 1U);
  const domain::Account now = account(anna_);
  EXPECT_EQ(find_notice(now, first)->state, State::annulled);
  const auto* replaced = find_notice(now, *find_notice(now, first)->replaced_by);
  EXPECT_EQ(replaced->amount, Money::from_cents(140'60));
  EXPECT_EQ(replaced->state, State::pending);
  EXPECT_NE(iuv_of(first), iuv_of(replaced->id));
  const auto settled = facts();
  run(Date::of(2026, 3, 1));
  run();
  EXPECT_EQ(facts(), settled);
}

TEST_F(ChangedFee, APaidNoticeStaysAndTheDifferenceIsOnTheNextInvoice) {
  const ServiceId help = service(anna_);
  run();
  const NoticeId first = account(anna_).notices.front().id;
  const domain::CloseNotice paid{first, schema::NoticeOutcome::paid, today,
                                 Money::from_cents(220'00)};
  ASSERT_TRUE(execute(transactor(), request(), CloseNotice{anna_, paid, iuv_of(first)}));
  settle(help, schema::SettlementMethod::next_invoice);
  EXPECT_EQ(run(Date::of(2026, 3, 1)).total, Money::from_cents(220'00 - 79'40));
  EXPECT_EQ(find_notice(account(anna_), first)->state, State::paid);
}

TEST_F(ChangedFee, AReceiptIsMatchedByItsIuvAlone) {
  service(anna_);
  service(bruno_);
  run();
  const NoticeId hers = account(anna_).notices.front().id;
  const NoticeId his = account(bruno_).notices.front().id;
  const domain::CloseNotice paid{hers, schema::NoticeOutcome::paid, today,
                                 Money::from_cents(220'00)};
  for (const std::string& wrong : {iuv_of(his), std::string("01999"), std::string()}) {
    const auto refused = execute(transactor(), request(), CloseNotice{anna_, paid, wrong});
    ASSERT_FALSE(refused);
    EXPECT_EQ(code_of(refused.error()), domain::refusals::account_iuv_differs);
  }
  ASSERT_TRUE(execute(transactor(), request(), CloseNotice{anna_, paid, iuv_of(hers)}));
}

}  // namespace
}  // namespace telaio::app
