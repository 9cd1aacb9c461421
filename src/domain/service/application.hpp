// SPDX-License-Identifier: EUPL-1.2
// A request of a service as an application to a call: what is known of it on the day it is judged,
// one fact on the service's stream. Judging again is another fact: the lists already published keep
// naming the old one.
//
// Pure code: no clock, no I/O.
#pragma once

#include "domain/access/rank.hpp"
#include "domain/service/service.hpp"

namespace telaio::domain {

// The inputs of the judgement; `service`, `criteria` and `on` say of what and when. An `isee` comes
// with its `attestation`.
struct AssessApplication {
  schema::ApplicationAssessedT assessed;
};

struct AssessmentContext {
  Date today;
  const schema::AccessCriteriaPublishedT& criteria;
};

// Only conditions, classes and items of the criteria; no item above its maximum. An item left out
// was not assessed, which is not the same as no points.
Decision decide(const Service& service, const AssessApplication& command,
                const AssessmentContext& context);

// The last assessment by these criteria made on that day or before; nothing when there is none.
std::optional<access::Application> application_on(const Service& service,
                                                  const CriteriaId& criteria, Date on);
// As it was judged by that assessment, however often it was judged since.
std::optional<access::Application> application_of(const Service& service,
                                                  const EventId& assessment);

}  // namespace telaio::domain
