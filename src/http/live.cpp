// SPDX-License-Identifier: EUPL-1.2
#include "http/live.hpp"

#include <algorithm>
#include <atomic>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace telaio::http {

class Live::Stream final : public EventStream {
 public:
  Stream(Live& live, Listener listener)
      : live_(live),
        listener_(std::move(listener)),
        seen_(listener_.seen ? *listener_.seen + 1 : 0) {}
  ~Stream() override {
    const std::lock_guard lock(live_.mutex_);
    live_.open_.erase(this);
  }

  std::string next() override {
    const bool first = !greeted_;
    std::string message;
    if (first) {
      greeted_ = true;
      message = "retry: " + std::to_string(limits::stream_retry.count()) + "\n";
      // The log is shorter than what it knows: another log, or one restored from a copy.
      if (seen_ > live_.views_.live_mark()) seen_ = 0;
    }
    const view::Changes changes = live_.views_.changes_since(seen_);
    if (changes.mark > seen_) {
      seen_ = changes.mark;
      return message + live_event(changes);
    }
    return first ? message + "\n" : message;
  }
  bool ended() const override { return ended_; }
  bool allowed() override { return listener_.allowed(); }

  const Listener& listener() const { return listener_; }
  void end() { ended_ = true; }

 private:
  Live& live_;
  const Listener listener_;
  // Of the connection's loop alone.
  bool greeted_ = false;
  std::uint64_t seen_;  // Events it was told of.
  std::atomic<bool> ended_ = false;
};

std::shared_ptr<EventStream> Live::open(Listener listener) {
  const std::lock_guard lock(mutex_);
  const auto count = [&](auto&& same) {
    return static_cast<std::size_t>(std::count_if(
        open_.begin(), open_.end(), [&](const Stream* each) { return same(each->listener()); }));
  };
  const bool full = open_.size() >= limits_.all ||
                    count([&](const Listener& each) { return each.session == listener.session; }) >=
                        limits_.per_session ||
                    count([&](const Listener& each) {
                      return each.operator_id == listener.operator_id;
                    }) >= limits_.per_operator;
  if (full) {
    ++refused_;
    return nullptr;
  }
  auto stream = std::make_shared<Stream>(*this, std::move(listener));
  open_.insert(stream.get());
  return stream;
}

void Live::end_where(const std::function<bool(const Stream&)>& ends) {
  const std::lock_guard lock(mutex_);
  for (Stream* each : open_) {
    if (ends(*each)) each->end();
  }
  if (wake_) wake_();
}

void Live::end_session(const Uuid& session) {
  end_where([&](const Stream& each) { return each.listener().session == session; });
}

void Live::end_operator(const OperatorId& operator_id) {
  end_where([&](const Stream& each) { return each.listener().operator_id == operator_id; });
}

void Live::on_wake(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

LiveCounts Live::counts() const {
  const std::lock_guard lock(mutex_);
  return {open_.size(), refused_};
}

std::string live_event(const view::Changes& changes) {
  boost::json::array views(changes.views.begin(), changes.views.end());
  const boost::json::object data{{"position", changes.mark - 1}, {"views", std::move(views)}};
  return "id: " + std::to_string(changes.mark - 1) + "\ndata: " + boost::json::serialize(data) +
         "\n\n";
}

}  // namespace telaio::http
