// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/simulation/world.hpp"

#include <algorithm>
#include <numeric>

#include "log/tree/proofs.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::torture {
namespace {

using log::testing::stream_of;

constexpr std::int64_t start_micros = 1'767'225'600'000'000;  // 2026-01-01T00:00:00Z.
constexpr std::uint64_t streams = 12;
constexpr std::uint64_t queue_max = 64;
constexpr std::uint64_t group_max = 12;
constexpr std::size_t sent_kept = 200;
constexpr std::int64_t clock_jump_seconds = 3'600;

// The power goes in the middle of a write: nothing of the process goes on.
struct PowerCut {};

}  // namespace

struct World::Process {
  Process(const Medium& medium, const log::tree::Frontier& frontier, const Clock& clock,
          log::GroupCommit::Ports ports)
      : head(medium.head()), groups(medium, frontier, head, clock, std::move(ports)) {}

  log::PublishedHead head;
  log::GroupCommit groups;
  std::deque<log::CommitRequest> queue;
  std::optional<log::AnchorPoint> anchor_wanted;  // Not durable yet.
  Follower follower;
};

World::World(std::uint64_t seed) : random_(seed), clock_(Instant::from_micros(start_micros)) {
  const Uuid log_id = log::testing::uuid_of(seed);
  medium_.set_head({0, log::tree::empty_root(), log_id, Instant()});
  anchored_ = {log_id, 0, log::tree::empty_root()};
  seen_by_.push_back(durable_follower_.seen);
  start_process();
}

World::~World() = default;

void World::live(std::uint64_t steps) {
  for (std::uint64_t i = 0; i < steps; ++i) {
    try {
      step();
    } catch (const Broken& broken) {
      throw Broken(fmt::format("step {}: {}", steps_, broken.what()));
    }
    ++steps_;
  }
}

void World::note(std::string_view what) {
  trace_ = crypto::sha256({trace_, as_bytes(what), process_->head.get().root});
}

