// SPDX-License-Identifier: EUPL-1.2
#include "tests/golden/schema_text.hpp"

#include <regex>

namespace telaio::golden {
namespace {

std::string without_comments_and_spaces(std::string_view fbs) {
  static const std::regex comment("//[^\n]*");
  static const std::regex native(",?\\s*native_inline");
  static const std::regex space("\\s+");
  std::string text = std::regex_replace(std::string(fbs), comment, "");
  text = std::regex_replace(text, native, "");
  return std::regex_replace(text, space, " ");
}

std::vector<std::string> entries_of(const std::string& body, char separator) {
  std::vector<std::string> entries;
  std::string entry;
  for (const char c : body + separator) {
    if (c == ' ') continue;
    if (c != separator) {
      entry.push_back(c);
    } else if (!entry.empty()) {
      entries.push_back(entry);
      entry.clear();
    }
  }
  return entries;
}

}  // namespace

std::map<std::string, Declaration> declarations(std::string_view fbs) {
  const std::string text = without_comments_and_spaces(fbs);
  static const std::regex block("(table|struct|union|enum) (\\w+)[^{]*\\{([^}]*)\\}");
  std::map<std::string, Declaration> all;
  for (std::sregex_iterator it(text.begin(), text.end(), block), end; it != end; ++it) {
    const std::string kind = (*it)[1];
    const bool of_fields = kind == "table" || kind == "struct";
    all[(*it)[2]] = {kind, entries_of((*it)[3], of_fields ? ';' : ',')};
  }
  return all;
}

}  // namespace telaio::golden
