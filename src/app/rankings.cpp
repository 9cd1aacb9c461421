// SPDX-License-Identifier: EUPL-1.2
#include "app/rankings.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "app/app_refusals.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "base/assert.hpp"
#include "domain/ranking/ranking_refusals.hpp"
#include "domain/reservation/reservation.hpp"

namespace telaio::app {
namespace {

struct Published {
  schema::AccessCriteriaPublishedT criteria;
  log::Guard guard;
};

Result<Published, Failure> load_criteria(const Transactor& transactor, const CriteriaId& id) {
  const auto stream = streams::criteria(id);
  auto file = transactor.load<domain::CriteriaFile>(stream);
  if (!file) return file.error();
  if (!file->state.published) return Failure(Refusal{refusals::not_found, {}});
  return Published{std::move(*file->state.published), {stream, file->expected}};
}

// What a list is made of, and what must still be so when it is written.
struct Gathered {
  schema::AccessCriteriaPublishedT criteria;
  std::vector<domain::access::Application> applications;
  domain::RankingFile superseded;
  std::vector<log::Guard> guards;
};

// A request that somebody decided needs no place in a list any more.
bool is_pending(const domain::Service& service) {
  using Status = domain::Service::Status;
  return service.status == Status::requested || service.status == Status::waiting;
}

Result<Gathered, Failure> gather(const Transactor& transactor, const PublishRanking& command) {
  auto criteria = load_criteria(transactor, command.criteria);
  if (!criteria) return criteria.error();
  Gathered gathered;
  gathered.criteria = std::move(criteria->criteria);
  gathered.guards.push_back(criteria->guard);
  if (command.list.supersedes) {
    auto file = transactor.load<domain::RankingFile>(streams::ranking(*command.list.supersedes));
    if (!file) return file.error();
    gathered.superseded = std::move(file->state);
  }
  // A stream is guarded once.
  for (const ServiceId& id :
       std::set<ServiceId>(command.services.begin(), command.services.end())) {
    const auto stream = streams::service(id);
    const auto service = transactor.load<domain::Service>(stream);
    if (!service) return service.error();
    gathered.guards.push_back({stream, service->expected});
    if (!is_pending(service->state)) continue;
    auto application = domain::application_on(service->state, command.criteria, command.list.on);
    if (application) gathered.applications.push_back(std::move(*application));
  }
  return gathered;
}

domain::RankingContext context_of(const Transactor& transactor, const Gathered& gathered) {
  return {transactor.today(), gathered.criteria, gathered.applications, gathered.superseded};
}

// Nothing that a list is made of moves when another one is published, so two heads who publish at
// once would both take over from the same list. The last list of a call is therefore held like what
// only one may hold: who publishes gives it from the list it takes over to its own, in one commit,
// and of two only one still finds what it read.
Result<Done, Failure> become_last(const Transactor& transactor, const PublishRanking& command,
                                  Plan& plan) {
  const auto stream = streams::last_list_of(command.criteria);
  const auto held = transactor.load<domain::Reservation>(stream);
  if (!held) return held.error();
  std::vector<domain::NewEvent> events;
  const domain::ReservationContext context{transactor.today()};
  if (const auto& holder = held->state.held_by) {
    const auto last = transactor.load<domain::RankingFile>(streams::ranking(RankingId(*holder)));
    if (!last) return last.error();
    // One that was declared void is taken over by nobody.
    const bool taken_over = command.list.supersedes && *command.list.supersedes == *holder;
    if (last->state.published && !taken_over) {
      return Failure(Refusal{domain::refusals::ranking_list_newer, {}});
    }
    auto released = decide(held->state, domain::ReleaseReservation{*holder}, context);
    if (!released) return Failure(released.error());
    events = std::move(*released);
  }
  auto taken = decide(domain::Reservation{}, domain::TakeReservation{command.list.list}, context);
  if (!taken) return Failure(taken.error());
  std::move(taken->begin(), taken->end(), std::back_inserter(events));
  plan.writes.push_back({stream, held->expected, std::move(events)});
  return Done{};
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PublishCriteria& command) {
  return run_on_stream<domain::CriteriaFile>(transactor, request,
                                             streams::criteria(command.criteria.criteria), command,
                                             transactor.codes());
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AssessApplication& command) {
  const auto stream = streams::service(command.assessed.service);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto criteria = load_criteria(transactor, command.assessed.criteria);
    if (!criteria) return criteria.error();
    const auto service = transactor.load<domain::Service>(stream);
    if (!service) return service.error();
    auto decision = decide(service->state, command,
                           domain::AssessmentContext{transactor.today(), criteria->criteria});
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, service->expected, std::move(*decision));
    plan.guards.push_back(criteria->guard);
    return plan;
  });
}

Result<Judged, Failure> preview(const Transactor& transactor,
                                const domain::AssessApplication& command) {
  const auto criteria = load_criteria(transactor, command.assessed.criteria);
  if (!criteria) return criteria.error();
  const auto loaded = transactor.load<domain::Service>(streams::service(command.assessed.service));
  if (!loaded) return loaded.error();
  auto decision = decide(loaded->state, command,
                         domain::AssessmentContext{transactor.today(), criteria->criteria});
  if (!decision) return Failure(decision.error());
  domain::Service service = loaded->state;
  service.assessments.push_back({EventId(), command.assessed});
  auto application =
      domain::application_on(service, command.assessed.criteria, command.assessed.on);
  TELAIO_ASSERT(application.has_value());  // The one just added is among those of that day.
  return Judged{domain::access::criteria_of(criteria->criteria), std::move(*application)};
}

Result<schema::RankedListPublishedT, Failure> preview(const Transactor& transactor,
                                                      const PublishRanking& command) {
  const auto gathered = gather(transactor, command);
  if (!gathered) return gathered.error();
  auto list = domain::list_of(command.list, context_of(transactor, *gathered));
  if (!list) return Failure(list.error());
  return std::move(*list);
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const PublishRanking& command) {
  const auto stream = streams::ranking(command.list.list);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    auto gathered = gather(transactor, command);
    if (!gathered) return gathered.error();
    const auto file = transactor.load<domain::RankingFile>(stream);
    if (!file) return file.error();
    auto decision = decide(file->state, command.list, context_of(transactor, *gathered));
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, file->expected, std::move(*decision));
    if (plan.writes.empty()) return plan;
    if (auto last = become_last(transactor, command, plan); !last) return last.error();
    plan.guards = std::move(gathered->guards);
    return plan;
  });
}

}  // namespace telaio::app
