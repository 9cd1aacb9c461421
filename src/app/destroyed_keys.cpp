// SPDX-License-Identifier: EUPL-1.2
#include "app/destroyed_keys.hpp"

#include <algorithm>

#include "schemas/read.hpp"
#include "schemas/verified.hpp"

namespace telaio::app {
namespace {

constexpr auto disposal_kind = static_cast<std::uint16_t>(schema::StreamKind::disposal);

void add_keys(const schema::SubjectKeyDestroyed& fact, DestroyedKeys& keys) {
  if (fact.keys() == nullptr) return;
  for (const schema::KeyReference* key : *fact.keys()) {
    keys.insert({schema::read(key->subject()), static_cast<std::uint8_t>(key->visibility()),
                 key->key_id()});
  }
}

using Visit = std::function<void(const schema::Header&)>;

Result<Done, Fault> visit_stream(const log::StoredLog& events, const log::StreamId& stream,
                                 const Visit& visit) {
  for (log::Version next = 0;;) {
    const auto page = events.read_stream(stream, next, log::ReadLimits{.parts = false});
    if (!page) return page.error();
    for (const auto& stored : page->events) {
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Fault{"log.header_unreadable", "position " + std::to_string(stored.position)};
      }
      visit(*header);
      next = stored.version + 1;
    }
    if (page->end || page->events.empty()) return Done{};
  }
}

// Every event of every stream of disposals.
Result<Done, Fault> visit_disposals(const log::StoredLog& events, const Visit& visit) {
  std::set<log::StreamId> streams;
  const auto scanned = events.scan_streams([&](const auto& run) {
    if (run.stream.kind == disposal_kind) streams.insert(run.stream);
    return run.stream.kind <= disposal_kind;
  });
  if (!scanned) return scanned.error();
  for (const log::StreamId& stream : streams) {
    if (const auto done = visit_stream(events, stream, visit); !done) return done.error();
  }
  return Done{};
}

vault::KeyRef key_of(const schema::Header& header, std::uint32_t number) {
  const auto* descriptor = header.parts()->Get(number);
  return vault::key_of_part(schema::read(header.event()), schema::read(&descriptor->subject()),
                            static_cast<std::uint8_t>(descriptor->visibility()),
                            descriptor->key_id());
}

}  // namespace

Result<DestroyedKeys, Fault> destroyed_keys(const log::StoredLog& events) {
  DestroyedKeys keys;
  const auto done = visit_disposals(events, [&](const schema::Header& header) {
    if (const auto* fact = header.fact_as_SubjectKeyDestroyed()) add_keys(*fact, keys);
  });
  if (!done) return done.error();
  return keys;
}

Result<std::vector<log::ChainHead>, Fault> ledger_heads(const log::StoredLog& events) {
  std::vector<log::ChainHead> heads;
  const auto done = visit_disposals(events, [&](const schema::Header& header) {
    const auto* fact = header.fact_as_ErasureCompleted();
    if (fact == nullptr || fact->ledger_hash() == nullptr) return;
    log::ChainHead head{fact->ledger_size(), {}};
    const auto hash =
        std::as_bytes(std::span(fact->ledger_hash()->data(), fact->ledger_hash()->size()));
    // A hash of another length is continued by no ledger.
    std::copy_n(hash.begin(), std::min(hash.size(), head.hash.size()), head.hash.begin());
    heads.push_back(head);
  });
  if (!done) return done.error();
  return heads;
}

void add_destroyed_keys(BytesView header, DestroyedKeys& keys) {
  const schema::Header* verified = schema::verified_header(header);
  if (verified == nullptr) return;
  if (const auto* fact = verified->fact_as_SubjectKeyDestroyed()) add_keys(*fact, keys);
}

std::optional<vault::KeyRef> key_of(BytesView header, std::uint32_t number) {
  const schema::Header* verified = schema::verified_header(header);
  if (verified == nullptr || verified->parts() == nullptr) return std::nullopt;
  if (number >= verified->parts()->size()) return std::nullopt;
  return key_of(*verified, number);
}

log::PurgedOnPurpose purged_by(DestroyedKeys keys) {
  return [keys = std::move(keys)](const log::StoredEvent& event, std::uint32_t number) {
    const auto key = key_of(event.header, number);
    return key && keys.contains(*key);
  };
}

Result<std::vector<KeyedPart>, Fault> parts_under(const log::EventLog& events,
                                                  const DestroyedKeys& keys) {
  std::vector<KeyedPart> parts;
  const std::uint64_t size = events.head().size;
  for (log::Position next = 0; next < size;) {
    const auto page = events.read_all(next, log::ReadLimits{});
    if (!page) return page.error();
    for (const auto& stored : page->events) {
      next = stored.position + 1;
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr || header->parts() == nullptr) continue;
      for (std::uint32_t number = 0; number < header->parts()->size(); ++number) {
        const vault::KeyRef key = key_of(*header, number);
        if (!keys.contains(key)) continue;
        const bool there = number < stored.parts.size() && stored.parts[number].has_value();
        parts.push_back({{stored.position, number}, key, there});
      }
    }
    if (page->events.empty()) break;
  }
  return parts;
}

}  // namespace telaio::app
