// SPDX-License-Identifier: EUPL-1.2
// The family of the pictures: Colombo-Haddad, case SSG-2024-0417, on the dates that every
// demonstration tells again. Their ISEE of 8.400,00 is rectified to 15.900,00 after the fee was
// decided, so the fee in force (6,05 an hour) and the one that would follow (11,00) differ; the
// amounts are those of a published tariff (Dairago's), not those of the pictures;
// the registry, the DSU and the worker each know another household; the second ADI meeting is late.
//
// What the pictures show and no fact can say yet is left out: the project and its goals, documents,
// the corrected date of birth (registered here as corrected), the educator's and the clerk's access
// as members of the team (Sara Neri and Luca Moro are social workers here), appointments, and the
// note that waits in a browser to be sent.
#pragma once

#include "tools/generator/agenda.hpp"
#include "tools/generator/plan.hpp"

namespace telaio::generator {

struct Colleague {
  const char* given_name;
  const char* surname;
};

// In the order in which the bootstrap hires: offices alternate, Sesto first.
inline constexpr Colleague known_workers[] = {
    {"Elena", "Riva"}, {"Paolo", "Gatti"}, {"Sara", "Neri"}, {"Luca", "Moro"}};
inline constexpr Colleague known_heads[] = {{"Marta", "Conti"}};

// What a test or a bench looks for.
inline constexpr Code story_case_number{"SSG-2024-0417"};

// Plans the whole story, from Plan::story_from on; what lies after the end of the run does not
// happen. `office`, `agenda` and `ambito` outlive the agenda's run.
void plan_story(Office& office, Agenda& agenda, const Ambito& ambito, Random random);

}  // namespace telaio::generator
