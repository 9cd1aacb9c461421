// SPDX-License-Identifier: EUPL-1.2
// Every operation of the API file, called as every role, on one real installation: what answers, to
// whom, with what in it, and what it leaves in the access log.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "crypto/random.hpp"
#include "http/http_refusals.hpp"
#include "http/wording.hpp"
#include "log/tree/consistency_bundle.hpp"
#include "tests/http/schema_check.hpp"
#include "tests/http/service_world.hpp"

namespace telaio::http {
namespace {

namespace json = boost::json;
using test::ServiceWorld;

// One world for all tests of this file: it takes seconds to build. Tests only add to it.
class CrawlTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { shared = std::make_unique<ServiceWorld>(); }
  static void TearDownTestSuite() { shared.reset(); }
  ServiceWorld& world = *shared;

  static Fields with_key() { return {{"idempotency-key", to_string(crypto::random_uuid())}}; }
  std::string case_path() const { return "/api/v1/cases/" + to_string(world.marked_case); }

 private:
  static std::unique_ptr<ServiceWorld> shared;
};
std::unique_ptr<ServiceWorld> CrawlTest::shared;

struct Operation {
  std::string path;
  Method method = Method::get;
  std::string id;
  std::set<std::string> roles;
  std::string visibility;
  json::value responses;
};

std::vector<Operation> operations(const json::value& openapi) {
  std::vector<Operation> all;
  for (const auto& path : openapi.at("paths").as_object()) {
    for (const auto& each : path.value().as_object()) {
      const json::object& given = each.value().as_object();
      Operation operation;
      operation.path = std::string(path.key());
      std::string method(each.key());
      std::transform(method.begin(), method.end(), method.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
      operation.method = parse_method(method);
      operation.id = given.at("operationId").as_string().c_str();
      operation.visibility = given.at("x-class").as_string().c_str();
      for (const json::value& role : given.at("x-roles").as_array()) {
        operation.roles.insert(role.as_string().c_str());
      }
      operation.responses = given.at("responses");
      all.push_back(std::move(operation));
    }
  }
  return all;
}

// A valid target and body for each operation, on the marked family.
struct Sent {
  std::string target;
  std::string body;
};

Sent valid(const ServiceWorld& world, const Operation& operation) {
  // Only a request that nobody decided yet is judged, and stands in a list.
  const bool ranked = operation.id == "assess_application" || operation.id == "get_ranking_letter";
  const std::map<std::string, std::string> values{
      {"case_id", to_string(world.marked_case)},
      {"service_id", to_string(ranked ? world.application : world.service)},
      {"fee_id", to_string(world.fee)},
      {"regulation_id", to_string(world.regulation)},
      {"ranking_id", to_string(world.ranking)},
      {"attestation_id", to_string(world.annotated)},
      {"code", "ADI-1"},
      {"position", "0"},
      {"verification_id", "00000000000000000000000000000001"},
      {"run_id", "00000000000000000000000000000001"},
      {"notice_id", "00000000000000000000000000000001"},
      {"simulation_id", "00000000000000000000000000000001"}};
  Sent sent{operation.path, ""};
  for (const auto& [name, value] : values) {
    const std::size_t at = sent.target.find("{" + name + "}");
    if (at != std::string::npos) sent.target.replace(at, name.size() + 2, value);
  }
  const std::string person = to_string(world.marked_person);
  const std::map<std::string, std::string> bodies{
      {"create_session", R"({"user":"nobody","password":"wrong"})"},
      {"change_password", R"({"old_password":"wrong","new_password":"quindici caratteri"})"},
      {"search_persons", R"({"text":"zzmarc"})"},
      {"log_intervention",
       R"({"kind":"note","on":"2026-03-20","text":"nota","participants":[")" + person + R"("]})"},
      {"correct_event", R"({"event_id":")" + to_string(world.note) +
                            R"(","kind":"value","reason":"typing_error","new_text":"corretto"})"},
      {"determine_fee", R"({"from":"2026-05-01","to":"2026-05-31"})"},
      {"preview_fee", R"({"from":"2026-05-01","to":"2026-05-31"})"},
      {"decide_settlement",
       R"({"proposal":")" + std::string(64, '0') + R"(","method":"next_invoice"})"},
      {"suspend_service", R"({"reason":"absence","from":"2026-03-20"})"},
      {"resume_service", R"({"from":"2026-03-21"})"},
      {"notify_fee", R"({"on":"2026-03-20"})"},
      {"request_fee_review", R"({"on":"2026-03-20"})"},
      {"decide_fee_review", R"({"on":"2026-03-20","outcome":"confirmed"})"},
      {"acquire_attestation",
       R"({"person_id":")" + person +
           R"(","kind":"inclusione_2026","isee":"8000.00","presented_on":)"
           R"("2026-03-01","valid_from":"2026-03-01","valid_to":"2026-12-31",)"
           R"("channel":"caf","dsu_number":"INPS-ISEE-2026-00000888X-00",)"
           R"("annotations":true})"},
      {"accept_documents", R"({"on":"2026-03-20","reason":"holder_proved"})"},
      {"ask_inps", R"({"person_id":")" + person +
                       R"(","kind":"ordinario","depth":"indicator","service_code":"SAD",)"
                       R"("protocol":"2026/1"})"},
      {"record_disclosure", R"({"action":"print","part":"list","rows":3})"},
      {"open_case", R"({"reason":"sample_check"})"},
      {"check_access_criteria", R"({"document":{"id":"crawl","act":"Atto","gates":[{}]}})"},
      {"publish_access_criteria",
       R"({"document":{"id":"crawl","act":"Atto","classes":["urgent"]},"service_code":"SOLLIEVO",)"
       R"("valid_from":"2026-03-01"})"},
      {"assess_application", R"({"criteria_id":")" + to_string(world.criteria) +
                                 R"(","on":"2026-03-20","age_months":540})"},
      {"publish_ranking",
       R"({"criteria_id":")" + to_string(world.criteria) + R"(","on":"2026-03-20","places":1})"},
      {"check_regulation", R"({"id":"x","formula":{"segments":[]}})"},
      {"publish_regulation",
       R"({"id":"ambito-sad","act":"Delibera 1","unit":"EUR/hour","service_code":"SAD",
           "period":{"effective_from":"2040-01-01"},"formula":{"segments":[
           {"from":null,"to":null,"base":"1","x0":"0","num":"0","den":"1"}]}})"},
      {"withdraw_regulation", R"({"kind":"repealed","from":"2090-01-01","act":"Delibera 2"})"},
      {"start_verification", "{}"},
      {"start_monthly_run", R"({"comune":"015209","month":"2026-02","dry_run":true})"},
      {"replace_notice", R"({"due_on":"2026-04-30"})"},
      {"record_notice_outcome", R"({"outcome":"annulled","on":"2026-03-20"})"},
      {"start_simulation", R"({"service":"SAD","from":"2025-01-01","to":"2026-12-31",)"
                           R"("draft":{"published":"dairago-sad"}})"},
  };
  const auto body = bodies.find(operation.id);
  if (body != bodies.end()) sent.body = body->second;
  return sent;
}

