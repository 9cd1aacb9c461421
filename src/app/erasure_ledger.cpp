// SPDX-License-Identifier: EUPL-1.2
#include "app/erasure_ledger.hpp"

#include <string>

#include "base/assert.hpp"

namespace telaio::app {
namespace {

constexpr std::uint8_t keys_destroyed = 1;  // The only kind of record so far.
constexpr std::size_t fixed_size = 1 + 8 + id_size + id_size + 8 + 4 + 2;
static_assert(fixed_size + domain::destroyed_keys_max * vault::key_ref_size <=
              log::chain_record_bytes_max);

}  // namespace

Bytes encode(const Erasure& erasure) {
  TELAIO_ASSERT(erasure.keys.size() <= domain::destroyed_keys_max);
  Bytes bytes;
  bytes.push_back(std::byte{keys_destroyed});
  append_u64(bytes, static_cast<std::uint64_t>(erasure.recorded.micros()));
  append(bytes, erasure.disposal.view());
  append(bytes, erasure.subject.view());
  append_u64(bytes, erasure.position);
  append_u32(bytes, erasure.key_encryption_key);
  append_u16(bytes, static_cast<std::uint16_t>(erasure.keys.size()));
  for (const vault::KeyRef& key : erasure.keys) append(bytes, vault::encode(key));
  return bytes;
}

std::optional<Erasure> decode_erasure(BytesView bytes) {
  if (bytes.size() < fixed_size || bytes[0] != std::byte{keys_destroyed}) return std::nullopt;
  Erasure erasure;
  erasure.recorded = Instant::from_micros(static_cast<std::int64_t>(read_u64(bytes.subspan(1))));
  erasure.disposal = domain::DisposalId(uuid_from(bytes.subspan(9, id_size)));
  erasure.subject = uuid_from(bytes.subspan(25, id_size));
  erasure.position = read_u64(bytes.subspan(41));
  erasure.key_encryption_key = read_u32(bytes.subspan(49));
  const std::size_t count = read_u16(bytes.subspan(53));
  if (bytes.size() != fixed_size + count * vault::key_ref_size) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i) {
    const auto key = vault::decode_key_ref(
        bytes.subspan(fixed_size + i * vault::key_ref_size, vault::key_ref_size));
    if (!key) return std::nullopt;
    erasure.keys.push_back(*key);
  }
  return erasure;
}

Result<ErasureLedger, Fault> ErasureLedger::decoded(log::ChainFile chain) {
  ErasureLedger ledger(std::move(chain));
  for (const Bytes& record : ledger.chain_.records()) {
    auto erasure = decode_erasure(record);
    // Whole and chained, but not ours to understand: a newer program wrote it. To go on without it
    // could bring somebody back.
    if (!erasure) {
      return Fault{std::string(log::faults::chain_damaged), "a record of an unknown kind"};
    }
    ledger.erasures_.push_back(std::move(*erasure));
  }
  return ledger;
}

Result<ErasureLedger, Fault> ErasureLedger::create(const log::ChainPlace& place, const Uuid& log_id,
                                                   std::string_view origin) {
  auto chain = log::ChainFile::create(place, log_id, std::string(origin) + "/erasures");
  if (!chain) return chain.error();
  return ErasureLedger(std::move(*chain));
}

Result<ErasureLedger, Fault> ErasureLedger::open(const log::ChainPlace& place, const Uuid& log_id) {
  auto chain = log::ChainFile::open(place, log_id);
  if (!chain) return chain.error();
  return decoded(std::move(*chain));
}

Result<ErasureLedger, Fault> ErasureLedger::read(const log::ChainPlace& place, const Uuid& log_id) {
  auto chain = log::ChainFile::read(place, log_id);
  if (!chain) return chain.error();
  return decoded(std::move(*chain));
}

Result<Done, Fault> ErasureLedger::append(const Erasure& erasure) {
  const auto written = chain_.append(encode(erasure));
  if (written) erasures_.push_back(erasure);
  return written;
}

}  // namespace telaio::app
