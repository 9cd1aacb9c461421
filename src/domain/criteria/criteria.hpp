// SPDX-License-Identifier: EUPL-1.2
// Access criteria as a call published them: one stream per version, written once. What they mean is
// domain/access.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>

#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct CriteriaFile {
  std::optional<schema::AccessCriteriaPublishedT> published;
};

// A residence gate needs `comuni`, so that an old list can be computed again from events alone.
struct PublishCriteria {
  schema::AccessCriteriaPublishedT criteria;
};

Decision decide(const CriteriaFile& file, const PublishCriteria& command, const CodeLists& codes);

CriteriaFile evolve(CriteriaFile file, const schema::Header& stored);

}  // namespace telaio::domain
