// SPDX-License-Identifier: EUPL-1.2
#include "log/chain_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "base/assert.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"

namespace telaio::log {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view magic = "telaio/chain/v1\0"sv;
constexpr std::string_view record_tag = "telaio/record/v1"sv;
static_assert(magic.size() == 16 && record_tag.size() == 16);
constexpr std::size_t preamble_size = 16 + id_size;
constexpr unsigned file_mode = 0600;

Fault fault(std::string_view code, const std::filesystem::path& path, std::string_view what) {
  return {std::string(code), fmt::format("{}: {}", path.string(), what)};
}

Bytes preamble(const Uuid& log_id) {
  Bytes bytes = to_bytes(as_bytes(magic));
  append(bytes, log_id.view());
  return bytes;
}

crypto::Sha256 chained(const crypto::Sha256& before, BytesView record) {
  return crypto::sha256({as_bytes(record_tag), before, record});
}

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

// The notes were checked; what is asked is whether both are of the last record.
bool says(const std::filesystem::path& note, const std::string& text) {
  const auto content = read_file(note, tree::note_bytes_max, faults::chain_io);
  return content && as_text(*content).starts_with(text);
}

}  // namespace

bool ChainFile::exists(const ChainPlace& place) {
  return is_there(place.head()) || is_there(place.witness);
}

Result<ChainFile, Fault> ChainFile::create(const ChainPlace& place, const Uuid& log_id,
                                           const std::string& name) {
  // One that was never finished has no head and no record: it is begun again.
  std::error_code ignored;
  const bool begun = is_there(place.ledger()) &&
                     std::filesystem::file_size(place.ledger(), ignored) > preamble_size;
  if (begun || is_there(place.head()) || is_there(place.witness)) {
    return fault(faults::exists, place.folder, "there is a ledger already");
  }
  for (const auto& folder :
       {place.folder, place.witness.parent_path(), place.key.signing.parent_path()}) {
    if (const auto made = make_directory(folder, faults::chain_io); !made) return made.error();
  }
  ChainFile chain;
  chain.place_ = place;
  auto key = make_key(place.key, name);
  if (!key) return key.error();
  chain.key_ = std::move(*key);
  const Bytes begin = preamble(log_id);
  const auto written = write_durably(place.ledger(), begin, file_mode, faults::chain_io);
  if (!written) return written.error();
  chain.hashes_ = {crypto::sha256(begin)};
  chain.whole_bytes_ = begin.size();
  if (const auto signed_now = chain.write_head(); !signed_now) return signed_now.error();
  return chain;
}

Result<ChainFile, Fault> ChainFile::read(const ChainPlace& place, const Uuid& log_id) {
  ChainFile chain;
  chain.place_ = place;
  if (const auto loaded = chain.load(log_id); !loaded) return loaded.error();
  return chain;
}

Result<ChainFile, Fault> ChainFile::open(const ChainPlace& place, const Uuid& log_id) {
  auto chain = read(place, log_id);
  if (!chain) return chain.error();
  auto key = read_key(place.key);
  if (!key) return key.error();
  chain->key_ = std::move(*key);
  std::error_code ignored;
  const bool cut = std::filesystem::file_size(place.ledger(), ignored) > chain->whole_bytes_;
  if (cut && ::truncate(place.ledger().c_str(), static_cast<off_t>(chain->whole_bytes_)) != 0) {
    return system_fault(faults::chain_io, "truncate", place.ledger());
  }
  // Signs what a crash left between a record and its head; mostly there is nothing to sign.
  const std::string text =
      tree::checkpoint_text({chain->key_->name(), chain->hashes_.size(), chain->hashes_.back()});
  if (says(place.head(), text) && says(place.witness, text)) return std::move(*chain);
  if (const auto written = chain->write_head(); !written) return written.error();
  return std::move(*chain);
}

