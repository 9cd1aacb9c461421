// SPDX-License-Identifier: EUPL-1.2
// One synthetic family: who they are and why the service meets them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/household/household.hpp"
#include "tools/generator/plan.hpp"

namespace telaio::generator {

struct Member {
  PersonId id;
  std::string surname;
  std::string given_name;
  Date born;
  schema::Sex sex = schema::Sex::unknown;
  std::uint16_t relation = 1;  // ANPR code to the holder.
  std::uint16_t citizenship = 100;
};

struct Family {
  std::uint32_t number = 0;
  HouseholdId household;
  CaseId case_file;
  std::vector<Member> members;  // The first one is the holder of the sheet.
  Code area;
  Code comune;
  Code unit;
  Worker worker;    // Case manager.
  Date known_from;  // First contact.
  bool adi = false;
  Money isee;  // Of the first attestation.

  std::vector<PersonId> persons() const {
    std::vector<PersonId> ids;
    for (const auto& member : members) ids.push_back(member.id);
    return ids;
  }
};

// `number` counts from 0. Families begin over the whole span, most of them in its first third.
Family make_family(const Plan& plan, const Ambito& ambito, std::uint32_t number, Random random);

}  // namespace telaio::generator
