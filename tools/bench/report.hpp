// SPDX-License-Identifier: EUPL-1.2
// What a run prints besides its figures: the machine, and the same answers as JSON.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "tools/bench/measure.hpp"
#include "tools/bench/verdict.hpp"

namespace telaio::bench {

// Processors and kernel, in one line.
std::string machine();

boost::json::object to_json(const Question& question);
boost::json::object to_json(const Verdict& verdict);

}  // namespace telaio::bench
