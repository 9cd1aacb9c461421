// SPDX-License-Identifier: EUPL-1.2
// Faults put into the program on purpose, to see that the tests notice (docs/reliability.md). No
// build that anybody runs has one: tests/torture compiles single files a second time, each with one
// of these names in TELAIO_BREAK, and links a program of tests that must fail. Everywhere else
// TELAIO_BROKEN(name) is false, and what depends on it is not compiled.
#pragma once

namespace telaio::broken {

// NOLINTNEXTLINE(readability-enum-initial-value): their numbers mean nothing.
enum class Fault {
  none,
  answer_early,            // Callers are answered before the group is durable.
  head_early,              // Readers see a group before it is durable.
  failure_ignored,         // A group that could not be written is acknowledged all the same.
  anchor_forgotten,        // The anchor is not moved any more.
  anchor_early,            // The anchor is moved before the group is durable.
  anchor_not_awaited,      // Groups are acknowledged while older anchors are unwritten.
  anchor_in_one_slot,      // The anchor overwrites the only copy it has.
  anchor_not_synced,       // The anchor's write is not made durable.
  anchor_not_compared,     // A log behind its anchor is opened.
  sync_skipped,            // Groups are written without a sync.
  repeats_not_found,       // A command that was done is done again.
  request_not_compared,    // A command id serves another request.
  version_off_by_one,      // A stream's second event gets the number of its first.
  expectation_at_least,    // "Exactly version v" accepts any later one.
  guard_ignored,           // Conditions on other streams are not looked at.
  instant_goes_back,       // The recorded instant follows a clock that is set back.
  parts_not_in_leaf,       // The tree does not cover the sealed parts.
  state_not_synced,        // Small files are replaced without a sync.
  released_before_written  // A signature is given out before it is written down.
};

#ifndef TELAIO_BREAK
#define TELAIO_BREAK none
#endif

}  // namespace telaio::broken

#define TELAIO_BROKEN(fault) \
  (::telaio::broken::Fault::TELAIO_BREAK == ::telaio::broken::Fault::fault)
