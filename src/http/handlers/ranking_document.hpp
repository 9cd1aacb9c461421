// SPDX-License-Identifier: EUPL-1.2
// A ranked list as a page reads it: each application with its place, its points and why it stands
// there, out of the inputs that were frozen when the list was made. Names only where app/authorise
// allows them to this caller; pseudonyms follow the order of the list.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <variant>
#include <vector>

#include "domain/access/rank.hpp"
#include "http/site.hpp"
#include "projections/rankings/rankings_query.hpp"

namespace telaio::http::handlers {

struct RankingFound {
  schema::RankedListPublishedT list;
  CriteriaId criteria_id;
  domain::access::Criteria criteria;
  // Where it was published: its inputs are read as known then. Nothing: a preview, as known now.
  std::optional<log::Position> position;
  std::optional<RankingId> superseded_by;
};

// One entry with what was known of its application.
struct RankedRow {
  std::size_t place = 0;  // Index in the list.
  domain::access::Application application;
  std::optional<CaseId> case_file;
  bool named = false;  // This caller may know who it is.
};

// The entries in [first, last) of the list.
Result<std::vector<RankedRow>, app::Failure> read_rows(const Site& site, const Call& call,
                                                       const RankingFound& found, std::size_t first,
                                                       std::size_t last);

// In words, with the value of the applicant when `with_value`: what a gate found, what is missing.
std::string gate_value(const Site& site, const domain::access::Criteria& criteria, std::size_t gate,
                       const domain::access::Application& application);
// For a judgement that waits for its applicant.
std::string missing_sentence(const Site& site, const domain::access::Criteria& criteria,
                             const domain::access::Judgement& judgement);
std::string reason_sentence(const Site& site, const RankingFound& found, const RankedRow& row,
                            bool with_value);

boost::json::object ranking_summary(const Site& site, const projections::rankings::List& list);

// The answer "Ranking" of openapi.json for one page, after its accesses were recorded.
Response show_ranking(Site& site, const Call& call, const RankingFound& found,
                      const PageAsked& page, Status status);

// What is recorded when these rows are shown: each person named, or the list when nobody is.
std::vector<app::Access> accesses_of(const RankingFound& found, const std::vector<RankedRow>& rows);

}  // namespace telaio::http::handlers
