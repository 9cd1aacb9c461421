// SPDX-License-Identifier: EUPL-1.2
#include "app/opening.hpp"

#include "schemas/read.hpp"
#include "schemas/verified.hpp"

namespace telaio::app {

Result<OpenedPart, Fault> Opening::part(log::Position position, std::uint16_t number) const {
  const auto page = events_.read_all(position, log::ReadLimits{.events_max = 1});
  if (!page) return page.error();
  if (page->events.empty()) {
    return Fault{"log.absent", "no event at position " + std::to_string(position)};
  }
  return part(page->events.front(), number);
}

Result<OpenedPart, Fault> Opening::part(const log::StoredEvent& stored,
                                        std::uint16_t number) const {
  const schema::Header* header = schema::verified_header(stored.header);
  const auto where = "position " + std::to_string(stored.position);
  if (header == nullptr) return Fault{"log.header_unreadable", where};
  const auto* descriptors = header->parts();
  if (descriptors == nullptr || number >= descriptors->size() || number >= stored.parts.size()) {
    return Fault{"log.absent", "no part " + std::to_string(number) + " at " + where};
  }
  if (!stored.parts[number]) return OpenedPart{};

  const auto* descriptor = descriptors->Get(number);
  const EventId event = schema::read(header->event());
  const auto key =
      vault::key_of_part(event, schema::read(&descriptor->subject()),
                         static_cast<std::uint8_t>(descriptor->visibility()), descriptor->key_id());
  const vault::PartPlace place{event, schema::EnumNameFact(header->fact_type()), number};
  const auto plaintext = vault_.open(place, key, *stored.parts[number]);
  if (!plaintext) {
    if (plaintext.error().failure == vault::OpenFailure::key_destroyed) return OpenedPart{};
    return Fault{"vault." + std::string(vault::name(plaintext.error().failure)),
                 plaintext.error().detail + " at " + where};
  }
  const schema::Private* content = schema::verified_private(*plaintext);
  if (content == nullptr) return Fault{"vault.content_unreadable", where};
  schema::PrivateT native;
  content->UnPackTo(&native);
  return OpenedPart{std::move(native.content)};
}

}  // namespace telaio::app