std::string role_of(const std::string& who) {
  return who == "owner" || who == "colleague" || who == "stranger" ? "social_worker" : who;
}

bool has_marker(const std::string& text, const std::string& fiscal_code) {
  for (const std::string_view marker : test::all_markers()) {
    if (text.find(marker) != std::string::npos) return true;
  }
  return text.find(fiscal_code) != std::string::npos;
}

// The schema of the body that goes with a status; null when the API file gives none.
const json::value* schema_of(const Operation& operation, Status status) {
  const json::value* response =
      operation.responses.as_object().if_contains(std::to_string(number(status)));
  if (response == nullptr) return nullptr;
  const json::value* content = response->as_object().if_contains("content");
  if (content == nullptr || !content->as_object().contains("application/json")) return nullptr;
  return &content->at("application/json").at("schema");
}

void expect_well_formed(const ServiceWorld& world, const Operation& operation,
                        const Response& response, const std::string& who) {
  const std::string label = operation.id + " as " + who + ": " + response.body.substr(0, 400);
  if (number(response.status) >= 400) {
    EXPECT_EQ(field_value(response.fields, "content-type"), "application/problem+json") << label;
    const json::value body = json::parse(response.body);
    const json::value& problem = world.openapi().at("components").at("schemas").at("Problem");
    for (const auto& misfit : test::misfits(body, problem, world.openapi())) {
      ADD_FAILURE() << label << misfit;
    }
    return;
  }
  if (response.status == Status::no_content) return;
  if (field_value(response.fields, "content-type") != "application/json") return;
  if (operation.id == "get_openapi") return;
  const json::value body = json::parse(response.body);
  EXPECT_TRUE(body.is_object()) << label;
  const json::value* schema = schema_of(operation, response.status);
  ASSERT_NE(schema, nullptr) << label;
  for (const auto& misfit : test::misfits(body, *schema, world.openapi())) {
    ADD_FAILURE() << operation.id << " as " << who << ": " << misfit;
  }
}

