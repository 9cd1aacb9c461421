// SPDX-License-Identifier: EUPL-1.2
// Where the erasure of a subject stands, and its receipt: who decided, what is gone, until when old
// copies could still be opened, and the proof that the log says so. No personal data: opaque ids
// and numbers. For the data subject and for whoever supervises (cartella-sociale 10.4).
#pragma once

#include <boost/json/object.hpp>
#include <optional>

#include "log/signer.hpp"
#include "log/stored_log.hpp"
#include "tools/installation/erasure.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {

// {"subject","state","holds":[…],"disposals":[{"disposal","stage","requested_by",…}],"events":[…]}
boost::json::object status_json(const Uuid& subject, const tools::DisposalHistory& history);
void print_status(const Uuid& subject, const tools::DisposalHistory& history, Cli& cli);

// Of that disposal, or of the last one completed. Nothing when none is, or when no signed head
// covers it yet. The proof is a tlog-proof bundle (docs/formats/proof.md).
Result<std::optional<boost::json::object>, Fault> receipt_json(
    const Uuid& subject, const std::optional<domain::DisposalId>& disposal,
    const log::StoredLog& events, const log::SignedHead& head);
// The same in Italian, for paper.
std::string receipt_text(const boost::json::object& receipt);

}  // namespace telaio::cli
