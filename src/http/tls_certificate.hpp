// SPDX-License-Identifier: EUPL-1.2
// The certificate of a fresh installation: self-signed, so that the first start needs nobody's
// help. A body that has one of its own names it in the configuration instead.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "http/server.hpp"

namespace telaio::http {

// How long a self-signed certificate holds. Browsers accept no more than 825 days.
inline constexpr std::int64_t self_signed_days = 800;

// tls.crt and tls.key (mode 0400, P-256) of the folder; made now if neither is there, valid for
// `names` and the loopback addresses from `now` on. An expired one is replaced only by a person:
// delete both files. Faults: tls.folder, tls.incomplete (one of the two is missing), tls.create.
Result<TlsFiles, Fault> ensure_certificate(const std::filesystem::path& folder,
                                           const std::vector<std::string>& names, Instant now);

}  // namespace telaio::http
