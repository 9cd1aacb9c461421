// SPDX-License-Identifier: EUPL-1.2
// What access criteria say of one application, judged alone: each gate with its answer, the class,
// each item of the score. Its place depends on the others and stands in a ranked list only.
#pragma once

#include <boost/json/object.hpp>

#include "domain/access/rank.hpp"
#include "http/site.hpp"

namespace telaio::http::handlers {

// "AssessmentOutcome" of openapi.json. `with_values`: the caller may read the applicant's income.
boost::json::object assessment_outcome(const Site& site, const domain::access::Criteria& criteria,
                                       const domain::access::Application& application,
                                       bool with_values);

// "AssessmentInput": what was known of the applicant, to be judged again with something changed.
boost::json::object assessment_input(const schema::ApplicationAssessedT& assessed);

}  // namespace telaio::http::handlers
