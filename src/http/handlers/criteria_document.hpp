// SPDX-License-Identifier: EUPL-1.2
// Access criteria as people read them: each rule a sentence.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>

#include "domain/access/check.hpp"
#include "http/site.hpp"

namespace telaio::http::handlers {

// The Italian name of a condition, a class or an item; the code itself when it has none.
std::string code_name(const Site& site, const Code& code);
// "10,50", points out of their hundredths.
std::string points_text(std::uint32_t hundredths);

std::string gate_sentence(const Site& site, const domain::access::Criteria& criteria,
                          const domain::access::Gate& gate);
std::string tie_sentence(const Site& site, const domain::access::Tie& tie);

// "AccessCriteria" of openapi.json.
boost::json::object criteria_document(const Site& site, const CriteriaId& id,
                                      const domain::access::Criteria& criteria);
// What a call can be for, and where its applicants may live: the choices of a form.
void put_call_choices(const Site& site, boost::json::object& body);
boost::json::array findings_document(const Site& site,
                                     const std::vector<domain::access::Finding>& findings);

}  // namespace telaio::http::handlers
