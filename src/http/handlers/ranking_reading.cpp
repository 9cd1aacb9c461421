// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/ranking_reading.hpp"

#include "app/streams.hpp"
#include "domain/criteria/criteria.hpp"
#include "http/http_refusals.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

namespace {
namespace rankings = projections::rankings;
}  // namespace

Result<std::optional<ListAt>, app::Failure> read_list(const Site& site, const RankingId& id) {
  const auto known = read_stream(site.deps.events(), app::streams::ranking(id), std::nullopt);
  if (!known) return app::Failure(known.error());
  for (const KnownEvent& event : *known) {
    const auto* fact = event.header->fact_as_RankedListPublished();
    if (fact == nullptr || event.voided) continue;
    ListAt at;
    fact->UnPackTo(&at.list);
    at.position = event.stored.position;
    return std::optional<ListAt>(std::move(at));
  }
  return std::optional<ListAt>();
}

Result<RankingFound, app::Failure> with_criteria(const Site& site,
                                                 schema::RankedListPublishedT list,
                                                 std::optional<log::Position> position) {
  const auto file = fold_stream<domain::CriteriaFile>(
      site.deps.events(), app::streams::criteria(list.criteria), position, std::nullopt);
  if (!file) return app::Failure(file.error());
  if (!file->published) {
    return app::Failure(Fault{"log.absent", "the criteria of a ranked list are not in the log"});
  }
  RankingFound found;
  found.criteria_id = list.criteria;
  found.criteria = domain::access::criteria_of(*file->published);
  found.list = std::move(list);
  found.position = position;
  return found;
}

Result<RankingFound, app::Failure> read_ranking(const Site& site, const Call& call) {
  const auto id = call.id<RankingId>("ranking_id");
  if (!id) return app::Failure(Refusal{refusals::not_found, {}});
  auto at = read_list(site, *id);
  if (!at) return at.error();
  if (!*at) return app::Failure(Refusal{refusals::not_found, {}});
  auto found = with_criteria(site, std::move((*at)->list), (*at)->position);
  if (!found) return found;
  const auto answer = site.deps.views.ask("rankings", view::At{}, [&](const view::ReadRows& rows) {
    return rankings::list_with_id(rows, *id, site.today());
  });
  if (!answer) return app::Failure(answer.error());
  if (answer->value) found->superseded_by = answer->value->superseded_by;
  return found;
}

Result<std::optional<Code>, Refusal> service_parameter(const Request& request) {
  const auto text = request.parameter("service");
  if (!text) return std::optional<Code>();
  const auto code = Code::parse(*text);
  if (!code || code->empty()) return Refusal{refusals::fields_wrong, {}};
  return std::optional<Code>(*code);
}

}  // namespace telaio::http::handlers
