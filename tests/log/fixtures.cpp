// SPDX-License-Identifier: EUPL-1.2
#include "tests/log/fixtures.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "base/overloaded.hpp"
#include "schemas/event_generated.h"

namespace telaio::log::testing {

Uuid uuid_of(std::uint64_t number) {
  Bytes bytes(8);
  append_u64(bytes, number);
  return uuid_from(bytes);
}

StreamId stream_of(std::uint64_t number, std::uint16_t kind) {
  return {kind, uuid_of(number)};
}

CommandId command_of(std::uint64_t number) {
  return CommandId(uuid_of(number));
}

crypto::Sha256 request_of(std::string_view text) {
  return crypto::sha256(as_bytes(text));
}

Bytes part_of(std::uint64_t number, std::size_t length) {
  Bytes part;
  while (part.size() < length) {
    Bytes seed;
    append_u64(seed, number);
    append_u64(seed, part.size());
    append(part, crypto::sha256(seed));
  }
  part.resize(length);
  return part;
}

Bytes header_of(std::uint64_t number, const std::vector<Bytes>& parts) {
  schema::HeaderT header;
  header.event = EventId(uuid_of(number));
  header.unit = Code("U1");
  header.visibility = schema::VisibilityClass::p3;
  for (const Bytes& part : parts) {
    const auto digest = crypto::sha256(part);
    std::array<std::uint8_t, crypto::sha256_size> sha256{};
    std::memcpy(sha256.data(), digest.data(), digest.size());
    header.parts.emplace_back(schema::Uuid(), sha256, static_cast<std::uint32_t>(part.size()), 1,
                              schema::VisibilityClass::p3);
  }
  schema::PersonRegisteredT fact;
  fact.person = PersonId(uuid_of(number));
  header.fact.Set(std::move(fact));
  flatbuffers::FlatBufferBuilder builder;
  schema::FinishHeaderBuffer(builder, schema::CreateHeader(builder, &header));
  return to_bytes(std::as_bytes(std::span(builder.GetBufferPointer(), builder.GetSize())));
}

NewEvent event_of_number(std::uint64_t number, std::vector<Bytes> parts) {
  Bytes header = header_of(number, parts);
  return {std::move(header), std::move(parts)};
}

StreamWrite write_to(const StreamId& stream, Expectation expected, std::vector<NewEvent> events) {
  return {stream, expected, std::move(events)};
}

Commit commit_of(std::uint64_t command, std::vector<StreamWrite> writes,
                 std::vector<Guard> guards) {
  return {command_of(command), request_of(fmt::format("request {}", command)), std::move(writes),
          std::move(guards)};
}

Commit simple_commit(std::uint64_t command, const StreamId& stream) {
  return commit_of(command, {write_to(stream, Expectation::any(), {event_of_number(command)})});
}

std::optional<Appended> appended(const AppendOutcome& outcome) {
  if (const auto* done = std::get_if<Appended>(&outcome)) return *done;
  ADD_FAILURE() << "not appended: " << describe(outcome);
  return std::nullopt;
}

std::string describe(const AppendOutcome& outcome) {
  return std::visit(
      telaio::Overloaded{
          [](const Appended& a) { return fmt::format("appended {}..{}", a.first, a.last); },
          [](const Conflict&) { return std::string("conflict"); },
          [](const GuardFailed&) { return std::string("guard failed"); },
          [](const CommandIdReused&) { return std::string("command id reused"); },
          [](const Rejected& r) { return fmt::format("rejected {} {}", r.code, r.limit); },
          [](const log::Overloaded& o) { return fmt::format("overloaded {}", o.code); },
          [](const Indeterminate& i) { return fmt::format("indeterminate {}", i.detail); },
      },
      outcome);
}

std::vector<StoredEvent> all_events(const EventLog& events, const ReadLimits& limits) {
  std::vector<StoredEvent> all;
  for (;;) {
    const Page page = events.read_all(all.size(), limits).value();
    all.insert(all.end(), page.events.begin(), page.events.end());
    if (page.end) return all;
  }
}

TemporaryFolder::TemporaryFolder() : TemporaryFolder(std::filesystem::temp_directory_path()) {}

TemporaryFolder::TemporaryFolder(InMemory)
    : TemporaryFolder(std::filesystem::is_directory("/dev/shm")
                          ? std::filesystem::path("/dev/shm")
                          : std::filesystem::temp_directory_path()) {}

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
  std::string pattern = (parent / "telaio-log-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::uint64_t test_seed() {
  const char* given = std::getenv("TELAIO_SEED");
  const std::uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
  std::cout << "TELAIO_SEED=" << seed << "\n";
  return seed;
}

}  // namespace telaio::log::testing
