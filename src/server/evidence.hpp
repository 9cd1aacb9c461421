// SPDX-License-Identifier: EUPL-1.2
// What the service shows of the log's proofs, made of the log, its signer and its anchor.
#pragma once

#include "http/dependencies.hpp"
#include "log/data_folder.hpp"

namespace telaio::server {

// `folder` and `paths` outlive what is returned.
http::Evidence evidence_of(log::LogFolder& folder, const log::DataPaths& paths);

}  // namespace telaio::server
