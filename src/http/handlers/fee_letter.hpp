// SPDX-License-Identifier: EUPL-1.2
// The letter that tells a family what it pays and why: the same document as the page Perché, as
// sentences a reader outside the office understands.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "http/labels.hpp"
#include "paper/letter.hpp"

namespace telaio::http::handlers {

// `fee` is "Fee" of openapi.json with names in clear; `body` who writes. The sentences are the
// labels letter.fee.*; amounts and dates are written as in Italy.
paper::Letter fee_letter(const boost::json::object& fee, const std::string& body, Instant now,
                         const Labels& labels);

}  // namespace telaio::http::handlers
