// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/log_report.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
#include <ostream>

#include "tools/telaio/data_source.hpp"
#include "tools/telaio/event_json.hpp"

namespace telaio::cli {

void print_head(const LogSource& source, Cli& cli) {
  // The signature first: a running service moves on between the two reads, and signs what it has.
  const auto signed_by_log = signed_head(source);
  const auto events = open_log(source, cli);
  if (!events) return;
  const log::Head head = events->head();
  if (cli.json) {
    json::object object{{"size", head.size},
                        {"root", to_base64(head.root)},
                        {"log_id", to_string(head.log_id)},
                        {"signed_size", nullptr}};
    if (signed_by_log) object["signed_size"] = signed_by_log->checkpoint.size;
    cli.out << object << "\n";
    return;
  }
  cli.out << "Registro " << to_string(head.log_id) << "\n"
          << "Eventi   " << head.size << "\n"
          << "Radice   " << to_base64(head.root) << "\n"
          << "Firmato  " << (signed_by_log ? std::to_string(signed_by_log->checkpoint.size) : "mai")
          << "\n";
}

namespace {

struct Stats {
  std::uint64_t events = 0;
  std::uint64_t commits = 0;
  std::uint64_t streams = 0;
  std::map<std::uint16_t, std::uint64_t> events_by_kind;
  std::map<std::uint16_t, std::uint64_t> streams_by_kind;
};

Result<Stats, Fault> count(const log::StoredLog& events) {
  Stats stats;
  const auto streams = events.scan_streams([&](const log::IndexedEvent& event) {
    ++stats.events;
    ++stats.events_by_kind[event.stream.kind];
    if (event.version == 0) {
      ++stats.streams;
      ++stats.streams_by_kind[event.stream.kind];
    }
    return true;
  });
  if (!streams) return streams.error();
  const auto commands = events.scan_commands([&](const CommandId&, const log::CommandRecord&) {
    ++stats.commits;
    return true;
  });
  if (!commands) return commands.error();
  return stats;
}

std::string kind_name(std::uint16_t kind) {
  const std::string_view name = schema::EnumNameStreamKind(static_cast<schema::StreamKind>(kind));
  return name.empty() ? std::to_string(kind) : std::string(name);
}

}  // namespace

void print_stats(const LogSource& source, Cli& cli) {
  const auto events = open_log(source, cli);
  if (!events) return;
  const auto stats = count(*events);
  if (!stats) return fail(cli, stats.error());
  const log::Head head = events->head();
  if (cli.json) {
    json::object kinds;
    for (const auto& [kind, count_of_kind] : stats->events_by_kind) {
      const auto streams = stats->streams_by_kind.find(kind);
      kinds[kind_name(kind)] =
          json::object{{"events", count_of_kind},
                       {"streams", streams == stats->streams_by_kind.end() ? 0 : streams->second}};
    }
    cli.out << json::object{{"events", stats->events},
                            {"commits", stats->commits},
                            {"streams", stats->streams},
                            {"last_recorded", to_string(head.last_recorded)},
                            {"kinds", kinds}}
            << "\n";
    return;
  }
  cli.out << "Eventi " << stats->events << ", transazioni " << stats->commits << ", flussi "
          << stats->streams << ", ultimo del " << to_string(head.last_recorded) << "\n";
  for (const auto& [kind, count_of_kind] : stats->events_by_kind) {
    cli.out << fmt::format("  {:<14} {:>12} eventi\n", kind_name(kind), count_of_kind);
  }
}

void print_events(const DumpOptions& options, Cli& cli) {
  const auto events = open_log(options.source, cli);
  if (!events) return;
  const std::uint64_t size = events->head().size;
  const std::uint64_t end = options.to && *options.to < size ? *options.to + 1 : size;
  for (log::Position at = options.from; at < end;) {
    const auto page = events->read_all(at, {});
    if (!page) return fail(cli, page.error());
    for (const log::StoredEvent& event : page->events) {
      if (event.position < end) cli.out << event_json(event) << "\n";
    }
    at += page->events.size();
  }
}

}  // namespace telaio::cli
