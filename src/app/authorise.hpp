// SPDX-License-Identifier: EUPL-1.2
// The one authorisation decision, before every output: page, API, search, print, export, past.
// Today's permissions apply to the past too (users-and-jobs 2). Pure: everything it needs comes as
// a value; what it answers is written into RecordAccessed.
//
// The rules are those of cartella-sociale 4 and 10.2, reduced to the five roles of this version:
// who sees a class of data depends on the role and on how the case is assigned.
#pragma once

#include <cstdint>
#include <string_view>

#include "schemas/event_generated.h"

namespace telaio::app {

enum class Action : std::uint8_t {
  read,        // A page or an API answer.
  write,       // A command on a case or what hangs on it.
  search,      // Looking people up.
  verify,      // Proofs, checkpoints, the whole-log check.
  administer,  // Accounts, roles, views.
  aggregate,   // Counts without persons: caseload, LEPS.
  publish,     // An act of the body that holds for everybody: a regulation. No case, class P0.
  dispose      // One of the two persons of an erasure, or of a hold (cartella-sociale 10.4).
};

// How the resource's case relates to the actor, as the caseload projection says today.
enum class Assignment : std::uint8_t {
  none,  // Another unit's.
  unit,  // Of the actor's unit, another worker's.
  own    // The actor is its case manager.
};

struct Question {
  schema::Role role = schema::Role::unknown;
  Action action = Action::read;
  schema::VisibilityClass visibility = schema::VisibilityClass::p0;
  Assignment assignment = Assignment::none;
  bool opened_with_reason = false;  // An auditor opened this case, giving a reason.
};

enum class Verdict : std::uint8_t {
  allowed,
  masked,  // The fact may be shown, its private parts not: pseudonyms, no texts.
  refused
};

struct Answer {
  Verdict verdict = Verdict::refused;
  std::string_view rule;  // Stable name of the rule that decided, for the access log and tests.
};

Answer authorise(const Question& question);

}  // namespace telaio::app
