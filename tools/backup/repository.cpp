// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "log/file_io.hpp"
#include "tools/backup/backup_faults.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view name_file = "repository";
constexpr std::string_view name_line = "telaio/backups/v1";
constexpr std::string_view manifest_suffix = ".manifest";
constexpr unsigned file_mode = 0600;
constexpr std::size_t name_bytes_max = 256;
// 100,000 files of a log; ten times what 44 million events make.
constexpr std::size_t manifest_bytes_max = std::size_t{16} << 20U;
constexpr std::size_t small_file_bytes_max = std::size_t{1} << 20U;

std::string name_text(Kind kind, const Uuid& log_id) {
  return fmt::format("{} {} {}\n", name_line, name_of(kind), to_string(log_id));
}

Fault not_a_repository(const fs::path& folder) {
  return {std::string(faults::not_a_repository),
          fmt::format("{} is no folder of backups", folder.string())};
}

Fault io_fault(const fs::path& path, const std::error_code& error) {
  return {std::string(faults::io), fmt::format("{}: {}", path.string(), error.message())};
}

// The files of a folder by their path in it, in order.
Result<std::vector<fs::path>, Fault> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_regular_file()) files.push_back(entry->path().lexically_relative(folder));
  }
  if (error) return io_fault(folder, error);
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<Repository, Fault> Repository::make(const fs::path& folder, Kind kind, const Uuid& log_id) {
  std::error_code error;
  if (fs::exists(folder / name_file, error)) {
    auto known = open(folder, kind);
    if (!known) return known.error();
    if (known->log_id_ == log_id) return known;
    return Fault{std::string(faults::of_another),
                 fmt::format("{} holds backups of log {}, this is log {}", folder.string(),
                             to_string(known->log_id_), to_string(log_id))};
  }
  if (fs::exists(folder, error) && !fs::is_empty(folder, error)) return not_a_repository(folder);
  fs::create_directories(folder, error);
  if (error) return io_fault(folder, error);
  fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return io_fault(folder, error);
  const auto named = log::write_durably(folder / name_file, as_bytes(name_text(kind, log_id)),
                                        file_mode, faults::io);
  if (!named) return named.error();
  return Repository(folder, kind, log_id);
}

Result<Repository, Fault> Repository::open(const fs::path& folder, Kind kind) {
  std::error_code ignored;
  if (!fs::exists(folder / name_file, ignored)) return not_a_repository(folder);
  const auto content = log::read_file(folder / name_file, name_bytes_max, faults::io);
  if (!content) return content.error();
  const std::string text(as_text(*content));
  for (const Kind each : {Kind::log, Kind::vault}) {
    const std::string begin = fmt::format("{} {} ", name_line, name_of(each));
    if (!text.starts_with(begin)) continue;
    const auto log_id = parse_uuid(std::string_view(text).substr(begin.size(), 2 * id_size));
    if (!log_id || text != name_text(each, *log_id)) return not_a_repository(folder);
    if (each == kind) return Repository(folder, kind, *log_id);
    return Fault{std::string(faults::kind_differs),
                 fmt::format("{} holds backups of the {}", folder.string(), name_of(each))};
  }
  return not_a_repository(folder);
}

fs::path Repository::objects_of(const Uuid& backup) const {
  return folder_ / (kind_ == Kind::log ? std::string("objects") : to_string(backup));
}

fs::path Repository::manifest_file(const Uuid& backup) const {
  return folder_ / (to_string(backup) + std::string(manifest_suffix));
}

fs::path Repository::object(const Manifest& manifest, const BackedUpFile& file) const {
  return objects_of(manifest.id) / to_hex(file.content.sha256);
}

Result<std::vector<Manifest>, Fault> Repository::manifests() const {
  std::vector<Manifest> all;
  const auto files = files_below(folder_);
  if (!files) return files.error();
  for (const fs::path& file : *files) {
    if (file.extension() != manifest_suffix || file.has_parent_path()) continue;
    const auto content = log::read_file(folder_ / file, manifest_bytes_max, faults::io);
    if (!content) return content.error();
    auto manifest = parse_manifest(as_text(*content));
    const bool ours = manifest && manifest->kind == kind_ && manifest->log_id == log_id_ &&
                      file == to_string(manifest->id) + std::string(manifest_suffix);
    if (!ours) {
      return Fault{std::string(faults::damaged),
                   fmt::format("{} is not a whole manifest of this folder", file.string())};
    }
    all.push_back(std::move(*manifest));
  }
  std::ranges::sort(all, {}, [](const Manifest& each) {
    return std::tuple(each.made.micros(), each.size, each.id);
  });
  return all;
}

Result<Manifest, Fault> Repository::find(const std::optional<Uuid>& id) const {
  const auto all = manifests();
  if (!all) return all.error();
  const auto found = id ? std::ranges::find(*all, *id, &Manifest::id)
                        : (all->empty() ? all->end() : std::prev(all->end()));
  if (found != all->end()) return *found;
  return Fault{std::string(faults::none), fmt::format("{} holds no such backup", folder_.string())};
}

