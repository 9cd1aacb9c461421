// SPDX-License-Identifier: EUPL-1.2
// A ranked list (graduatoria) as published: its order, and which assessment of each application it
// was made from. One stream per list, written once: a list is never edited, a re-score is another
// list that says which one it takes the place of.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>
#include <span>

#include "domain/access/rank.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct RankingFile {
  std::optional<schema::RankedListPublishedT> published;
};

// The entries are no part of it: they follow from the criteria and the assessments.
struct PublishList {
  RankingId list;
  Date on;
  std::uint32_t places = 0;
  std::optional<RankingId> supersedes;
};

struct RankingContext {
  Date today;
  const schema::AccessCriteriaPublishedT& criteria;
  // Of each applicant the assessment that counts on the day of the list.
  std::span<const access::Application> applications;
  const RankingFile& superseded;  // The list that `supersedes` names; empty when it names none.
};

// The list as it would be published; `decide` writes exactly this one.
Result<schema::RankedListPublishedT, Refusal> list_of(const PublishList& command,
                                                      const RankingContext& context);

Decision decide(const RankingFile& file, const PublishList& command, const RankingContext& context);

RankingFile evolve(RankingFile file, const schema::Header& stored);

}  // namespace telaio::domain
