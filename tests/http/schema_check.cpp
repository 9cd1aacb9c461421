// SPDX-License-Identifier: EUPL-1.2
#include "tests/http/schema_check.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <regex>

#include "base/text.hpp"

namespace telaio::http::test {

namespace {

namespace json = boost::json;
using Found = std::vector<std::string>;

const json::value& resolved(const json::value& schema, const json::value& whole) {
  const json::value* reference = schema.as_object().if_contains("$ref");
  if (reference == nullptr) return schema;
  std::string pointer(reference->as_string().c_str());
  return resolved(whole.at_pointer(pointer.substr(1)), whole);
}

std::int64_t number_or(const json::object& schema, std::string_view name, std::int64_t other) {
  const json::value* value = schema.if_contains(name);
  return value == nullptr ? other : value->to_number<std::int64_t>();
}

void check_string(const json::string& text, const json::object& schema, const std::string& at,
                  Found& found) {
  const auto length = static_cast<std::int64_t>(count_characters({text.data(), text.size()}));
  if (length > number_or(schema, "maxLength", length)) found.push_back(at + ": too long");
  if (length < number_or(schema, "minLength", length)) found.push_back(at + ": too short");
  if (const json::value* pattern = schema.if_contains("pattern")) {
    const std::regex expected(pattern->as_string().c_str(), std::regex::ECMAScript);
    if (!std::regex_search(text.c_str(), expected)) {
      found.push_back(at + ": \"" + text.c_str() + "\" does not match " +
                      pattern->as_string().c_str());
    }
  }
}

void check_object(const json::object& object, const json::object& schema, const json::value& whole,
                  const std::string& at, Found& found) {
  if (const json::value* required = schema.if_contains("required")) {
    for (const json::value& name : required->as_array()) {
      if (!object.contains(name.as_string())) {
        found.push_back(at + ": lacks " + name.as_string().c_str());
      }
    }
  }
  const json::value* properties = schema.if_contains("properties");
  for (const auto& member : object) {
    const std::string place = at + "/" + std::string(member.key());
    const json::value* known =
        properties == nullptr ? nullptr : properties->as_object().if_contains(member.key());
    if (known == nullptr) {
      found.push_back(place + ": not in the schema");
      continue;
    }
    for (auto& misfit : misfits(member.value(), *known, whole, place)) {
      found.push_back(std::move(misfit));
    }
  }
}

void check_array(const json::array& array, const json::object& schema, const json::value& whole,
                 const std::string& at, Found& found) {
  const auto size = static_cast<std::int64_t>(array.size());
  if (size > number_or(schema, "maxItems", size)) found.push_back(at + ": too many items");
  if (size < number_or(schema, "minItems", size)) found.push_back(at + ": too few items");
  for (std::size_t i = 0; i < array.size(); ++i) {
    for (auto& misfit :
         misfits(array[i], schema.at("items"), whole, at + "/" + std::to_string(i))) {
      found.push_back(std::move(misfit));
    }
  }
}

}  // namespace

std::vector<std::string> misfits(const json::value& value, const json::value& given,
                                 const json::value& whole, const std::string& at) {
  Found found;
  const json::object& schema = resolved(given, whole).as_object();
  if (const json::value* choices = schema.if_contains("enum")) {
    const json::array& list = choices->as_array();
    if (std::find(list.begin(), list.end(), value) == list.end()) {
      found.push_back(at + ": " + json::serialize(value) + " is not one of the enumeration");
    }
  }
  const json::value* type = schema.if_contains("type");
  const std::string_view name = type == nullptr ? std::string_view() : type->as_string();
  if (name == "object" && value.is_object()) {
    check_object(value.as_object(), schema, whole, at, found);
  } else if (name == "array" && value.is_array()) {
    check_array(value.as_array(), schema, whole, at, found);
  } else if (name == "string" && value.is_string()) {
    check_string(value.as_string(), schema, at, found);
  } else if (name == "integer" && (value.is_int64() || value.is_uint64())) {
    const auto number = value.to_number<std::int64_t>();
    if (number < number_or(schema, "minimum", number)) found.push_back(at + ": too small");
    if (number > number_or(schema, "maximum", number)) found.push_back(at + ": too large");
  } else if (!(name == "boolean" && value.is_bool()) && !name.empty()) {
    found.push_back(at + ": not " + std::string(name));
  }
  return found;
}

}  // namespace telaio::http::test
