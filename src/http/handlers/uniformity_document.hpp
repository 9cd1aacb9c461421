// SPDX-License-Identifier: EUPL-1.2
// A comparison of the tariffs of several Comuni as JSON: Uniformity of openapi.json.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "domain/fees/comparison.hpp"
#include "http/handlers/comune_rules.hpp"
#include "http/site.hpp"

namespace telaio::http::handlers {

boost::json::array comuni_document(const Site& site, const std::vector<ComuneRule>& rules);
// Members measures (or why_not), cause, structure, different, adoption, points.
void put_comparison(const Site& site, const std::vector<ComuneRule>& rules,
                    const domain::fees::Comparison& comparison, boost::json::object& body);
// What one regulation asks, as straight pieces with rounded ends, up to an ISEE.
boost::json::object curve_document(const domain::fees::Regulation& regulation, Money isee_max,
                                   std::string id, std::string name, bool published);
// {"u","u_exact","d_max","d_mean","same","access"}: members that are undefined are left out.
boost::json::object figures_document(const domain::fees::Uniformity& measures);

}  // namespace telaio::http::handlers
