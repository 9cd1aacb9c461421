// SPDX-License-Identifier: EUPL-1.2
// A demonstration Ambito loaded into a folder of its own, for tests of the generator.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "base/clock.hpp"
#include "schemas/verified.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::generator::test {

// The day after the last one of the pictures' story.
inline const Date story_end = Date::of(2026, 11, 19);

class DemoFolder {
 public:
  // Throws what the generator throws: a refused command ends the test with its code.
  explicit DemoFolder(const Plan& plan);
  ~DemoFolder();

  using Each = std::function<void(const log::StoredEvent&, const schema::Header&)>;
  // Every event, in order of position.
  void each(const Each& each) const;

  tools::Installation& installation() { return *installation_; }
  const Loaded& loaded() const { return loaded_; }
  // Closes the installation and recomputes everything from the files.
  bool verifies();

 private:
  std::filesystem::path folder_;
  ManualClock clock_;
  std::unique_ptr<tools::Installation> installation_;
  Loaded loaded_;
};

}  // namespace telaio::generator::test
