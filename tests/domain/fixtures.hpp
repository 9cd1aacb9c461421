// SPDX-License-Identifier: EUPL-1.2
// What the tests of every aggregate share: ids by number, a day to stand on, the lists in force.
#pragma once

#include "domain/code_lists.hpp"
#include "tests/support/given_when_then.hpp"

namespace telaio::testing {

template <class Kind>
Kind id(unsigned char n) {
  Uuid uuid;
  uuid.bytes[0] = std::byte{n};
  return Kind(uuid);
}

inline const Date today = Date::of(2026, 3, 20);
inline const Date tomorrow = Date::of(2026, 3, 21);
inline const Date yesterday = Date::of(2026, 3, 19);

inline const Code sesto("015209");
inline const Code cologno("015081");
inline const Code milano("015146");  // Outside the Ambito.

inline const domain::CodeLists codes{.comuni = {sesto, cologno},
                                     .areas = {Code("FAM_MIN")},
                                     .services = {Code("SAD"), Code("PASTI")},
                                     .closing_reasons = {Code("need_resolved")},
                                     .units = {Code("SSG")}};

// The only event of a decision that was accepted.
inline const domain::NewEvent& only_event(const domain::Decision& decision) {
  EXPECT_TRUE(decision.has_value()) << decision.error().code;
  EXPECT_EQ(decision->size(), 1U);
  return decision->front();
}

inline void expect_accepted(const domain::Decision& decision) {
  ASSERT_TRUE(decision.has_value()) << decision.error().code;
  EXPECT_FALSE(decision->empty());
}

inline void expect_already_done(const domain::Decision& decision) {
  ASSERT_TRUE(decision.has_value()) << decision.error().code;
  EXPECT_TRUE(decision->empty());
}

}  // namespace telaio::testing
