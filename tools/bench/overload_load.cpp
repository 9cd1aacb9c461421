// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/overload_load.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fstream>
#include <memory>
#include <string>

namespace telaio::bench {
namespace {

namespace asio = boost::asio;
using Time = std::chrono::steady_clock;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds tick{1};
constexpr std::chrono::milliseconds before_opening_again{100};
constexpr std::size_t late_addresses = 200;

asio::ssl::context client_tls() {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  // The certificate is the service's own, made a moment ago for this run.
  tls.set_verify_mode(asio::ssl::verify_none);
  return tls;
}

// A kept connection, and what it is to send next.
struct Caller {
  Caller(asio::io_context& context, asio::ssl::context& tls, const Target& target,
         const std::string& address)
      : line(context, tls, target, address), wake(context) {}
  Line line;
  asio::steady_timer wake;
  std::optional<std::uint64_t> number;
  Time::time_point asked;
};

// The connections of one phase. The coroutines refer to it; it outlives its loop's run.
class Office {
 public:
  Office(const Target& target, Tally& tally) : target_(target), tally_(tally) {}

  void hire(std::size_t callers, std::size_t addresses) {
    for (std::size_t i = 0; i < callers; ++i) {
      const std::string address = fmt::format("127.0.0.{}", 2 + i % addresses);
      callers_.push_back(std::make_unique<Caller>(context_, tls_, target_, address));
      asio::co_spawn(context_, work(*callers_.back()), asio::detached);
    }
  }
  // From now on everybody who is free asks again at once.
  void set_closed(bool closed) { closed_ = closed; }
  // One more request now: by who is free, else by a late caller.
  void take(std::size_t late_max, std::chrono::milliseconds late_patience = {});
  // Runs the loop so long.
  void run_for(Time::duration time) { context_.run_for(time); }
  asio::io_context& context() { return context_; }
  std::size_t free() const { return free_.size(); }
  bool idle() const { return free_.size() == callers_.size() && late_ == 0; }
  void end() { context_.stop(); }

 private:
  asio::awaitable<void> work(Caller& caller);
  asio::awaitable<void> come_late(std::uint64_t number, std::string address,
                                  std::chrono::milliseconds patience);
  void settle(std::uint64_t number, const Answered& answered, Time::time_point asked);

