// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/vault_backups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string>

#include "log/file_io.hpp"

namespace telaio::tools {
namespace {

constexpr std::string_view first_line = "telaio/vault-backups/v1";
constexpr std::string_view code = "backup.register";
constexpr std::size_t file_bytes_max = std::size_t{1} << 20U;
constexpr unsigned file_mode = 0600;

std::filesystem::path file_in(const std::filesystem::path& keys) {
  return keys / "vault-backups";
}

Fault malformed(const std::filesystem::path& file, std::size_t line) {
  return {std::string(code),
          fmt::format("{}: line {} is not one of the register", file.string(), line)};
}

// "id made expires kek kek …".
std::optional<VaultBackup> parse(const std::string& line) {
  std::istringstream words(line);
  std::string id;
  std::string made;
  std::string expires;
  words >> id >> made >> expires;
  const auto uuid = parse_uuid(id);
  const auto from = parse_date(made);
  const auto to = parse_date(expires);
  if (!uuid || !from || !to) return std::nullopt;
  VaultBackup backup{*uuid, *from, *to, {}};
  for (std::uint32_t number = 0; words >> number;) backup.key_encryption_keys.push_back(number);
  if (!words.eof() || backup.key_encryption_keys.empty()) return std::nullopt;
  return backup;
}

std::string text_of(const std::vector<VaultBackup>& backups) {
  std::string text = std::string(first_line) + "\n";
  for (const VaultBackup& backup : backups) {
    text += fmt::format("{} {} {}", to_string(backup.id), to_string(backup.made),
                        to_string(backup.expires));
    for (const std::uint32_t number : backup.key_encryption_keys)
      text += fmt::format(" {}", number);
    text += "\n";
  }
  return text;
}

}  // namespace

Result<std::vector<VaultBackup>, Fault> read_vault_backups(const std::filesystem::path& keys) {
  std::vector<VaultBackup> backups;
  std::error_code ignored;
  const auto file = file_in(keys);
  if (!std::filesystem::exists(file, ignored)) return backups;
  const auto content = log::read_file(file, file_bytes_max, code);
  if (!content) return content.error();
  std::istringstream lines{std::string(as_text(*content))};
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (number == 1) {
      if (line != first_line) return malformed(file, number);
      continue;
    }
    auto backup = parse(line);
    if (!backup) return malformed(file, number);
    backups.push_back(std::move(*backup));
  }
  return backups;
}

Result<Done, Fault> register_vault_backup(const std::filesystem::path& keys,
                                          const VaultBackup& backup, Date today) {
  auto backups = read_vault_backups(keys);
  if (!backups) return backups.error();
  std::erase_if(*backups, [&](const VaultBackup& each) { return each.expires < today; });
  backups->push_back(backup);
  return log::write_durably(file_in(keys), as_bytes(text_of(*backups)), file_mode, code);
}

std::vector<std::uint32_t> keys_in_term(const std::vector<VaultBackup>& backups, Date today) {
  std::vector<std::uint32_t> numbers;
  for (const VaultBackup& backup : backups) {
    if (backup.expires <= today) continue;
    numbers.insert(numbers.end(), backup.key_encryption_keys.begin(),
                   backup.key_encryption_keys.end());
  }
  return numbers;
}

Date horizon_below(const std::vector<VaultBackup>& backups, std::uint32_t number, Date today) {
  Date last = today;
  for (const VaultBackup& backup : backups) {
    const bool older = std::ranges::any_of(backup.key_encryption_keys,
                                           [&](std::uint32_t each) { return each < number; });
    if (older) last = std::max(last, backup.expires);
  }
  return last;
}

}  // namespace telaio::tools
