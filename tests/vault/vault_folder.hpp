// SPDX-License-Identifier: EUPL-1.2
// A folder for one test's vault, gone with the test; and the eyes of somebody who stole it: what
// stands in its files, byte by byte, and what the database's own iterators show.
#pragma once

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "vault/vault.hpp"

namespace telaio::vault {

// Monday 2 March 2026, 9:00 UTC.
inline constexpr Instant opening_hour = Instant::from_micros(1'772'442'000'000'000);

// Cheap on purpose: what the cost is in an installation is tested in tests/crypto.
inline constexpr Options quick{crypto::PasswordCost{1, 8'192}};

class VaultFolder {
 public:
  VaultFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "telaio-vault-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  VaultFolder(const VaultFolder&) = delete;
  VaultFolder& operator=(const VaultFolder&) = delete;
  ~VaultFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }

  std::filesystem::path root() const { return root_; }
  std::filesystem::path data() const { return root_ / "data" / "vault"; }
  std::filesystem::path keys() const { return root_ / "data.keys"; }

  // How often `marker` stands in the bytes of the vault's files (not in the keys folder).
  std::size_t count_in_files(BytesView marker) const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string content{std::istreambuf_iterator<char>(file), {}};
      count += occurrences(content, as_text(marker));
    }
    return count;
  }

  // How often `marker` stands in the keys and values of any family. The vault may be open.
  std::size_t count_in_rows(BytesView marker) const {
    std::size_t count = 0;
    for (const auto& [key, value] : rows()) {
      count += occurrences(key, as_text(marker)) + occurrences(value, as_text(marker));
    }
    return count;
  }

  std::vector<std::pair<std::string, std::string>> rows() const {
    std::vector<std::string> names;
    EXPECT_TRUE(
        rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), data().string(), &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const std::string& name : names)
      families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(
        rocksdb::DBOptions(), data().string(), families, &handles, &opened);
    EXPECT_TRUE(status.ok()) << status.ToString();
    const std::unique_ptr<rocksdb::DB> database(opened);
    std::vector<std::pair<std::string, std::string>> rows;
    for (rocksdb::ColumnFamilyHandle* const handle : handles) {
      const std::unique_ptr<rocksdb::Iterator> row(
          database->NewIterator(rocksdb::ReadOptions(), handle));
      for (row->SeekToFirst(); row->Valid(); row->Next()) {
        rows.emplace_back(row->key().ToString(), row->value().ToString());
      }
      EXPECT_TRUE(row->status().ok());
    }
    for (rocksdb::ColumnFamilyHandle* const handle : handles) {
      EXPECT_TRUE(database->DestroyColumnFamilyHandle(handle).ok());
    }
    return rows;
  }

 private:
  static std::size_t occurrences(const std::string& in, std::string_view marker) {
    std::size_t count = 0;
    for (std::size_t at = in.find(marker); at != std::string::npos; at = in.find(marker, at + 1)) {
      ++count;
    }
    return count;
  }

  std::filesystem::path root_;
};

// An identifier that is easy to read in a failure: all its bytes are `number`.
inline Uuid id_of(int number) {
  Uuid id;
  id.bytes.fill(static_cast<std::byte>(number));
  return id;
}

}  // namespace telaio::vault
