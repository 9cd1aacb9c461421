// SPDX-License-Identifier: EUPL-1.2
#include "app/access_history.hpp"

#include <algorithm>

#include "app/access_log.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "schemas/read.hpp"

namespace telaio::app {
namespace {

void add_seen(std::vector<AccessHistory::Seen>& seen, const AccessHistory::Seen& one) {
  std::erase_if(seen, [&](const auto& each) { return each.case_file == one.case_file; });
  seen.insert(seen.begin(), one);
  if (seen.size() > families_seen_max) seen.pop_back();
}

}  // namespace

void AccessHistory::fold(Day& day, const schema::Header& header, Instant recorded) {
  const auto* accessed = header.fact_as_RecordAccessed();
  if (accessed == nullptr || accessed->case_file() == nullptr) return;
  if (accessed->result() == schema::AccessResult::refused) return;
  const OperatorId who = schema::read(accessed->operator_());
  const CaseId case_file = schema::read(accessed->case_file());
  const Code purpose = schema::read(header.purpose());
  if (purpose == purposes::audit_opening) {
    if (accessed->reason() == nullptr || header.correlation() == nullptr) return;
    const Uuid session = schema::read(header.correlation());
    day.openings[{who, session, case_file}] = {schema::read(accessed->reason()), recorded};
    return;
  }
  const bool page = accessed->action() == schema::AccessAction::view &&
                    accessed->part() == schema::RecordPart::case_at_date;
  if (page) add_seen(day.seen[who], {case_file, recorded});
}

Result<const AccessHistory::Day*, Failure> AccessHistory::day_of(const Code& unit, Date date) {
  const auto key = std::make_pair(unit, date);
  if (days_.size() >= access_days_max && !days_.contains(key)) days_.clear();
  Day& day = days_[key];
  const log::StreamId stream = streams::access(unit, date);
  for (;;) {
    const auto page =
        transactor_.events().read_stream(stream, day.next, log::ReadLimits{.parts = false});
    if (!page) return Failure(page.error());
    for (const auto& stored : page->events) {
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Failure(Fault{"log.header_unreadable",
                             "access stream, position " + std::to_string(stored.position)});
      }
      fold(day, *header, stored.recorded);
      day.next = stored.version + 1;
    }
    if (page->end || page->events.empty()) return &day;
  }
}

Result<std::optional<AccessHistory::Opening>, Failure> AccessHistory::opening(
    const Actor& actor, const Uuid& session, const CaseId& case_file, Instant now) {
  const std::lock_guard lock(mutex_);
  const Date today = rome_date(now);
  // Given shortly before midnight, it stands in the stream of the day before.
  const Date first = rome_date(now.plus_seconds(-opening_seconds));
  for (Date date = today; date >= first; date = date.plus_days(-1)) {
    const auto day = day_of(actor.unit, date);
    if (!day) return day.error();
    const auto found = (*day)->openings.find({actor.id, session, case_file});
    if (found == (*day)->openings.end()) continue;
    if (found->second.expires() <= now) return std::optional<Opening>();
    return std::optional<Opening>(found->second);
  }
  return std::optional<Opening>();
}

Result<std::vector<AccessHistory::Seen>, Failure> AccessHistory::families_seen(const Actor& actor) {
  const std::lock_guard lock(mutex_);
  const Date today = transactor_.today();
  std::vector<Seen> all;
  for (std::int32_t back = 0; back < families_seen_days; ++back) {
    const auto day = day_of(actor.unit, today.plus_days(-back));
    if (!day) return day.error();
    const auto found = (*day)->seen.find(actor.id);
    if (found == (*day)->seen.end()) continue;
    for (const Seen& one : found->second) {
      const bool known = std::any_of(all.begin(), all.end(), [&](const Seen& other) {
        return other.case_file == one.case_file;
      });
      if (!known) all.push_back(one);
      if (all.size() == families_seen_max) return all;
    }
  }
  return all;
}

}  // namespace telaio::app
