// SPDX-License-Identifier: EUPL-1.2
#include "log/verify.hpp"

#include <fmt/format.h>

#include "log/tree/proofs.hpp"
#include "log/verify_events.hpp"

namespace telaio::log {
namespace {

// For partial checks: the stored tree has the head's root and, as prefixes, the held ones.
void check_stored_roots(const StoredLog& log, const VerifyOptions& options, VerifyReport& report) {
  Findings findings(report);
  const Head head = log.head();
  const auto check = [&](std::uint64_t size, const tree::Hash& expected, std::string_view whose) {
    const auto root = log.root_at(size);
    if (!root) {
      findings.add(FindingKind::tree_differs, std::nullopt, root.error().detail);
    } else if (*root != expected) {
      findings.add(FindingKind::root_differs, std::nullopt,
                   fmt::format("the stored tree of {} events has root {}, {} says {}", size,
                               to_base64(*root), whose, to_base64(expected)));
    }
  };
  check(head.size, head.root, "the log");
  for (const tree::Checkpoint& held : options.held) {
    if (held.size > head.size) {
      findings.add(FindingKind::checkpoint_ahead, std::nullopt,
                   fmt::format("the log holds {} events, {} knows of {}", head.size, held.origin,
                               held.size));
    } else {
      check(held.size, held.root, held.origin);
    }
  }
}

// That the event's leaf leads to the root, by the hashes stored beside its way.
void check_included(const StoredLog& log, Position position, const tree::Hash& leaf,
                    VerifyReport& report) {
  check_stored_leaf(log, position, leaf, report);
  const Head head = log.head();
  const auto proof = log.inclusion_proof(position, head.size);
  if (proof && tree::verify_inclusion(leaf, position, head.size, *proof, head.root)) return;
  Findings(report).add(FindingKind::tree_differs, position,
                       "the leaf does not lead to the root of the log");
}

}  // namespace

std::string_view code_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::unreadable:
      return "log.unreadable";
    case FindingKind::frame_wrong:
      return "log.frame_wrong";
    case FindingKind::part_missing:
      return "log.part_missing";
    case FindingKind::part_altered:
      return "log.part_altered";
    case FindingKind::leaf_differs:
      return "log.leaf_differs";
    case FindingKind::tree_differs:
      return "log.tree_differs";
    case FindingKind::root_differs:
      return "log.root_differs";
    case FindingKind::stream_index:
      return "log.stream_index";
    case FindingKind::command_index:
      return "log.command_index";
    case FindingKind::checkpoint_ahead:
      return "log.checkpoint_ahead";
  }
  return "log.unreadable";
}

std::optional<Position> VerifyReport::first_broken() const {
  std::optional<Position> lowest;
  for (const Finding& finding : first) {
    if (finding.position && (!lowest || *finding.position < *lowest)) lowest = finding.position;
  }
  return lowest;
}

VerifyReport verify_range(const StoredLog& log, Position from, Position to,
                          const VerifyOptions& options) {
  VerifyReport report = begin_report(log);
  const std::uint64_t end = to >= report.size ? report.size : to + 1;
  for_each_event(
      log, from, end, report, options,
      [&](const StoredEvent& event) {
        const auto leaf = check_event(event, crypto::sha256(record_bytes(event)), report, options);
        if (leaf) check_included(log, event.position, *leaf, report);
      },
      [](Position) {});
  check_stored_roots(log, options, report);
  return report;
}

VerifyReport verify_stream(const StoredLog& log, const StreamId& stream,
                           const VerifyOptions& options) {
  VerifyReport report = begin_report(log);
  Findings findings(report);
  Version next = 0;
  for (bool end = false; !end;) {
    const auto page = log.read_stream(stream, next, {});
    if (!page) {
      findings.add(FindingKind::unreadable, std::nullopt, page.error().detail);
      break;
    }
    for (const StoredEvent& event : page->events) {
      if (event.stream != stream || event.version != next) {
        findings.add(
            FindingKind::stream_index, event.position,
            fmt::format("version {} stands where version {} belongs", event.version, next));
      }
      next = event.version + 1;
      // What a stream is loaded from may be the index's copy: the event itself must be the same.
      const auto stored = log.read_all(event.position, {.events_max = 1});
      if (!stored || stored->events.empty() || stored->events.front() != event) {
        findings.add(FindingKind::stream_index, event.position,
                     "the copy in the index of streams is not the event");
      }
      const auto leaf = check_event(event, crypto::sha256(record_bytes(event)), report, options);
      if (leaf) check_included(log, event.position, *leaf, report);
    }
    end = page->end;
  }
  check_stored_roots(log, options, report);
  return report;
}

}  // namespace telaio::log