TEST(Routes, AreThoseOfTheApiFileWithItsRoles) {
  std::ifstream file(std::string(TELAIO_SOURCE_DIR) + "/src/http/openapi.json");
  std::ostringstream content;
  content << file.rdbuf();
  std::map<std::string, std::set<std::string>> described;
  for (const Operation& operation : operations(json::parse(content.str()))) {
    if (operation.id == "get_openapi") continue;  // Served beside the table.
    described[std::string(to_string(operation.method)) + " " + operation.path] = operation.roles;
  }
  std::map<std::string, std::set<std::string>> routed;
  for (const Route& route : all_routes()) {
    // The public files of C2SP stand outside the API file.
    if (route.pattern.starts_with("/tile/") || route.pattern.starts_with("/checkpoint")) continue;
    auto& roles = routed[std::string(to_string(route.method)) + " " + std::string(route.pattern)];
    for (const schema::Role role : route.roles) roles.insert(std::string(role_name(role)));
  }
  EXPECT_EQ(routed, described);
}

TEST_F(CrawlTest, EveryOperationAnswersEachRoleAsTheApiFileSays) {
  const std::vector<std::string> people{"",     "owner",   "colleague", "stranger",
                                        "head", "manager", "auditor",   "administrator"};
  for (const Operation& operation : operations(world.openapi())) {
    // These two change what the others see, and have tests of their own.
    if (operation.id == "delete_session" || operation.id == "open_case") continue;
    for (const std::string& who : people) {
      const Sent sent = valid(world, operation);
      const log::Position before = world.size();
      const Response response =
          world.send(who, operation.method, sent.target, sent.body, with_key());
      const std::string label = operation.id + " as " + (who.empty() ? "nobody" : who) + ": " +
                                response.body.substr(0, 300);
      expect_well_formed(world, operation, response, who);
      const bool open = operation.roles.empty();
      if (!open && who.empty()) {
        EXPECT_EQ(response.status, Status::unauthorized) << label;
      } else if (!open && !operation.roles.contains(role_of(who))) {
        EXPECT_EQ(response.status, Status::forbidden) << label;
      } else if (operation.id == "create_session") {
        EXPECT_EQ(response.status, Status::unauthorized) << label;
      } else if (operation.id == "change_password") {
        EXPECT_EQ(response.code, "account.old_password_wrong") << label;
      } else if (operation.id == "get_monthly_run" || operation.id == "cancel_monthly_run" ||
                 operation.id == "record_notice_outcome" || operation.id == "replace_notice" ||
                 operation.id == "get_verification" || operation.id == "get_simulation" ||
                 operation.id == "remove_simulation") {
        EXPECT_EQ(response.status, Status::not_found) << label;
      } else if (operation.id == "decide_settlement" && (who == "owner" || who == "head")) {
        EXPECT_EQ(response.code, "fee.nothing_to_settle") << label;
      } else if (operation.id == "suspend_service" && (who == "owner" || who == "head")) {
        EXPECT_EQ(response.code, "service.not_active") << label;
      } else if (operation.id == "resume_service" && (who == "owner" || who == "head")) {
        EXPECT_EQ(response.code, "service.not_suspended") << label;
      } else if (who == "owner" || who == "head" || who == "auditor") {
        const bool running =
            operation.id == "start_verification" && response.status == Status::conflict;
        EXPECT_TRUE(number(response.status) < 300 || running) << label;
      } else {
        EXPECT_LT(number(response.status), 500U) << label;
      }

      // Managers, administrators and strangers meet no personal data, whatever they ask; neither
      // does an auditor who gave no reason, nor anybody without a session.
      const bool blind = who.empty() || who == "manager" || who == "administrator" ||
                         who == "stranger" || who == "auditor";
      if (blind) EXPECT_FALSE(has_marker(response.body, world.fiscal_code)) << label;

      const bool protected_read = operation.visibility >= "P3" && number(response.status) < 300;
      if (protected_read) {
        // A verification of somebody else ends whenever it likes.
        auto accesses = world.accesses_from(before);
        std::erase_if(accesses, [](const auto& each) { return each.purpose == "verification"; });
        EXPECT_EQ(accesses.size(), 1U) << label;
      }
    }
  }
}

