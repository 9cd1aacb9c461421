// SPDX-License-Identifier: EUPL-1.2
// One installation's log, its clients, a follower and the weather, in one thread: a seeded
// scheduler chooses who takes the next step, a seeded disk when a write fails, and when the power
// goes. The code under test is the log's own (GroupCommit, Sequencer, the tree); what it must do is
// Model's.
//
// The same seed gives the same steps, byte for byte: trace() says so.
#pragma once

#include <deque>
#include <memory>

#include "log/group_commit.hpp"
#include "tests/torture/simulation/medium.hpp"
#include "tests/torture/simulation/model.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::torture {

class World {
 public:
  explicit World(std::uint64_t seed);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  // Throws Broken, naming the step.
  void live(std::uint64_t steps);

  crypto::Sha256 trace() const { return trace_; }
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

 private:
  // How the write of one group ends.
  enum class Fate : std::uint8_t { durable, cut_before, cut_after, fails_before, fails_after };
  // What dies when the power goes.
  struct Process;
  // A follower of the log: how far it is, and what it has seen, one digest over all of it.
  struct Follower {
    std::uint64_t next = 0;
    crypto::Sha256 seen{};
  };

  void step();
  // ---- Who may take a step ----
  void client_sends();
  void committer_takes_group();
  void anchor_is_written();
  void follower_reads();
  void clock_moves();
  void power_goes();

  log::Commit new_commit();
  log::Expectation some_expectation(const log::StreamId& stream);
  void start_process();
  void require_anchor_holds() const;
  void expect_outcomes(const std::vector<log::CommitRequest>& requests);
  Result<Done, Fault> write_group(const log::Group& group, const log::Head& head);
  void take_answers(std::vector<log::CommitAnswer>& answers);
  void group_is_durable();
  void note(std::string_view what);

  Random random_;
  ManualClock clock_;
  std::uint64_t steps_ = 0;
  crypto::Sha256 trace_{};
  std::map<std::string, std::uint64_t> counts_;

  // ---- Durable ----
  Medium medium_;
  log::AnchorPoint anchored_;
  Follower durable_follower_;

  std::unique_ptr<Process> process_;

  // ---- What the test knows ----
  Model model_;
  std::vector<crypto::Sha256> seen_by_;  // What a follower that has read so many events has seen.
  std::vector<log::Commit> sent_;        // The newest, for sending again.
  std::uint64_t next_command_ = 1;
  // Of the group that is being committed.
  std::vector<log::AppendOutcome> expected_;
  std::size_t answered_ = 0;
  Fate fate_ = Fate::durable;
  bool group_written_ = false;
  log::DiskRoom room_ = log::DiskRoom::all;
};

}  // namespace telaio::torture
