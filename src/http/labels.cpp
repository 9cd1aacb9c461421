// SPDX-License-Identifier: EUPL-1.2
#include "http/labels.hpp"

#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>

namespace telaio::http {

Result<Labels, Fault> Labels::load(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  std::ostringstream content;
  content << input.rdbuf();
  if (!input) return Fault{"texts.unreadable", file.filename().string()};
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(content.str(), error);
  if (error || !value.is_object()) return Fault{"texts.malformed", file.filename().string()};
  Labels labels;
  for (const auto& [key, text] : value.get_object()) {
    if (!text.is_string()) return Fault{"texts.malformed", std::string(key)};
    labels.labels_.emplace(key, text.get_string().c_str());
  }
  return labels;
}

std::string Labels::of(std::string_view key) const {
  const auto found = labels_.find(key);
  return found == labels_.end() ? std::string(key) : found->second;
}

}  // namespace telaio::http
