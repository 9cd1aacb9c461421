// SPDX-License-Identifier: EUPL-1.2
#include "inps/voucher.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "inps/inps_reasons.hpp"

namespace telaio::inps {
namespace {

namespace json = boost::json;

// RFC 4648 section 5, without padding, as RFC 7515 wants it.
std::string base64url(BytesView bytes) {
  std::string text = to_base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

std::string base64url(const json::object& object) {
  return base64url(as_bytes(json::serialize(object)));
}

// application/x-www-form-urlencoded: everything but the unreserved characters as %XX.
std::string form_value(std::string_view text) {
  std::string escaped;
  for (const char each : text) {
    const bool plain = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                       (each >= '0' && each <= '9') || each == '-' || each == '.' || each == '_';
    const std::string hex = to_hex(as_bytes(std::string_view(&each, 1)));
    escaped += plain ? std::string(1, each) : "%" + hex;
  }
  return escaped;
}

// It becomes a header field: visible ASCII, nothing that could end the field.
bool is_token(std::string_view text) {
  return !text.empty() && text.size() <= voucher_bytes_max &&
         std::ranges::all_of(text, [](char each) { return each > ' ' && each < '\x7f'; });
}

bool is_bearer(std::string_view type) {
  constexpr std::string_view bearer = "bearer";  // RFC 6749, 5.1: in any case.
  return std::ranges::equal(type, bearer, [](char each, char wanted) {
    return each == wanted || each == wanted - 'a' + 'A';
  });
}

std::optional<Voucher> voucher_in(std::string_view body) {
  boost::system::error_code error;
  const json::value document = json::parse(body, error);
  const json::object* object = error ? nullptr : document.if_object();
  if (object == nullptr) return std::nullopt;
  const json::value* token = object->if_contains("access_token");
  const json::value* type = object->if_contains("token_type");
  const json::value* seconds = object->if_contains("expires_in");
  if (token == nullptr || type == nullptr || seconds == nullptr) return std::nullopt;
  if (!token->is_string() || !type->is_string() || !seconds->is_int64()) return std::nullopt;
  const std::string_view text = token->get_string();
  const std::int64_t lives = seconds->get_int64();
  if (!is_token(text) || !is_bearer(type->get_string())) return std::nullopt;
  if (lives < 1 || lives > voucher_seconds_max) return std::nullopt;
  return Voucher{std::string(text), lives};
}

}  // namespace

std::string client_assertion(const VoucherSettings& settings, const crypto::Rs256Key& key,
                             std::string_view id, Instant now) {
  const std::int64_t issued = now.micros() / Instant::micros_per_second;
  const json::object header{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", settings.key_id}};
  const json::object claims{{"iss", settings.client_id},
                            {"sub", settings.client_id},
                            {"aud", settings.audience},
                            {"purposeId", settings.purpose_id},
                            {"jti", id},
                            {"iat", issued},
                            {"exp", issued + assertion_seconds}};
  std::string assertion = base64url(header) + "." + base64url(claims);
  return assertion + "." + base64url(key.sign(as_bytes(assertion)));
}

std::string voucher_request(const VoucherSettings& settings, std::string_view assertion) {
  // RFC 7523, 2.2.
  return "client_id=" + form_value(settings.client_id) +
         "&client_assertion=" + form_value(assertion) + "&client_assertion_type=" +
         form_value("urn:ietf:params:oauth:client-assertion-type:jwt-bearer") +
         "&grant_type=client_credentials";
}

VoucherAnswer read_voucher(unsigned status, std::string_view body) {
  if (status == 429 || (status >= 502 && status <= 504)) {
    return {std::nullopt, reasons::voucher_offline};
  }
  // RFC 6749, 5.2: 400, and 401 for a client it does not know.
  if (status == 400 || status == 401 || status == 403) {
    return {std::nullopt, reasons::voucher_refused};
  }
  if (status != 200) return {std::nullopt, reasons::voucher_unusable};
  auto voucher = voucher_in(body);
  if (!voucher) return {std::nullopt, reasons::voucher_unusable};
  return {std::move(voucher), {}};
}

std::optional<std::string> VoucherCache::usable_at(Instant now) const {
  const std::scoped_lock lock(mutex_);
  if (token_.empty() || now >= until_) return std::nullopt;
  return token_;
}

void VoucherCache::keep(const Voucher& voucher, Instant asked) {
  const std::scoped_lock lock(mutex_);
  token_ = voucher.token;
  until_ = asked.plus_seconds(voucher.seconds - voucher_margin_seconds);
}

void VoucherCache::drop(std::string_view token) {
  const std::scoped_lock lock(mutex_);
  if (token_ == token) token_.clear();
}

}  // namespace telaio::inps
