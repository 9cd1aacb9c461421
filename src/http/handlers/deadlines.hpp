// SPDX-License-Identifier: EUPL-1.2
// Terms that are derived, never stored, each with its reason. This version derives one: the first
// meeting of households on Assegno di Inclusione (leps.md 5.2).
#pragma once

#include <boost/json/array.hpp>
#include <map>
#include <optional>
#include <vector>

#include "domain/leps/adi.hpp"
#include "http/case_access.hpp"

namespace telaio::http::handlers {

struct Deadline {
  HouseholdId household;
  domain::leps::FirstMeeting meeting;  // `rule` points into the register of the service.
};
// Of the households asked about, soonest first. `moment.on` is the day overdue is judged by.
Result<std::vector<Deadline>, app::Failure> first_meeting_deadlines(
    const Site& site, const std::map<HouseholdId, CaseId>& households, const Moment& moment);
boost::json::object deadline_row(const Site& site, const Deadline& deadline, const CaseId& id,
                                 Date on);

// "deadlines" of one case.
Result<boost::json::array, app::Failure> case_deadlines(const Site& site, const CaseId& id,
                                                        const CaseAt& at, const Moment& moment);

// Which version of its rule, counting from 1 in the order of the register.
std::int64_t version_number(const domain::leps::Register& rules, std::string_view version);

}  // namespace telaio::http::handlers
