// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/https_bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>

#include "tools/bench/callers.hpp"
#include "tools/bench/sample.hpp"

namespace telaio::bench {
namespace {

constexpr std::uint64_t streams = 10'000;
constexpr int wrk_threads = 1;

struct ClosedPipe {
  void operator()(FILE* pipe) const { ::pclose(pipe); }
};

std::string output_of(const std::string& command) {
  std::unique_ptr<FILE, ClosedPipe> pipe(::popen(command.c_str(), "re"));
  if (!pipe) throw std::runtime_error("non si avvia: " + command);
  std::string text;
  std::array<char, 4'096> part{};
  while (const std::size_t got = std::fread(part.data(), 1, part.size(), pipe.get())) {
    text.append(part.data(), got);
  }
  if (const int status = ::pclose(pipe.release()); status != 0) {
    throw std::runtime_error(fmt::format("{}: {} {}", command, status, text));
  }
  return text;
}

// What stands after `label`, up to the end of the line; nothing when it is not there.
std::optional<std::string_view> after(std::string_view text, std::string_view label) {
  const auto at = text.find(label);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(at + label.size());
  const std::string_view line = rest.substr(0, rest.find('\n'));
  return line.substr(std::min(line.find_first_not_of(' '), line.size()));
}

// "812.00us", "1.20ms", "2.05s" as microseconds; a rate has no unit.
double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) throw std::runtime_error("wrk: " + std::string(text));
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit.starts_with("ms")) return value * 1'000;
  if (unit.starts_with("s")) return value * 1'000'000;
  if (unit.starts_with("m")) return value * 60'000'000;
  return value;
}

// wrk counts whole seconds: a turn is rounded up.
std::string wrk_command(const Load& load, std::chrono::milliseconds turn) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(turn).count();
  const std::string script = load.script.empty() ? "" : fmt::format("-s '{}' ", load.script);
  return fmt::format("wrk -t{} -c{} -d{}s --latency {}'{}' 2>&1", wrk_threads, https_connections,
                     seconds, script, load.url);
}

Sample turn_of(const Load& load, const Turn& turn) {
  // Opens its connections and warms what it asks for; a session's caches, a file's pages.
  output_of(wrk_command(load, turn.warm));
  const WrkReport report = read_wrk(output_of(wrk_command(load, turn.measured)));
  if (!report.complaint.empty()) throw std::runtime_error(load.name + ": " + report.complaint);
  return report.sample;
}

}  // namespace

WrkReport read_wrk(const std::string& printed) {
  const auto rate = after(printed, "Requests/sec:");
  // Above it stand other percentages, "90.50%" among them.
  const std::string_view latencies =
      std::string_view(printed).substr(std::min(printed.find("Distribution"), printed.size()));
  const auto p50 = after(latencies, " 50%");
  const auto p99 = after(latencies, " 99%");
  if (!rate || !p50 || !p99) throw std::runtime_error("wrk: " + printed);
  WrkReport report{{number(*rate), number(*p50), number(*p99)}, {}};
  for (const std::string_view label : {"Non-2xx", "Socket errors:"}) {
    if (const auto errors = after(printed, label)) {
      report.complaint = fmt::format("{} {}", label, *errors);
    }
  }
  return report;
}

Question bench_https(const std::string& title, const LogBench& bench,
                     const std::vector<Load>& loads, std::span<Peer* const> beside) {
  std::vector<Contender> contenders;
  for (const Load& load : loads) {
    contenders.push_back({load.name, [&] { return turn_of(load, bench.turn); }, load.ours});
  }
  std::uint64_t next = 1;
  for (Peer* peer : beside) {
    const Submit submit = [peer](std::uint64_t request, std::function<void()> done) {
      peer->append(request % streams, sample_bytes(), std::move(done));
    };
    contenders.push_back({peer->name(), [&bench, &next, submit] {
                            return closed_loop(https_connections, bench.turn, next, submit);
                          }});
  }
  return ask(title, "richieste/s", std::move(contenders), bench.rounds, bench.told);
}

}  // namespace telaio::bench
