// SPDX-License-Identifier: EUPL-1.2
// Finding a ranked list and the criteria it was made by, for the handlers that show it.
#pragma once

#include <optional>

#include "http/handlers/ranking_document.hpp"

namespace telaio::http::handlers {

struct ListAt {
  schema::RankedListPublishedT list;
  log::Position position = 0;
};
// Nothing when no such list was published, or when it was declared void.
Result<std::optional<ListAt>, app::Failure> read_list(const Site& site, const RankingId& id);

// The list with the criteria it names.
Result<RankingFound, app::Failure> with_criteria(const Site& site,
                                                 schema::RankedListPublishedT list,
                                                 std::optional<log::Position> position);

// The list of the path parameter `ranking_id`, with what took its place by today. Refuses
// access.not_found.
Result<RankingFound, app::Failure> read_ranking(const Site& site, const Call& call);

// The parameter `service`; http.fields_wrong when it is no code.
Result<std::optional<Code>, Refusal> service_parameter(const Request& request);

}  // namespace telaio::http::handlers