TEST_F(CrawlTest, TheOwnerReadsTheDiaryAndTheColleagueDoesNot) {
  const std::string mine = world.send("owner", Method::get, case_path() + "/timeline").body;
  EXPECT_NE(mine.find(test::secret_marker), std::string::npos);
  EXPECT_NE(mine.find(test::surname_marker), std::string::npos);
  const std::string theirs = world.send("colleague", Method::get, case_path() + "/timeline").body;
  EXPECT_EQ(theirs.find(test::diary_marker), std::string::npos);
  EXPECT_EQ(theirs.find(test::secret_marker), std::string::npos);
  EXPECT_NE(theirs.find("\"masked\""), std::string::npos);
}

TEST_F(CrawlTest, TheHeadReadsTheDiaryButNoConfidentialNote) {
  const std::string text = world.send("head", Method::get, case_path() + "/timeline").body;
  EXPECT_EQ(text.find(test::secret_marker), std::string::npos);
  EXPECT_NE(text.find("\"text_state\":\"confidential\""), std::string::npos);
}

TEST_F(CrawlTest, AStrangersAttemptIsRefusedAndRecorded) {
  const std::size_t before = world.count(schema::Fact::RecordAccessed);
  const Response response = world.send("stranger", Method::get, case_path());
  EXPECT_EQ(response.status, Status::forbidden);
  EXPECT_EQ(world.count(schema::Fact::RecordAccessed), before + 1);
}

