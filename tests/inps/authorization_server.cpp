// SPDX-License-Identifier: EUPL-1.2
#include "tests/inps/authorization_server.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "crypto/random.hpp"

namespace telaio::inps::test {
namespace {

namespace json = boost::json;

constexpr std::string_view client = "11111111-2222-3333-4444-555555555555";
constexpr std::string_view purpose = "66666666-7777-8888-9999-000000000000";
constexpr std::string_view key_id = "kid/+1";
constexpr std::string_view audience = "pdnd.prova/client-assertion";

struct Freed {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed>;

Bytes from_base64url(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text.push_back('=');
  return from_base64(text).value_or(Bytes());
}

std::map<std::string, std::string> form(std::string_view body) {
  std::map<std::string, std::string> fields;
  while (!body.empty()) {
    const std::string_view pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(body.size(), pair.size() + 1));
    const std::size_t equals = std::min(pair.find('='), pair.size() - 1);
    std::string value;
    for (std::size_t at = equals + 1; at < pair.size(); ++at) {
      if (pair[at] == '%' && at + 2 < pair.size()) {
        const auto byte = from_hex(pair.substr(at + 1, 2)).value_or(Bytes());
        value += as_text(byte);
        at += 2;
      } else {
        value += pair[at];
      }
    }
    fields[std::string(pair.substr(0, equals))] = value;
  }
  return fields;
}

bool is_signed_by(EVP_PKEY* key, std::string_view text, const Bytes& signature) {
  const std::unique_ptr<EVP_MD_CTX, Freed> context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1) return false;
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                          signature.size(), reinterpret_cast<const unsigned char*>(text.data()),
                          text.size()) == 1;
}

std::string member(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

void write_key(const std::filesystem::path& file, evp_pkey_st* key) {
  const Key owned(key);
  std::FILE* written = std::fopen(file.c_str(), "wb");
  if (written == nullptr) throw std::runtime_error("no place for a key");
  PEM_write_PrivateKey(written, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(written);
}

struct AuthorizationServer::Parts {
  Parts(const Clock& with, std::int64_t live)
      : clock(with),
        seconds(live),
        key(EVP_RSA_gen(crypto::rs256_bits_min)),
        file(std::filesystem::temp_directory_path() /
             ("telaio-pdnd-" + to_string(crypto::random_uuid()) + ".pem")),
        server(
            [this](std::string_view head, std::string_view body) { return answer(head, body); }) {
    EVP_PKEY_up_ref(key.get());
    write_key(file, key.get());
  }
  ~Parts() { std::filesystem::remove(file); }

  // Empty: nothing is wrong with it.
  std::string wrong_in(const std::string& assertion) {
    const std::size_t first = assertion.find('.');
    const std::size_t second = assertion.rfind('.');
    if (first == std::string::npos || first == second) return "not a JWT";
    const Bytes header_bytes = from_base64url(assertion.substr(0, first));
    const Bytes claim_bytes = from_base64url(assertion.substr(first + 1, second - first - 1));
    if (!is_signed_by(key.get(), std::string_view(assertion).substr(0, second),
                      from_base64url(assertion.substr(second + 1)))) {
      return "signature";
    }
    const json::object header = json::parse(as_text(header_bytes)).as_object();
    const json::object claims = json::parse(as_text(claim_bytes)).as_object();
    if (header.size() != 3 || member(header, "alg") != "RS256" || member(header, "typ") != "JWT" ||
        member(header, "kid") != key_id) {
      return "header";
    }
    if (claims.size() != 7) return "claims";
    if (member(claims, "iss") != client || member(claims, "sub") != client) return "client";
    if (member(claims, "aud") != audience) return "audience";
    if (member(claims, "purposeId") != purpose) return "purpose";
    const std::int64_t now = clock.now().micros() / Instant::micros_per_second;
    if (claims.at("iat").as_int64() > now || claims.at("exp").as_int64() <= now) return "times";
    if (!seen.insert(member(claims, "jti")).second) return "used before";
    return {};
  }

  Reply answer(std::string_view head, std::string_view body) {
    const std::scoped_lock lock(mutex);
    if (fixed) return *fixed;
    const auto fields = form(body);
    const auto field = [&](const char* name) {
      const auto found = fields.find(name);
      return found == fields.end() ? std::string() : found->second;
    };
    std::string wrong;
    if (!head.starts_with("POST /token.oauth2 ")) wrong = "path";
    if (head.find("application/x-www-form-urlencoded") == std::string_view::npos) wrong = "type";
    if (field("grant_type") != "client_credentials" || field("client_id") != client ||
        field("client_assertion_type") !=
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") {
      wrong = "form";
    }
    if (wrong.empty()) wrong = wrong_in(field("client_assertion"));
    if (!wrong.empty()) {
      refused.push_back(wrong);
      return {.status = 400, .body = R"({"error":"invalid_client"})"};
    }
    const json::object voucher{{"access_token", "voucher-" + std::to_string(++count)},
                               {"token_type", "Bearer"},
                               {"expires_in", seconds}};
    return {.body = json::serialize(voucher)};
  }

  const Clock& clock;
  const std::int64_t seconds;
  const Key key;
  const std::filesystem::path file;
  mutable std::mutex mutex;
  std::optional<Reply> fixed;
  std::size_t count = 0;
  std::set<std::string> seen;
  std::vector<std::string> refused;
  TestServer server;  // Last: its thread uses the rest.
};

AuthorizationServer::AuthorizationServer(const Clock& clock, std::int64_t seconds)
    : parts_(std::make_unique<Parts>(clock, seconds)) {}
AuthorizationServer::~AuthorizationServer() = default;

VoucherSettings AuthorizationServer::settings() const {
  VoucherSettings settings;
  settings.host = "localhost";
  settings.port = parts_->server.port();
  settings.path = "/token.oauth2";
  settings.authorities = parts_->server.authority();
  settings.client_id = client;
  settings.key_id = key_id;
  settings.purpose_id = purpose;
  settings.audience = audience;
  settings.key = parts_->file;
  return settings;
}

void AuthorizationServer::say(Reply reply) {
  const std::scoped_lock lock(parts_->mutex);
  parts_->fixed = std::move(reply);
}

std::size_t AuthorizationServer::given() const {
  const std::scoped_lock lock(parts_->mutex);
  return parts_->count;
}

std::vector<std::string> AuthorizationServer::refusals() const {
  const std::scoped_lock lock(parts_->mutex);
  return parts_->refused;
}

}  // namespace telaio::inps::test
