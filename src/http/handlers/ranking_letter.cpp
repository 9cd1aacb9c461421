// SPDX-License-Identifier: EUPL-1.2
// What a letter says to one applicant: admitted, waiting, suspended or refused, why, and how to ask
// that it be seen again. Every sentence is in the labels; here they get their values.
#include <algorithm>
#include <boost/json/array.hpp>

#include "http/handlers/criteria_document.hpp"
#include "http/handlers/handlers.hpp"
#include "http/handlers/ranking_reading.hpp"
#include "http/http_refusals.hpp"
#include "http/persons.hpp"
#include "http/texts.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using domain::access::GateKind;
using schema::RankState;
using Values = std::vector<RefusalValue>;

// What the gate asks, as one value to compare with the applicant's.
std::string threshold_of(const Site& site, const RankingFound& found, std::size_t number) {
  const auto& gate = found.criteria.gates[number];
  switch (gate.kind) {
    case GateKind::age_min:
    case GateKind::age_max:
      return fill(site.labels.of("ranking.value.age"), {{"anni", std::to_string(gate.value)}});
    case GateKind::isee_max:
      return fill(site.labels.of("ranking.value.isee"),
                  {{"importo", to_italian(Money::from_cents(gate.value))}});
    case GateKind::residence:
    case GateKind::condition:
    case GateKind::no_annotations:
    case GateKind::unknown:
      break;
  }
  return gate_sentence(site, found.criteria, gate);
}

Values values_of(const Site& site, const RankingFound& found, const RankedRow& row,
                 const std::string& name) {
  const schema::RankedApplicationT& entry = *found.list.entries[row.place];
  const std::uint32_t waiting =
      entry.order > found.list.places ? entry.order - found.list.places : 0;
  return {{"nome", name},
          {"servizio", site.deps.catalogue.service_name(found.list.service_code)},
          {"protocollo", std::to_string(entry.protocol_number)},
          {"presentata", to_italian(row.application.requested_on)},
          {"data", to_italian(found.list.on)},
          {"atto", found.criteria.act},
          {"ordine", std::to_string(entry.order)},
          {"posti", std::to_string(found.list.places)},
          {"attesa", std::to_string(waiting)},
          {"punti", points_text(entry.points)},
          {"motivo", reason_sentence(site, found, row, true)}};
}

// The sentences of a letter are numbered: letter.ranking.refused.1, .2, ...
boost::json::array paragraphs_of(const Site& site, std::string_view state, const Values& values) {
  boost::json::array paragraphs;
  const std::string key = "letter.ranking." + std::string(state) + ".";
  for (int number = 1; site.labels.has(key + std::to_string(number)); ++number) {
    paragraphs.push_back(
        boost::json::string(fill(site.labels.of(key + std::to_string(number)), values)));
  }
  return paragraphs;
}

boost::json::object gate_document(const Site& site, const RankingFound& found, const RankedRow& row,
                                  std::size_t number) {
  boost::json::object gate;
  gate["text"] = gate_sentence(site, found.criteria, found.criteria.gates[number]);
  gate["value"] = gate_value(site, found.criteria, number, row.application);
  gate["threshold"] = threshold_of(site, found, number);
  return gate;
}

Response letter(Site& site, const Call& call, const RankingFound& found, const RankedRow& row) {
  if (!row.named) return site.no(refusals::forbidden);
  if (auto unrecorded = site.record(call, accesses_of(found, {row}), app::purposes::reading)) {
    return std::move(*unrecorded);
  }
  const PersonId person = row.application.person;
  const auto persons = read_persons(site, {&person, 1}, view::At{}, site.today());
  if (!persons) return site.no(persons.error());
  const std::string name = persons->at(person).display_name();
  const schema::RankedApplicationT& entry = *found.list.entries[row.place];
  const std::string state = schema::EnumNameRankState(entry.state);
  const Values values = values_of(site, found, row, name);
  const auto text = [&](std::string_view key) {
    return fill(site.labels.of("letter.ranking." + std::string(key)), values);
  };
  boost::json::object body;
  body["state"] = state;
  body["sender"] = site.deps.catalogue.ambito_name;
  body["name"] = name;
  body["subject"] = text(state + ".subject");
  body["greeting"] = text("greeting");
  body["paragraphs"] = paragraphs_of(site, state, values);
  if (entry.state == RankState::refused && entry.gate > 0) {
    body["gate"] = gate_document(site, found, row, entry.gate - 1U);
  }
  body["review"] = text("review");
  body["closing"] = text("closing");
  body["on"] = to_string(found.list.on);
  body["act"] = found.criteria.act;
  put(body, "source_url", found.criteria.source_url);
  body["ranking_id"] = to_string(found.list.list);
  body["position"] = found.position.value_or(0);
  return json_response(Status::ok, body);
}

}  // namespace

Response get_ranking_letter(Site& site, const Call& call) {
  const auto service = call.id<ServiceId>("service_id");
  if (!service) return site.no(refusals::not_found);
  const auto found = read_ranking(site, call);
  if (!found) return site.no(found.error());
  const auto& entries = found->list.entries;
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& each) { return each->service == *service; });
  if (entry == entries.end()) return site.no(refusals::not_found);
  const auto place = static_cast<std::size_t>(entry - entries.begin());
  const auto rows = read_rows(site, call, *found, place, place + 1);
  if (!rows) return site.no(rows.error());
  return letter(site, call, *found, rows->front());
}

}  // namespace telaio::http::handlers
