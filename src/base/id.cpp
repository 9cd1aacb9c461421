// SPDX-License-Identifier: EUPL-1.2
#include "base/id.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace telaio {

std::string to_string(const Uuid& id) {
  return to_hex(id.view());
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  std::string digits;
  if (text.size() == 36) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash != (text[i] == '-')) return std::nullopt;
      if (!dash) digits.push_back(text[i]);
    }
    text = digits;
  }
  if (text.size() != id_size * 2) return std::nullopt;
  const auto bytes = from_hex(text);
  if (!bytes) return std::nullopt;
  return uuid_from(*bytes);
}

Uuid uuid_from(BytesView bytes) {
  TELAIO_ASSERT(bytes.size() == id_size);
  Uuid id;
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

}  // namespace telaio
