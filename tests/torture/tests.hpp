// SPDX-License-Identifier: EUPL-1.2
// The torture tests, one function each; torture.cpp lists them with their numbers of rounds.
#pragma once

#include "tests/torture/torture.hpp"

namespace telaio::torture {

void killed_servers(Run& run);            // T1
void power_loss(Run& run);                // T2
void torn_tail(Run& run);                 // T3
void older_files(Run& run);               // T4
void changed_bits(Run& run);              // T5
void failing_disk(Run& run);              // T6
void full_disk(Run& run);                 // T7
void power_loss_while_opening(Run& run);  // T8

void one_winner(Run& run);              // T10
void no_half_commits(Run& run);         // T12
void late_commits(Run& run);            // T13
void one_effect(Run& run);              // T14
void views_after_power_loss(Run& run);  // T15, T38
void simulated_worlds(Run& run);        // T18
void same_seed_twice(Run& run);         // T19

void large_trees(Run& run);                 // T27
void scripts_against_the_signer(Run& run);  // T29
void insider_edits(Run& run);               // T30
void erased_for_good(Run& run);             // T31
void erased_after_a_restore(Run& run);      // T32
void restored_backups(Run& run);            // T37
void jumping_clock(Run& run);               // T39

}  // namespace telaio::torture
