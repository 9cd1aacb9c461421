// SPDX-License-Identifier: EUPL-1.2
// Reading one element of a regulations file, member by member: each reader of a number takes the
// JSON pointer to name when it fails. Only regulation_json.cpp and json_edges.cpp include this.
#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/regulations/regulation_json.hpp"
#include "base/limits.hpp"
#include "domain/fees/amount.hpp"
#include "domain/fees/fees_refusals.hpp"

namespace telaio::app::regulations {

namespace fees = domain::fees;
namespace json = boost::json;

inline constexpr std::size_t shown_text_max = 60;

// What was found, on one line of plain ASCII, for a message.
inline std::string shown(const json::value* value) {
  if (value == nullptr) return "(missing)";
  std::string text = json::serialize(*value).substr(0, shown_text_max);
  std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

inline const json::value* member(const json::object& object, std::string_view key) {
  return object.if_contains(key);
}

// An object below, or nothing when the key is missing, null or another kind of value.
inline const json::object* child(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? nullptr : value->if_object();
}

inline const json::array* list(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? nullptr : value->if_array();
}

inline std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string() : std::string(*text);
}

// One element being read. Every reader of a number takes the pointer to name when it fails.
class Element {
 public:
  explicit Element(LoadedRegulation& loaded) : loaded_(loaded) {}

  void cannot_read(const std::string& pointer, const json::value* value) {
    loaded_.unreadable.push_back(
        {fees::Severity::error, fees::finding_unreadable, pointer, {{"text", shown(value)}}});
  }

  // What is kept as the file's words, and counts for nothing in the fee.
  void note(const std::string& pointer, const json::value* value) {
    loaded_.notes.push_back(
        {fees::Severity::warning, fees::finding_note_only, pointer, {{"text", shown(value)}}});
  }

  // True when the key is there and is one of the names.
  template <class Value, std::size_t size>
  bool name(const json::object& object, std::string_view key, const std::string& pointer,
            const std::pair<std::string_view, Value> (&names)[size], Value& into) {
    const json::value* value = member(object, key);
    if (value == nullptr || value->is_null()) return false;
    const std::string text = text_of(object, key);
    for (const auto& [each, meaning] : names) {
      if (text != each) continue;
      into = meaning;
      return true;
    }
    cannot_read(pointer, value);
    return false;
  }

  // Nothing for a missing key and for null. An ISEE or an amount: never negative.
  std::optional<Money> money(const json::object& object, std::string_view key,
                             const std::string& pointer) {
    const json::value* value = member(object, key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const json::string* text = value->if_string();
    if (text != nullptr) {
      if (const auto amount = fees::parse_amount(*text)) return *amount;
    }
    cannot_read(pointer + "/" + std::string(key), value);
    return std::nullopt;
  }

  std::optional<fees::Thousandths> thousandths(const json::object& object, std::string_view key,
                                               const std::string& pointer) {
    const json::value* value = member(object, key);
    const json::string* text = value == nullptr ? nullptr : value->if_string();
    if (text != nullptr) {
      const auto number = fees::parse_thousandths(*text);
      // The same bound as amounts, so that the arithmetic on them has room.
      if (number && std::abs(number->value) <= limits::amount_cents_max * 10) return number;
    }
    cannot_read(pointer + "/" + std::string(key), value);
    return std::nullopt;
  }

  std::optional<Date> date(const json::object& object, std::string_view key,
                           const std::string& pointer) {
    const json::value* value = member(object, key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const json::string* text = value->if_string();
    const auto parsed = text == nullptr ? std::nullopt : parse_date(*text);
    if (!parsed) cannot_read(pointer + "/" + std::string(key), value);
    return parsed;
  }

  // True when the key is missing: a published table includes its limits unless it says otherwise.
  bool flag(const json::object& object, std::string_view key, const std::string& pointer) {
    const json::value* value = member(object, key);
    if (value == nullptr) return true;
    const bool* truth = value->if_bool();
    if (truth == nullptr) cannot_read(pointer + "/" + std::string(key), value);
    return truth == nullptr || *truth;
  }

  std::size_t failures() const { return loaded_.unreadable.size(); }
  LoadedRegulation& loaded() { return loaded_; }
  fees::Regulation& regulation() { return loaded_.regulation; }

 private:
  LoadedRegulation& loaded_;
};

}  // namespace telaio::app::regulations
