// SPDX-License-Identifier: EUPL-1.2
#include "log/verify_events.hpp"

#include "log/record.hpp"

namespace telaio::log {
namespace {

constexpr std::uint64_t progress_interval = 10'000;

}  // namespace

void add_findings(VerifyReport& report, VerifyReport&& part) {
  report.events += part.events;
  report.parts += part.parts;
  report.purged += part.purged;
  report.findings += part.findings;
  for (Finding& finding : part.first) {
    if (report.first.size() == findings_listed_max) break;
    report.first.push_back(std::move(finding));
  }
}

Bytes record_bytes(const StoredEvent& event) {
  Bytes record;
  put_record(event, record);
  return record;
}

void put_record(const StoredEvent& event, Bytes& record) {
  record.clear();
  record.reserve(frame_size + event.header.size());
  append_frame(record, {event.stream, event.version, event.command, event.place, event.commit_size,
                        event.recorded, static_cast<std::uint32_t>(event.header.size())});
  append(record, event.header);
}

VerifyReport begin_report(const StoredLog& log) {
  VerifyReport report;
  const Head head = log.head();
  report.size = head.size;
  report.root = head.root;
  return report;
}

std::optional<tree::Hash> check_event(const StoredEvent& event, const crypto::Sha256& record_hash,
                                      VerifyReport& report, const VerifyOptions& options) {
  Findings findings(report);
  const auto descriptors = read_descriptors(event.header);
  if (!descriptors) {
    findings.add(FindingKind::unreadable, event.position, "header is not readable");
    return std::nullopt;
  }
  for (std::uint32_t i = 0; i < descriptors->size(); ++i) {
    const auto& part = event.parts[i];
    if (!part && options.purged && options.purged(event, i)) {
      ++report.purged;
    } else if (!part) {
      findings.add(FindingKind::part_missing, event.position,
                   "sealed part is not there, and no destroyed key explains it", i);
    } else if (check_part((*descriptors)[i], *part) != PartsCheck::agree) {
      findings.add(FindingKind::part_altered, event.position,
                   "sealed part is not the one the header describes", i);
    } else {
      ++report.parts;
    }
  }
  ++report.events;
  return tree::leaf_hash(make_entry(record_hash, parts_commitment(*descriptors)));
}

void check_stored_leaf(const StoredLog& log, Position position, const tree::Hash& leaf,
                       VerifyReport& report) {
  const auto stored = log.hashes(0, position, 1);
  if (!stored) {
    Findings(report).add(FindingKind::tree_differs, position, stored.error().detail);
  } else if ((*stored)[0] != leaf) {
    Findings(report).add(FindingKind::leaf_differs, position,
                         "the event is not the one the tree was built over");
  }
}

void for_each_event(const StoredLog& log, Position from, std::uint64_t to, VerifyReport& report,
                    const VerifyOptions& options,
                    const std::function<void(const StoredEvent&)>& visit,
                    const std::function<void(Position)>& unreadable) {
  ReadLimits limits;
  const std::size_t page_max = limits.events_max;
  std::uint64_t reported = 0;
  for (Position at = from; at < to;) {
    limits.events_max =
        static_cast<std::size_t>(std::min<std::uint64_t>(limits.events_max, to - at));
    const auto page = log.read_all(at, limits);
    if (!page) {
      // One of the page cannot be read: go one by one until it is found, then past it.
      if (limits.events_max == 1) {
        Findings(report).add(FindingKind::unreadable, at, page.error().detail);
        unreadable(at++);
      }
      limits.events_max = limits.events_max == 1 ? page_max : 1;
      continue;
    }
    for (const StoredEvent& event : page->events) {
      if (event.position < to) visit(event);
    }
    if (page->events.empty()) break;
    at = page->events.back().position + 1;
    if (options.progress && at - from >= reported + progress_interval) {
      reported = at - from;
      options.progress(reported, to - from);
    }
  }
}

}  // namespace telaio::log
