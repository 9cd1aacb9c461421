// SPDX-License-Identifier: EUPL-1.2
// Calendar dates of Italian law and office life, without a time of day. Terms in days count dates,
// never instants (domain rules; Europe/Rome decides which date an instant falls on).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telaio {

class Date {
 public:
  // 1970-01-01.
  constexpr Date() = default;
  static constexpr Date from_days(std::int32_t days_since_1970) {
    Date date;
    date.days_ = days_since_1970;
    return date;
  }
  static constexpr Date from(std::chrono::year_month_day day) {
    return from_days(
        static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count()));
  }
  // The three numbers name an existing day (asserted).
  static Date of(int year, unsigned month, unsigned day);

  constexpr std::int32_t days() const { return days_; }
  constexpr std::chrono::year_month_day ymd() const {
    return std::chrono::year_month_day{std::chrono::sys_days(std::chrono::days(days_))};
  }
  constexpr auto operator<=>(const Date&) const = default;

  // `days` may be negative.
  constexpr Date plus_days(std::int32_t days) const { return from_days(days_ + days); }

 private:
  std::int32_t days_ = 0;
};

// Days from `from` to `to`, negative when `to` is earlier.
constexpr std::int32_t days_between(Date from, Date to) {
  return to.days() - from.days();
}

// First and last day of the month of `date`.
Date first_of_month(Date date);
Date last_of_month(Date date);
// The first of the month `months` later (or earlier).
Date add_months(Date first, int months);
// Completed years on `on` of somebody born on `born`; 29 February comes of age on 1 March.
int age_on(Date born, Date on);

// "2026-03-01".
std::string to_string(Date date);
// "01/03/2026".
std::string to_italian(Date date);
// Strict ISO 8601 calendar date of an existing day, years 1800 to 2199.
std::optional<Date> parse_date(std::string_view text);

// [from, to): `to` is the first day outside; nothing = open.
struct DateInterval {
  Date from;
  std::optional<Date> to;

  constexpr bool contains(Date date) const { return date >= from && (!to || date < *to); }
  bool operator==(const DateInterval&) const = default;
};

}  // namespace telaio
