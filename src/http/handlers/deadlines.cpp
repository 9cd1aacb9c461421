// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/deadlines.hpp"

#include <algorithm>

#include "http/handlers/leps_question.hpp"
#include "projections/leps/queries.hpp"

namespace telaio::http::handlers {

namespace {

namespace leps = domain::leps;

constexpr std::string_view first_meeting_code = "ADI-1";

bool is_term(leps::MeetingState state) {
  return state != leps::MeetingState::excluded && state != leps::MeetingState::no_trigger;
}

std::string_view state_name(const leps::FirstMeeting& meeting, Date on) {
  if (meeting.met_on) return "done";
  return *meeting.due < on ? "overdue" : "open";
}

}  // namespace

std::int64_t version_number(const leps::Register& rules, std::string_view version) {
  const std::string_view id = version.substr(0, version.find('@'));
  std::int64_t number = 0;
  for (const leps::Rule& rule : rules.rules) {
    if (rule.id != id) continue;
    ++number;
    if (rule.version() == version.substr(0, version.find(' '))) return number;
  }
  return std::max<std::int64_t>(number, 1);
}

Result<std::vector<Deadline>, app::Failure> first_meeting_deadlines(
    const Site& site, const std::map<HouseholdId, CaseId>& households, const Moment& moment) {
  std::vector<Deadline> found;
  const leps::Indicator* indicator = site.deps.leps.indicator(first_meeting_code);
  if (households.empty() || indicator == nullptr) return found;
  const auto known = known_date(site, moment);
  if (!known) return known.error();
  const auto answer = site.deps.views.ask("leps", site.at(moment), [&](const view::ReadRows& rows) {
    std::vector<leps::FirstMeeting> meetings;
    for (const AmbitoId& ambito : projections::leps::ambiti(rows)) {
      leps::Facts facts = projections::leps::facts_of(rows, ambito);
      std::erase_if(facts.households, [&](const leps::AdiHousehold& each) {
        return !households.contains(each.household);
      });
      const leps::Question question{{ambito, std::nullopt},
                                    leps::Window::year(leps::year_of(moment.on)),
                                    moment.on,
                                    *known,
                                    leps::Purpose::management};
      for (auto& meeting : leps::first_meetings(
               site.deps.leps, *indicator, facts.ambito.compositions, facts.households, question)) {
        meetings.push_back(std::move(meeting));
      }
    }
    return meetings;
  });
  if (!answer) return app::Failure(answer.error());
  for (const leps::FirstMeeting& meeting : answer->value) {
    const bool complete = meeting.due && meeting.trigger && meeting.rule && meeting.rule->value;
    if (is_term(meeting.state) && complete) found.push_back({meeting.household, meeting});
  }
  std::sort(found.begin(), found.end(), [](const Deadline& a, const Deadline& b) {
    return *a.meeting.due != *b.meeting.due ? *a.meeting.due < *b.meeting.due
                                            : a.household < b.household;
  });
  return found;
}

boost::json::object deadline_row(const Site& site, const Deadline& deadline, const CaseId& id,
                                 Date on) {
  const leps::FirstMeeting& meeting = deadline.meeting;
  boost::json::object row;
  row["code"] = first_meeting_code;
  row["title"] = site.labels.of("deadline.ADI-1");
  row["case_id"] = to_string(id);
  row["due_on"] = to_string(*meeting.due);
  row["days_left"] = days_between(on, *meeting.due);
  row["state"] = state_name(meeting, on);
  row["trigger"] = site.labels.of("trigger." + std::string(to_string(meeting.rule->trigger)));
  row["trigger_on"] = to_string(*meeting.trigger);
  row["term"] = leps::half_up_whole(*meeting.rule->value);
  row["term_unit"] = "day";
  row["rule_version"] = version_number(site.deps.leps, meeting.rule->version());
  if (!meeting.rule->citation.empty()) row["citation"] = meeting.rule->citation.substr(0, 300);
  row["trigger_position"] = meeting.reception;
  if (meeting.met_on) row["closed_on"] = to_string(*meeting.met_on);
  return row;
}

Result<boost::json::array, app::Failure> case_deadlines(const Site& site, const CaseId& id,
                                                        const CaseAt& at, const Moment& moment) {
  boost::json::array rows;
  if (!at.file.household) return rows;
  const auto deadlines = first_meeting_deadlines(site, {{*at.file.household, id}}, moment);
  if (!deadlines) return deadlines.error();
  for (const Deadline& deadline : *deadlines) {
    rows.push_back(deadline_row(site, deadline, id, moment.on));
  }
  return rows;
}

}  // namespace telaio::http::handlers
