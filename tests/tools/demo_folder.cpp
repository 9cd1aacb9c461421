// SPDX-License-Identifier: EUPL-1.2
#include "tests/tools/demo_folder.hpp"

#include <gtest/gtest.h>

#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "log/verify.hpp"

namespace telaio::generator::test {
namespace {

const std::filesystem::path source(TELAIO_SOURCE_DIR);

// Each command waits for a sync: in memory the same load takes a fifth of the time.
std::filesystem::path new_folder() {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code missing;
  const auto parent = std::filesystem::is_directory(memory, missing)
                          ? memory
                          : std::filesystem::temp_directory_path();
  return parent / ("telaio-demo-test-" + to_string(crypto::random_uuid()));
}

}  // namespace

DemoFolder::DemoFolder(const Plan& plan)
    : folder_(new_folder()), clock_(rome_day_start(plan.begins())) {
  std::filesystem::create_directories(folder_);
  auto catalogue = app::load_catalogue(source / "config/codes");
  installation_ =
      tools::Installation::create(folder_ / "data", std::move(catalogue).value(), clock_).value();
  loaded_ = load_demo(*installation_, clock_, plan, source / "config", [](Date, std::uint64_t) {});
}

DemoFolder::~DemoFolder() {
  installation_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void DemoFolder::each(const Each& each) const {
  for (log::Position next = 0;;) {
    const auto page = installation_->events().read_all(next, log::ReadLimits{});
    ASSERT_TRUE(page);
    for (const auto& stored : page->events) {
      const auto* header = schema::verified_header(stored.header);
      ASSERT_NE(header, nullptr) << stored.position;
      each(stored, *header);
      next = stored.position + 1;
    }
    if (page->end) return;
  }
}

bool DemoFolder::verifies() {
  const log::DataPaths paths = installation_->paths();
  installation_.reset();
  const auto stored = log::open_log_read_only(paths);
  return stored && log::verify_log(**stored).intact();
}

}  // namespace telaio::generator::test
