// SPDX-License-Identifier: EUPL-1.2
#include "log/group_commit.hpp"

#include "base/broken.hpp"
#include "log/log_refusals.hpp"

namespace telaio::log {

GroupCommit::GroupCommit(const SequencerMemory& memory, const tree::Frontier& frontier,
                         PublishedHead& head, const Clock& clock, Ports ports)
    : memory_(memory),
      head_(head),
      clock_(clock),
      log_id_(head.get().log_id),
      ports_(std::move(ports)),
      sequencer_(memory, frontier, head.get().last_recorded) {}

Result<Done, Fault> GroupCommit::commit(std::vector<CommitRequest>& requests) {
  group_.clear(sequencer_.size());
  const DiskRoom room = ports_.disk_room();
  for (CommitRequest& request : requests) {
    const CommandId command = request.prepared.commit.command;
    answers_.push_back(
        {command, std::move(request.done), sequence(std::move(request.prepared), room)});
  }
  requests.clear();
  if (TELAIO_BROKEN(answer_early)) ports_.tell(answers_);
  if (group_.events() > 0) {
    if (const auto durable = make_durable(); !durable) return durable.error();
  }
  ports_.tell(answers_);
  answers_.clear();
  return Done{};
}

AppendOutcome GroupCommit::sequence(PreparedCommit prepared, DiskRoom room) {
  const bool fits =
      room == DiskRoom::all || (room == DiskRoom::access_records && prepared.commit.access_record);
  if (!fits) return known_or_overloaded(prepared.commit);
  auto outcome = sequencer_.add(std::move(prepared), clock_.now(), group_);
  // What is stored could not be read: nothing was appended now, but perhaps it had been before.
  if (!outcome) return Indeterminate{outcome.error().detail};
  return std::move(*outcome);
}

// A repeated command gets its first answer even on a full disk.
AppendOutcome GroupCommit::known_or_overloaded(const Commit& commit) const {
  const auto known = memory_.command(commit.command);
  if (!known) return Indeterminate{known.error().detail};
  if (!*known) return Overloaded{std::string(refusals::disk_reserve)};
  const Appended first_outcome = (*known)->outcome(true);
  if ((*known)->request_hash != commit.request_hash) return CommandIdReused{first_outcome};
  return first_outcome;
}

Result<Done, Fault> GroupCommit::make_durable() {
  const Head head{sequencer_.size(), sequencer_.root(), log_id_, sequencer_.last_recorded()};
  const AnchorPoint point{log_id_, head.size, head.root};
  if (TELAIO_BROKEN(head_early)) head_.publish(head);
  if (TELAIO_BROKEN(anchor_early)) ports_.anchor(point);
  const auto written = ports_.write(group_, head);
  if (!written && !TELAIO_BROKEN(failure_ignored)) return written.error();
  sequencer_.group_done();
  if (!TELAIO_BROKEN(anchor_not_awaited)) ports_.wait_anchored();
  if (!TELAIO_BROKEN(anchor_forgotten)) ports_.anchor(point);
  head_.publish(head);
  return Done{};
}

}  // namespace telaio::log
