// SPDX-License-Identifier: EUPL-1.2
// The Italian sentences of refusals and faults, by code, out of the files
// config/texts/refusals.<module>.it.json and config/texts/faults.it.json. Immutable after loading:
// shared by every thread.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace telaio::app {

class Texts {
 public:
  Texts() = default;

  // Reads every refusals.*.it.json of the folder, and faults.it.json. Faults: texts.unreadable,
  // texts.malformed (not an object of strings), texts.repeated (one code in two files).
  static Result<Texts, Fault> load(const std::filesystem::path& folder);
  // The same files as they were when the program was built: a command can say what is wrong even
  // when it is the folder of texts that is missing.
  static Texts built_in();

  // The sentence with its {values} filled in. A code without a text gives a general sentence: the
  // reader still has the code, which stands beside it.
  std::string sentence(const Refusal& refusal) const;
  // What happened and what to do; never the fault's detail, which is English.
  std::string sentence(const Fault& fault) const;
  bool has(std::string_view code) const { return sentences_.contains(code); }
  std::size_t size() const { return sentences_.size(); }

  bool operator==(const Texts&) const = default;

 private:
  Result<Done, Fault> add(std::string_view json, const std::string& file);

  std::map<std::string, std::string, std::less<>> sentences_;
};

// `text` with each {name} replaced by the value of that name; a name without a value stays as it
// is.
std::string fill(std::string_view text, const std::vector<RefusalValue>& values);

// The contents of the files built into the program.
std::span<const std::string_view> built_in_text_files();

}  // namespace telaio::app