  const Target& target_;
  Tally& tally_;
  asio::ssl::context tls_ = client_tls();
  asio::io_context context_{1};
  std::vector<std::unique_ptr<Caller>> callers_;
  std::vector<Caller*> free_;
  std::size_t late_ = 0;
  std::size_t late_ever_ = 0;
  bool closed_ = false;
};

void Office::settle(std::uint64_t number, const Answered& answered, Time::time_point asked) {
  if (answered.fate == Fate::unanswered) return;
  tally_.settle(number, answered.fate, answered.position);
  tally_.took(answered.fate, Time::now() - asked);
  if (answered.fate == Fate::other) tally_.note_other(answered.said);
}

asio::awaitable<void> Office::work(Caller& caller) {
  bool open = false;
  while (true) {
    if (!open) open = co_await caller.line.open();
    if (!open) {
      caller.wake.expires_after(before_opening_again);
      [[maybe_unused]] const auto [ignored] = co_await caller.wake.async_wait(as_value);
      continue;
    }
    if (closed_ && !caller.number) {
      caller.number = tally_.next();
      caller.asked = Time::now();
    }
    if (!caller.number) {
      free_.push_back(&caller);
      caller.wake.expires_at(Time::time_point::max());
      [[maybe_unused]] const auto [woken] = co_await caller.wake.async_wait(as_value);
      continue;
    }
    const std::uint64_t number = *caller.number;
    caller.number.reset();
    const Answered answered = co_await caller.line.ask(number);
    settle(number, answered, caller.asked);
    if (answered.fate == Fate::unanswered || caller.line.last()) {
      caller.line.cut();
      open = false;
    }
  }
}

asio::awaitable<void> Office::come_late(std::uint64_t number, std::string address,
                                        std::chrono::milliseconds patience) {
  const Time::time_point asked = Time::now();
  const auto line = std::make_shared<Line>(context_, tls_, target_, std::move(address));
  asio::steady_timer timer(context_, patience);
  timer.async_wait([line](const boost::system::error_code& cancelled) {
    if (!cancelled) line->cut();
  });
  const bool open = co_await line->open();
  if (timer.cancel() > 0 && open) {
    const Answered answered = co_await line->ask(number);
    settle(number, answered, asked);
  } else {
    tally_.settle(number, Fate::refused);
  }
  line->cut();
  --late_;
}

void Office::take(std::size_t late_max, std::chrono::milliseconds late_patience) {
  const std::uint64_t number = tally_.next();
  if (!free_.empty()) {
    Caller& caller = *free_.back();
    free_.pop_back();
    caller.number = number;
    caller.asked = Time::now();
    caller.wake.cancel();
  } else if (late_ < late_max) {
    ++late_;
    auto address = fmt::format("127.0.1.{}", 1 + late_ever_++ % late_addresses);
    asio::co_spawn(context_, come_late(number, std::move(address), late_patience), asio::detached);
  } else {
    tally_.settle(number, Fate::not_tried);
  }
}

// Requests when the clock says so: what a late tick missed comes with the next one.
asio::awaitable<void> arrive(Office& office, OpenLoop loop, Time::time_point begun) {
  asio::steady_timer timer(office.context());
  std::uint64_t arrived = 0;
  while (Time::now() < begun + loop.length) {
    const std::chrono::duration<double> passed = Time::now() - begun;
    const auto due = static_cast<std::uint64_t>(loop.per_second * passed.count());
    for (; arrived < due; ++arrived) office.take(loop.late_max, loop.late_patience);
    timer.expires_after(tick);
    [[maybe_unused]] const auto [ignored] = co_await timer.async_wait(as_value);
  }
}

asio::awaitable<void> watch(Office& office, const Watched& watched, const Tally& tally,
                            std::vector<Moment>& moments, Time::time_point until) {
  asio::steady_timer timer(office.context(), Time::now());
  while (Time::now() < until) {
    timer.expires_at(timer.expiry() + std::chrono::seconds(1));
    [[maybe_unused]] const auto [ignored] = co_await timer.async_wait(as_value);
    moments.push_back({resident_kib(watched.process), tally.count(Fate::acknowledged),
                       tally.count(Fate::overloaded)});
    if (watched.told) watched.told(moments.size(), moments.back(), tally);
  }
}

}  // namespace

std::uint64_t resident_kib(pid_t process) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoull(line.substr(6));
  }
  return 0;
}

ClosedResult run_closed(const Target& target, const ClosedLoop& loop) {
  ClosedResult result;
  Office office(target, result.tally);
  office.set_closed(true);
  office.hire(loop.callers, 1);
  office.run_for(loop.warm);
  const std::uint64_t before = result.tally.count(Fate::acknowledged);
  office.run_for(loop.measured);
  const auto done = static_cast<double>(result.tally.count(Fate::acknowledged) - before);
  result.per_second = done / static_cast<double>(loop.measured.count());
  return result;
}

OpenResult run_open(const Target& target, const OpenLoop& loop, const Watched& watched) {
  OpenResult result;
  Office office(target, result.tally);
  office.hire(loop.connections, loop.addresses);
  const Time::time_point opening = Time::now();
  while (office.free() < loop.connections && Time::now() < opening + loop.settling) {
    office.run_for(std::chrono::milliseconds(100));
  }
  const Time::time_point begun = Time::now();
  asio::co_spawn(office.context(), arrive(office, loop, begun), asio::detached);
  asio::co_spawn(office.context(),
                 watch(office, watched, result.tally, result.moments, begun + loop.length),
                 asio::detached);
  office.run_for(loop.length);
  while (!office.idle() && Time::now() < begun + loop.length + loop.settling) {
    office.run_for(std::chrono::milliseconds(10));
  }
  return result;
}

Normal wait_normal(const Target& target, std::chrono::milliseconds quick,
                   std::chrono::seconds patience) {
  Normal normal;
  const Time::time_point begun = Time::now();
  while (!normal.after && Time::now() < begun + patience) {
    const Time::time_point asked = Time::now();
    const std::uint64_t before = normal.tally.count(Fate::acknowledged);
    Office office(target, normal.tally);
    office.hire(1, 1);
    office.run_for(quick / 2);
    if (office.free() == 1) office.take(0);
    while (!office.idle() && Time::now() < asked + quick) {
      office.run_for(std::chrono::milliseconds(1));
    }
    if (normal.tally.count(Fate::acknowledged) == before) continue;
    normal.after = std::chrono::ceil<std::chrono::milliseconds>(Time::now() - begun);
  }
  return normal;
}

}  // namespace telaio::bench
