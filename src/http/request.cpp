// SPDX-License-Identifier: EUPL-1.2
#include "http/request.hpp"

#include <array>
#include <utility>

namespace telaio::http {

namespace {

constexpr std::array<std::pair<std::string_view, Method>, 7> methods{{
    {"GET", Method::get},
    {"HEAD", Method::head},
    {"POST", Method::post},
    {"PUT", Method::put},
    {"PATCH", Method::patch},
    {"DELETE", Method::delete_},
    {"OPTIONS", Method::options},
}};

}  // namespace

std::string_view to_string(Method method) {
  for (const auto& [text, known] : methods) {
    if (known == method) return text;
  }
  return "OTHER";
}

Method parse_method(std::string_view text) {
  for (const auto& [known, method] : methods) {
    if (known == text) return method;
  }
  return Method::other;
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  for (const QueryParameter& parameter : target.query) {
    if (parameter.name == name) return parameter.value;
  }
  return std::nullopt;
}

}  // namespace telaio::http
