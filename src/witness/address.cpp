// SPDX-License-Identifier: EUPL-1.2
#include "witness/address.hpp"

#include <charconv>

namespace telaio::witness {
namespace {

constexpr std::string_view secure_scheme = "https://";
constexpr std::string_view plain_scheme = "http://";
constexpr std::uint16_t plain_port = 80;
constexpr std::string_view host_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

bool read_port(std::string_view digits, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc() && end == digits.data() + digits.size() && port != 0;
}

}  // namespace

std::optional<Address> parse_address(std::string_view url) {
  Address address;
  if (url.starts_with(secure_scheme)) {
    url.remove_prefix(secure_scheme.size());
  } else if (url.starts_with(plain_scheme)) {
    url.remove_prefix(plain_scheme.size());
    address.secure = false;
    address.port = plain_port;
  } else {
    return std::nullopt;
  }
  const std::size_t slash = url.find('/');
  if (slash != std::string_view::npos) address.path = url.substr(slash);
  std::string_view host = url.substr(0, slash);
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    if (!read_port(host.substr(colon + 1), address.port)) return std::nullopt;
    host = host.substr(0, colon);
  }
  const bool known = host.find_first_not_of(host_characters) == std::string_view::npos;
  const bool path = address.path.find_first_of("?# \t\r\n") == std::string::npos;
  if (host.empty() || !known || !path) return std::nullopt;
  while (address.path.ends_with('/')) address.path.pop_back();
  address.host = host;
  return address;
}

}  // namespace telaio::witness
