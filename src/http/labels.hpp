// SPDX-License-Identifier: EUPL-1.2
// Italian words that answers carry beside codes: titles of facts, reasons, units. From
// config/texts/labels.http.it.json; immutable after loading.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace telaio::http {

class Labels {
 public:
  Labels() = default;
  // Faults: texts.unreadable, texts.malformed.
  static Result<Labels, Fault> load(const std::filesystem::path& file);
  // The key itself when there is no such label: visible, and found by the test of the labels.
  std::string of(std::string_view key) const;
  bool has(std::string_view key) const { return labels_.contains(key); }

 private:
  std::map<std::string, std::string, std::less<>> labels_;
};

}  // namespace telaio::http
