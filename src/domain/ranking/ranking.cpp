// SPDX-License-Identifier: EUPL-1.2
#include "domain/ranking/ranking.hpp"

#include <set>

#include "domain/checks.hpp"
#include "domain/ranking/ranking_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::RankedApplicationT;
using schema::RankedListPublishedT;

std::optional<Refusal> check_superseded(const PublishList& command, const RankingContext& context) {
  if (!command.supersedes) return std::nullopt;
  const auto& before = context.superseded.published;
  const bool same_call = before && before->list == *command.supersedes &&
                         before->criteria == context.criteria.criteria;
  if (!same_call || *command.supersedes == command.list) {
    return Refusal{refusals::ranking_supersedes_other, {}};
  }
  if (command.on < before->on) {
    return Refusal{refusals::ranking_supersedes_later, {date_value("data", before->on)}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_applications(std::span<const access::Application> applications) {
  if (applications.empty()) return Refusal{refusals::ranking_empty, {}};
  if (applications.size() > access::applications_max) {
    return Refusal{refusals::ranking_too_many,
                   {{"massimo", std::to_string(access::applications_max)}}};
  }
  std::set<ServiceId> seen;
  for (const access::Application& each : applications) {
    if (!seen.insert(each.service).second) return Refusal{refusals::ranking_service_twice, {}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const PublishList& command, const RankingContext& context) {
  const auto& criteria = context.criteria;
  if (command.list.is_nil()) return Refusal{refusals::ranking_id_missing, {}};
  if (command.on > context.today) {
    return Refusal{refusals::ranking_in_future, {date_value("data", command.on)}};
  }
  if (command.on < criteria.valid_from || (criteria.valid_to && command.on > *criteria.valid_to)) {
    return Refusal{refusals::ranking_criteria_not_in_force, {date_value("data", command.on)}};
  }
  if (auto refusal = check_applications(context.applications)) return refusal;
  return check_superseded(command, context);
}

std::unique_ptr<RankedApplicationT> entry_of(const access::Ranked& ranked,
                                             const access::Application& application) {
  auto entry = std::make_unique<RankedApplicationT>();
  entry->service = application.service;
  entry->person = application.person;
  entry->assessment = application.assessment;
  entry->state = ranked.judgement.state;
  entry->order = ranked.order;
  const auto& gate = ranked.judgement.gate;
  entry->gate = gate ? static_cast<std::uint16_t>(*gate + 1) : std::uint16_t{0};
  entry->class_order = ranked.class_order;
  entry->points = ranked.points;
  entry->isee = pointer_to(application.isee);
  entry->protocol_number = application.protocol_number;
  return entry;
}

}  // namespace

Result<RankedListPublishedT, Refusal> list_of(const PublishList& command,
                                              const RankingContext& context) {
  if (auto refusal = check(command, context)) return *refusal;
  RankedListPublishedT list;
  list.list = command.list;
  list.criteria = context.criteria.criteria;
  list.service_code = context.criteria.service_code;
  list.on = command.on;
  list.places = command.places;
  list.supersedes = pointer_to(command.supersedes);
  const auto criteria = access::criteria_of(context.criteria);
  for (const auto& ranked : access::rank(criteria, context.applications, command.places)) {
    list.entries.push_back(entry_of(ranked, context.applications[ranked.application]));
  }
  return list;
}

Decision decide(const RankingFile& file, const PublishList& command,
                const RankingContext& context) {
  auto list = list_of(command, context);
  if (!list) return list.error();
  if (file.published) {
    if (*file.published == *list) return std::vector<NewEvent>{};
    return Refusal{refusals::ranking_exists, {}};
  }
  std::vector<NewEvent> events;
  events.push_back(event(std::move(*list), schema::VisibilityClass::p3, command.on));
  return events;
}

RankingFile evolve(RankingFile file, const schema::Header& stored) {
  if (const auto* published = stored.fact_as_RankedListPublished()) {
    published->UnPackTo(&file.published.emplace());
  }
  return file;
}

}  // namespace telaio::domain
