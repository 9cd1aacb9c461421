// SPDX-License-Identifier: EUPL-1.2
#include "tests/http/service_world.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/commands.hpp"
#include "app/fees.hpp"
#include "app/leps/register_json.hpp"
#include "app/rankings.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/identifiers/codice_fiscale.hpp"
#include "http/target.hpp"
#include "projections/fees/fees_query.hpp"
#include "schemas/read.hpp"
#include "server/evidence.hpp"

namespace telaio::http::test {

namespace {

const std::filesystem::path source(TELAIO_SOURCE_DIR);
const Date today = Date::of(2026, 3, 20);

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// A world that cannot be built is a failed test, with its reason.
template <class Value, class Error>
Value must(Result<Value, Error> result, const char* what) {
  if (!result) throw std::runtime_error(what);
  return std::move(*result);
}

app::Outcome must_do(const Result<app::Outcome, app::Failure>& outcome, const char* what) {
  if (!outcome) {
    throw std::runtime_error(std::string(what) + ": " + std::string(app::code_of(outcome.error())));
  }
  return *outcome;
}

}  // namespace

std::vector<std::string_view> all_markers() {
  return {surname_marker, given_name_marker, street_marker,
          phone_marker,   diary_marker,      secret_marker};
}

ServiceWorld::ServiceWorld()
    : clock(rome_day_start(today)),
      folder_(std::filesystem::temp_directory_path() /
              ("telaio-world-" + to_string(crypto::random_uuid()))) {
  std::filesystem::create_directories(folder_);
  auto catalogue = must(app::load_catalogue(source / "config" / "codes"), "catalogue");
  installation_ = must(tools::Installation::create(folder_ / "data", std::move(catalogue), clock),
                       "installation");
  generator::Plan plan;
  plan.families = 2;
  plan.years = 1;
  plan.until = today;
  loaded_ = generator::load_demo(*installation_, clock, plan, source / "config",
                                 [](Date, std::uint64_t) {});
  clock.set(rome_time(today, 18 * 60).later);
  users_ = {{"owner", "assistente1"},           {"stranger", "assistente2"},
            {"colleague", "assistente3"},       {"head", "responsabile1"},
            {"manager", "ufficiodipiano"},      {"auditor", "revisore"},
            {"administrator", "amministratore"}};
  must(installation_->views().catch_up(), "views");
  load_marked_family();
  load_call();
  must(installation_->views().catch_up(), "views");
  installation_->views().start();

  auto leps = app::leps::load_register(app::leps::built_in_register());
  leps_ = must(std::move(leps), "leps");
  build_dispatcher();
}

Dependencies ServiceWorld::dependencies() {
  Dependencies dependencies{installation_->transactor(),
                            installation_->operators(),
                            installation_->views(),
                            installation_->catalogue(),
                            leps_,
                            clock,
                            server::evidence_of(installation_->folder(), installation_->paths()),
                            "0.0.0-test",
                            true};
  dependencies.ask_inps = [this](const inps::Question& question) {
    inps_questions.push_back(question);
    return inps_answer;
  };
  return dependencies;
}

std::unique_ptr<Service> ServiceWorld::serve(ServiceOptions options) {
  options.addresses = {"127.0.0.1"};
  options.port = 0;
  options.keys_folder = folder_ / "tls";
  options.texts_folder = source / "config/texts";
  options.openapi_file = source / "src/http/openapi.json";
  options.log_descriptor = -1;  // Nobody reads it.
  installation_->views().start();
  return must(Service::start(options, dependencies()), "service");
}

void ServiceWorld::build_dispatcher(const RateLimits& rate_limits) {
  const std::string openapi = content_of(source / "src/http/openapi.json");
  openapi_ = boost::json::parse(openapi);
  auto texts = must(Texts::load(source / "config/texts"), "texts");
  auto labels = must(Labels::load(source / "config/texts/labels.http.it.json"), "labels");
  dispatcher_ = std::make_unique<Dispatcher>(dependencies(), std::move(texts), std::move(labels),
                                             StaticFiles(), openapi, rate_limits);
}

void ServiceWorld::restart() {
  dispatcher_.reset();
  installation_->views().stop();
  installation_.reset();
  auto catalogue = must(app::load_catalogue(source / "config" / "codes"), "catalogue");
  installation_ = must(tools::Installation::open(folder_ / "data", std::move(catalogue), clock),
                       "installation again");
  must(installation_->views().catch_up(), "views again");
  installation_->views().start();
  build_dispatcher();
}

ServiceWorld::~ServiceWorld() {
  dispatcher_.reset();
  if (installation_) installation_->views().stop();
  installation_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

const app::Actor& ServiceWorld::actor(const std::string& who) {
  if (const auto known = actors_.find(who); known != actors_.end()) return known->second;
  for (const auto& account : must(installation_->vault().accounts().list(), "accounts")) {
    if (account.user_name != users_.at(who)) continue;
    const auto found = installation_->operators().actor(account.operator_id,
                                                        installation_->catalogue().lead_comune);
    if (found && *found) return actors_[who] = **found;
  }
  throw std::runtime_error("no actor " + who);
}

void ServiceWorld::load_marked_family() {
  app::Transactor& transactor = installation_->transactor();
  const app::Actor& owner = actor("owner");
  const auto request = [&] {
    app::CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = owner;
    made.envelope.purpose = Code("case_work");
    return made;
  };
  marked_person = crypto::random_id<PersonId>();
  household = crypto::random_id<HouseholdId>();
  marked_case = crypto::random_id<CaseId>();
  service = crypto::random_id<ServiceId>();
  const Date born = Date::of(1980, 5, 17);
  fiscal_code = *domain::identifiers::compute_codice_fiscale(
      {surname_marker, given_name_marker, born, schema::Sex::female, "I690"});

  domain::RegisterPerson registered;
  registered.person = marked_person;
  registered.surname = surname_marker;
  registered.given_name = given_name_marker;
  registered.birth = {1980, 5, 17};
  registered.birth_place = "Sesto San Giovanni";
  registered.sex = schema::Sex::female;
  registered.phone = phone_marker;
  registered.source = schema::PersonSource::anpr;
  registered.on = today;
  must_do(app::execute(transactor, request(), registered), "register");
  domain::AssignIdentifier assigned;
  assigned.person = marked_person;
  assigned.system = schema::IdentifierSystem::codice_fiscale;
  assigned.value = fiscal_code;
  assigned.status = schema::IdentifierStatus::validated;
  assigned.valid_from = born;
  assigned.source = schema::PersonSource::anpr;
  must_do(app::execute(transactor, request(), assigned), "identifier");
  domain::ChangeResidence moved;
  moved.person = marked_person;
  moved.comune = Code("015209");
  moved.street = street_marker;
  moved.from = today.plus_days(-400);
  moved.source = schema::PersonSource::anpr;
  must_do(app::execute(transactor, request(), moved), "residence");
  domain::ComposeHousehold composed;
  composed.household = household;
  composed.kind = schema::HouseholdKind::registry;
  composed.members = {{marked_person, 1}};
  composed.reference_date = today;
  must_do(app::execute(transactor, request(), composed), "household");

  domain::AcquireAttestation isee;
  isee.household = household;
  attestation = crypto::random_id<AttestationId>();
  isee.attestation = attestation;
  isee.beneficiary = marked_person;
  isee.kind = schema::IseeKind::ordinario;
  isee.isee = Money::from_cents(8'000'00);
  isee.presented_on = today.plus_days(-60);
  isee.valid_from = today.plus_days(-60);
  isee.valid_to = Date::of(2026, 12, 31);
  isee.channel = schema::IseeChannel::pdnd;
  isee.dsu_number = "INPS-ISEE-2026-00000999X-00";
  isee.kind_as_printed = "Ordinario";
  must_do(app::execute(transactor, request(), isee), "isee");
  // Another indicator of an older DSU, with annotations that wait for documents.
  annotated = crypto::random_id<AttestationId>();
  isee.attestation = annotated;
  isee.kind = schema::IseeKind::minorenni;
  isee.presented_on = isee.valid_from = today.plus_days(-70);
  isee.annotations = true;
  isee.dsu_number = "INPS-ISEE-2026-00000998X-00";
  must_do(app::execute(transactor, request(), isee), "annotated isee");

  domain::TakeInCharge taken;
  taken.case_file = marked_case;
  taken.number = Code("SSG-2026-9999");
  taken.household = household;
  taken.subjects = {marked_person};
  taken.area = installation_->catalogue().areas.begin()->first;
  taken.competent_comune = Code("015209");
  taken.reason = Code("request");
  taken.on = today;
  taken.case_manager = owner.id;
  taken.unit = owner.unit;
  must_do(app::execute(transactor, request(), taken), "taken");
  domain::LogIntervention logged;
  logged.kind = schema::InterventionKind::interview;
  logged.on = today;
  logged.place = schema::InterventionPlace::office;
  logged.participants = {marked_person};
  logged.text = diary_marker;
  note = must_do(app::execute(transactor, request(), marked_case, logged), "note").events.front();
  logged.text = secret_marker;
  logged.confidential = true;
  must_do(app::execute(transactor, request(), marked_case, logged), "confidential note");

  domain::RequestService asked;
  asked.service = service;
  asked.person = marked_person;
  asked.case_file = marked_case;
  asked.service_code = Code("SAD");
  asked.siuss_code = Code("A2.07");
  asked.on = today;
  must_do(app::execute(transactor, request(), asked), "service");
  const auto regulations =
      installation_->views().ask("fees", view::At{}, [&](const view::ReadRows& rows) {
        projections::fees::RegulationFilter filter;
        filter.comune = Code("015209");
        filter.service_code = Code("SAD");
        return projections::fees::regulations_on(rows, today, filter);
      });
  if (!regulations || regulations->value.empty()) throw std::runtime_error("no regulation");
  domain::DecideService decided;
  decided.service = service;
  decided.result = schema::ServiceResult::granted;
  decided.on = today;
  decided.from = today;
  decided.quantity_hundredths = 1'000;
  decided.unit = schema::QuantityUnit::hour;
  regulation = regulations->value.front().regulation;
  decided.regulation = regulation;
  must_do(app::execute(transactor, request(), decided, true), "grant");
  fee = crypto::random_id<FeeId>();
  app::DetermineFee determine;
  determine.fee = fee;
  determine.service = service;
  determine.household = household;
  determine.period = {Date::of(2026, 4, 1), Date::of(2026, 4, 30)};
  must_do(app::execute(transactor, request(), determine), "fee");
}

void ServiceWorld::activate_service() {
  app::CommandRequest request;
  request.command = crypto::random_id<CommandId>();
  request.envelope.actor = actor("owner");
  request.envelope.purpose = Code("case_work");
  const domain::ActivateService active{service, Code("COOP_PROVA"), today, Code("015209")};
  must_do(app::execute(installation_->transactor(), request, active), "active");
}

ServiceId ServiceWorld::activate_ordered_service() {
  app::Transactor& transactor = installation_->transactor();
  const auto request = [&] {
    app::CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = actor("owner");
    made.envelope.purpose = Code("case_work");
    return made;
  };
  domain::RequestService asked;
  asked.service = crypto::random_id<ServiceId>();
  asked.person = marked_person;
  asked.case_file = marked_case;
  asked.service_code = Code("PASTI");
  asked.on = today;
  must_do(app::execute(transactor, request(), asked), "ordered service");
  domain::DecideService decided;
  decided.service = asked.service;
  decided.result = schema::ServiceResult::granted;
  decided.on = decided.from.emplace(today);
  decided.quantity_hundredths = 2'000;
  decided.unit = schema::QuantityUnit::meal;
  decided.protected_by = schema::ExemptionReason::court_order;
  must_do(app::execute(transactor, request(), decided, false), "ordered grant");
  const domain::ActivateService active{asked.service, Code("COOP_PROVA"), today, Code("015209")};
  must_do(app::execute(transactor, request(), active), "ordered active");
  return asked.service;
}

void ServiceWorld::load_call() {
  app::Transactor& transactor = installation_->transactor();
  const auto request = [&](const app::Actor& by) {
    app::CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = by;
    made.envelope.purpose = Code("case_work");
    return made;
  };
  criteria = crypto::random_id<CriteriaId>();
  domain::access::Criteria call;
  call.slug = "test-call";
  call.act = "Atto della prova";
  call.service_code = Code("SOLLIEVO");
  call.comuni = {Code("015209")};
  call.valid_from = Date::of(2026, 1, 1);
  call.gates = {{schema::GateKind::residence, 0, {}}, {schema::GateKind::isee_max, 25'000'00, {}}};
  call.items = {{Code("care_need"), 40'00}};
  call.ties = {{schema::TieRule::isee_lower, {}, {}}};
  must_do(app::execute(transactor, request(actor("head")),
                       domain::PublishCriteria{domain::access::to_event(call, criteria)}),
          "criteria");

  application = crypto::random_id<ServiceId>();
  domain::RequestService asked;
  asked.service = application;
  asked.person = marked_person;
  asked.case_file = marked_case;
  asked.service_code = Code("SOLLIEVO");
  asked.siuss_code = Code("A2.07");
  asked.on = today;
  asked.protocol_number = 77;
  must_do(app::execute(transactor, request(actor("owner")), asked), "application");
  domain::AssessApplication judged;
  judged.assessed.service = application;
  judged.assessed.criteria = criteria;
  judged.assessed.on = today;
  judged.assessed.age_months = 45 * 12;
  judged.assessed.residence = Code("015209");
  judged.assessed.attestation = std::make_unique<AttestationId>(attestation);
  judged.assessed.isee = std::make_unique<Money>(Money::from_cents(8'000'00));
  auto points = std::make_unique<schema::ItemPointsT>();
  points->item = Code("care_need");
  points->points = 12'50;
  judged.assessed.points.push_back(std::move(points));
  must_do(app::execute(transactor, request(actor("owner")), judged), "assessment");
  ranking = crypto::random_id<RankingId>();
  app::PublishRanking list;
  list.list.list = ranking;
  list.list.on = today;
  list.list.places = 1;
  list.criteria = criteria;
  list.services = {application};
  must_do(app::execute(transactor, request(actor("head")), list), "list");
}

const std::string& ServiceWorld::password(const std::string& who) const {
  for (const auto& user : loaded_.users) {
    if (user.user == users_.at(who)) return user.password;
  }
  throw std::runtime_error("no password of " + who);
}

const std::string& ServiceWorld::token(const std::string& who) {
  if (const auto known = tokens_.find(who); known != tokens_.end()) return known->second;
  const Response response =
      send("", Method::post, "/api/v1/session",
           "{\"user\":\"" + users_.at(who) + "\",\"password\":\"" + password(who) + "\"}");
  if (response.status != Status::created) throw std::runtime_error("sign-in: " + response.body);
  const std::string_view cookie = field_value(response.fields, "set-cookie");
  return tokens_[who] = std::string(cookie_value(cookie, "__Host-session"));
}

Response ServiceWorld::send(const std::string& who, Method method, const std::string& target,
                            const std::string& body, Fields fields) {
  Request request;
  request.method = method;
  auto parsed = parse_target(target);
  EXPECT_TRUE(parsed) << target;
  if (parsed) request.target = std::move(*parsed);
  request.fields = std::move(fields);
  request.peer = "127.0.0.1";
  request.body = body;
  if (!who.empty()) request.fields.push_back({"cookie", "__Host-session=" + token(who)});
  if (!body.empty()) request.fields.push_back({"content-type", "application/json"});
  if (field_value(request.fields, "sec-fetch-site").empty()) {
    request.fields.push_back({"sec-fetch-site", "same-origin"});
  }
  // As the network does: what memory answers, then the rest.
  auto known = dispatcher_->answer_at_once(request);
  Response response = known ? std::move(*known) : dispatcher_->answer(request);
  // Bytes that several answers share are as good as its own.
  response.body = std::string(response.content());
  return response;
}

std::size_t ServiceWorld::count(schema::Fact type) const {
  std::size_t found = 0;
  for (log::Position from = 0;;) {
    const auto page = installation_->events().read_all(from, log::ReadLimits{});
    if (!page || page->events.empty()) return found;
    for (const auto& event : page->events) {
      const auto* header = schema::verified_header(event.header);
      found += header != nullptr && header->fact_type() == type ? 1 : 0;
    }
    from = page->events.back().position + 1;
    if (page->end) return found;
  }
}

std::vector<ServiceWorld::Accessed> ServiceWorld::accesses_from(log::Position first) const {
  std::vector<Accessed> found;
  for (log::Position from = first;;) {
    const auto page = installation_->events().read_all(from, log::ReadLimits{});
    if (!page || page->events.empty()) return found;
    for (const auto& event : page->events) {
      const auto* header = schema::verified_header(event.header);
      const auto* fact = header == nullptr ? nullptr : header->fact_as_RecordAccessed();
      if (fact == nullptr) continue;
      Accessed one;
      one.purpose = schema::read(header->purpose()).text();
      one.subject = schema::read(fact->subject());
      if (fact->case_file() != nullptr) one.case_file = schema::read(fact->case_file());
      if (fact->reason() != nullptr) one.reason = schema::read(fact->reason()).text();
      one.action = fact->action();
      one.result = fact->result();
      one.commit = event.command;
      found.push_back(std::move(one));
    }
    from = page->events.back().position + 1;
    if (page->end) return found;
  }
}

}  // namespace telaio::http::test
