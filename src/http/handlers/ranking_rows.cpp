// SPDX-License-Identifier: EUPL-1.2
// The rows of a ranked list: who they are to this caller, what was known of them, and the words for
// why they stand where they stand.
#include "app/streams.hpp"
#include "domain/service/application.hpp"
#include "http/handlers/case_rows.hpp"
#include "http/handlers/criteria_document.hpp"
#include "http/handlers/ranking_document.hpp"
#include "http/stream_reader.hpp"
#include "http/texts.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using domain::access::Application;
using domain::access::Criteria;
using domain::access::GateKind;
using domain::access::Missing;
using schema::RankState;

constexpr std::uint32_t months_per_year = 12;

// Whether the caller may know who they are: as the case of the request says today.
Result<std::vector<bool>, app::Failure> may_name_all(const Site& site, const Call& call,
                                                     const std::vector<RankedRow>& rows) {
  const auto answer = site.deps.views.ask("caseload", view::At{}, [&](const view::ReadRows& all) {
    std::vector<bool> named;
    for (const RankedRow& row : rows) {
      const auto state = row.case_file
                             ? projections::caseload::case_on(all, *row.case_file, site.today())
                             : std::nullopt;
      named.push_back(state && may_name(call, *state));
    }
    return named;
  });
  if (!answer) return app::Failure(answer.error());
  return answer->value;
}

}  // namespace

std::string missing_sentence(const Site& site, const Criteria& criteria,
                             const domain::access::Judgement& judgement) {
  const auto of = [&](std::string_view what) {
    return site.labels.of("ranking.missing." + std::string(what));
  };
  switch (judgement.missing) {
    case Missing::documents:
      return of("documents");
    case Missing::residence:
      return of("residence");
    case Missing::isee:
      return of("isee");
    case Missing::ceiling:
      return of("ceiling");
    case Missing::points:
      return fill(of("points"),
                  {{"voce", code_name(site, criteria.items[judgement.item.value_or(0)].item)}});
    case Missing::none:
      break;
  }
  return of("documents");
}

Result<std::vector<RankedRow>, app::Failure> read_rows(const Site& site, const Call& call,
                                                       const RankingFound& found, std::size_t first,
                                                       std::size_t last) {
  std::vector<RankedRow> rows;
  for (std::size_t place = first; place < last && place < found.list.entries.size(); ++place) {
    const schema::RankedApplicationT& entry = *found.list.entries[place];
    const auto service = fold_stream<domain::Service>(
        site.deps.events(), app::streams::service(entry.service), found.position, std::nullopt);
    if (!service) return app::Failure(service.error());
    auto application = domain::application_of(*service, entry.assessment);
    if (!application) {
      return app::Failure(Fault{"log.absent", "an assessment of a ranked list is not in the log"});
    }
    rows.push_back({place, std::move(*application), service->case_file, false});
  }
  const auto named = may_name_all(site, call, rows);
  if (!named) return named.error();
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].named = (*named)[i];
  return rows;
}

std::string gate_value(const Site& site, const Criteria& criteria, std::size_t gate,
                       const Application& application) {
  const auto of = [&](std::string_view what) {
    return site.labels.of("ranking.value." + std::string(what));
  };
  switch (criteria.gates[gate].kind) {
    case GateKind::residence:
      return fill(of("residence"),
                  {{"comune", site.deps.catalogue.comune_name(application.residence)}});
    case GateKind::age_min:
    case GateKind::age_max:
      return fill(of("age"), {{"anni", std::to_string(application.age_months / months_per_year)}});
    case GateKind::isee_max:
      return fill(of("isee"), {{"importo", to_italian(application.isee.value_or(Money()))}});
    case GateKind::condition:
      return of("condition");
    case GateKind::no_annotations:
      return of("annotations");
    case GateKind::unknown:
      break;
  }
  return {};
}

std::string reason_sentence(const Site& site, const RankingFound& found, const RankedRow& row,
                            bool with_value) {
  const schema::RankedApplicationT& entry = *found.list.entries[row.place];
  const auto of = [&](std::string_view what) {
    return site.labels.of("ranking.reason." + std::string(what));
  };
  const auto judgement = domain::access::judge(found.criteria, row.application);
  switch (entry.state) {
    case RankState::admitted_funded:
      return of("funded");
    case RankState::admitted_waiting:
      return fill(of("waiting"), {{"ordine", std::to_string(entry.order)},
                                  {"posti", std::to_string(found.list.places)},
                                  {"attesa", std::to_string(entry.order - found.list.places)}});
    case RankState::suspended_documents:
      return missing_sentence(site, found.criteria, judgement);
    case RankState::refused: {
      if (!judgement.gate) return of("refused_short");
      const auto& gate = found.criteria.gates[*judgement.gate];
      return fill(of(with_value ? "refused" : "refused_short"),
                  {{"requisito", gate_sentence(site, found.criteria, gate)},
                   {"valore", gate_value(site, found.criteria, *judgement.gate, row.application)}});
    }
    case RankState::unknown:
      break;
  }
  return {};
}

std::vector<app::Access> accesses_of(const RankingFound& found,
                                     const std::vector<RankedRow>& rows) {
  std::vector<app::Access> accesses;
  for (const RankedRow& row : rows) {
    if (!row.named) continue;
    app::Access access;
    access.subject = row.application.person;
    access.case_file = row.case_file;
    access.part = schema::RecordPart::ranking;
    accesses.push_back(access);
  }
  if (!accesses.empty()) return accesses;
  app::Access access;
  access.subject = found.list.list;
  access.part = schema::RecordPart::ranking;
  return {access};
}

}  // namespace telaio::http::handlers
