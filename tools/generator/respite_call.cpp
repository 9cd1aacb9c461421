// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/respite_call.hpp"

#include <algorithm>

#include "app/access/criteria_json.hpp"
#include "app/rankings.hpp"
#include "app/streams.hpp"
#include "tools/generator/calendar.hpp"
#include "tools/generator/read_text.hpp"

namespace telaio::generator {
namespace {

// Days before the end of the story.
constexpr std::int32_t published_before = 30;
constexpr std::int32_t applied_before = 20;
constexpr std::int32_t assessed_before = 12;
constexpr std::int32_t ranked_before = 6;
constexpr std::size_t applicants_max = 14;
constexpr std::uint32_t places = 4;
// Above it a family that applies is refused (config/demo/respite-call.json): two of those that are
// apply, so that a small demonstration has a refusal to show too.
constexpr Money ceiling = Money::from_cents(25'000'00);
constexpr std::size_t above_ceiling_max = 2;
// One applicant in five is a child, when the family has one: the call states no ceiling for them.
constexpr std::size_t child_every = 5;
constexpr std::uint32_t first_protocol_number = 10'401;
constexpr Code service_code("SOLLIEVO");

const Member& applicant_of(const Family& family, bool child, Date on) {
  for (const Member& member : family.members) {
    if (child && age_on(member.born, on) < 18) return member;
  }
  return family.members.front();
}

std::uint16_t age_months_on(Date born, Date on) {
  const int years = age_on(born, on);
  const auto birth = born.ymd();
  const auto day = on.ymd();
  int months = static_cast<int>(static_cast<unsigned>(day.month())) -
               static_cast<int>(static_cast<unsigned>(birth.month()));
  if (day.day() < birth.day()) --months;
  return static_cast<std::uint16_t>(years * 12 + (months + 12) % 12);
}

}  // namespace

Date RespiteCall::today() const {
  return rome_date(office_.clock().now());
}

bool RespiteCall::in_charge(const Family& family) {
  const auto file =
      office_.transactor().load<domain::CaseFile>(app::streams::case_file(family.case_file));
  return file && file->state.status == domain::CaseFile::Status::in_charge;
}

void RespiteCall::publish(const std::filesystem::path& config) {
  auto loaded = app::access::load(read_text(config / "demo/respite-call.json"));
  if (!loaded) throw std::runtime_error("demo: " + std::string(loaded.error().code));
  auto& criteria = loaded->criteria;
  criteria.service_code = service_code;
  criteria.valid_from = today();
  const auto& comuni = office_.catalogue().lists.comuni;
  criteria.comuni.assign(comuni.begin(), comuni.end());
  criteria_ = domain::access::to_event(criteria, random_.id<CriteriaId>());
  office_.execute(ambito_.heads.front().actor, domain::PublishCriteria{criteria_});
}

// Indices of the families that apply, in the order of their protocol numbers.
std::vector<std::size_t> RespiteCall::choose() {
  std::vector<std::size_t> above;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < families_.size(); ++i) {
    if (!in_charge(families_[i])) continue;
    const bool refused = families_[i].isee > ceiling && above.size() < above_ceiling_max;
    (refused ? above : others).push_back(i);
  }
  above.insert(above.end(), others.begin(), others.end());
  above.resize(std::min(above.size(), applicants_max));
  return above;
}

void RespiteCall::apply() {
  for (const std::size_t index : choose()) {
    const Family& family = families_[index];
    const bool child = applicants_.size() % child_every == child_every - 1;
    Applicant applicant;
    applicant.service = random_.id<ServiceId>();
    applicant.member = applicant_of(family, child, today());
    applicant.family = index;
    domain::RequestService requested;
    requested.service = applicant.service;
    requested.person = applicant.member.id;
    requested.case_file = family.case_file;
    requested.service_code = service_code;
    requested.siuss_code = office_.catalogue().services.at(service_code).siuss;
    requested.on = today();
    requested.protocol_number =
        first_protocol_number + static_cast<std::uint32_t>(applicants_.size());
    office_.execute(family.worker.actor, requested);
    applicants_.push_back(std::move(applicant));
  }
}

void RespiteCall::assess() {
  for (const Applicant& applicant : applicants_) {
    const Family& family = families_[applicant.family];
    domain::AssessApplication command;
    auto& assessed = command.assessed;
    assessed.service = applicant.service;
    assessed.criteria = criteria_.criteria;
    assessed.on = today();
    assessed.age_months = age_months_on(applicant.member.born, today());
    assessed.residence = family.comune;
    assessed.documents_missing = random_.chance(8);
    const auto draw = random_.below(100);
    if (draw < 10) assessed.priority = std::make_unique<Code>(Code("urgent"));
    if (draw >= 90) assessed.priority = std::make_unique<Code>(Code("court_order"));
    const auto folder =
        office_.transactor().load<domain::IseeFolder>(app::streams::isee(family.household));
    if (folder) {
      for (const auto& entry : folder->state.entries) {
        if (entry.replaced_by || today() < entry.valid_from || entry.valid_to < today()) continue;
        assessed.attestation = std::make_unique<AttestationId>(entry.id);
        assessed.isee = std::make_unique<Money>(entry.isee);
        assessed.annotations = entry.annotations;
      }
    }
    for (const auto& item : criteria_.items) {
      auto given = std::make_unique<schema::ItemPointsT>();
      given->item = item->item;
      // Half points, and few different sums, so that ties happen.
      given->points = 50U * random_.below(item->points_max / 50U + 1U);
      assessed.points.push_back(std::move(given));
    }
    office_.execute(family.worker.actor, command);
  }
}

void RespiteCall::rank() {
  if (applicants_.empty()) return;
  app::PublishRanking command;
  command.list.list = random_.id<RankingId>();
  command.list.on = today();
  command.list.places = places;
  command.criteria = criteria_.criteria;
  for (const Applicant& applicant : applicants_) command.services.push_back(applicant.service);
  office_.execute(ambito_.heads.front().actor, command);
}

std::shared_ptr<RespiteCall> plan_respite_call(Office& office, Agenda& agenda, const Ambito& ambito,
                                               const Plan& plan,
                                               const std::filesystem::path& config, Random random) {
  auto call = std::make_shared<RespiteCall>(office, ambito, random);
  const auto at = [&](std::int32_t days_before, int hour) {
    return rome_time(plan.until.plus_days(-days_before), hour * 60).earlier;
  };
  if (plan.until.plus_days(-published_before) <= plan.from()) return call;
  agenda.plan(at(published_before, 9), [call, config] { call->publish(config); });
  agenda.plan(at(applied_before, 10), [call] { call->apply(); });
  agenda.plan(at(assessed_before, 11), [call] { call->assess(); });
  agenda.plan(at(ranked_before, 12), [call] { call->rank(); });
  return call;
}

}  // namespace telaio::generator
