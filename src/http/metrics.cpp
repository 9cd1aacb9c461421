// SPDX-License-Identifier: EUPL-1.2
#include "http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace telaio::http {

Metrics::KeyView::KeyView(const Observed& observed)
    : method(observed.method),
      route(observed.route),
      status(static_cast<std::uint16_t>(number(observed.status))) {}

void Metrics::observe(const Observed& observed) {
  const auto micros =
      static_cast<std::uint64_t>(std::max<std::int64_t>(observed.duration.count(), 0));
  const auto bound = std::lower_bound(bounds.begin(), bounds.end(), micros);
  const auto bucket = static_cast<std::size_t>(bound - bounds.begin());
  const KeyView key(observed);
  const std::lock_guard lock(mutex_);
  auto counted = requests_.find(key);
  if (counted == requests_.end()) {
    const Key fresh{std::string(key.method), std::string(key.route), key.status};
    counted = requests_.emplace(fresh, 0).first;
  }
  ++counted->second;
  auto timed = durations_.find(observed.route);
  if (timed == durations_.end()) timed = durations_.emplace(observed.route, Durations{}).first;
  Durations& durations = timed->second;
  ++durations.buckets[bucket];
  ++durations.count;
  durations.micros += micros;
}

std::string Metrics::text(const ServerCounts& server,
                          const std::map<std::string, std::uint64_t>& gauges) const {
  std::string out;
  const auto to = std::back_inserter(out);
  const std::map<std::string, std::uint64_t> counts{
      {"telaio_http_connections", server.connections},
      {"telaio_http_requests_in_hand", server.requests_in_hand},
      {"telaio_http_connections_accepted_total", server.accepted},
      {"telaio_http_connections_refused_total", server.refused_connections},
      {"telaio_http_handshakes_failed_total", server.failed_handshakes},
      {"telaio_http_timeouts_total", server.timed_out},
      {"telaio_http_streams", server.streams},
      {"telaio_http_stream_messages_total", server.stream_messages},
      {"telaio_http_streams_cut_total", server.streams_cut},
      {"telaio_http_overloaded_total", server.overloaded},
      {"telaio_http_faults_total", server.faults}};
  for (const auto& [name, value] : counts) fmt::format_to(to, "{} {}\n", name, value);
  for (const auto& [name, value] : gauges) fmt::format_to(to, "{} {}\n", name, value);

  const std::lock_guard lock(mutex_);
  fmt::format_to(to, "# TYPE telaio_http_requests_total counter\n");
  for (const auto& [key, value] : requests_) {
    fmt::format_to(to,
                   "telaio_http_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                   key.method, key.route, key.status, value);
  }
  fmt::format_to(to, "# TYPE telaio_http_request_seconds histogram\n");
  for (const auto& [route, durations] : durations_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      below += durations.buckets[i];
      fmt::format_to(to, "telaio_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                     static_cast<double>(bounds[i]) / 1e6, below);
    }
    fmt::format_to(to, "telaio_http_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route,
                   durations.count);
    fmt::format_to(to, "telaio_http_request_seconds_sum{{route=\"{}\"}} {}\n", route,
                   static_cast<double>(durations.micros) / 1e6);
    fmt::format_to(to, "telaio_http_request_seconds_count{{route=\"{}\"}} {}\n", route,
                   durations.count);
  }
  return out;
}

}  // namespace telaio::http
