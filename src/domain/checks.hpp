// SPDX-License-Identifier: EUPL-1.2
// Small questions that every aggregate asks of what people write.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/date.hpp"
#include "base/text.hpp"

namespace telaio::domain {

// A member of the enumeration other than `unknown`: what comes from outside may be any number.
template <class Enum>
constexpr bool is_known(Enum value) {
  return value > Enum::unknown && value <= Enum::MAX;
}

// Clean text on one line: a name, a street.
inline bool is_one_line(std::string_view text) {
  return is_clean_text(text) && text.find_first_of("\n\t") == std::string_view::npos;
}

// Facts name their last day, intervals the first day outside.
inline DateInterval interval_up_to(Date from, std::optional<Date> last_day) {
  if (!last_day) return {from, std::nullopt};
  return {from, last_day->plus_days(1)};
}

template <class T>
std::unique_ptr<T> pointer_to(const std::optional<T>& value) {
  return value ? std::make_unique<T>(*value) : nullptr;
}

template <class T>
std::optional<T> value_of(const std::unique_ptr<T>& pointer) {
  return pointer ? std::optional<T>(*pointer) : std::nullopt;
}

}  // namespace telaio::domain
