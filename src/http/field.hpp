// SPDX-License-Identifier: EUPL-1.2
// Header fields of a message: a short list in the order received, names in lower case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace telaio::http {

struct Field {
  std::string name;  // Lower case in requests; as it will be written in responses.
  std::string value;
  bool operator==(const Field&) const = default;
};

using Fields = std::vector<Field>;

// ASCII letters only, as RFC 9110 compares field names.
bool same_name(std::string_view a, std::string_view b);

// Value of the first field of that name; empty when there is none (an empty field counts as none).
std::string_view field_value(const Fields& fields, std::string_view name);
std::size_t count_fields(const Fields& fields, std::string_view name);

// Value of a cookie out of a Cookie field; empty when it is not there or stands there twice: two
// cookies of one name means somebody else could set one.
std::string_view cookie_value(std::string_view cookie_field, std::string_view name);

}  // namespace telaio::http
