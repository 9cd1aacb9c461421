// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/window.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"

namespace telaio::domain::leps {
namespace {

constexpr int year_min = 1900;
constexpr int year_max = 2199;

std::optional<int> parse_year(std::string_view text) {
  if (text.size() != 4) return std::nullopt;
  int year = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < year_min || year > year_max) return std::nullopt;
  return year;
}

}  // namespace

Window Window::year(int year) {
  TELAIO_ASSERT(year >= year_min && year <= year_max);
  return {Date::of(year, 1, 1), Date::of(year, 12, 31)};
}

Window Window::quarter(int year, int quarter) {
  TELAIO_ASSERT(year >= year_min && year <= year_max);
  TELAIO_ASSERT(quarter >= 1 && quarter <= 4);
  const auto last_month = static_cast<unsigned>(quarter * 3);
  return {Date::of(year, last_month - 2, 1), last_of_month(Date::of(year, last_month, 1))};
}

std::optional<Window> Window::between(Date from, Date to) {
  if (to < from || days_between(from, to) >= window_days_max) return std::nullopt;
  return Window{from, to};
}

std::string to_string(const Window& window) {
  const int year = window.reference_year();
  if (window == Window::year(year)) return fmt::format("{:04}", year);
  for (int quarter = 1; quarter <= 4; ++quarter) {
    if (window == Window::quarter(year, quarter)) return fmt::format("{:04}-Q{}", year, quarter);
  }
  return to_string(window.from) + ".." + to_string(window.to);
}

std::optional<Window> parse_window(std::string_view text) {
  if (const auto year = parse_year(text)) return Window::year(*year);
  if (text.size() == 7 && text.substr(4, 2) == "-Q") {
    const auto year = parse_year(text.substr(0, 4));
    if (!year || text[6] < '1' || text[6] > '4') return std::nullopt;
    return Window::quarter(*year, text[6] - '0');
  }
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto from = parse_date(text.substr(0, dots));
  const auto to = parse_date(text.substr(dots + 2));
  if (!from || !to) return std::nullopt;
  return Window::between(*from, *to);
}

int year_of(Date date) {
  return static_cast<int>(date.ymd().year());
}

}  // namespace telaio::domain::leps