Result<Done, Fault> ChainFile::load(const Uuid& log_id) {
  const auto path = place_.ledger();
  if (!is_there(path)) return fault(faults::chain_missing, path, "is not there");
  const auto content = read_file(path, chain_file_bytes_max, faults::chain_io);
  if (!content) return content.error();
  BytesView rest = *content;
  if (rest.size() < preamble_size || as_text(rest.first(16)) != magic) {
    return fault(faults::chain_damaged, path, "is not a ledger");
  }
  if (uuid_from(rest.subspan(16, id_size)) != log_id) {
    return fault(faults::chain_of_another, path, "is of another log");
  }
  hashes_ = {crypto::sha256(rest.first(preamble_size))};
  whole_bytes_ = preamble_size;
  rest = rest.subspan(preamble_size);
  while (rest.size() >= 4) {
    const std::uint32_t length = read_u32(rest);
    const std::size_t whole = 4 + std::size_t{length} + crypto::sha256_size;
    if (length > chain_record_bytes_max || rest.size() < whole) break;
    const BytesView record = rest.subspan(4, length);
    const auto hash = chained(hashes_.back(), record);
    if (!std::ranges::equal(rest.subspan(4 + length, hash.size()), hash)) break;
    records_.push_back(to_bytes(record));
    hashes_.push_back(hash);
    whole_bytes_ += whole;
    rest = rest.subspan(whole);
  }
  // What follows the last whole record may be half of one, but only past every signed head: else a
  // byte was changed, or an older file was put here.
  for (const auto& note : {place_.head(), place_.witness}) {
    if (const auto checked = check_signed(note); !checked) return checked.error();
  }
  return Done{};
}

Result<Done, Fault> ChainFile::check_signed(const std::filesystem::path& note) const {
  if (!is_there(note)) return fault(faults::chain_missing, note, "is not there");
  const auto key = read_verifier_key(place_.key.verifier);
  if (!key) return key.error();
  const auto content = read_file(note, tree::note_bytes_max, faults::chain_io);
  if (!content) return content.error();
  const auto head = tree::open_checkpoint(as_text(*content), *key);
  if (!head) return fault(faults::chain_damaged, note, head.error().code);
  // The preamble counts as the first: a checkpoint of size 0 can say nothing of its log.
  const std::uint64_t records = head->size - 1;
  if (head->size == 0) return fault(faults::chain_damaged, note, "counts no preamble");
  if (records >= hashes_.size()) {
    return fault(faults::chain_behind, place_.ledger(),
                 fmt::format("holds {} whole records, {} were signed", records_.size(), records));
  }
  if (hashes_[records] != head->root) {
    return fault(faults::chain_damaged, place_.ledger(),
                 fmt::format("its first {} records are not those that were signed", records));
  }
  return Done{};
}

bool ChainFile::continues(const ChainHead& head) const {
  return head.size < hashes_.size() && hashes_[head.size] == head.hash;
}

Result<Done, Fault> ChainFile::append(BytesView record) {
  TELAIO_ASSERT(key_.has_value());
  TELAIO_ASSERT(record.size() <= chain_record_bytes_max);
  const auto hash = chained(hashes_.back(), record);
  Bytes bytes;
  append_u32(bytes, static_cast<std::uint32_t>(record.size()));
  telaio::append(bytes, record);
  telaio::append(bytes, hash);
  const auto path = place_.ledger();
  {
    const FileHandle file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.open()) return system_fault(faults::chain_io, "open", path);
    if (!write_fully(file.get(), bytes, whole_bytes_)) {
      return system_fault(faults::chain_io, "write", path);
    }
    if (::fsync(file.get()) != 0) return system_fault(faults::chain_io, "sync", path);
  }
  records_.push_back(to_bytes(record));
  hashes_.push_back(hash);
  whole_bytes_ += bytes.size();
  return write_head();
}

Result<Done, Fault> ChainFile::write_head() {
  const tree::Checkpoint head{key_->name(), hashes_.size(), hashes_.back()};
  const std::string note = tree::sign_checkpoint(head, *key_);
  for (const auto& path : {place_.head(), place_.witness}) {
    const auto written = write_durably(path, as_bytes(note), file_mode, faults::chain_io);
    if (!written) return written.error();
  }
  return Done{};
}

}  // namespace telaio::log
