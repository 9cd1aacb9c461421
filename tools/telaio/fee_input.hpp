// SPDX-License-Identifier: EUPL-1.2
// What the fee commands read from their arguments. Each function prints what is wrong on the error
// stream, sets the exit code and returns nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/regulations/regulation_json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {

// A file that is not there is wrong usage; one that holds no regulation is refused.
std::optional<std::string> read_text(Cli& cli, const std::string& path);
std::optional<std::vector<app::regulations::LoadedRegulation>> read_regulations(
    Cli& cli, const std::string& path);

// The one regulation there is, or the one named; several without a name, or an unknown name, are
// wrong usage.
const domain::fees::Regulation* choose(
    Cli& cli, const std::vector<app::regulations::LoadedRegulation>& regulations,
    const std::string& id);

// An amount of an option, `name` for the message; wrong usage when it is none. Empty text: nothing
// is set and nothing is wrong.
struct AmountOption {
  std::string name;
  std::string text;
};
bool read_amount(Cli& cli, const AmountOption& option, std::optional<Money>& into);

}  // namespace telaio::cli
