// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace telaio::bench {
namespace {

// Nothing when it was not asked, or gave no figure.
std::optional<double> median_of(const std::vector<Question>& questions, const std::string& title,
                                const std::string& name) {
  const auto question = std::ranges::find(questions, title, &Question::title);
  if (question == questions.end()) return std::nullopt;
  const auto figure = std::ranges::find(question->figures, name, &Figure::name);
  if (figure == question->figures.end() || figure->median <= 0) return std::nullopt;
  return figure->median;
}

std::string_view words_of(const Verdict& verdict) {
  if (!verdict.ratio) return "non misurato";
  if (verdict.reached()) return "raggiunto";
  return verdict.goal.stretch ? "auspicato, no" : "NO";
}

}  // namespace

std::vector<Verdict> judge(const std::vector<Question>& questions, const std::vector<Goal>& goals) {
  std::vector<Verdict> verdicts;
  for (const Goal& goal : goals) {
    const auto ours = median_of(questions, goal.question, goal.ours);
    const auto peer = median_of(questions, goal.question, goal.peer);
    Verdict verdict{goal, std::nullopt};
    if (ours && peer) verdict.ratio = *ours / *peer;
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

void print(std::ostream& out, const std::vector<Verdict>& verdicts) {
  out << "\nTraguardi\n";
  std::string title;
  for (const Verdict& verdict : verdicts) {
    if (verdict.goal.question != title) {
      title = verdict.goal.question;
      out << fmt::format("  {}\n", title);
    }
    const std::string ratio = verdict.ratio ? fmt::format("{:.2f}", *verdict.ratio) : "–";
    out << fmt::format("    {:>7} × (≥ {:>3g} ×)  {:<13}  {} / {}\n", ratio, verdict.goal.at_least,
                       words_of(verdict), verdict.goal.ours, verdict.goal.peer);
  }
}

}  // namespace telaio::bench
