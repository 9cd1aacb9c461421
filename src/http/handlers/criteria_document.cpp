// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/criteria_document.hpp"

#include "app/texts/texts.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using domain::access::Criteria;
using domain::access::Gate;
using domain::access::GateKind;
using domain::access::Tie;
using domain::access::TieRule;

std::string comuni_text(const Site& site, const Criteria& criteria) {
  std::string text;
  for (const Code& comune : criteria.comuni) {
    text += (text.empty() ? "" : ", ") + site.deps.catalogue.comune_name(comune);
  }
  return text;
}

std::string_view tie_name(TieRule rule) {
  return schema::EnumNameTieRule(rule);
}

boost::json::array rules_of(const Site& site, const Criteria& criteria) {
  boost::json::array gates;
  for (const Gate& gate : criteria.gates) {
    // Only a document that nobody could publish has one; the check names it.
    if (gate.kind == GateKind::unknown) continue;
    boost::json::object row;
    row["kind"] = schema::EnumNameGateKind(gate.kind);
    row["text"] = gate_sentence(site, criteria, gate);
    if (!gate.condition.empty()) {
      row["condition"] = gate.condition.text();
      row["condition_name"] = code_name(site, gate.condition);
    }
    gates.push_back(std::move(row));
  }
  return gates;
}

}  // namespace

std::string code_name(const Site& site, const Code& code) {
  const std::string key = "access." + std::string(code.text());
  return site.labels.has(key) ? site.labels.of(key) : std::string(code.text());
}

std::string points_text(std::uint32_t hundredths) {
  return to_italian(Money::from_cents(hundredths));
}

std::string gate_sentence(const Site& site, const Criteria& criteria, const Gate& gate) {
  const bool group = gate.kind == GateKind::isee_max && !gate.condition.empty();
  const std::string key = "gate." + std::string(schema::EnumNameGateKind(gate.kind));
  return app::fill(site.labels.of(group ? key + ".group" : key),
                   {{"anni", std::to_string(gate.value)},
                    {"importo", to_italian(Money::from_cents(gate.value))},
                    {"condizione", code_name(site, gate.condition)},
                    {"comuni", comuni_text(site, criteria)}});
}

std::string tie_sentence(const Site& site, const Tie& tie) {
  return app::fill(site.labels.of("tie." + std::string(tie_name(tie.rule))),
                   {{"importo", to_italian(tie.isee_max)}, {"voce", code_name(site, tie.item)}});
}

boost::json::object criteria_document(const Site& site, const CriteriaId& id,
                                      const Criteria& criteria) {
  boost::json::array classes;
  for (const Code& code : criteria.classes) {
    boost::json::object row;
    row["code"] = code.text();
    row["name"] = code_name(site, code);
    classes.push_back(std::move(row));
  }
  boost::json::array items;
  for (const auto& item : criteria.items) {
    boost::json::object row;
    row["code"] = item.item.text();
    row["name"] = code_name(site, item.item);
    row["points_max"] = decimal_of_hundredths(item.points_max.value_or(0));
    items.push_back(std::move(row));
  }
  boost::json::array ties;
  for (const Tie& tie : criteria.ties) {
    if (tie.rule == TieRule::unknown) continue;
    boost::json::object row;
    row["rule"] = tie_name(tie.rule);
    row["text"] = tie_sentence(site, tie);
    ties.push_back(std::move(row));
  }
  boost::json::object body;
  body["criteria_id"] = to_string(id);
  body["slug"] = criteria.slug;
  body["act"] = criteria.act;
  put(body, "source_url", criteria.source_url);
  if (!criteria.service_code.empty()) {
    body["service_code"] = criteria.service_code.text();
    body["service_name"] = site.deps.catalogue.service_name(criteria.service_code);
  }
  if (criteria.valid_from) body["valid_from"] = to_string(*criteria.valid_from);
  if (criteria.valid_to) body["valid_to"] = to_string(*criteria.valid_to);
  body["gates"] = rules_of(site, criteria);
  body["classes"] = std::move(classes);
  body["items"] = std::move(items);
  body["ties"] = std::move(ties);
  return body;
}

void put_call_choices(const Site& site, boost::json::object& body) {
  const app::Catalogue& catalogue = site.deps.catalogue;
  boost::json::array comuni;
  for (const Code& code : catalogue.lists.comuni) {
    comuni.push_back(
        boost::json::object{{"code", code.text()}, {"name", catalogue.comune_name(code)}});
  }
  boost::json::array services;
  for (const auto& [code, kind] : catalogue.services) {
    services.push_back(boost::json::object{{"code", code.text()}, {"name", kind.name}});
  }
  body["comuni"] = std::move(comuni);
  body["services"] = std::move(services);
}

boost::json::array findings_document(const Site& site,
                                     const std::vector<domain::access::Finding>& findings) {
  boost::json::array rows;
  for (const auto& finding : findings) {
    boost::json::object row;
    row["severity"] = finding.severity == domain::access::Severity::error ? "error" : "warning";
    row["code"] = finding.code;
    row["at"] = finding.at;
    row["message"] = site.texts.sentence(Refusal{finding.code, finding.values});
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace telaio::http::handlers
