// SPDX-License-Identifier: EUPL-1.2
// States that were folded before, so that a command on a long stream reads only what was written
// since. A stream only grows, so a state stays true for the version it was folded to; what a later
// correction voids is for the reader to notice (Transactor::load).
//
// Bounded by the facts in the states it keeps, least recently used first to go. Holds what
// headers say, never what is sealed. Thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <typeindex>
#include <utility>

#include "log/event_log.hpp"

namespace telaio::app {

// A shorter stream is read again as fast as it is looked up here.
inline constexpr log::Version cached_stream_events_min = 8;
// Of all streams together. A fact that a state keeps whole takes about a kilobyte.
inline constexpr std::uint64_t cached_facts_max = 100'000;

// A state that is as large after a thousand facts as after ten says so with a member constant
// `keeps_no_facts`; any other counts as many facts as it was folded from.
template <class State>
constexpr std::uint64_t facts_in(log::Version next) {
  if constexpr (requires { requires State::keeps_no_facts; }) return cached_stream_events_min;
  return next;
}

class StateCache {
 public:
  template <class State>
  struct Kept {
    log::Version next = 0;  // First version that is not in the state.
    State state;
  };

  explicit StateCache(std::uint64_t facts_max = cached_facts_max) : facts_max_(facts_max) {}

  template <class State>
  std::optional<Kept<State>> find(const log::StreamId& stream) {
    const auto found = look_up({stream, typeid(State)});
    if (!found) return std::nullopt;
    return Kept<State>{found->first, *static_cast<const State*>(found->second.get())};
  }

  // Replaces what is kept of the stream, unless that is newer. Does nothing for a short stream, nor
  // for a state too large to keep.
  template <class State>
  void keep(const log::StreamId& stream, log::Version next, const State& state) {
    const std::uint64_t facts = facts_in<State>(next);
    if (next < cached_stream_events_min || facts > facts_max_) return;
    store({{stream, typeid(State)}, next, facts, std::make_shared<const State>(state)});
  }

  std::uint64_t facts() const;

 private:
  using Key = std::pair<log::StreamId, std::type_index>;
  using Content = std::shared_ptr<const void>;
  struct Entry {
    Key key;
    log::Version next = 0;
    std::uint64_t facts = 0;
    Content state;
  };
  using Entries = std::list<Entry>;  // The most recently used first.

  std::optional<std::pair<log::Version, Content>> look_up(const Key& key);
  void store(Entry entry);

  const std::uint64_t facts_max_;
  mutable std::mutex mutex_;
  Entries entries_;
  std::map<Key, Entries::iterator> by_key_;
  std::uint64_t facts_ = 0;
};

}  // namespace telaio::app
