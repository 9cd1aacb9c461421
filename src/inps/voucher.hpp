// SPDX-License-Identifier: EUPL-1.2
// The voucher that PDND gives to who may call an e-service: asked for with a client assertion, a
// short JWT signed with the key whose public half the body has put on PDND (RFC 7521, RFC 7523; the
// claims are those of the operating manual of PDND Interoperabilità, page "Vouchers": no others are
// taken). A plain Bearer voucher: neither DPoP nor the additional information of Audit REST 02.
//
// Pure, but for the cache, which is thread-safe. docs/formats/inps-lookup.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "crypto/rs256.hpp"
#include "inps/https.hpp"

namespace telaio::inps {

// An assertion is used at once; what it lives longer is what clocks may differ.
inline constexpr std::int64_t assertion_seconds = 60;
// A voucher is not sent in its last seconds: it would lapse on the way.
inline constexpr std::int64_t voucher_margin_seconds = 30;
// What a voucher may say of itself; beyond, the answer is not taken.
inline constexpr std::int64_t voucher_seconds_max = 86'400;
inline constexpr std::size_t voucher_bytes_max = 8'192;

// Where vouchers are asked for (the path is the whole one), as whom and for what.
struct VoucherSettings : Peer {
  std::string client_id;
  std::string key_id;         // Of the public key, as PDND names it.
  std::string purpose_id;     // The finalità that INPS's e-service was joined for.
  std::string audience;       // As PDND gives it; not the address.
  std::filesystem::path key;  // Private RSA key in PEM.
};

// The compact form: header, claims and signature in base64url. `id` must never come twice.
std::string client_assertion(const VoucherSettings& settings, const crypto::Rs256Key& key,
                             std::string_view id, Instant now);

// The body of the request, application/x-www-form-urlencoded.
std::string voucher_request(const VoucherSettings& settings, std::string_view assertion);

struct Voucher {
  std::string token;
  std::int64_t seconds = 0;  // How long it lives from when it was asked for.
};

// What an answer with this status and body says. Without a voucher `reason` says why: refused,
// offline or unusable.
struct VoucherAnswer {
  std::optional<Voucher> voucher;
  std::string_view reason;
};
VoucherAnswer read_voucher(unsigned status, std::string_view body);

class VoucherCache {
 public:
  // The one kept, if it has more than the margin to live.
  std::optional<std::string> usable_at(Instant now) const;
  // `asked`: the moment before it was asked for.
  void keep(const Voucher& voucher, Instant asked);
  // Somebody refused it. Another one that came meanwhile stays.
  void drop(std::string_view token);

 private:
  mutable std::mutex mutex_;
  std::string token_;  // Empty: none.
  Instant until_;      // Not sent from then on.
};

}  // namespace telaio::inps
