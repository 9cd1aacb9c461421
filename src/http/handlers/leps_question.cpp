// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/leps_question.hpp"

#include "base/zone.hpp"

namespace telaio::http::handlers {

namespace leps = domain::leps;

Result<Date, app::Failure> known_date(const Site& site, const Moment& moment) {
  if (moment.known) return *moment.known;
  if (!moment.as_of) return site.today();
  const auto page = site.deps.events().read_all(*moment.as_of, log::ReadLimits{.events_max = 1});
  if (!page) return app::Failure(page.error());
  return page->events.empty() ? site.today() : rome_date(page->events.front().recorded);
}

std::optional<leps::Window> window_around(Date on, std::string_view kind) {
  const int year = leps::year_of(on);
  const unsigned month = static_cast<unsigned>(on.ymd().month());
  if (kind == "year") return leps::Window::year(year);
  if (kind == "quarter") {
    return leps::Window::quarter(year, static_cast<int>((month - 1) / 3) + 1);
  }
  if (kind != "semester") return std::nullopt;
  return month <= 6 ? leps::Window::between(Date::of(year, 1, 1), Date::of(year, 6, 30))
                    : leps::Window::between(Date::of(year, 7, 1), Date::of(year, 12, 31));
}

}  // namespace telaio::http::handlers
