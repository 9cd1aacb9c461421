// SPDX-License-Identifier: EUPL-1.2
#include "base/instant.hpp"

#include <fmt/format.h>

#include "base/date.hpp"

namespace telaio {
namespace {

constexpr std::int64_t micros_per_day = 86'400 * Instant::micros_per_second;

// Two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
  const char high = text[at];
  const char low = text[at + 1];
  if (high < '0' || high > '9' || low < '0' || low > '9') return -1;
  return (high - '0') * 10 + (low - '0');
}

}  // namespace

std::string to_string(Instant instant) {
  std::int64_t days = instant.micros() / micros_per_day;
  std::int64_t rest = instant.micros() % micros_per_day;
  if (rest < 0) {
    rest += micros_per_day;
    days -= 1;
  }
  const std::int64_t seconds = rest / Instant::micros_per_second;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z",
                     to_string(Date::from_days(static_cast<std::int32_t>(days))), seconds / 3600,
                     seconds / 60 % 60, seconds % 60, rest % Instant::micros_per_second);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text.back() != 'Z' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':') {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const int hours = two_digits(text, 11);
  const int minutes = two_digits(text, 14);
  const int seconds = two_digits(text, 17);
  if (!date || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 ||
      seconds > 59) {
    return std::nullopt;
  }
  std::int64_t fraction = 0;
  std::string_view decimals = text.substr(19, text.size() - 20);
  if (!decimals.empty()) {
    if (decimals.front() != '.' || decimals.size() < 2 || decimals.size() > 7) return std::nullopt;
    decimals.remove_prefix(1);
    for (std::size_t i = 0; i < 6; ++i) {
      const char c = i < decimals.size() ? decimals[i] : '0';
      if (c < '0' || c > '9') return std::nullopt;
      fraction = fraction * 10 + (c - '0');
    }
  }
  const std::int64_t of_day = (hours * 60 + minutes) * 60 + seconds;
  return Instant::from_micros(date->days() * micros_per_day + of_day * Instant::micros_per_second +
                              fraction);
}

}  // namespace telaio
