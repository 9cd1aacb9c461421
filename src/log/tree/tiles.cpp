// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/tiles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "log/tree/decimal.hpp"

namespace telaio::log::tree {
namespace {

constexpr std::string_view prefix = "tile/";
constexpr std::string_view entries_level = "entries";
constexpr std::string_view partial_mark = ".p/";
constexpr std::size_t group_digits = 3;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "x001/x234/067": three digits at a time, an x before all groups but the last.
std::string index_path(std::uint64_t index) {
  std::string path = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) path = fmt::format("x{:03}/", index % 1000) + path;
  return path;
}

std::optional<std::uint64_t> parse_index(std::string_view path) {
  std::string digits;
  while (path.size() > group_digits) {
    if (path.size() < group_digits + 2 || path[0] != 'x' || path[group_digits + 1] != '/') {
      return std::nullopt;
    }
    digits += path.substr(1, group_digits);
    path.remove_prefix(group_digits + 2);
  }
  if (path.size() != group_digits) return std::nullopt;
  digits += path;
  if (!all_digits(digits) || digits.size() > 21) return std::nullopt;
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  const auto index = parse_decimal(std::string_view(digits).substr(zeros));
  // One index has one path: no groups of zeros in front.
  if (!index || index_path(*index).size() != digits.size() / group_digits * 5 - 2) {
    return std::nullopt;
  }
  return index;
}

std::optional<unsigned> parse_width(std::string_view text) {
  const auto width = parse_decimal(text);
  if (!width || *width == 0 || *width >= tile_width) return std::nullopt;
  return static_cast<unsigned>(*width);
}

Result<std::optional<Bytes>, Fault> read_entries(const EventLog& events, const TileName& tile) {
  Bytes bytes;
  for (unsigned i = 0; i < tile.width; ++i) {
    const auto entry = events.entry(tile.index * tile_width + i);
    if (!entry) return entry.error();
    append_u16(bytes, static_cast<std::uint16_t>(entry->size()));
    append(bytes, *entry);
  }
  return std::optional(std::move(bytes));
}

}  // namespace

std::string tile_path(const TileName& tile) {
  const std::string level = tile.entries ? std::string(entries_level) : std::to_string(tile.level);
  std::string path = fmt::format("{}{}/{}", prefix, level, index_path(tile.index));
  if (tile.width < tile_width) path += fmt::format("{}{}", partial_mark, tile.width);
  return path;
}

std::optional<TileName> parse_tile_path(std::string_view path) {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  TileName tile;
  const std::string_view level = path.substr(0, slash);
  path.remove_prefix(slash + 1);
  tile.entries = level == entries_level;
  if (!tile.entries) {
    const auto number = parse_decimal(level);
    if (!number || *number >= tile_levels_max) return std::nullopt;
    tile.level = static_cast<unsigned>(*number);
  }
  if (const std::size_t mark = path.find(partial_mark); mark != std::string_view::npos) {
    const auto width = parse_width(path.substr(mark + partial_mark.size()));
    if (!width) return std::nullopt;
    tile.width = *width;
    path = path.substr(0, mark);
  }
  const auto index = parse_index(path);
  if (!index) return std::nullopt;
  tile.index = *index;
  return tile;
}

unsigned tile_width_at(unsigned level, std::uint64_t index, std::uint64_t size) {
  const std::uint64_t hashes = level < tile_levels_max ? size >> (level * tile_height) : 0;
  if (index > hashes / tile_width) return 0;
  return static_cast<unsigned>(std::min(hashes - index * tile_width, tile_width));
}

Result<std::optional<Bytes>, Fault> read_tile(const EventLog& events, const HashSource& source,
                                              const TileName& tile) {
  if (tile.width == 0 || tile.width > tile_width_at(tile.level, tile.index, events.head().size)) {
    return std::optional<Bytes>();
  }
  if (tile.entries) return read_entries(events, tile);
  const auto hashes = source.hashes(tile.level, tile.index * tile_width, tile.width);
  if (!hashes) return hashes.error();
  return std::optional(to_bytes(std::as_bytes(std::span(*hashes))));
}

}  // namespace telaio::log::tree
