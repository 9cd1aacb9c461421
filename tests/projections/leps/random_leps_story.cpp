// SPDX-License-Identifier: EUPL-1.2
#include "tests/projections/leps/leps_story.hpp"

namespace telaio::testing {
namespace {

class Teller {
 public:
  Teller(LepsStory& story, std::mt19937_64& random) : story_(story), random_(random) {}

  void tell(std::size_t facts) {
    const auto span = static_cast<std::uint64_t>(days_between(random_first_day, random_last_day));
    told_.push_back(story_.compose(random_first_day, {comune_a, comune_b}));
    for (std::size_t i = 1; i < facts; ++i) {
      today_ = random_first_day.plus_days(static_cast<std::int32_t>(span * i / facts));
      story_.today(today_);
      if (below(8) != 0) {
        told_.push_back(one());
        continue;
      }
      const Told& original = told_[below(told_.size())];
      if (below(2) == 0) {
        told_.push_back(story_.make_void(original));
      } else {
        told_.push_back(story_.correct_date(original, past()));
      }
    }
  }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  Date past() { return today_.plus_days(-static_cast<std::int32_t>(below(90))); }
  Code comune() {
    const auto drawn = below(10);
    if (drawn == 0) return comune_outside;
    return drawn < 6 ? comune_a : comune_b;
  }
  std::uint64_t household() { return 1 + below(12); }
  Date new_year() { return Date::of(2024 + static_cast<int>(below(2)), 1, 1); }
  schema::BenefitReason reason() {
    return below(3) == 0 ? schema::BenefitReason::other : schema::BenefitReason::first_meeting;
  }

  Told one() {
    switch (below(16)) {
      case 0:
        return story_.population(comune(), new_year(),
                                 static_cast<std::uint32_t>(10'000 + below(5'000)));
      case 1:
        return story_.worker(
            1 + below(5), static_cast<std::uint16_t>(below(301)), past(),
            below(4) == 0 ? schema::ContractKind::fixed_term : schema::ContractKind::open_ended);
      case 2:
        return story_.statement(static_cast<std::uint16_t>(2024 + below(2)), past());
      case 3:
        return story_.take(1 + below(9), comune(), past());
      case 4:
        return story_.close(1 + below(9), past());
      case 5:
      case 6:
      case 7:
        return story_.receive(household(), comune(), past());
      case 8:
      case 9:
        return story_.meet(household(), past());
      case 10:
        return story_.convene(household(), past());
      case 11:
        return story_.stop<schema::BenefitSuspendedT>(household(), past(), reason());
      case 12:
        return below(2) == 0 ? story_.stop<schema::BenefitLostT>(household(), past(), reason())
                             : story_.stop<schema::BenefitEndedT>(household(), past(), reason());
      case 13: {
        const auto number = household();
        return below(3) == 0 ? story_.leave(number, number, past())
                             : story_.family(number, number, past());
      }
      case 14:
        return story_.move(household(), comune(), past());
      default:
        return below(4) == 0 ? story_.compose(past(), {comune_a})
                             : story_.compose(past(), {comune_a, comune_b});
    }
  }

  LepsStory& story_;
  std::mt19937_64& random_;
  Date today_ = random_first_day;
  std::vector<Told> told_;
};

}  // namespace

void tell_random_leps(LepsStory& story, std::mt19937_64& random, std::size_t facts) {
  Teller(story, random).tell(facts);
}

}  // namespace telaio::testing
