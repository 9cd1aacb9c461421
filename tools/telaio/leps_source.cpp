// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/leps_source.hpp"

#include <cstdlib>
#include <system_error>

namespace telaio::cli {

Result<std::unique_ptr<LepsRows>, Fault> LepsRows::open(const std::filesystem::path& views,
                                                        const log::EventLog& events,
                                                        std::uint64_t needed) {
  auto rows = std::make_unique<LepsRows>();
  if (rows->use(views, events, needed)) return rows;
  if (auto fault = rows->build(events)) return *fault;
  return rows;
}

LepsRows::~LepsRows() {
  runner_.reset();
  store_.reset();
  if (temporary_.empty()) return;
  std::error_code ignored;  // A folder that stays behind in /tmp harms nobody.
  std::filesystem::remove_all(temporary_, ignored);
}

bool LepsRows::use(const std::filesystem::path& views, const log::EventLog& events,
                   std::uint64_t needed) {
  view::StoreOptions options;
  options.access = view::Access::read_only;
  auto store = view::Store::open(views, options);
  if (!store) return false;
  const auto mark = (*store)->mark(projection_.name());
  const bool level = mark && *mark && (*mark)->code_version == projection_.code_version() &&
                     (*mark)->applied >= needed && !(*mark)->poison;
  if (!level) return false;
  store_ = std::move(*store);
  runner_ = std::make_unique<view::Runner>(
      *store_, events, std::vector<const view::Projection*>{&projection_}, nullptr);
  return true;
}

std::optional<Fault> LepsRows::build(const log::EventLog& events) {
  std::error_code failed;
  std::string name = std::filesystem::temp_directory_path(failed) / "telaio-leps-XXXXXX";
  if (failed || ::mkdtemp(name.data()) == nullptr) {
    return Fault{"cli.temporary_folder", "could not make a folder like " + name};
  }
  temporary_ = name;
  auto store = view::Store::open(temporary_ / "views", {});
  if (!store) return store.error();
  store_ = std::move(*store);
  runner_ = std::make_unique<view::Runner>(
      *store_, events, std::vector<const view::Projection*>{&projection_}, nullptr);
  const auto done = runner_->catch_up();
  if (!done) return done.error();
  return std::nullopt;
}

}  // namespace telaio::cli
