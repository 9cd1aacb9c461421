// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/shared_folder.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tools/installation/lists_folder.hpp"

namespace telaio::tools {
namespace {

TEST(SharedFolder, LiesBesideTheFolderOfPrograms) {
  const std::filesystem::path prefix = ::testing::TempDir() + "telaio-prefix";
  std::filesystem::create_directories(prefix / "bin");
  EXPECT_FALSE(shared_folder_of(prefix / "bin" / "telaio").has_value());
  std::filesystem::create_directories(prefix / "share" / "telaio");
  EXPECT_EQ(shared_folder_of(prefix / "bin" / "telaio"), prefix / "share" / "telaio");
  EXPECT_FALSE(shared_folder_of(prefix / "build" / "telaio").has_value());
  EXPECT_FALSE(shared_folder_of("").has_value());
  std::filesystem::remove_all(prefix);
}

TEST(SharedFolder, IsTheSourcesWhenRunFromTheBuild) {
  EXPECT_FALSE(shared_folder().has_value());
  const std::filesystem::path source(TELAIO_SOURCE_DIR);
  EXPECT_EQ(lists_folder(""), source / "config");
  EXPECT_EQ(openapi_file(), source / "src/http/openapi.json");
}

}  // namespace
}  // namespace telaio::tools
