// SPDX-License-Identifier: EUPL-1.2
#include "inps/client.hpp"

#include <atomic>

#include "crypto/random.hpp"
#include "inps/inps_reasons.hpp"
#include "inps/wire.hpp"

namespace telaio::inps {
namespace {

constexpr std::size_t port_digits_max = 5;
constexpr unsigned status_unauthorized = 401;

Answer no_answer(const Received& received) {
  return {received.offline ? Outcome::offline : Outcome::internal_error, std::nullopt,
          received.reason};
}

Answer no_voucher(std::string_view reason) {
  const bool offline = reason == reasons::voucher_offline || reason == reasons::timeout;
  return {offline ? Outcome::offline : Outcome::internal_error, std::nullopt, reason};
}

// What is left of the time for a whole question.
class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds time)
      : end_(monotonic_now().plus_micros(std::chrono::microseconds(time).count())) {}
  std::chrono::milliseconds left() const {
    return std::chrono::milliseconds((end_.micros() - monotonic_now().micros()) / 1000);
  }

 private:
  Instant end_;
};

}  // namespace

// What asking for a voucher takes.
struct VoucherDesk {
  const VoucherSettings settings;
  const crypto::Rs256Key key;
  std::unique_ptr<Https> https;
  VoucherCache cache{};

  VoucherAnswer ask(Instant now, const Deadline& deadline) {
    const std::string id = to_string(crypto::random_uuid());
    Message message;
    message.content_type = "application/x-www-form-urlencoded";
    message.body = voucher_request(settings, client_assertion(settings, key, id, now));
    const Received received = https->post(message, deadline.left());
    if (received.reason.empty()) return read_voucher(received.status, received.body);
    return {std::nullopt, received.offline ? reasons::voucher_offline : reasons::voucher_unusable};
  }
};

struct Client::Parts {
  Parts(Settings given, const Clock& with) : settings(std::move(given)), clock(with) {}

  // The token of a voucher, `fresh` or kept; or why there is none.
  struct Token {
    std::string text;
    bool fresh = false;
    std::string_view reason;
  };
  Token token(const Deadline& deadline) {
    const Instant now = clock.now();
    if (const auto kept = desk->cache.usable_at(now)) return {*kept, false, {}};
    const VoucherAnswer answer = desk->ask(now, deadline);
    if (!answer.voucher) return {{}, true, answer.reason};
    desk->cache.keep(*answer.voucher, now);
    return {answer.voucher->token, true, {}};
  }

  Received post(const Question& question, const Deadline& deadline, const std::string& token) {
    Message message;
    message.path = path_of(question.depth);
    message.content_type = "application/json";
    message.body = to_json(question);
    if (!token.empty()) message.authorization = "Bearer " + token;
    return https->post(message, deadline.left());
  }

  Answer with_voucher(const Question& question, const Deadline& deadline) {
    // A kept voucher may have been withdrawn meanwhile: then once more, with a new one.
    for (bool again = true;;) {
      const Token held = token(deadline);
      if (held.text.empty()) return no_voucher(held.reason);
      const Received received = post(question, deadline, held.text);
      if (!received.reason.empty()) return no_answer(received);
      if (received.status != status_unauthorized) {
        return read_answer(received.status, received.body, question);
      }
      desk->cache.drop(held.text);
      if (held.fresh || !again) return no_voucher(reasons::voucher_not_taken);
      again = false;
    }
  }

  const Settings settings;
  const Clock& clock;
  std::unique_ptr<Https> https;
  std::unique_ptr<VoucherDesk> desk;  // Only with settings.voucher.
  std::atomic<std::int32_t> under_way{0};
};

std::optional<Peer> parse_address(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  if (!url.starts_with(scheme)) return std::nullopt;
  url.remove_prefix(scheme.size());
  Peer peer;
  const std::size_t slash = url.find('/');
  if (slash != std::string_view::npos) peer.path = url.substr(slash);
  std::string_view host = url.substr(0, slash);
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    const std::string_view digits = host.substr(colon + 1);
    std::uint32_t port = 0;
    for (const char digit : digits) {
      if (digit < '0' || digit > '9') return std::nullopt;
      port = port * 10 + static_cast<std::uint32_t>(digit - '0');
      if (port > 65'535) return std::nullopt;
    }
    if (port == 0 || digits.size() > port_digits_max) return std::nullopt;
    peer.port = static_cast<std::uint16_t>(port);
    host = host.substr(0, colon);
  }
  const bool plain =
      host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") ==
      std::string_view::npos;
  const bool path = peer.path.find_first_of("?# \t\r\n") == std::string::npos;
  if (host.empty() || !plain || !path) return std::nullopt;
  while (peer.path.ends_with('/')) peer.path.pop_back();
  peer.host = host;
  return peer;
}

Result<std::unique_ptr<Client>, Fault> Client::create(Settings settings, const Clock& clock) {
  auto parts = std::make_unique<Parts>(std::move(settings), clock);
  auto https = Https::create(parts->settings);
  if (!https) return https.error();
  parts->https = std::move(*https);
  if (const auto& voucher = parts->settings.voucher) {
    auto key = crypto::Rs256Key::read(voucher->key);
    if (!key) return Fault{"inps.voucher_key", key.error().detail};
    auto desk = Https::create(*voucher);
    if (!desk) return desk.error();
    parts->desk.reset(new VoucherDesk{*voucher, std::move(*key), std::move(*desk)});
  }
  return std::unique_ptr<Client>(new Client(std::move(parts)));
}

Client::Client(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Client::~Client() = default;

Answer Client::ask(const Question& question) {
  // Counts itself out at every way out.
  struct Turn {
    std::atomic<std::int32_t>& count;
    std::int32_t before;
    ~Turn() { count.fetch_sub(1); }
  };
  const Turn turn{parts_->under_way, parts_->under_way.fetch_add(1)};
  if (turn.before >= questions_parallel_max) {
    return {Outcome::offline, std::nullopt, reasons::busy};
  }
  const Deadline deadline(parts_->settings.time);
  if (parts_->desk) return parts_->with_voucher(question, deadline);
  const Received received = parts_->post(question, deadline, {});
  if (!received.reason.empty()) return no_answer(received);
  return read_answer(received.status, received.body, question);
}

}  // namespace telaio::inps
