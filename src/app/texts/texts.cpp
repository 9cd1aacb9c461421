// SPDX-License-Identifier: EUPL-1.2
#include "app/texts/texts.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <sstream>

#include "base/assert.hpp"

namespace telaio::app {

namespace {

constexpr std::string_view general_refusal =
    "La richiesta non è stata accolta: riprovare o segnalare il codice all'assistenza.";
constexpr std::string_view general_fault =
    "Qualcosa non ha funzionato: riprovare o segnalare il codice all'assistenza.";

bool is_text_file(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return name == "faults.it.json" || (name.starts_with("refusals.") && name.ends_with(".it.json"));
}

}  // namespace

Result<Done, Fault> Texts::add(std::string_view json, const std::string& file) {
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error || !value.is_object()) {
    return Fault{"texts.malformed", file + ": " + error.message()};
  }
  for (const auto& [code, text] : value.get_object()) {
    if (!text.is_string()) return Fault{"texts.malformed", file};
    const auto added = sentences_.emplace(code, text.get_string().c_str());
    if (!added.second) return Fault{"texts.repeated", std::string(code)};
  }
  return Done{};
}

Result<Texts, Fault> Texts::load(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (is_text_file(entry.path())) files.push_back(entry.path());
  }
  if (error) return Fault{"texts.unreadable", error.message()};
  std::sort(files.begin(), files.end());

  Texts texts;
  for (const auto& path : files) {
    const std::string name = path.filename().string();
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) return Fault{"texts.unreadable", name};
    if (auto added = texts.add(content.str(), name); !added) return added.error();
  }
  return texts;
}

Texts Texts::built_in() {
  Texts texts;
  for (const std::string_view file : built_in_text_files()) {
    const auto added = texts.add(file, "built in");
    TELAIO_ASSERT(added.has_value());
  }
  return texts;
}

std::string Texts::sentence(const Refusal& refusal) const {
  const auto found = sentences_.find(refusal.code);
  if (found == sentences_.end()) return std::string(general_refusal);
  return fill(found->second, refusal.values);
}

std::string Texts::sentence(const Fault& fault) const {
  const auto found = sentences_.find(fault.code);
  // A fault has no values: a sentence that waits for some is a refusal's (log.too_large).
  const bool whole = found != sentences_.end() && found->second.find('{') == std::string::npos;
  return whole ? found->second : std::string(general_fault);
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

}  // namespace telaio::app