Result<Done, Fault> Repository::add_file(const fs::path& from, const std::string& name,
                                         Manifest& manifest) {
  const auto made = log::make_directory(objects_of(manifest.id), faults::io);
  if (!made) return made.error();
  auto hashed = hash_file(from);
  if (!hashed) return hashed.error();
  const BackedUpFile file{name, *hashed};
  const fs::path to = object(manifest, file);
  std::error_code ignored;
  // An object of an earlier backup: whether its bytes are still right, check_files() tells.
  if (!fs::exists(to, ignored) || fs::file_size(to, ignored) != hashed->bytes) {
    const auto copied = copy_durably(from, to, *hashed);
    if (!copied) return copied.error();
  }
  manifest.files.push_back(file);
  return Done{};
}

Result<Done, Fault> Repository::add_folder(const fs::path& from, const std::string& prefix,
                                           Manifest& manifest) {
  const auto files = files_below(from);
  if (!files) return files.error();
  for (const fs::path& file : *files) {
    const auto added = add_file(from / file, prefix + "/" + file.string(), manifest);
    if (!added) return added.error();
  }
  return Done{};
}

Result<Done, Fault> Repository::publish(const Manifest& manifest) {
  return log::write_durably(manifest_file(manifest.id), as_bytes(text_of(manifest)), file_mode,
                            faults::io);
}

Result<Done, Fault> Repository::check_files(const Manifest& manifest) const {
  for (const BackedUpFile& file : manifest.files) {
    const fs::path path = object(manifest, file);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
      return Fault{std::string(faults::damaged), fmt::format("{} is missing", path.string())};
    }
    const auto hashed = hash_file(path);
    if (!hashed) return hashed.error();
    if (*hashed != file.content) {
      return Fault{
          std::string(faults::damaged),
          fmt::format("{} ({}) is not the file that was copied", path.string(), file.name)};
    }
  }
  return Done{};
}

Result<Done, Fault> Repository::extract(const Manifest& manifest, const std::string& prefix,
                                        const fs::path& into) const {
  if (const auto made = log::make_directory(into, faults::io); !made) return made.error();
  for (const BackedUpFile& file : manifest.files) {
    if (!file.name.starts_with(prefix + "/")) continue;
    const fs::path to = into / file.name.substr(prefix.size() + 1);
    if (to.parent_path() != into) {
      const auto made = log::make_directory(to.parent_path(), faults::io);
      if (!made) return made.error();
    }
    const fs::path from = object(manifest, file);
    std::error_code ignored;
    if (!fs::exists(from, ignored)) {
      return Fault{std::string(faults::damaged), fmt::format("{} is missing", from.string())};
    }
    if (const auto copied = copy_durably(from, to, file.content); !copied) return copied.error();
  }
  return Done{};
}

Result<Bytes, Fault> Repository::read(const Manifest& manifest, const std::string& name) const {
  const auto found = std::ranges::find(manifest.files, name, &BackedUpFile::name);
  if (found == manifest.files.end()) {
    return Fault{std::string(faults::damaged), fmt::format("the backup has no file {}", name)};
  }
  const fs::path path = object(manifest, *found);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    return Fault{std::string(faults::damaged), fmt::format("{} is missing", path.string())};
  }
  auto content = log::read_file(path, small_file_bytes_max, faults::io);
  if (!content) return content.error();
  if (crypto::sha256(*content) == found->content.sha256) return std::move(*content);
  return Fault{std::string(faults::damaged),
               fmt::format("{} ({}) is not the file that was copied", path.string(), name)};
}

Result<Done, Fault> Repository::remove(const Manifest& manifest) {
  std::error_code error;
  fs::remove(manifest_file(manifest.id), error);
  if (error) return io_fault(manifest_file(manifest.id), error);
  if (const auto synced = log::sync_directory(folder_, faults::io); !synced) return synced.error();
  return remove_unused();
}

Result<Done, Fault> Repository::remove_unused() const {
  const auto left = manifests();
  if (!left) return left.error();
  std::set<fs::path> used;
  for (const Manifest& manifest : *left) {
    for (const BackedUpFile& file : manifest.files) used.insert(object(manifest, file));
  }
  const auto files = files_below(folder_);
  if (!files) return files.error();
  for (const fs::path& file : *files) {
    if (!file.has_parent_path() || used.contains(folder_ / file)) continue;
    std::error_code error;
    fs::remove(folder_ / file, error);
    if (error) return io_fault(folder_ / file, error);
    fs::remove((folder_ / file).parent_path(), error);  // Only when it is empty now.
  }
  return log::sync_directory(folder_, faults::io);
}

}  // namespace telaio::backup
