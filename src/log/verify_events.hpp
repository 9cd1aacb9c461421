// SPDX-License-Identifier: EUPL-1.2
// Steps that every way of verifying takes (log/verify.hpp): reading events past those that cannot
// be read, and holding one event against its parts and its leaf.
#pragma once

#include "log/verify.hpp"

namespace telaio::log {

// Where findings go: all are counted, the first are listed.
class Findings {
 public:
  explicit Findings(VerifyReport& report) : report_(report) {}

  void add(FindingKind kind, std::optional<Position> position, std::string detail,
           std::optional<std::uint32_t> part = std::nullopt) {
    ++report_.findings;
    if (report_.first.size() == findings_listed_max) return;
    report_.first.push_back({kind, position, part, std::move(detail)});
  }

 private:
  VerifyReport& report_;
};

// What was found in a part of the log joins what was found before it.
void add_findings(VerifyReport& report, VerifyReport&& part);

// A report about the log as it is now.
VerifyReport begin_report(const StoredLog& log);

// The event as it was hashed: frame and header, rebuilt from what was read. The frame's bytes
// follow from its fields alone, so nothing is lost on the way.
Bytes record_bytes(const StoredEvent& event);
// The same in place of what `record` held: many events, one allocation.
void put_record(const StoredEvent& event, Bytes& record);

// Checks the parts, and gives the leaf hash the event has; nothing when its header cannot be read.
// `record_hash` is the SHA-256 of record_bytes(event).
std::optional<tree::Hash> check_event(const StoredEvent& event, const crypto::Sha256& record_hash,
                                      VerifyReport& report, const VerifyOptions& options);

// Whether an event's leaf is the one the tree stores.
void check_stored_leaf(const StoredLog& log, Position position, const tree::Hash& leaf,
                       VerifyReport& report);

// Reads [from, to) event by event; names those that cannot be read, and goes on after them.
void for_each_event(const StoredLog& log, Position from, std::uint64_t to, VerifyReport& report,
                    const VerifyOptions& options,
                    const std::function<void(const StoredEvent&)>& visit,
                    const std::function<void(Position)>& unreadable);

}  // namespace telaio::log
