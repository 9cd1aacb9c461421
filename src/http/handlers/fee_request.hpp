// SPDX-License-Identifier: EUPL-1.2
// "FeeRequest" of openapi.json: what a fee is asked for with.
#pragma once

#include "app/fees.hpp"
#include "http/json_body.hpp"

namespace telaio::http::handlers {

// Period, quantity and terms; the ids are the caller's to add.
app::DetermineFee read_fee_request(ObjectReader& body);

}  // namespace telaio::http::handlers
