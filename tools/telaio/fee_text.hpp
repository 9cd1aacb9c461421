// SPDX-License-Identifier: EUPL-1.2
// What the fee commands say to operators, in English: one sentence per code of domain/fees,
// domain/identifiers and app/regulations. Users of the application read the Italian texts of
// config/texts instead; the code joins the two.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/fees/check.hpp"

namespace telaio::cli {

// "no fee from 15000.01 to 16000.00".
std::string describe(const domain::fees::Finding& finding);

// The sentence of a refusal, with its values; the code itself when it has no sentence here.
std::string describe(const Refusal& refusal);

}  // namespace telaio::cli
