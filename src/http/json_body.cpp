// SPDX-License-Identifier: EUPL-1.2
#include "http/json_body.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "base/text.hpp"
#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

namespace json = boost::json;

// The media type before any parameter; the only charset of JSON is UTF-8.
bool is_json(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  return same_name(type, "application/json");
}

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

Refusal with_limit(std::string_view code, std::size_t limit) {
  return Refusal{code, {{"limite", std::to_string(limit)}}};
}

}  // namespace

Result<json::object, Refusal> parse_json_body(const Request& request) {
  if (!is_json(request.field("content-type"))) return Refusal{refusals::media_type, {}};
  json::parse_options options;
  options.max_depth = limits::json_depth_max;
  boost::system::error_code error;
  json::value value = json::parse({request.body.data(), request.body.size()}, error, {}, options);
  if (error || !value.is_object()) return Refusal{refusals::json_malformed, {}};
  return std::move(value.get_object());
}

bool ObjectReader::has(std::string_view name) const {
  const json::value* value = object_.if_contains(name);
  return value != nullptr && !value->is_null();
}

std::string ObjectReader::pointer(std::string_view name) const {
  return pointer_ + "/" + escaped(name);
}

void ObjectReader::fail(std::string_view name, Refusal refusal) {
  if (errors_.size() >= limits::field_errors_max) return;
  errors_.push_back({pointer(name), std::move(refusal)});
}

const json::value* ObjectReader::find(std::string_view name, bool required) {
  asked_.emplace_back(name);
  const json::value* value = object_.if_contains(name);
  if (value == nullptr || value->is_null()) {
    if (required) fail(name, Refusal{refusals::field_missing, {}});
    return nullptr;
  }
  return value;
}

std::optional<std::string_view> ObjectReader::string(std::string_view name, bool required) {
  const json::value* value = find(name, required);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    fail(name, Refusal{refusals::field_type, {}});
    return std::nullopt;
  }
  return std::string_view(value->get_string().data(), value->get_string().size());
}

std::optional<std::string> ObjectReader::read_text(std::string_view name, std::size_t least,
                                                   std::size_t most, bool required) {
  const auto text = string(name, required);
  if (!text) return std::nullopt;
  if (!is_clean_text(*text)) {
    fail(name, Refusal{refusals::field_value, {}});
    return std::nullopt;
  }
  const std::size_t length = count_characters(*text);
  if (length > most) {
    fail(name, with_limit(refusals::field_too_long, most));
    return std::nullopt;
  }
  if (length < least || (least > 0 && is_blank(*text))) {
    fail(name, with_limit(refusals::field_too_short, least));
    return std::nullopt;
  }
  return std::string(*text);
}

std::string ObjectReader::text(std::string_view name, std::size_t least, std::size_t most) {
  return read_text(name, least, most, true).value_or(std::string());
}

std::optional<std::string> ObjectReader::optional_text(std::string_view name, std::size_t least,
                                                       std::size_t most) {
  return read_text(name, least, most, false);
}

std::optional<Date> ObjectReader::read_date(std::string_view name, bool required) {
  const auto text = string(name, required);
  if (!text) return std::nullopt;
  const auto date = parse_date(*text);
  if (!date) fail(name, Refusal{refusals::field_value, {}});
  return date;
}

Date ObjectReader::date(std::string_view name) {
  return read_date(name, true).value_or(Date());
}

std::optional<Date> ObjectReader::optional_date(std::string_view name) {
  return read_date(name, false);
}

std::optional<Money> ObjectReader::read_money(std::string_view name, bool required) {
  const auto text = string(name, required);
  if (!text) return std::nullopt;
  const auto parsed = parse_money(*text);
  if (!parsed.money) fail(name, Refusal{refusals::field_value, {}});
  return parsed.money;
}

Money ObjectReader::money(std::string_view name) {
  return read_money(name, true).value_or(Money());
}

std::optional<Money> ObjectReader::optional_money(std::string_view name) {
  return read_money(name, false);
}

std::optional<Code> ObjectReader::read_code(std::string_view name, bool required) {
  const auto text = string(name, required);
  if (!text) return std::nullopt;
  const auto code = Code::parse(*text);
  if (!code || code->empty()) {
    fail(name, Refusal{refusals::field_value, {}});
    return std::nullopt;
  }
  return code;
}

