// SPDX-License-Identifier: EUPL-1.2
// JSON bodies, read field by field into our types. Every field that is wrong is collected, so the
// user sees all of them at once; members nobody asked for are refused (objects are closed).
//
//   BodyErrors errors;
//   ObjectReader body(*parsed, "", errors);
//   const auto on = body.date("on");
//   const auto text = body.text("text", 1, limits::text_characters_max);
//   body.finish();
//   if (!errors.empty()) return problem(errors, texts);
//
// A required reader that fails returns an empty value of its type: look at `errors` before use.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "http/problem.hpp"
#include "http/request.hpp"

namespace telaio::http {

using BodyErrors = std::vector<FieldError>;

// Refuses http.media_type (Content-Type is not application/json) and http.json_malformed (not JSON,
// not an object at the top, too deep).
Result<boost::json::object, Refusal> parse_json_body(const Request& request);

class ObjectReader {
 public:
  // `object` and `errors` outlive the reader.
  ObjectReader(const boost::json::object& object, std::string pointer, BodyErrors& errors)
      : object_(object), pointer_(std::move(pointer)), errors_(errors) {}

  // True when the member is there and is not null.
  bool has(std::string_view name) const;

  // Lengths in characters (code points), both inclusive. Text must be well-formed and without
  // control characters except newline and tab.
  std::string text(std::string_view name, std::size_t least, std::size_t most);
  std::optional<std::string> optional_text(std::string_view name, std::size_t least,
                                           std::size_t most);
  Date date(std::string_view name);
  std::optional<Date> optional_date(std::string_view name);
  Money money(std::string_view name);
  std::optional<Money> optional_money(std::string_view name);
  Code code(std::string_view name);
  std::optional<Code> optional_code(std::string_view name);
  // Both bounds inclusive.
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t least,
                                               std::int64_t most);
  bool boolean_or(std::string_view name, bool missing);

  template <class Kind>
  Kind id(std::string_view name) {
    return Kind(required_uuid(name));
  }
  template <class Kind>
  std::optional<Kind> optional_id(std::string_view name) {
    const auto uuid = optional_uuid(name);
    if (!uuid) return std::nullopt;
    return Kind(*uuid);
  }
  template <class Kind>
  std::vector<Kind> ids(std::string_view name, std::size_t least, std::size_t most) {
    std::vector<Kind> list;
    for (const Uuid& uuid : uuids(name, least, most)) list.emplace_back(uuid);
    return list;
  }

  // An enumeration by its names; `names[i]` stands for the value of that index.
  std::size_t choice(std::string_view name, std::span<const std::string_view> names);
  std::optional<std::size_t> optional_choice(std::string_view name,
                                             std::span<const std::string_view> names);

  // Nothing when missing (an error if `required`) or of another type (always an error).
  const boost::json::object* object(std::string_view name, bool required);
  const boost::json::array* array(std::string_view name, std::size_t least, std::size_t most,
                                  bool required);
  // The pointer of a member, to build readers of nested objects and errors of one's own.
  std::string pointer(std::string_view name) const;
  void fail(std::string_view name, Refusal refusal);

  // Adds an error for each member no reader asked for.
  void finish();

 private:
  const boost::json::value* find(std::string_view name, bool required);
  std::optional<std::string_view> string(std::string_view name, bool required);
  Uuid required_uuid(std::string_view name);
  std::optional<Uuid> optional_uuid(std::string_view name);
  std::vector<Uuid> uuids(std::string_view name, std::size_t least, std::size_t most);
  std::optional<std::string> read_text(std::string_view name, std::size_t least, std::size_t most,
                                       bool required);
  std::optional<Date> read_date(std::string_view name, bool required);
  std::optional<Money> read_money(std::string_view name, bool required);
  std::optional<Code> read_code(std::string_view name, bool required);
  std::optional<std::int64_t> read_integer(std::string_view name, std::int64_t least,
                                           std::int64_t most, bool required);
  std::optional<std::size_t> read_choice(std::string_view name,
                                         std::span<const std::string_view> names, bool required);

  const boost::json::object& object_;
  std::string pointer_;
  BodyErrors& errors_;
  std::vector<std::string> asked_;  // Names some reader asked for.
};

}  // namespace telaio::http
