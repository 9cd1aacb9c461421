// SPDX-License-Identifier: EUPL-1.2
// The register of LEPS rules as a file (config/leps/register.json; docs/formats/leps-register.md)
// and the Italian texts of the indicators. A register is taken whole or not at all: a threshold
// read wrong would tell a Comune that it breaks, or keeps, the law.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/leps/rule.hpp"

namespace telaio::app::leps {

// Refuses with the codes of leps_refusals.hpp; every field is required or named optional in the
// format page, and an unknown one is refused: a misspelt `valid_to` must not pass for an open end.
Result<domain::leps::Register, Refusal> load_register(std::string_view text);

// What people read beside the codes; each map from the code in Outcome to its Italian text.
struct Texts {
  std::map<std::string, std::string, std::less<>> indicators;
  std::map<std::string, std::string, std::less<>> statuses;
  std::map<std::string, std::string, std::less<>> kinds;
  std::map<std::string, std::string, std::less<>> evidences;
  std::map<std::string, std::string, std::less<>> marks;
};
Result<Texts, Refusal> load_texts(std::string_view text);

// The files of config/leps and config/texts as they were when the program was built, so that it
// answers without knowing where it was installed.
std::string_view built_in_register();
std::string_view built_in_texts();

}  // namespace telaio::app::leps