Code ObjectReader::code(std::string_view name) {
  return read_code(name, true).value_or(Code());
}

std::optional<Code> ObjectReader::optional_code(std::string_view name) {
  return read_code(name, false);
}

std::optional<std::int64_t> ObjectReader::read_integer(std::string_view name, std::int64_t least,
                                                       std::int64_t most, bool required) {
  const json::value* value = find(name, required);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) {
    fail(name, Refusal{refusals::field_type, {}});
    return std::nullopt;
  }
  const std::int64_t number = value->get_int64();
  if (number < least || number > most) {
    fail(name, Refusal{refusals::field_out_of_range,
                       {{"minimo", std::to_string(least)}, {"massimo", std::to_string(most)}}});
    return std::nullopt;
  }
  return number;
}

std::int64_t ObjectReader::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  return read_integer(name, least, most, true).value_or(least);
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name,
                                                           std::int64_t least, std::int64_t most) {
  return read_integer(name, least, most, false);
}

bool ObjectReader::boolean_or(std::string_view name, bool missing) {
  const json::value* value = find(name, false);
  if (value == nullptr) return missing;
  if (!value->is_bool()) {
    fail(name, Refusal{refusals::field_type, {}});
    return missing;
  }
  return value->get_bool();
}

Uuid ObjectReader::required_uuid(std::string_view name) {
  const auto text = string(name, true);
  if (!text) return {};
  const auto uuid = parse_uuid(*text);
  if (!uuid) fail(name, Refusal{refusals::field_value, {}});
  return uuid.value_or(Uuid());
}

std::optional<Uuid> ObjectReader::optional_uuid(std::string_view name) {
  const auto text = string(name, false);
  if (!text) return std::nullopt;
  const auto uuid = parse_uuid(*text);
  if (!uuid) fail(name, Refusal{refusals::field_value, {}});
  return uuid;
}

std::vector<Uuid> ObjectReader::uuids(std::string_view name, std::size_t least, std::size_t most) {
  const json::array* list = array(name, least, most, least > 0);
  if (list == nullptr) return {};
  std::vector<Uuid> found;
  for (const json::value& value : *list) {
    const auto uuid = value.is_string() ? parse_uuid(std::string_view(value.get_string()))
                                        : std::optional<Uuid>();
    const bool repeated = uuid && std::find(found.begin(), found.end(), *uuid) != found.end();
    if (!uuid || repeated) {
      fail(name, Refusal{refusals::field_value, {}});
      return {};
    }
    found.push_back(*uuid);
  }
  return found;
}

std::optional<std::size_t> ObjectReader::read_choice(std::string_view name,
                                                     std::span<const std::string_view> names,
                                                     bool required) {
  const auto text = string(name, required);
  if (!text) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found == names.end()) {
    fail(name, Refusal{refusals::field_value, {}});
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - names.begin());
}

std::size_t ObjectReader::choice(std::string_view name, std::span<const std::string_view> names) {
  return read_choice(name, names, true).value_or(0);
}

std::optional<std::size_t> ObjectReader::optional_choice(std::string_view name,
                                                         std::span<const std::string_view> names) {
  return read_choice(name, names, false);
}

const json::object* ObjectReader::object(std::string_view name, bool required) {
  const json::value* value = find(name, required);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) {
    fail(name, Refusal{refusals::field_type, {}});
    return nullptr;
  }
  return &value->get_object();
}

const json::array* ObjectReader::array(std::string_view name, std::size_t least, std::size_t most,
                                       bool required) {
  const json::value* value = find(name, required);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) {
    fail(name, Refusal{refusals::field_type, {}});
    return nullptr;
  }
  const json::array& list = value->get_array();
  if (list.size() < least || list.size() > most) {
    fail(name, Refusal{refusals::field_out_of_range,
                       {{"minimo", std::to_string(least)}, {"massimo", std::to_string(most)}}});
    return nullptr;
  }
  return &list;
}

void ObjectReader::finish() {
  for (const auto& member : object_) {
    const std::string_view name(member.key().data(), member.key().size());
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
      fail(name, Refusal{refusals::field_unknown, {}});
    }
  }
}

}  // namespace telaio::http
