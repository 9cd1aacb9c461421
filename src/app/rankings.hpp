// SPDX-License-Identifier: EUPL-1.2
// Access to services by ranked list: criteria published, applications assessed, lists computed from
// both and published in one commit that holds only if none of what was read moved meanwhile.
#pragma once

#include <optional>
#include <vector>

#include "app/commands.hpp"
#include "domain/criteria/criteria.hpp"
#include "domain/ranking/ranking.hpp"
#include "domain/service/application.hpp"

namespace telaio::app {

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PublishCriteria& command);

// `command.assessed` names the service and the criteria. Refuses access.not_found for criteria that
// nobody published.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AssessApplication& command);

// The application as those criteria would judge it, refused as `execute` would; writes nothing.
struct Judged {
  domain::access::Criteria criteria;
  domain::access::Application application;
};
Result<Judged, Failure> preview(const Transactor& transactor,
                                const domain::AssessApplication& command);

struct PublishRanking {
  domain::PublishList list;
  CriteriaId criteria;
  // Requests of the service that may have been assessed by those criteria; those that were not, and
  // those that were granted, denied or ended meanwhile, are left out.
  std::vector<ServiceId> services;
};

// Exactly what publishing would write now; writes nothing.
Result<schema::RankedListPublishedT, Failure> preview(const Transactor& transactor,
                                                      const PublishRanking& command);

// Refuses ranking.list_newer when the last list of the call is another than the one it takes over:
// somebody published meanwhile. Of two at once exactly one is written.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const PublishRanking& command);

}  // namespace telaio::app
