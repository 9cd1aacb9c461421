// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/rocksdb_build.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/version.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string_view>

// rocksdb::SyncPoint::GetInstance(), which the library has only when built with its assertions
// (test_util/sync_point.cc): null when it has not. A weak name asks for nothing to be linked.
extern const char rocksdb_sync_point __asm__("_ZN7rocksdb9SyncPoint11GetInstanceEv")
    __attribute__((weak));

namespace telaio::bench {
namespace {

constexpr std::size_t line_bytes_max = 1'024;

// Keeps the one line in which a database, as it opens, says what its checksums are computed with.
class Crc32Listener final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* format, std::va_list values) override {
    std::array<char, line_bytes_max> line{};
    // RocksDB's own interface: a format and its values.
    if (std::vsnprintf(line.data(), line.size(), format, values) < 0) return;
    constexpr std::string_view words = "Fast CRC32 supported: ";
    const std::string_view text(line.data());
    const auto at = text.find(words);
    if (at != std::string_view::npos) heard_ = text.substr(at + words.size());
    while (heard_.ends_with('\n')) heard_.pop_back();
  }
  const std::string& heard() const { return heard_; }

 private:
  std::string heard_;
};

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

std::string crc32_of_library(const std::filesystem::path& folder) {
  rocksdb::Options options;
  options.create_if_missing = true;
  const auto listener = std::make_shared<Crc32Listener>();
  options.info_log = listener;
  rocksdb::DB* opened = nullptr;
  check(rocksdb::DB::Open(options, folder.string(), &opened));
  std::unique_ptr<rocksdb::DB>(opened).reset();
  check(rocksdb::DestroyDB(folder.string(), options));
  return listener->heard();
}

std::string file_of_library() {
  Dl_info where{};
  const auto* function = reinterpret_cast<const void*>(&rocksdb::GetRocksVersionAsString);
  if (::dladdr(function, &where) == 0 || where.dli_fname == nullptr) return "?";
  return std::filesystem::path(where.dli_fname).filename().string();
}

}  // namespace

bool RocksdbBuild::optimised() const {
  return !assertions && crc32.starts_with("Supported");
}

RocksdbBuild rocksdb_build(const std::filesystem::path& folder) {
  return {rocksdb::GetRocksVersionAsString(), &rocksdb_sync_point != nullptr,
          crc32_of_library(folder / "rocksdb-build"), file_of_library()};
}

std::string to_string(const RocksdbBuild& build) {
  return fmt::format("RocksDB {} ({}): {}, asserzioni {}, CRC32: {}", build.version,
                     build.optimised() ? "optimised" : "system", build.file,
                     build.assertions ? "accese" : "spente", build.crc32);
}

}  // namespace telaio::bench
