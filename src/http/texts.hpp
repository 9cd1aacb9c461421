// SPDX-License-Identifier: EUPL-1.2
// The Italian sentences of refusals, by code, out of the files
// config/texts/refusals.<module>.it.json. Immutable after loading: shared by every thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace telaio::http {

class Texts {
 public:
  Texts() = default;

  // Reads every refusals.*.it.json of the folder. Faults: texts.unreadable, texts.malformed (not an
  // object of strings), texts.repeated (one code in two files).
  static Result<Texts, Fault> load(const std::filesystem::path& folder);

  // The sentence with its {values} filled in. A code without a text gives a general sentence: the
  // reader still has the code, which stands beside it.
  std::string sentence(const Refusal& refusal) const;
  bool has(std::string_view code) const { return sentences_.contains(code); }
  std::size_t size() const { return sentences_.size(); }

 private:
  std::map<std::string, std::string, std::less<>> sentences_;
};

// `text` with each {name} replaced by the value of that name; a name without a value stays as it
// is.
std::string fill(std::string_view text, const std::vector<RefusalValue>& values);

}  // namespace telaio::http