TEST_F(CrawlTest, TheSameKeyIsOneNoteAndAnotherBodyIsRefused) {
  const Fields key = with_key();
  const std::string target = case_path() + "/interventions";
  const std::string body =
      R"({"kind":"note","on":"2026-03-20","text":"una volta sola","participants":[]})";
  const std::size_t before = world.count(schema::Fact::InterventionLogged);
  const Response first = world.send("owner", Method::post, target, body, key);
  const Response second = world.send("owner", Method::post, target, body, key);
  ASSERT_EQ(first.status, Status::created) << first.body;
  ASSERT_EQ(second.status, Status::created) << second.body;
  EXPECT_EQ(world.count(schema::Fact::InterventionLogged), before + 1);
  EXPECT_EQ(json::parse(first.body).at("event_id"), json::parse(second.body).at("event_id"));
  EXPECT_TRUE(json::parse(second.body).at("repeated").as_bool());
  const Response other =
      world.send("owner", Method::post, target,
                 R"({"kind":"note","on":"2026-03-20","text":"un'altra","participants":[]})", key);
  EXPECT_EQ(other.status, Status::unprocessable) << other.body;
}

TEST_F(CrawlTest, AWriteIsSeenByWhoAsksForItsPosition) {
  const Response written = world.send(
      "owner", Method::post, case_path() + "/interventions",
      R"({"kind":"note","on":"2026-03-20","text":"appena scritta","participants":[]})", with_key());
  ASSERT_EQ(written.status, Status::created) << written.body;
  const auto position = json::parse(written.body).at("position").to_number<std::uint64_t>();
  const Response read = world.send(
      "owner", Method::get, case_path() + "/timeline?limit=200&after=" + std::to_string(position));
  EXPECT_NE(read.body.find("appena scritta"), std::string::npos) << read.body.substr(0, 500);
}

TEST_F(CrawlTest, ThePastDoesNotKnowWhatCameLater) {
  const auto before = world.size() - 1;
  ASSERT_EQ(
      world
          .send("owner", Method::post, case_path() + "/interventions",
                R"({"kind":"note","on":"2026-03-20","text":"dopo","participants":[]})", with_key())
          .status,
      Status::created);
  const Response then = world.send(
      "owner", Method::get, case_path() + "/timeline?limit=200&as_of=" + std::to_string(before));
  EXPECT_EQ(then.status, Status::ok) << then.body;
  EXPECT_EQ(then.body.find("\"dopo\""), std::string::npos);
  const Response never = world.send("owner", Method::get, case_path() + "?as_of=999999999");
  EXPECT_EQ(json::parse(never.body).at("code").as_string(), "http.position_unknown");
}

TEST_F(CrawlTest, AnotherSiteCannotWriteWithTheCookie) {
  const Response response =
      world.send("owner", Method::post, case_path() + "/interventions",
                 R"({"kind":"note","on":"2026-03-20","text":"x","participants":[]})",
                 {{"sec-fetch-site", "cross-site"}, {"idempotency-key", "k1"}});
  EXPECT_EQ(response.status, Status::forbidden);
  EXPECT_EQ(response.code, refusals::cross_site);
}

TEST_F(CrawlTest, WrongPasswordAndUnknownUserLookTheSame) {
  const Response unknown = world.send("", Method::post, "/api/v1/session",
                                      R"({"user":"nessuno","password":"sbagliata"})");
  const Response wrong = world.send("", Method::post, "/api/v1/session",
                                    R"({"user":"assistente1","password":"sbagliata"})");
  EXPECT_EQ(unknown.status, Status::unauthorized);
  EXPECT_EQ(unknown.body, wrong.body);
}

TEST_F(CrawlTest, BrokenRequestsGetProblemsAndNeverFaults) {
  const std::vector<std::pair<std::string, std::string>> posts{
      {case_path() + "/interventions", "{"},
      {case_path() + "/interventions", "[]"},
      {case_path() + "/interventions", R"({"kind":"dance","on":"ieri","text":3})"},
      {case_path() + "/corrections", R"({"event_id":"x"})"},
      {"/api/v1/cases/xyz/interventions", "{}"},
      {"/api/v1/searches", R"({"text":"a"})"},
      {"/api/v1/services/00000000000000000000000000000009/fees",
       R"({"from":"2026-05-01","to":"2026-05-31"})"}};
  for (const auto& [target, body] : posts) {
    const Response response = world.send("owner", Method::post, target, body, with_key());
    EXPECT_GE(number(response.status), 400U) << target << body;
    EXPECT_LT(number(response.status), 500U) << target << body;
    EXPECT_TRUE(json::parse(response.body).as_object().contains("code"));
  }
  for (const char* target :
       {"/api/v1/cases?limit=0", "/api/v1/cases?cursor=%25", "/api/v1/cases?on=2026-13-01",
        "/api/v1/cases?scope=all", "/api/v1/today?as_of=1&known=2026-01-01",
        "/api/v1/cases/00000000000000000000000000000009", "/api/v1/fees/zz", "/api/v1/nothing"}) {
    const Response response = world.send("owner", Method::get, target);
    EXPECT_GE(number(response.status), 400U) << target;
    EXPECT_LT(number(response.status), 500U) << target;
  }
  const Response keyless = world.send("owner", Method::post, case_path() + "/interventions",
                                      R"({"kind":"note","on":"2026-03-20","text":"x",
                                          "participants":[]})");
  EXPECT_EQ(number(keyless.status), 428U);
}