void World::step() {
  const std::uint64_t turn = pick(random_, 1'000);
  if (turn < 500) return client_sends();
  if (turn < 780) return committer_takes_group();
  if (turn < 860) return anchor_is_written();
  if (turn < 960) return follower_reads();
  if (turn < 995) return clock_moves();
  power_goes();
}

// ---- Clients ----

log::Expectation World::some_expectation(const log::StreamId& stream) {
  const auto current = model_.version_of(stream);
  switch (pick(random_, 8)) {
    case 0:
      return log::Expectation::none();
    case 1:
      return log::Expectation::exists();
    case 2:
      return log::Expectation::exact(pick(random_, 5));
    case 3:
      return log::Expectation::exact(current.value_or(0) + pick(random_, 3));
    case 4:
    case 5:
      return current ? log::Expectation::exact(*current) : log::Expectation::none();
    default:
      return log::Expectation::any();
  }
}

log::Commit World::new_commit() {
  const std::uint64_t number = next_command_++;
  std::vector<std::uint64_t> chosen(streams);
  std::iota(chosen.begin(), chosen.end(), std::uint64_t{0});
  std::shuffle(chosen.begin(), chosen.end(), random_);
  const std::uint64_t writes = once_in(random_, 4) ? 2 : 1;
  const std::uint64_t guards = once_in(random_, 3) ? 1 : 0;

  std::vector<log::StreamWrite> written;
  for (std::uint64_t i = 0; i < writes; ++i) {
    const log::StreamId stream = stream_of(chosen[i]);
    std::vector<log::NewEvent> events;
    for (std::uint64_t e = 0, count = 1 + pick(random_, 3); e < count; ++e) {
      std::vector<Bytes> parts;
      if (once_in(random_, 2)) parts.push_back(log::testing::part_of(number * 8 + e));
      events.push_back(log::testing::event_of_number(number * 8 + e, std::move(parts)));
    }
    written.push_back(log::testing::write_to(stream, some_expectation(stream), std::move(events)));
  }
  std::vector<log::Guard> guarded;
  for (std::uint64_t i = 0; i < guards; ++i) {
    const log::StreamId stream = stream_of(chosen[writes + i]);
    guarded.push_back({stream, some_expectation(stream)});
  }
  auto commit = log::testing::commit_of(number, std::move(written), std::move(guarded));
  commit.access_record = number % 3 == 0;
  return commit;
}

void World::client_sends() {
  if (process_->queue.size() >= queue_max) return;
  log::Commit commit;
  if (!sent_.empty() && once_in(random_, 6)) {
    commit = sent_[pick(random_, sent_.size())];
    if (once_in(random_, 10)) commit.request_hash = log::testing::request_of("another request");
    ++counts_["sent again"];
  } else {
    commit = new_commit();
    if (sent_.size() == sent_kept) sent_.erase(sent_.begin());
    sent_.push_back(commit);
  }
  auto prepared = log::prepare(std::move(commit));
  require(prepared.has_value(), "a good commit was rejected");
  process_->queue.push_back({*std::move(prepared), [](const log::AppendOutcome&) {}});
}

// ---- The committer ----

void World::expect_outcomes(const std::vector<log::CommitRequest>& requests) {
  expected_.clear();
  answered_ = 0;
  for (const log::CommitRequest& request : requests) {
    expected_.push_back(model_.judge(request.prepared.commit, clock_.now(), room_));
  }
}

void World::committer_takes_group() {
  if (process_->queue.empty()) return;
  std::vector<log::CommitRequest> requests;
  for (std::uint64_t count = 1 + pick(random_, group_max); count > 0; --count) {
    if (process_->queue.empty()) break;
    requests.push_back(std::move(process_->queue.front()));
    process_->queue.pop_front();
  }
  const auto little = steps_ % 2 == 0 ? log::DiskRoom::none : log::DiskRoom::access_records;
  room_ = once_in(random_, 50) ? little : log::DiskRoom::all;
  fate_ = once_in(random_, 40) ? static_cast<Fate>(1 + pick(random_, 4)) : Fate::durable;
  group_written_ = false;
  expect_outcomes(requests);
  const bool appends = !model_.unsettled().empty();
  const std::uint64_t size_before = medium_.size();

  bool ended = false;
  try {
    const auto done = process_->groups.commit(requests);
    ended = !done.has_value();
    require(ended || fate_ == Fate::durable || !appends, "a failed write was taken for a good one");
  } catch (const PowerCut&) {
    ended = true;
  }
  if (ended) {
    require(answered_ == 0, "{} answers of a group that was not durable", answered_);
    ++counts_["writes that failed or were cut"];
    return power_goes();
  }
  require(answered_ == expected_.size(), "{} of {} commits were answered", answered_,
          expected_.size());
  if (!appends) return note("group of refusals");
  require(anchored_.size >= size_before, "acknowledged, and the anchor is at {} of {}",
          anchored_.size, size_before);
  group_is_durable();
  note("group");
}

Result<Done, Fault> World::write_group(const log::Group& group, const log::Head& head) {
  require(answered_ == 0, "answered before it was durable");
  require(process_->head.get().size == medium_.size(), "published before it was durable");
  if (fate_ == Fate::cut_before) throw PowerCut();
  if (fate_ == Fate::fails_before) return Fault{"simulated", "write"};
  medium_.add(group, head);
  group_written_ = true;
  if (fate_ == Fate::cut_after) throw PowerCut();
  if (fate_ == Fate::fails_after) return Fault{"simulated", "sync"};
  return Done{};
}

void World::take_answers(std::vector<log::CommitAnswer>& answers) {
  for (const log::CommitAnswer& answer : answers) {
    const log::AppendOutcome& expected = expected_.at(answered_++);
    require(same_outcome(answer.outcome, expected), "answered {} instead of {}",
            log::testing::describe(answer.outcome), log::testing::describe(expected));
    ++counts_[std::holds_alternative<log::Appended>(expected) ? "appended" : "refused"];
    const auto* done = std::get_if<log::Appended>(&expected);
    require(done == nullptr || done->last < medium_.size(), "acknowledged before it was durable");
  }
  answers.clear();
}

// The model's events are on the medium, byte for byte, under the model's root.
void World::group_is_durable() {
  log::Position at = medium_.size() - model_.unsettled().size();
  for (const Model::Event& event : model_.unsettled()) {
    const Medium::Row& row = medium_.row(at);
    require(row.record == event.record, "position {} holds other bytes", at);
    require(row.parts == event.parts, "position {} holds other parts", at);
    seen_by_.push_back(crypto::sha256({seen_by_.back(), row.record}));
    ++at;
  }
  model_.settle();
  require(medium_.size() == model_.size(), "{} events instead of {}", medium_.size(),
          model_.size());
  require(medium_.head().size == model_.size() && medium_.head().root == model_.root(),
          "the head does not say what is stored");
}

// ---- The others ----

void World::anchor_is_written() {
  if (!process_->anchor_wanted) return;
  anchored_ = *process_->anchor_wanted;
  process_->anchor_wanted.reset();
  note("anchor");
}

void World::follower_reads() {
  Follower& follower = process_->follower;
  const std::uint64_t size = process_->head.get().size;
  require(size <= medium_.size(), "the head is ahead of the disk");
  require(follower.next <= size, "a follower is ahead of the log");
  const std::uint64_t until = std::min(size, follower.next + 1 + pick(random_, 20));
  for (; follower.next < until; ++follower.next) {
    follower.seen = crypto::sha256({follower.seen, medium_.row(follower.next).record});
  }
  require(follower.seen == seen_by_.at(follower.next), "a follower saw another log");
  if (once_in(random_, 3)) durable_follower_ = follower;
  note("follower");
}

void World::clock_moves() {
  const std::int64_t jump = once_in(random_, 10) ? clock_jump_seconds : 1;
  const bool back = once_in(random_, 3);
  clock_.set(clock_.now().plus_seconds(static_cast<int>(back ? -jump : jump)));
}

void World::power_goes() {
  ++counts_["power cuts"];
  // Its write may have been on its way.
  if (process_->anchor_wanted && once_in(random_, 2)) anchored_ = *process_->anchor_wanted;
  process_.reset();
  if (group_written_ && medium_.size() > seen_by_.size() - 1) {
    group_is_durable();
  } else {
    model_.undo();
  }
  group_written_ = false;
  require_anchor_holds();
  start_process();
  note("power cut");
}

void World::require_anchor_holds() const {
  require(anchored_.size <= medium_.size(), "the anchor knows {} events, the disk {}",
          anchored_.size, medium_.size());
  const auto root = log::tree::root_at(medium_, anchored_.size);
  require(root.has_value() && *root == anchored_.root, "the anchor knows another history");
}

void World::start_process() {
  const auto frontier = log::tree::Frontier::load(medium_, medium_.size());
  require(frontier.has_value() && frontier->root() == medium_.head().root,
          "the stored tree does not have the root of the head");
  // As opening does.
  anchored_ = {medium_.head().log_id, medium_.size(), medium_.head().root};
  log::GroupCommit::Ports ports{
      .disk_room = [this] { return room_; },
      .write = [this](const log::Group& group,
                      const log::Head& head) { return write_group(group, head); },
      .wait_anchored = [this] { anchor_is_written(); },
      .anchor =
          [this](const log::AnchorPoint& point) {
            require(point.size <= medium_.size(), "the anchor is ahead of the disk");
            process_->anchor_wanted = point;
          },
      .tell = [this](std::vector<log::CommitAnswer>& answers) { take_answers(answers); }};
  process_ = std::make_unique<Process>(medium_, *frontier, clock_, std::move(ports));
  process_->follower = durable_follower_;
}

}  // namespace telaio::torture
