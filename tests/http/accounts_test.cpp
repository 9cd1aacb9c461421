// SPDX-License-Identifier: EUPL-1.2
// The accounts of a Comune over the API: a run, its invoices, the files, the receipts.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <thread>

#include "crypto/random.hpp"
#include "tests/http/schema_check.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

constexpr std::string_view list = "/api/v1/accounts?comune=015209&month=2026-03";

class AccountsApi : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared = std::make_unique<ServiceWorld>();
    shared->activate_service();
  }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  json::value send(Method method, const std::string& target, const std::string& body,
                   Status expected) {
    const Response response = world.send("head", method, target, body, with_key());
    EXPECT_EQ(response.status, expected) << target << " " << response.body;
    return response.body.empty() ? json::value() : json::parse(response.body);
  }
  json::value get(const std::string& target) { return send(Method::get, target, "", Status::ok); }
  // The run, when it has ended.
  json::value run(const std::string& body) {
    json::value now = send(Method::post, "/api/v1/monthly-runs", body, Status::accepted);
    const std::string path = "/api/v1/monthly-runs/" + std::string(now.at("run_id").as_string());
    for (int tries = 0; tries < 600 && now.at("state").as_string() == "running"; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      now = get(path);
    }
    const json::value& described = world.openapi().at("components").at("schemas").at("MonthlyRun");
    for (const auto& misfit : test::misfits(now, described, world.openapi())) {
      ADD_FAILURE() << misfit;
    }
    return now;
  }
  json::value accounts(const json::value& run) {
    EXPECT_EQ(run.at("state").as_string(), "done");
    return get(std::string(list) + "&after=" + std::to_string(world.size() - 1));
  }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> AccountsApi::shared;

constexpr std::string_view march = R"({"comune":"015209","month":"2026-03"})";

TEST_F(AccountsApi, ARunInvoicesTheMonthAndRunAgainItRepeatsNothing) {
  const json::value dry = run(R"({"comune":"015209","month":"2026-03","dry_run":true})");
  EXPECT_EQ(world.count(schema::Fact::InvoiceIssued), 0U);
  const json::value first = run(std::string(march));
  const std::size_t issued = world.count(schema::Fact::InvoiceIssued);
  ASSERT_GT(issued, 0U) << json::serialize(first);
  EXPECT_EQ(dry.at("services").to_number<std::size_t>(),
            first.at("services").to_number<std::size_t>());
  EXPECT_EQ(first.at("invoices").to_number<std::size_t>(), issued);
  const json::value again = run(std::string(march));
  EXPECT_EQ(again.at("invoices").to_number<int>(), 0);
  EXPECT_EQ(world.count(schema::Fact::InvoiceIssued), issued);

  const json::value found = accounts(again);
  const json::value& described = world.openapi().at("components").at("schemas").at("Accounts");
  for (const auto& misfit : test::misfits(found, described, world.openapi())) {
    ADD_FAILURE() << misfit;
  }
  EXPECT_EQ(found.at("invoices").as_array().size(), issued);
  EXPECT_EQ(found.at("total").as_string(), first.at("amount").as_string());
}

TEST_F(AccountsApi, AReceiptClosesTheNoticeItsIuvNames) {
  const json::value found = accounts(run(std::string(march)));
  const json::value* invoice = nullptr;
  for (const json::value& each : found.at("invoices").as_array()) {
    const auto* notice = each.as_object().if_contains("notice");
    // Without an IUV: of a person of another unit, whom this head may not name.
    const bool whole = notice != nullptr && notice->as_object().contains("iuv");
    if (whole && notice->at("state").as_string() == "pending") invoice = &each;
  }
  ASSERT_NE(invoice, nullptr);
  const json::value& notice = invoice->at("notice");
  const std::string path =
      "/api/v1/notices/" + std::string(notice.at("notice_id").as_string()) + "/outcome";
  const std::string amount(notice.at("amount").as_string());
  const std::string iuv(notice.at("iuv").as_string());
  const auto paid = [&](const std::string& cents, const std::string& number) {
    return R"({"outcome":"paid","on":"2026-03-20","amount":")" + cents + R"(","iuv":")" + number +
           "\"}";
  };
  const auto wrong_iuv = send(Method::post, path, paid(amount, "01"), Status::unprocessable);
  EXPECT_EQ(wrong_iuv.at("code").as_string(), "account.iuv_differs");
  const auto wrong_amount = send(Method::post, path, paid("0.01", iuv), Status::unprocessable);
  EXPECT_EQ(wrong_amount.at("code").as_string(), "account.amount_differs");
  send(Method::post, path, paid(amount, iuv), Status::created);
  const auto again = send(Method::post, path, R"({"outcome":"annulled","on":"2026-03-20"})",
                          Status::unprocessable);
  EXPECT_EQ(again.at("code").as_string(), "account.notice_paid");
}

