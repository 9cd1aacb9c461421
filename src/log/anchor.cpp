// SPDX-License-Identifier: EUPL-1.2
#include "log/anchor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/assert.hpp"
#include "base/broken.hpp"
#include "log/crc32c.hpp"
#include "log/log_faults.hpp"

namespace telaio::log {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view magic = "telaio/anchor/v1"sv;
static_assert(magic.size() == 16);
constexpr std::size_t slot_size = 4096;
constexpr std::size_t file_size = 2 * slot_size;
// Magic, sequence, log id, size, root; then the checksum of all that.
constexpr std::size_t content_size = 16 + 8 + 16 + 8 + 32;

struct Slot {
  std::uint64_t sequence = 0;
  AnchorPoint point;
};

Bytes slot_bytes(const Slot& slot) {
  Bytes bytes = to_bytes(as_bytes(magic));
  append_u64(bytes, slot.sequence);
  append(bytes, slot.point.log_id.view());
  append_u64(bytes, slot.point.size);
  append(bytes, slot.point.root);
  TELAIO_ASSERT(bytes.size() == content_size);
  append_u32(bytes, crc32c(bytes));
  bytes.resize(slot_size);
  return bytes;
}

std::optional<Slot> read_slot(BytesView bytes) {
  if (bytes.size() < content_size + 4 || as_text(bytes.first(16)) != magic) return std::nullopt;
  if (read_u32(bytes.subspan(content_size)) != crc32c(bytes.first(content_size))) {
    return std::nullopt;
  }
  Slot slot;
  slot.sequence = read_u64(bytes.subspan(16));
  slot.point.log_id = uuid_from(bytes.subspan(24, id_size));
  slot.point.size = read_u64(bytes.subspan(40));
  const BytesView root = bytes.subspan(48, crypto::sha256_size);
  std::copy(root.begin(), root.end(), slot.point.root.begin());
  return slot;
}

// The newer of the two slots that are whole.
Result<Slot, Fault> read_slots(const std::filesystem::path& path) {
  const auto content = read_file(path, file_size, faults::anchor_io);
  if (!content) return content.error();
  const BytesView bytes = *content;
  const auto a = read_slot(bytes.first(std::min(slot_size, bytes.size())));
  const auto b = read_slot(bytes.subspan(std::min(slot_size, bytes.size())));
  if (!a && !b) {
    return Fault{std::string(faults::anchor_damaged),
                 fmt::format("no whole slot in {}", path.string())};
  }
  if (!a) return *b;
  if (!b) return *a;
  return a->sequence > b->sequence ? *a : *b;
}

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace

std::filesystem::path Anchor::file_in(const std::filesystem::path& directory) {
  return directory / "log.anchor";
}

Result<Anchor, Fault> Anchor::create(const std::filesystem::path& directory,
                                     const AnchorPoint& point) {
  if (const auto made = make_directory(directory, faults::anchor_io); !made) return made.error();
  const auto path = file_in(directory);
  if (is_there(path)) {
    return Fault{std::string(faults::exists), fmt::format("{} is there already", path.string())};
  }
  // Both slots at once: advancing overwrites, and never changes the file's length.
  Bytes content = slot_bytes({1, point});
  append(content, slot_bytes({2, point}));
  const auto written = write_durably(path, content, 0600, faults::anchor_io);
  if (!written) return written.error();
  return open(directory);
}

Result<Anchor, Fault> Anchor::open(const std::filesystem::path& directory) {
  Anchor anchor;
  anchor.path_ = file_in(directory);
  if (!is_there(anchor.path_)) {
    return Fault{std::string(faults::anchor_missing),
                 fmt::format("{} is not there", anchor.path_.string())};
  }
  const auto newest = read_slots(anchor.path_);
  if (!newest) return newest.error();
  anchor.point_ = newest->point;
  anchor.sequence_ = newest->sequence;
  anchor.file_ = FileHandle(::open(anchor.path_.c_str(), O_WRONLY | O_CLOEXEC));
  if (!anchor.file_.open()) return system_fault(faults::anchor_io, "open", anchor.path_);
  return anchor;
}

Result<std::optional<AnchorPoint>, Fault> Anchor::read(const std::filesystem::path& directory) {
  const auto path = file_in(directory);
  if (!is_there(path)) return std::optional<AnchorPoint>();
  const auto newest = read_slots(path);
  if (!newest) return newest.error();
  return std::optional(newest->point);
}

Result<Done, Fault> Anchor::advance(const AnchorPoint& point) {
  TELAIO_ASSERT(point.size >= point_.size);
  TELAIO_ASSERT(point.log_id == point_.log_id);
  const std::uint64_t sequence = sequence_ + 1;
  // Odd sequences are in the first slot, even ones in the second: the newer one is never
  // overwritten.
  const bool first = sequence % 2 == 1 || TELAIO_BROKEN(anchor_in_one_slot);
  const std::uint64_t offset = first ? 0 : slot_size;
  if (!write_fully(file_.get(), slot_bytes({sequence, point}), offset)) {
    return system_fault(faults::anchor_io, "write", path_);
  }
  const bool synced = TELAIO_BROKEN(anchor_not_synced) || ::fdatasync(file_.get()) == 0;
  if (!synced) return system_fault(faults::anchor_io, "sync", path_);
  sequence_ = sequence;
  point_ = point;
  return Done{};
}

}  // namespace telaio::log
