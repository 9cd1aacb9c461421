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
  std::uint32_t adi_number = 0;   // Among those on ADI: it decides what becomes of them.
  bool spouse_elsewhere = false;  // The second member is registered at another address.
  Money isee;                     // Of the first attestation.

  std::vector<PersonId> persons() const {
    std::vector<PersonId> ids;
    ids.reserve(members.size());
    for (const auto& member : members) ids.push_back(member.id);
    return ids;
  }
};

// The first contact of family `number` of those the plan asks for. Most come in the first third of
// the span, and in its first year; the others within two years.
Date first_contact_of(const Plan& plan, Random& random);

// `number` counts from 0. `known_from`: the day of the first contact.
Family make_family(const Ambito& ambito, std::uint32_t number, Date known_from, Random random);

}  // namespace telaio::generator
