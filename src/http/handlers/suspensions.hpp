// SPDX-License-Identifier: EUPL-1.2
// Whether a service is stopped on the day a page shows, for the lists that name services.
#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "http/site.hpp"

namespace telaio::http::handlers {

// The suspension of the day asked for; on a page of now also one that is announced for later.
// Nothing when the service runs. As far as was known at `moment`.
Result<std::optional<boost::json::object>, Fault> suspension_of(const Site& site,
                                                                const ServiceId& service,
                                                                const Moment& moment);

}  // namespace telaio::http::handlers