TEST_F(CrawlTest, EveryNumberOfABoardIsTheLengthOfTheListBehindIt) {
  const json::value board =
      json::parse(world.send("manager", Method::get, "/api/v1/caseload").body);
  for (const json::value& row : board.at("workers").as_array()) {
    const std::string key(row.at("key").as_string());
    const json::value list = json::parse(
        world.send("manager", Method::get, "/api/v1/caseload/cases?limit=200&operator_id=" + key)
            .body);
    EXPECT_EQ(list.at("total"), row.at("cases"));
    EXPECT_EQ(list.at("items").as_array().size(), row.at("cases").to_number<std::size_t>());
  }
  const json::value leps = json::parse(world.send("manager", Method::get, "/api/v1/leps").body);
  for (const json::value& indicator : leps.at("indicators").as_array()) {
    const std::string code(indicator.at("code").as_string());
    const json::value list = json::parse(
        world.send("manager", Method::get, "/api/v1/leps/" + code + "/events?limit=200").body);
    EXPECT_EQ(list.at("total"), indicator.at("events")) << code;
  }
}

TEST_F(CrawlTest, ThatTheLogOnlyGrewIsProvedFromAnyOlderSize) {
  const std::string path = "/api/v1/integrity/consistency?from=";
  const json::value head =
      json::parse(world.send("auditor", Method::get, "/api/v1/integrity").body);
  const auto key = log::tree::parse_verifier_key(head.at("key").as_string()).value();
  const auto size = head.at("signed_size").to_number<std::uint64_t>();
  for (const std::uint64_t from : {std::uint64_t{1}, size / 2, size}) {
    const Response response = world.send("auditor", Method::get, path + std::to_string(from));
    ASSERT_EQ(response.status, Status::ok) << "from " << from << " of " << size << response.body;
    const auto bundle = log::tree::parse_consistency(response.body).value();
    const log::tree::Checkpoint held{key.name, from, world.root_at(from)};
    EXPECT_TRUE(log::tree::verify_consistency_bundle(bundle, held, key).has_value()) << from;
  }
  EXPECT_EQ(world.send("auditor", Method::get, path + "9007199254740991").status,
            Status::not_found);
  for (const std::string wrong : {"", "x", "-1"}) {
    const Response response = world.send("auditor", Method::get, path + wrong);
    EXPECT_EQ(response.code, "http.fields_wrong") << wrong;
  }
}

TEST_F(CrawlTest, NobodyIsWitnessedWhereNoWitnessIsAsked) {
  EXPECT_EQ(world.send("", Method::get, "/checkpoint/witnessed").status, Status::not_found);
  const json::value status = json::parse(world.send("", Method::get, "/status").body);
  EXPECT_FALSE(status.as_object().contains("witnessed_size"));
  const json::value head =
      json::parse(world.send("auditor", Method::get, "/api/v1/integrity").body);
  EXPECT_TRUE(head.at("witnesses").as_array().empty());
}

TEST_F(CrawlTest, AnAuditorReadsNamesOnlyAfterGivingAReason) {
  const std::string masked = world.send("auditor", Method::get, case_path() + "/timeline").body;
  EXPECT_FALSE(has_marker(masked, world.fiscal_code));
  EXPECT_NE(masked.find("P-01"), std::string::npos);
  const Response opened = world.send(
      "auditor", Method::post, "/api/v1/audit/cases/" + to_string(world.marked_case) + "/openings",
      R"({"reason":"complaint"})", with_key());
  ASSERT_EQ(opened.status, Status::created) << opened.body;
  const std::string clear = world.send("auditor", Method::get, case_path() + "/timeline").body;
  EXPECT_NE(clear.find(test::diary_marker), std::string::npos);
}

TEST_F(CrawlTest, SigningOutEndsTheSessionForGood) {
  const std::string token = world.token("administrator");
  const Response out = world.send("administrator", Method::delete_, "/api/v1/session");
  EXPECT_EQ(out.status, Status::no_content);
  EXPECT_EQ(field_value(out.fields, "clear-site-data"), "\"cache\"");
  const Response after = world.send("administrator", Method::get, "/api/v1/session");
  EXPECT_EQ(after.status, Status::unauthorized);
  EXPECT_EQ(after.code, refusals::session_expired);
}

}  // namespace
}  // namespace telaio::http
