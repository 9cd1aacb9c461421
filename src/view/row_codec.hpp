// SPDX-License-Identifier: EUPL-1.2
// How a row of a projection becomes bytes: fixed-width big-endian pieces, one after the other, in
// the order the projection writes them (docs/formats/views.md). The same pieces make keys, so byte
// order of keys is the order of their values: signed numbers have their sign bit turned over.
//
// A row has no field names and no version: a projection that changes its rows changes its
// code_version() and is rebuilt. Rows are ours, so reading past the end is a bug (asserted).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"

namespace telaio::view {

// Bytes of the pieces of a key, for the key_size of a Table (an id has telaio::id_size).
inline constexpr std::uint16_t code_size = Code::length_max;
inline constexpr std::uint16_t date_size = 4;
inline constexpr std::uint16_t position_size = 8;

// Writes pieces into `bytes`; every call returns the writer, so that a key is one expression:
// `RowWriter().id(person).date(from).position(at).take()`.
class RowWriter {
 public:
  RowWriter& u8(std::uint8_t value);
  RowWriter& u16(std::uint16_t value);
  RowWriter& u32(std::uint32_t value);
  RowWriter& u64(std::uint64_t value);
  RowWriter& i64(std::int64_t value);  // Order-preserving.
  RowWriter& flag(bool value) { return u8(value ? 1 : 0); }
  // An enum of schemas/ (at most two bytes wide) takes its width.
  template <class Enum>
  RowWriter& code_of(Enum value) {
    static_assert(sizeof(Enum) <= 2);
    if constexpr (sizeof(Enum) == 1) return u8(static_cast<std::uint8_t>(value));
    return u16(static_cast<std::uint16_t>(value));
  }
  RowWriter& date(Date value);           // 4 bytes, order-preserving.
  RowWriter& date_inverted(Date value);  // Newest first.
  RowWriter& instant(Instant value);     // 8 bytes, order-preserving.
  RowWriter& money(Money value);         // 8 bytes, order-preserving.
  RowWriter& position(std::uint64_t value) { return u64(value); }
  RowWriter& position_inverted(std::uint64_t value) { return u64(~value); }  // Newest first.
  RowWriter& id(const Uuid& value);                                          // 16 bytes.
  RowWriter& code(const Code& value);                                        // 24 bytes.
  RowWriter& raw(BytesView value);  // As it is, without a length: fixed-width pieces only.
  // u16 length, then the bytes. Only for public texts of class P0, and only in values: at most
  // 65,535 bytes (asserted).
  RowWriter& text(std::string_view value);

  // One byte that says whether the value follows. In values only: it would break key order.
  RowWriter& optional_date(const std::optional<Date>& value);
  RowWriter& optional_money(const std::optional<Money>& value);
  RowWriter& optional_id(const std::optional<Uuid>& value);

  const Bytes& bytes() const { return bytes_; }
  BytesView view() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

// Reads the pieces back in the same order. Holds a view: the bytes outlive it.
class RowReader {
 public:
  explicit RowReader(BytesView bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  std::int64_t i64();
  bool flag() { return u8() != 0; }
  template <class Enum>
  Enum code_of() {
    static_assert(sizeof(Enum) <= 2);
    if constexpr (sizeof(Enum) == 1) return static_cast<Enum>(u8());
    return static_cast<Enum>(u16());
  }
  Date date();
  Date date_inverted();
  Instant instant();
  Money money();
  std::uint64_t position() { return u64(); }
  std::uint64_t position_inverted() { return ~u64(); }
  Uuid id();
  template <class Kind>
  Kind id_of() {
    return Kind(id());
  }
  Code code();
  BytesView raw(std::size_t size);
  std::string text();

  std::optional<Date> optional_date();
  std::optional<Money> optional_money();
  std::optional<Uuid> optional_id();
  template <class Kind>
  std::optional<Kind> optional_id_of() {
    const auto found = optional_id();
    if (!found) return std::nullopt;
    return Kind(*found);
  }

  bool at_end() const { return rest_.empty(); }

 private:
  BytesView rest_;
};

}  // namespace telaio::view
