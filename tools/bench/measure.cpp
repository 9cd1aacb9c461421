// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "base/clock.hpp"

namespace telaio::bench {
namespace {

constexpr double micros_per_second = 1'000'000;

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

Figure figure_of(const Contender& contender, const std::vector<Sample>& samples) {
  const auto all = [&](double Sample::* field) {
    std::vector<double> values;
    values.reserve(samples.size());
    for (const Sample& sample : samples) values.push_back(sample.*field);
    return values;
  };
  const auto rates = all(&Sample::per_second);
  const auto [least, most] = std::ranges::minmax(rates);
  return {contender.name,
          contender.ours,
          median(rates),
          least,
          most,
          median(all(&Sample::p50_micros)),
          median(all(&Sample::p99_micros))};
}

double per_second(std::uint64_t count, Instant begun, Instant ended) {
  const auto micros = std::max<std::int64_t>(1, ended.micros() - begun.micros());
  return static_cast<double>(count) * micros_per_second / static_cast<double>(micros);
}

}  // namespace

Question ask(std::string title, std::string unit, std::vector<Contender> contenders,
             std::size_t rounds, const std::function<void(const std::string&)>& told) {
  std::vector<std::vector<Sample>> samples(contenders.size());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      told(fmt::format("{}: {} ({}/{})", title, contenders[i].name, round + 1, rounds));
      samples[i].push_back(contenders[i].turn());
    }
  }
  Question question{std::move(title), std::move(unit), {}};
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    question.figures.push_back(figure_of(contenders[i], samples[i]));
  }
  return question;
}

void print(std::ostream& out, const Question& question) {
  out << fmt::format("\n{}\n", question.title);
  for (const Figure& figure : question.figures) {
    out << fmt::format("  {:<46} {:>12.0f} {} ({:.0f} – {:.0f})", figure.name, figure.median,
                       question.unit, figure.least, figure.most);
    if (figure.p50_micros > 0) {
      out << fmt::format("  p50 {:.0f} µs  p99 {:.0f} µs", figure.p50_micros, figure.p99_micros);
    }
    out << '\n';
  }
  for (const Figure& ours : question.figures) {
    if (!ours.ours) continue;
    for (const Figure& other : question.figures) {
      if (other.ours) continue;
      out << fmt::format("  {:.2f} × : {} / {}\n", ours.median / other.median, ours.name,
                         other.name);
    }
  }
}

double Latencies::at(double fraction) {
  if (micros_.empty()) return 0;
  const auto index =
      static_cast<std::size_t>(std::lround(fraction * static_cast<double>(micros_.size() - 1)));
  std::ranges::nth_element(micros_, micros_.begin() + static_cast<std::ptrdiff_t>(index));
  return static_cast<double>(micros_[index]);
}

Sample Latencies::sample(Instant begun, Instant ended) {
  return {per_second(count(), begun, ended), at(0.5), at(0.99)};
}

Sample timed(std::uint64_t operations, const std::function<void()>& work) {
  const Instant begun = monotonic_now();
  work();
  return {per_second(operations, begun, monotonic_now()), 0, 0};
}

}  // namespace telaio::bench
