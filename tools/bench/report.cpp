// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/report.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <boost/json.hpp>
#include <fstream>
#include <thread>

namespace telaio::bench {
namespace {

namespace json = boost::json;

std::string cpu_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "?";
}

}  // namespace

std::string machine() {
  utsname names{};
  ::uname(&names);
  return fmt::format("{} × {}, {} {}", std::thread::hardware_concurrency(), cpu_name(),
                     names.sysname, names.release);
}

json::object to_json(const Question& question) {
  json::array figures;
  for (const Figure& figure : question.figures) {
    figures.push_back({{"name", figure.name},
                       {"ours", figure.ours},
                       {"per_second", figure.median},
                       {"least", figure.least},
                       {"most", figure.most},
                       {"p50_us", figure.p50_micros},
                       {"p99_us", figure.p99_micros}});
  }
  return {{"question", question.title}, {"unit", question.unit}, {"figures", std::move(figures)}};
}

json::object to_json(const Verdict& verdict) {
  json::object object{{"question", verdict.goal.question}, {"ours", verdict.goal.ours},
                      {"peer", verdict.goal.peer},         {"at_least", verdict.goal.at_least},
                      {"stretch", verdict.goal.stretch},   {"reached", verdict.reached()}};
  if (verdict.ratio) object["ratio"] = *verdict.ratio;
  return object;
}

}  // namespace telaio::bench
