// SPDX-License-Identifier: EUPL-1.2
// Households on Assegno di Inclusione: met in time, met early, suspended without having been called
// (DL 48/2023 art. 4 and 6; leps.md 5.2). Unit: the Ambito, or one of its Comuni.
//
// A household belongs to the Ambito that received it. Inside it, a move only changes the Comune
// that answers: that of residence on the due date. Pure; dates are calendar dates and never roll
// over holidays (leps.md 3).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/leps/outcome.hpp"

namespace telaio::domain::leps {

enum class MeetingState : std::uint8_t {
  in_time,    // First meeting by the due day, that day included.
  late,       // Met after it.
  never_met,  // Due day passed, no first meeting yet.
  excluded,   // Benefit ended or lost, or household gone, before the due day.
  running,    // Due day after the last day that counts.
  no_trigger  // The date the term runs from is not known.
};

// One household against one term. Dates not known are absent.
struct FirstMeeting {
  HouseholdId household;
  Code comune;  // The one that answers.
  Position reception = 0;
  const Rule* rule = nullptr;  // The version its application falls under; of the register passed.
  MeetingState state = MeetingState::running;
  std::optional<Date> trigger;
  std::optional<Date> due;
  std::optional<Date> met_on;  // Earliest first meeting by the last day that counts.
  std::optional<Position> meeting;
  std::optional<std::int32_t> recording_delay_days;  // From the meeting to its recording.
  std::optional<Position> exclusion;                 // The event that took the household out.
};

// The household's story cut where a new clock starts, in order of application. A later application
// starts one when the benefit was lost before it, or ended before any first meeting. After an end
// with the meeting held it is a renewal, and goes on with the old clock: whether a renewal would
// restart it is not confirmed (leps.md 5.2). Acts belong to the part they are dated in.
std::vector<AdiHousehold> paths_of(const AdiHousehold& household);

// The application whose clock runs in a path: the earliest one, as last said, since a later
// reception of the same application completes it (the PAD signed meanwhile). `path` has a reception
// (asserted).
const Reception& reception_in_force(const AdiHousehold& path);

// Every path of the unit's households against the term of `indicator`'s rule, in the order given;
// those not of this unit, or whose application no rule version covers, are left out. ADI-1 chooses
// the version by the application date, since versions differ in the trigger itself; any other rule
// is chosen by the date its term starts from.
std::vector<FirstMeeting> first_meetings(const Register& rules, const Indicator& indicator,
                                         std::span<const Composition> compositions,
                                         std::span<const AdiHousehold> households,
                                         const Question& question);

// ADI-1 and ADI-2: households first met by the due day, over those whose due day is in the window.
Outcome met_in_time(const Register& rules, const Indicator& indicator,
                    std::span<const Composition> compositions,
                    std::span<const AdiHousehold> households, const Question& question);

// ADI-7: households suspended for the first meeting without any convocation up to that day, over
// households suspended for it in the window. The first suspension of the window counts.
Outcome suspended_uncalled(const Indicator& indicator, std::span<const Composition> compositions,
                           std::span<const AdiHousehold> households, const Question& question);

}  // namespace telaio::domain::leps
