// SPDX-License-Identifier: EUPL-1.2
// Stored fields as JSON values, for event_json and fact_json: one overload for each kind of field
// that the schemas have. A field that is not set adds nothing.
#pragma once

#include <boost/json.hpp>
#include <concepts>
#include <span>

#include "base/bytes.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"
#include "schemas/common_generated.h"
#include "tools/telaio/fact_json.hpp"

namespace telaio::cli {

// Ids are structs of 16 bytes and nothing else; codes are told apart by name.
template <class Stored>
concept StoredId =
    sizeof(Stored) == id_size && alignof(Stored) == 1 && !std::same_as<Stored, schema::Code>;

template <StoredId Stored>
json::value value_of(const Stored& id) {
  return json::string(to_hex(std::as_bytes(std::span(&id, 1))));
}
inline json::value value_of(const schema::Code& code) {
  return json::string(flatbuffers::UnPack(code).value.text());
}
inline json::value value_of(const schema::Date& date) {
  return json::string(to_string(Date::from_days(date.days())));
}
inline json::value value_of(const schema::Instant& instant) {
  return json::string(to_string(Instant::from_micros(instant.micros())));
}
inline json::value value_of(const schema::Money& money) {
  return json::string(to_string(Money::from_cents(money.cents())));
}
json::value value_of(const schema::Milli& milli);
json::value value_of(const schema::Fraction& fraction);
json::value value_of(const schema::HouseholdMember& member);

inline void add(json::object& object, std::string_view key, const char* text) {
  object[key] = text;
}
template <class Number>
  requires std::is_arithmetic_v<Number>
void add(json::object& object, std::string_view key, Number number) {
  object[key] = number;
}
inline void add(json::object& object, std::string_view key, const flatbuffers::String* text) {
  if (text != nullptr) object[key] = std::string_view(text->c_str(), text->size());
}
template <class Stored>
void add(json::object& object, std::string_view key, const Stored* stored) {
  if (stored != nullptr) object[key] = value_of(*stored);
}
template <class Stored>
void add(json::object& object, std::string_view key,
         const flatbuffers::Vector<const Stored*>* stored) {
  if (stored == nullptr) return;
  json::array array;
  for (const Stored* element : *stored) array.push_back(value_of(*element));
  object[key] = std::move(array);
}
template <class Table>
void add(json::object& object, std::string_view key,
         const flatbuffers::Vector<flatbuffers::Offset<Table>>* stored) {
  if (stored == nullptr) return;
  json::array array;
  for (const Table* element : *stored) array.push_back(to_json(*element));
  object[key] = std::move(array);
}
inline void add(json::object& object, std::string_view key,
                const flatbuffers::Vector<std::uint64_t>* numbers) {
  if (numbers != nullptr) object[key] = json::array(numbers->begin(), numbers->end());
}
inline void add(json::object& object, std::string_view key,
                const flatbuffers::Vector<std::uint8_t>* bytes) {
  if (bytes != nullptr)
    object[key] = to_hex(std::as_bytes(std::span(bytes->data(), bytes->size())));
}

}  // namespace telaio::cli
