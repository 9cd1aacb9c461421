// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/cli.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "log/log_faults.hpp"
#include "view/view_faults.hpp"

namespace telaio::cli {
namespace {

// Faults that are a no of ours, not a failure of the machine: the operator has to do something else
// first.
constexpr std::array refused = {
    log::faults::in_use,         log::faults::missing,        log::faults::exists,
    log::faults::behind_anchor,  log::faults::anchor_missing, log::faults::anchor_of_another,
    log::faults::anchor_damaged, log::faults::format_unknown, view::faults::in_use,
    view::faults::unknown,       view::faults::building,      view::faults::future,
    view::faults::behind,        view::faults::stopped,       std::string_view("vault.exists")};

// A path, a position or a number.
bool names_something(std::string_view detail) {
  return detail.find_first_of("/0123456789") != std::string_view::npos;
}

std::string on_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char each) { return static_cast<unsigned char>(each) < 0x20; }, ' ');
  return text;
}

void end(Cli& cli, ExitCode exit, const std::string& line) {
  cli.err << line << "\n";
  cli.exit = exit;
}

}  // namespace

std::string line_of(const app::Texts& texts, const Fault& fault) {
  std::string line = texts.sentence(fault);
  if (names_something(fault.detail)) line += " Dettaglio tecnico: " + fault.detail;
  return on_one_line(line) + " [" + fault.code + "]";
}

void fail(Cli& cli, const Refusal& refusal) {
  fail(cli, ExitCode::check_failed, refusal);
}

void fail(Cli& cli, ExitCode exit, const Refusal& refusal, std::string_view about) {
  std::string line(about);
  if (!about.empty()) line += ": ";
  line += cli.texts.sentence(refusal);
  end(cli, exit, on_one_line(line) + " [" + std::string(refusal.code) + "]");
}

void fail(Cli& cli, ExitCode exit, const Fault& fault) {
  end(cli, exit, line_of(cli.texts, fault));
}

void fail(Cli& cli, const Fault& fault) {
  const bool ours = std::ranges::find(refused, fault.code) != refused.end();
  fail(cli, ours ? ExitCode::check_failed : ExitCode::fault, fault);
}

}  // namespace telaio::cli
