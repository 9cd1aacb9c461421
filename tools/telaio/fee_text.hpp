// SPDX-License-Identifier: EUPL-1.2
// What the fee commands print for people, in Italian. The sentences are those of config/texts; the
// names of the steps are the ones that the pages show (config/texts/labels.http.it.json).
#pragma once

#include <string>
#include <string_view>

#include "app/texts/texts.hpp"
#include "domain/fees/check.hpp"
#include "schemas/fee_generated.h"

namespace telaio::cli {

// "Nessuna fascia da 15000.01 a 16000.00: aggiungi la fascia che manca o …".
std::string describe(const app::Texts& texts, const domain::fees::Finding& finding);

// "Tariffa della fascia".
std::string_view step_text(schema::FeeStepKind kind);

}  // namespace telaio::cli
