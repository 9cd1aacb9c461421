// SPDX-License-Identifier: EUPL-1.2
// What the service shows of the log's proofs, made of the log, its signer and its anchor.
#pragma once

#include "http/dependencies.hpp"
#include "log/data_folder.hpp"
#include "witness/submitter.hpp"

namespace telaio::server {

// `folder`, `paths` and `submitter` outlive what is returned. Without `submitter` nobody is asked
// to cosign.
http::Evidence evidence_of(log::LogFolder& folder, const log::DataPaths& paths,
                           const witness::Submitter* submitter = nullptr);

}  // namespace telaio::server
