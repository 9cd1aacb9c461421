// SPDX-License-Identifier: EUPL-1.2
// The manifest of a backup as text: lines of words, the last one the hash of the rest.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "tools/backup/repository.hpp"

namespace telaio::backup {
namespace {

constexpr std::string_view first_line = "telaio/backup/v1";
constexpr std::string_view end_word = "end ";

std::optional<crypto::Sha256> parse_hash(const std::string& hex) {
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != crypto::sha256_size) return std::nullopt;
  crypto::Sha256 hash{};
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

// Relative, below the backup's own folder.
bool is_safe(const std::string& name) {
  if (name.empty() || name.front() == '/') return false;
  for (const auto& part : std::filesystem::path(name)) {
    if (part == ".." || part == ".") return false;
  }
  return true;
}

// One line's words after its name; false when it is malformed.
bool read_line(const std::string& word, std::istringstream& words, Manifest& manifest) {
  std::string text;
  std::string hash;
  if (word == "kind") {
    words >> text;
    manifest.kind = text == "log" ? Kind::log : Kind::vault;
    return text == "log" || text == "vault";
  }
  if (word == "log" || word == "backup") {
    words >> text;
    const auto id = parse_uuid(text);
    if (id) (word == "log" ? manifest.log_id : manifest.id) = *id;
    return id.has_value();
  }
  if (word == "made") {
    std::int64_t micros = 0;
    words >> micros;
    manifest.made = Instant::from_micros(micros);
    return !words.fail();
  }
  if (word == "ledger" || word == "size") {
    std::uint64_t size = 0;
    words >> size >> hash;
    const auto parsed = parse_hash(hash);
    if (words.fail() || !parsed) return false;
    if (word == "size") {
      manifest.size = size;
      manifest.root = *parsed;
    } else {
      manifest.ledger = {size, *parsed};
    }
    return true;
  }
  if (word == "expires") {
    words >> text;
    const auto day = parse_date(text);
    if (day) manifest.expires = *day;
    return day.has_value();
  }
  if (word == "keys") {
    for (std::uint32_t number = 0; words >> number;) {
      manifest.key_encryption_keys.push_back(number);
    }
    return words.eof();
  }
  if (word == "file") {
    BackedUpFile file;
    words >> hash >> file.content.bytes >> file.name;
    const auto parsed = parse_hash(hash);
    if (words.fail() || !parsed || !is_safe(file.name)) return false;
    file.content.sha256 = *parsed;
    manifest.files.push_back(std::move(file));
    return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(Kind kind) {
  return kind == Kind::log ? "log" : "vault";
}

std::string text_of(const Manifest& manifest) {
  std::string text =
      fmt::format("{}\nkind {}\nlog {}\nbackup {}\nmade {}\nledger {} {}\n", first_line,
                  name_of(manifest.kind), to_string(manifest.log_id), to_string(manifest.id),
                  manifest.made.micros(), manifest.ledger.size, to_hex(manifest.ledger.hash));
  if (manifest.kind == Kind::log) {
    text += fmt::format("size {} {}\n", manifest.size, to_hex(manifest.root));
  } else {
    text += fmt::format("expires {}\nkeys", to_string(manifest.expires));
    for (const std::uint32_t number : manifest.key_encryption_keys) {
      text += fmt::format(" {}", number);
    }
    text += "\n";
  }
  for (const BackedUpFile& file : manifest.files) {
    text +=
        fmt::format("file {} {} {}\n", to_hex(file.content.sha256), file.content.bytes, file.name);
  }
  return text + fmt::format("{}{}\n", end_word, to_hex(crypto::sha256(as_bytes(text))));
}

std::optional<Manifest> parse_manifest(std::string_view text) {
  const std::size_t end = text.rfind(end_word);
  if (end == std::string_view::npos || end == 0 || text[end - 1] != '\n') return std::nullopt;
  const std::string_view body = text.substr(0, end);
  const std::string last = fmt::format("{}{}\n", end_word, to_hex(crypto::sha256(as_bytes(body))));
  if (text.substr(end) != last) return std::nullopt;

  Manifest manifest;
  std::istringstream lines{std::string(body)};
  std::string line;
  if (!std::getline(lines, line) || line != first_line) return std::nullopt;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (!read_line(word, words, manifest)) return std::nullopt;
  }
  // What was understood is all that was written.
  if (text_of(manifest) != text) return std::nullopt;
  return manifest;
}

}  // namespace telaio::backup
