// SPDX-License-Identifier: EUPL-1.2
#include "base/date.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/assert.hpp"

namespace telaio {
namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int year_min = 1800;
constexpr int year_max = 2199;

std::optional<unsigned> number(std::string_view digits) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

Date Date::of(int y, unsigned m, unsigned d) {
  const year_month_day named{year(y), month(m), day(d)};
  TELAIO_ASSERT(named.ok());
  return from(named);
}

Date first_of_month(Date date) {
  const auto ymd = date.ymd();
  return Date::from(ymd.year() / ymd.month() / day(1));
}

Date last_of_month(Date date) {
  const auto ymd = date.ymd();
  return Date::from(year_month_day(ymd.year() / ymd.month() / last));
}

Date add_months(Date first, int count) {
  const auto ymd = first_of_month(first).ymd() + months(count);
  return Date::from(ymd);
}

int age_on(Date born, Date on) {
  const auto b = born.ymd();
  const auto o = on.ymd();
  const bool before_birthday =
      o.month() < b.month() || (o.month() == b.month() && o.day() < b.day());
  return static_cast<int>(o.year()) - static_cast<int>(b.year()) - (before_birthday ? 1 : 0);
}

std::string to_string(Date date) {
  const auto ymd = date.ymd();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::string to_italian(Date date) {
  const auto ymd = date.ymd();
  return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(ymd.day()),
                     static_cast<unsigned>(ymd.month()), static_cast<int>(ymd.year()));
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number(text.substr(0, 4));
  const auto m = number(text.substr(5, 2));
  const auto d = number(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const int named_year = static_cast<int>(*y);
  if (named_year < year_min || named_year > year_max) return std::nullopt;
  const year_month_day ymd{year(named_year), month(*m), day(*d)};
  if (!ymd.ok()) return std::nullopt;
  return Date::from(ymd);
}

}  // namespace telaio
