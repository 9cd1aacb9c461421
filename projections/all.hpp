// SPDX-License-Identifier: EUPL-1.2
// Every projection the program keeps. A new question is a folder beside these and a line here.
#pragma once

#include <vector>

#include "projections/accounts/accounts.hpp"
#include "projections/caseload/caseload.hpp"
#include "projections/fees/fees.hpp"
#include "projections/leps/leps.hpp"
#include "projections/people/people.hpp"
#include "projections/rankings/rankings.hpp"
#include "projections/regulations/regulations.hpp"
#include "projections/timeline/timeline.hpp"

namespace telaio::projections {

struct All {
  people::People people;
  timeline::Timeline timeline;
  caseload::Caseload caseload;
  fees::Fees fees;
  leps::LepsProjection leps;
  rankings::Rankings rankings;
  regulations::Regulations regulations;
  accounts::Accounts accounts;

  // Valid as long as this object.
  std::vector<const view::Projection*> list() const {
    return {&people, &timeline, &caseload, &fees, &leps, &rankings, &regulations, &accounts};
  }
};

}  // namespace telaio::projections
