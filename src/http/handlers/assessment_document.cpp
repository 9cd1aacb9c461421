// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/assessment_document.hpp"

#include <algorithm>

#include "http/handlers/criteria_document.hpp"
#include "http/handlers/ranking_document.hpp"
#include "http/texts.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using domain::access::Application;
using domain::access::Criteria;
using domain::access::Gate;
using domain::access::GateKind;
using domain::access::Judgement;
using schema::RankState;

// Of several ceilings one holds for an applicant; the others say nothing about them.
bool is_of_another_group(const Criteria& criteria, const Application& application,
                         std::size_t gate) {
  if (criteria.gates[gate].kind != GateKind::isee_max) return false;
  const auto mine = domain::access::ceiling_of(criteria, application);
  return mine && *mine != gate;
}

// The answer of one gate, whatever the others and the score say: judged by criteria that have it
// alone. A ceiling with nobody's group stays with all the ceilings, to be the one that is missing.
Judgement judge_gate(const Criteria& criteria, const Application& application, std::size_t gate) {
  Criteria alone = criteria;
  alone.items.clear();
  alone.ties.clear();
  alone.gates = {criteria.gates[gate]};
  Application complete = application;
  complete.documents_missing = false;
  return domain::access::judge(alone, complete);
}

std::string_view verdict_of(RankState state) {
  switch (state) {
    case RankState::refused:
      return "failed";
    case RankState::suspended_documents:
      return "missing";
    case RankState::admitted_funded:
    case RankState::admitted_waiting:
    case RankState::unknown:
      break;
  }
  return "passed";
}

boost::json::array gates_of(const Site& site, const Criteria& criteria,
                            const Application& application, bool with_values) {
  boost::json::array rows;
  for (std::size_t i = 0; i < criteria.gates.size(); ++i) {
    const Gate& gate = criteria.gates[i];
    boost::json::object row;
    row["text"] = gate_sentence(site, criteria, gate);
    if (is_of_another_group(criteria, application, i)) {
      row["verdict"] = "other_group";
      rows.push_back(std::move(row));
      continue;
    }
    const Judgement judged = judge_gate(criteria, application, i);
    row["verdict"] = verdict_of(judged.state);
    if (judged.state == RankState::suspended_documents) {
      row["value"] = missing_sentence(site, criteria, judged);
    } else if (with_values && judged.state == RankState::refused) {
      row["value"] = gate_value(site, criteria, i, application);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

boost::json::array items_of(const Site& site, const Criteria& criteria,
                            const Application& application) {
  boost::json::array rows;
  for (const auto& item : criteria.items) {
    const auto given = std::ranges::find_if(
        application.points, [&](const auto& each) { return each.item == item.item; });
    boost::json::object row;
    row["name"] = code_name(site, item.item);
    if (given != application.points.end()) row["points"] = decimal_of_hundredths(given->points);
    row["points_max"] = decimal_of_hundredths(item.points_max.value_or(0));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string reason_of(const Site& site, const Criteria& criteria, const Application& application,
                      const Judgement& judged, bool with_values) {
  if (judged.state == RankState::suspended_documents) {
    return missing_sentence(site, criteria, judged);
  }
  if (judged.state != RankState::refused || !judged.gate) {
    return site.labels.of("assessment.admitted");
  }
  const std::string key = with_values ? "ranking.reason.refused" : "ranking.reason.refused_short";
  return fill(site.labels.of(key),
              {{"requisito", gate_sentence(site, criteria, criteria.gates[*judged.gate])},
               {"valore", gate_value(site, criteria, *judged.gate, application)}});
}

std::string_view state_of(RankState state) {
  switch (state) {
    case RankState::refused:
      return "refused";
    case RankState::suspended_documents:
      return "suspended_documents";
    case RankState::admitted_funded:
    case RankState::admitted_waiting:
    case RankState::unknown:
      break;
  }
  return "admitted";
}

}  // namespace

boost::json::object assessment_outcome(const Site& site, const Criteria& criteria,
                                       const Application& application, bool with_values) {
  const Judgement judged = domain::access::judge(criteria, application);
  boost::json::object body;
  body["state"] = state_of(judged.state);
  body["reason"] = reason_of(site, criteria, application, judged, with_values);
  body["gates"] = gates_of(site, criteria, application, with_values);
  const auto order = domain::access::class_order_of(criteria, application);
  if (order <= criteria.classes.size()) {
    body["class_name"] = code_name(site, criteria.classes[order - 1U]);
  }
  body["points"] = decimal_of_hundredths(domain::access::points_of(criteria, application));
  body["items"] = items_of(site, criteria, application);
  return body;
}

boost::json::object assessment_input(const schema::ApplicationAssessedT& assessed) {
  boost::json::object body;
  body["age_months"] = assessed.age_months;
  if (!assessed.residence.empty()) body["residence"] = assessed.residence.text();
  boost::json::array conditions;
  for (const Code& each : assessed.conditions) conditions.emplace_back(each.text());
  body["conditions"] = std::move(conditions);
  if (assessed.priority) body["priority"] = assessed.priority->text();
  if (assessed.attestation) body["attestation_id"] = to_string(*assessed.attestation);
  body["documents_missing"] = assessed.documents_missing;
  boost::json::array points;
  for (const auto& given : assessed.points) {
    boost::json::object one;
    one["item"] = given->item.text();
    one["points"] = decimal_of_hundredths(given->points);
    points.push_back(std::move(one));
  }
  body["points"] = std::move(points);
  return body;
}

}  // namespace telaio::http::handlers
