// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <random>

#include "log/memory/memory_log.hpp"
#include "log/rocksdb/engine.hpp"
#include "log/verify.hpp"
#include "tests/log/evidence_scripts.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

// One event as somebody could store it: everything a record says.
struct Planned {
  std::uint64_t command = 0;
  std::uint64_t stream = 0;
  std::uint64_t header = 0;
  std::optional<std::uint64_t> part;
  std::int64_t recorded = 0;  // Seconds.

  bool operator==(const Planned&) const = default;
};
using Plan = std::vector<Planned>;

enum class Edit : std::uint8_t { none, change, insert, remove, move, replace };
constexpr std::string_view edit_names[] = {"nothing", "change",  "insertion",
                                           "removal", "reorder", "replacement"};

class InsiderEdit {
 public:
  InsiderEdit(std::uint64_t round, std::uint64_t seed, ScriptsDone& done)
      : round_(round), seed_(seed), random_(seed + round), done_(done) {}

  void run() {
    const Plan before = plan();
    const tree::Checkpoint whole = write(before, "before");
    Plan after = before;
    const auto edit = round_ % 8 == 0 ? Edit::none : static_cast<Edit>(1 + random_() % 5);
    const std::size_t first = edited(edit, after);
    // The checkpoint somebody kept: of any size that covers the edit.
    const std::uint64_t covers = first + 1 + random_() % (before.size() - first);
    const tree::Checkpoint held =
        edit == Edit::none ? whole : tree::Checkpoint{"held", covers, root_of(before, covers)};
    const bool intact = verified(after, held);
    if (intact == (edit == Edit::none)) {
      ++(edit == Edit::none ? done_.honest : done_.attacks);
      return;
    }
    done_.violations.push_back(
        fmt::format("{} at position {} of {}, checkpoint of {}: {} (round {}, seed {})",
                    edit_names[static_cast<std::size_t>(edit)], first, before.size(), held.size,
                    intact ? "not detected" : "found where there is none", round_, seed_));
  }

 private:
  Plan plan() {
    Plan plan(3 + random_() % 20);
    for (Planned& event : plan) event = fresh();
    std::int64_t at = 1'767'225'600;
    for (Planned& event : plan) event.recorded = at += 1 + static_cast<std::int64_t>(random_() % 9);
    return plan;
  }
  Planned fresh() {
    ++made_;
    Planned event{made_, random_() % 4, made_, std::nullopt, 0};
    if (random_() % 2 == 0) event.part = made_;
    return event;
  }

  // Makes the edit; the first position that is not what it was.
  std::size_t edited(Edit edit, Plan& plan) {
    const std::size_t at = random_() % plan.size();
    const auto here = plan.begin() + static_cast<std::ptrdiff_t>(at);
    switch (edit) {
      case Edit::none:
        return 0;
      case Edit::change:
        change(*here);
        return at;
      case Edit::insert: {
        Planned event = fresh();
        event.recorded = here->recorded;
        plan.insert(here, event);
        return at;
      }
      case Edit::remove:
        plan.erase(here);
        return at;
      case Edit::move: {
        const std::size_t other = (at + 1 + random_() % (plan.size() - 1)) % plan.size();
        std::swap(plan[at], plan[other]);
        std::swap(plan[at].recorded, plan[other].recorded);  // Time still goes forward.
        return std::min(at, other);
      }
      case Edit::replace: {
        const std::int64_t recorded = here->recorded;
        *here = fresh();
        here->recorded = recorded;
        return at;
      }
    }
    return 0;
  }

  // One thing a record says.
  void change(Planned& event) {
    switch (random_() % 5) {
      case 0:
        event.command = 1'000'000 + ++made_;
        return;
      case 1:
        event.stream = event.stream + 4;
        return;
      case 2:
        event.header = 1'000'000 + ++made_;
        return;
      case 3:
        event.part = event.part ? std::nullopt : std::optional(++made_);
        return;
      default:
        // The text of a sealed part alone, or, without one, the instant.
        if (event.part) {
          event.part = 1'000'000 + ++made_;
        } else {
          event.recorded -= 1;
        }
    }
  }

  // Stores everything anew, through the same door as always: all indexes and the tree fit.
  void store(EventLog& events, ManualClock& clock, const Plan& plan) const {
    for (const Planned& event : plan) {
      clock.set(Instant().plus_seconds(event.recorded));
      std::vector<Bytes> parts;
      if (event.part) parts.push_back(part_of(*event.part));
      appended(append_and_wait(
          events,
          commit_of(event.command, {write_to(stream_of(event.stream), Expectation::any(),
                                             {event_of_number(event.header, std::move(parts))})})));
    }
  }

  tree::Checkpoint write(const Plan& plan, const std::string& origin) const {
    ManualClock clock{Instant()};
    const auto events = memory::create(clock);
    store(*events, clock, plan);
    return {origin, events->head().size, events->head().root};
  }
  crypto::Sha256 root_of(const Plan& plan, std::uint64_t size) const {
    return write(Plan(plan.begin(), plan.begin() + static_cast<std::ptrdiff_t>(size)), "").root;
  }

  bool verified(const Plan& plan, const tree::Checkpoint& held) const {
    VerifyOptions options;
    options.held = {held};
    ManualClock clock{Instant()};
    if (round_ % 16 != 1) {
      const auto events = memory::create(clock);
      store(*events, clock, plan);
      return verify_log(*events, options).intact();
    }
    const TemporaryFolder folder{TemporaryFolder::InMemory()};
    const rocksdb::Place place{folder.path() / "log", folder.path() / "anchor"};
    {
      const auto events = rocksdb::create(place, clock).value();
      store(*events, clock, plan);
    }
    return verify_log(*rocksdb::open_read_only(place).value(), options).intact();
  }

  const std::uint64_t round_;
  const std::uint64_t seed_;
  std::mt19937_64 random_;
  ScriptsDone& done_;
  std::uint64_t made_ = 0;
};

}  // namespace

ScriptsDone run_insider_edits(std::uint64_t rounds, std::uint64_t seed) {
  ScriptsDone done;
  for (; done.rounds < rounds; ++done.rounds) InsiderEdit(done.rounds, seed, done).run();
  return done;
}

}  // namespace telaio::log::testing
