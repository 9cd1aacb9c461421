// SPDX-License-Identifier: EUPL-1.2
#include "view/row_codec.hpp"

#include <limits>

#include "base/assert.hpp"

namespace telaio::view {
namespace {

// Turning the sign bit over makes the byte order of signed numbers their order.
constexpr std::uint32_t sign_32 = std::uint32_t{1} << 31U;
constexpr std::uint64_t sign_64 = std::uint64_t{1} << 63U;

std::uint32_t ordered(Date date) {
  return static_cast<std::uint32_t>(date.days()) ^ sign_32;
}
Date date_from(std::uint32_t ordered) {
  return Date::from_days(static_cast<std::int32_t>(ordered ^ sign_32));
}

}  // namespace

RowWriter& RowWriter::u8(std::uint8_t value) {
  bytes_.push_back(static_cast<std::byte>(value));
  return *this;
}

RowWriter& RowWriter::u16(std::uint16_t value) {
  append_u16(bytes_, value);
  return *this;
}

RowWriter& RowWriter::u32(std::uint32_t value) {
  append_u32(bytes_, value);
  return *this;
}

RowWriter& RowWriter::u64(std::uint64_t value) {
  append_u64(bytes_, value);
  return *this;
}

RowWriter& RowWriter::i64(std::int64_t value) {
  return u64(static_cast<std::uint64_t>(value) ^ sign_64);
}

RowWriter& RowWriter::date(Date value) {
  return u32(ordered(value));
}

RowWriter& RowWriter::date_inverted(Date value) {
  return u32(~ordered(value));
}

RowWriter& RowWriter::instant(Instant value) {
  return i64(value.micros());
}

RowWriter& RowWriter::money(Money value) {
  return i64(value.cents());
}

RowWriter& RowWriter::id(const Uuid& value) {
  return raw(value.view());
}

RowWriter& RowWriter::code(const Code& value) {
  return raw(std::as_bytes(std::span(value.stored())));
}

RowWriter& RowWriter::raw(BytesView value) {
  append(bytes_, value);
  return *this;
}

RowWriter& RowWriter::text(std::string_view value) {
  TELAIO_ASSERT(value.size() <= std::numeric_limits<std::uint16_t>::max());
  u16(static_cast<std::uint16_t>(value.size()));
  return raw(as_bytes(value));
}

RowWriter& RowWriter::optional_date(const std::optional<Date>& value) {
  flag(value.has_value());
  return value ? date(*value) : *this;
}

RowWriter& RowWriter::optional_money(const std::optional<Money>& value) {
  flag(value.has_value());
  return value ? money(*value) : *this;
}

RowWriter& RowWriter::optional_id(const std::optional<Uuid>& value) {
  flag(value.has_value());
  return value ? id(*value) : *this;
}

BytesView RowReader::raw(std::size_t size) {
  TELAIO_ASSERT(rest_.size() >= size);
  const BytesView piece = rest_.first(size);
  rest_ = rest_.subspan(size);
  return piece;
}

std::uint8_t RowReader::u8() {
  return static_cast<std::uint8_t>(raw(1)[0]);
}

std::uint16_t RowReader::u16() {
  return read_u16(raw(2));
}

std::uint32_t RowReader::u32() {
  return read_u32(raw(4));
}

std::uint64_t RowReader::u64() {
  return read_u64(raw(8));
}

std::int64_t RowReader::i64() {
  return static_cast<std::int64_t>(u64() ^ sign_64);
}

Date RowReader::date() {
  return date_from(u32());
}

Date RowReader::date_inverted() {
  return date_from(~u32());
}

Instant RowReader::instant() {
  return Instant::from_micros(i64());
}

Money RowReader::money() {
  return Money::from_cents(i64());
}

Uuid RowReader::id() {
  return uuid_from(raw(id_size));
}

Code RowReader::code() {
  const auto code = Code::from_stored(raw(Code::length_max));
  TELAIO_ASSERT(code.has_value());
  return *code;
}

std::string RowReader::text() {
  const std::size_t size = u16();
  return std::string(as_text(raw(size)));
}

std::optional<Date> RowReader::optional_date() {
  return flag() ? std::optional(date()) : std::nullopt;
}

std::optional<Money> RowReader::optional_money() {
  return flag() ? std::optional(money()) : std::nullopt;
}

std::optional<Uuid> RowReader::optional_id() {
  return flag() ? std::optional(id()) : std::nullopt;
}

}  // namespace telaio::view
