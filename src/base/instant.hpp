// SPDX-License-Identifier: EUPL-1.2
// A moment on the UTC time line, in microseconds: when a fact was recorded, or a term counted in
// hours began. Dates of law are `Date`; the bridge between the two is base/zone.hpp.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telaio {

class Instant {
 public:
  constexpr Instant() = default;
  static constexpr Instant from_micros(std::int64_t micros_since_1970) {
    Instant instant;
    instant.micros_ = micros_since_1970;
    return instant;
  }

  constexpr std::int64_t micros() const { return micros_; }
  constexpr Instant plus_micros(std::int64_t micros) const { return from_micros(micros_ + micros); }
  constexpr Instant plus_seconds(std::int64_t seconds) const {
    return plus_micros(seconds * micros_per_second);
  }
  constexpr auto operator<=>(const Instant&) const = default;

  static constexpr std::int64_t micros_per_second = 1'000'000;

 private:
  std::int64_t micros_ = 0;
};

// "2026-03-01T09:30:00.000000Z".
std::string to_string(Instant instant);
// RFC 3339 in UTC ("Z"), with 0 to 6 decimals of a second.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace telaio