TEST_F(AccountsApi, ANoticeGivenUpHasAnotherIuvAndTheSameAmount) {
  const auto pending = [&]() -> json::value {
    const json::value all = get(std::string(list) + "&after=" + std::to_string(world.size() - 1));
    for (const json::value& each : all.at("invoices").as_array()) {
      const auto* notice = each.as_object().if_contains("notice");
      const bool whole = notice != nullptr && notice->as_object().contains("iuv");
      if (whole && notice->at("state").as_string() == "pending") return *notice;
    }
    return {};
  };
  const json::value old = pending();
  ASSERT_TRUE(old.is_object());
  const std::string path =
      "/api/v1/notices/" + std::string(old.at("notice_id").as_string()) + "/replacement";
  const auto past = send(Method::post, path, R"({"due_on":"2026-03-19"})", Status::unprocessable);
  EXPECT_EQ(past.at("code").as_string(), "account.due_in_past");
  send(Method::post, path, R"({"due_on":"2026-04-30"})", Status::created);
  const json::value fresh = pending();
  ASSERT_TRUE(fresh.is_object());
  EXPECT_NE(fresh.at("iuv"), old.at("iuv"));
  EXPECT_EQ(fresh.at("amount"), old.at("amount"));
  EXPECT_EQ(fresh.at("due_on").as_string(), "2026-04-30");
  const auto again = send(Method::post, path, R"({"due_on":"2026-05-31"})", Status::unprocessable);
  EXPECT_EQ(again.at("code").as_string(), "account.notice_replaced");
}

TEST_F(AccountsApi, AFileThatLeavesIsRecordedForEachPerson) {
  accounts(run(std::string(march)));
  for (const std::string kind : {"csv", "xlsx"}) {
    const log::Position before = world.size();
    const Response file = world.send("head", Method::get,
                                     "/api/v1/accounts." + kind + "?comune=015209&month=2026-03");
    ASSERT_EQ(file.status, Status::ok) << file.body;
    EXPECT_EQ(file.body.substr(0, 2), kind == "csv" ? "\xEF\xBB" : "PK");
    const auto accesses = world.accesses_from(before);
    EXPECT_GT(accesses.size(), 1U);  // The list, and whoever is on it.
    for (const auto& each : accesses) {
      EXPECT_EQ(each.action, schema::AccessAction::export_);
      EXPECT_EQ(each.purpose, "disclosure");
    }
  }
}

TEST_F(AccountsApi, AMonthWithoutInvoicesIsEmptyAndSaysSo) {
  const json::value none = get("/api/v1/accounts?comune=015081&month=2020-01");
  EXPECT_TRUE(none.at("invoices").as_array().empty());
  EXPECT_EQ(none.at("total").as_string(), "0.00");
}

TEST_F(AccountsApi, AWrongQuestionIsRefused) {
  for (const std::string wrong : {"comune=999999", "month=2026-13", "month=2026-2"}) {
    send(Method::get, "/api/v1/accounts?" + wrong, "", Status::bad_request);
  }
  send(Method::post, "/api/v1/monthly-runs", R"({"comune":"015209","month":"2026-00"})",
       Status::bad_request);
}

}  // namespace
}  // namespace telaio::http
