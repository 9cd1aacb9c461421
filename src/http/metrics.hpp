// SPDX-License-Identifier: EUPL-1.2
// Counts for operators, in the Prometheus text format (version 0.0.4), on the admin listener only.
// Labels are routes, methods and status classes: never a person, a case or an address.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "http/server.hpp"

namespace telaio::http {

class Metrics {
 public:
  // Thread-safe.
  void observe(const Observed& observed);
  // One line per number; `gauges` are added as they are ("telaio_log_events 12").
  std::string text(const ServerCounts& server,
                   const std::map<std::string, std::uint64_t>& gauges) const;

  // Upper bounds of the duration histogram, in microseconds; one bucket more for the rest.
  static constexpr std::array<std::uint64_t, 10> bounds{
      500, 1'000, 2'500, 5'000, 10'000, 25'000, 100'000, 250'000, 800'000, 1'500'000};

 private:
  struct Key {
    std::string method;
    std::string route;
    std::uint16_t status = 0;
  };
  // The same without owning the text: a request known already costs no allocation.
  struct KeyView {
    explicit KeyView(const Key& key) : method(key.method), route(key.route), status(key.status) {}
    explicit KeyView(const Observed& observed);
    std::string_view method;
    std::string_view route;
    std::uint16_t status = 0;
    auto operator<=>(const KeyView&) const = default;
  };
  struct Less {
    using is_transparent = void;
    bool operator()(const Key& a, const Key& b) const { return KeyView(a) < KeyView(b); }
    bool operator()(const Key& a, const KeyView& b) const { return KeyView(a) < b; }
    bool operator()(const KeyView& a, const Key& b) const { return a < KeyView(b); }
  };
  struct Durations {
    std::array<std::uint64_t, bounds.size() + 1> buckets{};
    std::uint64_t count = 0;
    std::uint64_t micros = 0;
  };

  mutable std::mutex mutex_;
  std::map<Key, std::uint64_t, Less> requests_;
  std::map<std::string, Durations, std::less<>> durations_;  // By route.
};

}  // namespace telaio::http
