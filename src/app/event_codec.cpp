// SPDX-License-Identifier: EUPL-1.2
#include "app/event_codec.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "crypto/digest.hpp"
#include "schemas/verified.hpp"

namespace telaio::app {
namespace {

constexpr std::string_view event_id_tag = "telaio/event-id/v1";

schema::HeaderT header_of(const Envelope& envelope, const EventId& id,
                          const domain::NewEvent& event) {
  schema::HeaderT header;
  header.event = id;
  header.operator_ = envelope.actor.id;
  header.role = envelope.actor.role;
  header.unit = envelope.actor.unit;
  header.body = envelope.actor.body;
  header.origin = envelope.origin;
  if (envelope.written_at) header.written_at = std::make_unique<Instant>(*envelope.written_at);
  header.legal_basis = envelope.legal_basis;
  header.purpose = envelope.purpose;
  if (envelope.correlation) header.correlation = std::make_unique<Uuid>(*envelope.correlation);
  if (envelope.causation) header.causation = std::make_unique<EventId>(*envelope.causation);
  header.effective_from = event.effective_from;
  if (event.effective_to) header.effective_to = std::make_unique<Date>(*event.effective_to);
  header.visibility = event.visibility;
  header.fact = event.fact;
  return header;
}

schema::PartDescriptor descriptor_of(const vault::KeyRef& key, BytesView sealed) {
  const auto digest = crypto::sha256(sealed);
  std::array<std::uint8_t, crypto::sha256_size> raw;
  std::transform(digest.begin(), digest.end(), raw.begin(),
                 [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  return {flatbuffers::Pack(vault::descriptor_subject(key)),
          flatbuffers::span<const std::uint8_t, crypto::sha256_size>(raw),
          static_cast<std::uint32_t>(sealed.size()), key.key_id,
          static_cast<schema::VisibilityClass>(key.visibility)};
}

// Of P5 the log must not say whose the part is: the key is the event's, and only the vault knows
// the person it belongs to.
vault::KeyRequest key_request(const EventId& event, const domain::PrivatePart& part) {
  if (part.visibility != schema::VisibilityClass::p5) {
    return {part.subject, static_cast<std::uint8_t>(part.visibility), Uuid{}};
  }
  return {event, vault::class_protected, part.subject};
}

// The keys of all parts of all events, in order.
Result<std::vector<vault::KeyRef>, Fault> keys_for(vault::Vault& vault,
                                                   const std::vector<EventId>& ids,
                                                   const std::vector<domain::NewEvent>& events) {
  std::vector<vault::KeyRequest> requests;
  for (std::size_t i = 0; i < events.size(); ++i) {
    for (const auto& part : events[i].parts) requests.push_back(key_request(ids[i], part));
  }
  return vault.ensure_keys(requests);
}

}  // namespace

EventId event_id_of(const CommandId& command, std::uint32_t place) {
  Bytes number;
  append_u32(number, place);
  const auto digest = crypto::sha256({as_bytes(event_id_tag), command.view(), number});
  EventId id;
  std::copy_n(digest.begin(), id_size, id.bytes.begin());
  return id;
}

Result<std::vector<log::NewEvent>, Fault> encode_events(
    vault::Vault& vault, const Envelope& envelope, const std::vector<EventId>& ids,
    const std::vector<domain::NewEvent>& events) {
  TELAIO_ASSERT(ids.size() == events.size());
  const auto keys = keys_for(vault, ids, events);
  if (!keys) return keys.error();

  std::vector<log::NewEvent> encoded;
  encoded.reserve(events.size());
  auto key = keys->begin();
  for (std::size_t i = 0; i < events.size(); ++i) {
    schema::HeaderT header = header_of(envelope, ids[i], events[i]);
    const std::string_view fact = schema::EnumNameFact(events[i].fact.type);
    log::NewEvent made;
    for (std::size_t number = 0; number < events[i].parts.size(); ++number, ++key) {
      schema::PrivateT content;
      content.content = events[i].parts[number].content;
      const vault::PartPlace place{ids[i], fact, static_cast<std::uint16_t>(number)};
      auto sealed = vault.seal(place, *key, schema::encode(content));
      if (!sealed) return sealed.error();
      header.parts.push_back(descriptor_of(*key, *sealed));
      made.parts.push_back(std::move(*sealed));
    }
    made.header = schema::encode(header);
    encoded.push_back(std::move(made));
  }
  return encoded;
}

}  // namespace telaio::app
