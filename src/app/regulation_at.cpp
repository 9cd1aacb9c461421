// SPDX-License-Identifier: EUPL-1.2
#include "app/regulation_at.hpp"

#include "app/regulations/regulation_event.hpp"
#include "schemas/verified.hpp"

namespace telaio::app {

Result<std::optional<domain::fees::Regulation>, Fault> regulation_at(const log::EventLog& events,
                                                                     log::Position position) {
  const auto page = events.read_all(position, log::ReadLimits{.events_max = 1});
  if (!page) return page.error();
  std::optional<domain::fees::Regulation> found;
  if (page->events.empty()) return found;
  const schema::Header* header = schema::verified_header(page->events.front().header);
  if (header == nullptr) return found;
  const auto* published = header->fact_as_RegulationPublished();
  if (published != nullptr) found = regulations::from_event(*published);
  return found;
}

}  // namespace telaio::app
