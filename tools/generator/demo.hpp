// SPDX-License-Identifier: EUPL-1.2
// Loads the demonstration Ambito: years of synthetic families, through the ordinary commands.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/generator/plan.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::generator {

struct DemoUser {
  std::string role;  // social_worker, head, manager, auditor, administrator
  std::string user;
  std::string password;
  std::string display_name;
};

struct Loaded {
  std::vector<DemoUser> users;
  std::uint64_t events = 0;
  std::uint64_t commands = 0;
};

// `reached` is the date of the story, for the progress line.
using Progress = std::function<void(Date reached, std::uint64_t events)>;

// `clock` is the one the installation was made with; it ends in the afternoon of plan.until. Throws
// std::runtime_error with a code when a command is refused: a mistake of the generator.
Loaded load_demo(tools::Installation& installation, ManualClock& clock, const Plan& plan,
                 const std::filesystem::path& config, const Progress& progress);

}  // namespace telaio::generator
