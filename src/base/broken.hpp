// SPDX-License-Identifier: EUPL-1.2
// Faults put into the program on purpose, to see that the tests notice (docs/reliability.md).
// TELAIO_BROKEN(name) is the constant `false` in everything that is installed. tests/torture
// compiles the files that use it a second time, with TELAIO_BREAKABLE, into one program of tests
// that must fail once a name is chosen.
#pragma once

#ifdef TELAIO_BREAKABLE

namespace telaio::broken {

enum class Spot {
  none,
  answer_early,            // Callers are answered before the group is durable.
  head_early,              // Readers see a group before it is durable.
  failure_ignored,         // A group that could not be written is acknowledged all the same.
  sync_skipped,            // Groups are written without a sync.
  anchor_forgotten,        // The anchor is not moved any more.
  anchor_early,            // The anchor is moved before the group is durable.
  anchor_not_awaited,      // Groups are acknowledged while older anchors are unwritten.
  anchor_in_one_slot,      // The anchor overwrites the only new copy it has.
  anchor_not_synced,       // The anchor's write is not made durable.
  anchor_not_compared,     // A log behind its anchor is opened.
  anchor_left_behind,      // A log that is opened does not bring its anchor up to itself.
  repeats_not_found,       // A command that was done is done again.
  request_not_compared,    // A command id serves another request.
  version_off_by_one,      // An event gets the number of the one before it.
  expectation_at_least,    // "Exactly version v" accepts any later one.
  guard_ignored,           // Conditions on other streams are not looked at.
  instant_goes_back,       // The recorded instant follows a clock that is set back.
  parts_not_in_leaf,       // The tree does not cover the sealed parts.
  state_not_synced,        // Small files are replaced without a sync.
  released_before_written  // A signature is given out and never written down.
};

// Chosen once, before anything else runs.
extern Spot chosen;

}  // namespace telaio::broken

#define TELAIO_BROKEN(spot) (::telaio::broken::chosen == ::telaio::broken::Spot::spot)
#else
#define TELAIO_BROKEN(spot) false
#endif
