// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/family.hpp"

#include <algorithm>

#include "tools/generator/names.hpp"

namespace telaio::generator {
namespace {

using schema::Sex;

// Mix of areas for open cases of a professional social service: an assumption of this generator,
// leaning on the areas of cartella-sociale 5.1.
Code area_of(Random& random) {
  const auto draw = random.below(100);
  if (draw < 40) return Code("FAM_MIN");
  if (draw < 62) return Code("ANZ");
  if (draw < 80) return Code("DIS");
  if (draw < 95) return Code("POV");
  if (draw < 98) return Code("IMM");
  return Code("DIP");
}

Member member(Random& random, const std::string& family_name, Date on, int age_low, int age_high,
              std::uint16_t relation) {
  Member made;
  made.id = random.id<PersonId>();
  made.sex = random.chance(52) ? Sex::female : Sex::male;
  made.surname = family_name;
  made.given_name = given_name(random, made.sex);
  const int age = random.between(age_low, age_high);
  made.born = on.plus_days(-age * 365 - random.between(20, 340));
  made.relation = relation;
  // 100 Italy; 201 Albania, 436 Morocco, 235 Romania (config/codes/countries-anpr.json).
  constexpr std::uint16_t others[] = {201, 436, 235};
  made.citizenship = random.chance(82) ? std::uint16_t{100} : random.pick(others);
  return made;
}

constexpr std::uint16_t holder = 1;
constexpr std::uint16_t spouse = 2;
constexpr std::uint16_t child = 3;
constexpr std::uint16_t parent = 6;

std::vector<Member> compose(Random& random, const Code& area, Date on) {
  const std::string name = surname(random);
  std::vector<Member> members;
  if (area == Code("ANZ")) {
    members.push_back(member(random, name, on, 70, 92, holder));
    if (random.chance(40)) members.push_back(member(random, surname(random), on, 68, 90, spouse));
    return members;
  }
  members.push_back(member(random, name, on, 26, 58, holder));
  const bool family = area == Code("FAM_MIN") || random.chance(45);
  if (family && random.chance(65)) {
    members.push_back(member(random, surname(random), on, 26, 60, spouse));
  }
  const int children =
      area == Code("FAM_MIN") ? random.between(1, 4) : (family ? random.between(0, 2) : 0);
  for (int i = 0; i < children; ++i) {
    members.push_back(member(random, name, on, 0, 17, child));
  }
  if (random.chance(6)) members.push_back(member(random, name, on, 66, 88, parent));
  return members;
}

// Spread of ISEE values, in cents: most households of a social service stand below 15.000.
Money isee_of(Random& random) {
  const auto draw = random.below(100);
  const std::int32_t low = draw < 15 ? 0 : draw < 60 ? 300'000 : draw < 88 ? 900'000 : 1'600'000;
  const std::int32_t high = draw < 15   ? 300'000
                            : draw < 60 ? 900'000
                            : draw < 88 ? 1'600'000
                                        : 4'200'000;
  return Money::from_cents(random.between(low, high));
}

}  // namespace

Date first_contact_of(const Plan& plan, Random& random) {
  const std::int32_t span = days_between(plan.from(), plan.until);
  const std::int32_t most = std::min(span / 3, 365);
  const std::int32_t last = random.chance(70) ? most : std::max(most, std::min(span - 30, 730));
  return plan.from().plus_days(2 + random.between(0, std::max(1, last - 3)));
}

Family make_family(const Ambito& ambito, std::uint32_t number, Date known_from, Random random) {
  Family family;
  family.number = number;
  family.household = random.id<HouseholdId>();
  family.case_file = random.id<CaseId>();
  family.worker = ambito.social_workers[number % ambito.social_workers.size()];
  family.unit = family.worker.actor.unit;
  family.comune = family.unit == Code("CLM") ? Code("015081") : Code("015209");
  family.area = area_of(random);
  family.known_from = known_from;
  family.members = compose(random, family.area, family.known_from);
  family.adi = family.area == Code("POV") ? random.chance(80) : random.chance(6);
  const bool couple = family.members.size() > 1 && family.members[1].relation == spouse;
  family.spouse_elsewhere = couple && random.chance(5);
  family.isee = isee_of(random);
  return family;
}

}  // namespace telaio::generator
