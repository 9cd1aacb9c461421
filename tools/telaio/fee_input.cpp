// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/fee_input.hpp"

#include <algorithm>
#include <fstream>

#include "base/limits.hpp"
#include "domain/fees/amount.hpp"
#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {

std::optional<std::string> read_text(Cli& cli, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  // One byte more than allowed is enough to be refused as too large.
  std::string text(limits::regulation_file_bytes_max + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad() || (file.fail() && !file.eof())) {
    fail(cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", path}}});
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::optional<std::vector<app::regulations::LoadedRegulation>> read_regulations(
    Cli& cli, const std::string& path) {
  const auto text = read_text(cli, path);
  if (!text) return std::nullopt;
  auto file = app::regulations::load(*text);
  if (!file) {
    fail(cli, file.error());
    return std::nullopt;
  }
  return std::move(file->regulations);
}

const domain::fees::Regulation* choose(
    Cli& cli, const std::vector<app::regulations::LoadedRegulation>& regulations,
    const std::string& id) {
  if (id.empty() && regulations.size() == 1) return &regulations.front().regulation;
  const auto found = std::find_if(regulations.begin(), regulations.end(),
                                  [&](const app::regulations::LoadedRegulation& loaded) {
                                    return loaded.regulation.slug == id;
                                  });
  if (!id.empty() && found != regulations.end()) return &found->regulation;
  fail(
      cli, ExitCode::usage,
      id.empty() ? Refusal{refusals::id_missing, {}} : Refusal{refusals::id_unknown, {{"id", id}}});
  return nullptr;
}

bool read_amount(Cli& cli, const AmountOption& option, std::optional<Money>& into) {
  if (option.text.empty()) return true;
  const auto amount = domain::fees::parse_amount(option.text);
  if (!amount) {
    fail(cli, ExitCode::usage, amount.error(), option.name);
    return false;
  }
  into = *amount;
  return true;
}

}  // namespace telaio::cli
