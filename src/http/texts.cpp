// SPDX-License-Identifier: EUPL-1.2
#include "http/texts.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <sstream>

namespace telaio::http {

namespace {

constexpr std::string_view general =
    "La richiesta non è stata accolta: riprovare o segnalare il codice all'assistenza.";

bool is_text_file(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with("refusals.") && name.ends_with(".it.json");
}

Result<boost::json::object, Fault> read_object(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return Fault{"texts.unreadable", path.filename().string()};
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(content.str(), error);
  if (error || !value.is_object()) {
    return Fault{"texts.malformed", path.filename().string() + ": " + error.message()};
  }
  return std::move(value.get_object());
}

}  // namespace

Result<Texts, Fault> Texts::load(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (is_text_file(entry.path())) files.push_back(entry.path());
  }
  if (error) return Fault{"texts.unreadable", error.message()};
  std::sort(files.begin(), files.end());

  Texts texts;
  for (const auto& file : files) {
    const auto object = read_object(file);
    if (!object) return object.error();
    for (const auto& [code, text] : *object) {
      if (!text.is_string()) return Fault{"texts.malformed", file.filename().string()};
      const auto added = texts.sentences_.emplace(code, text.get_string().c_str());
      if (!added.second) return Fault{"texts.repeated", std::string(code)};
    }
  }
  return texts;
}

std::string Texts::sentence(const Refusal& refusal) const {
  const auto found = sentences_.find(refusal.code);
  if (found == sentences_.end()) return std::string(general);
  return fill(found->second, refusal.values);
}

std::string fill(std::string_view text, const std::vector<RefusalValue>& values) {
  std::string filled;
  filled.reserve(text.size());
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const RefusalValue& v) { return v.name == name; });
    filled += text.substr(0, open);
    filled += value == values.end() ? text.substr(open, close - open + 1) : value->text;
    text.remove_prefix(close + 1);
  }
  filled += text;
  return filled;
}

}  // namespace telaio::http
