// SPDX-License-Identifier: EUPL-1.2
// From the parameters of a LEPS request to the question the rules answer.
#pragma once

#include "domain/leps/outcome.hpp"
#include "http/site.hpp"

namespace telaio::http::handlers {

// The day knowledge ends: of the commit asked for, or today.
Result<Date, app::Failure> known_date(const Site& site, const Moment& moment);

// The whole Ambito in parameters and answers; its Comuni are called by their ISTAT codes.
inline constexpr std::string_view whole_ambito = "ambito";

// The window of `kind` ("quarter", "semester", "year") that contains `on`; nothing for another
// word.
std::optional<domain::leps::Window> window_around(Date on, std::string_view kind);

}  // namespace telaio::http::handlers
