// SPDX-License-Identifier: EUPL-1.2
// One event of the log as JSON, as `telaio log dump` and the exports print it: what the frame says,
// what the header says, the public fact under its name, and the descriptors of the sealed parts.
// Ciphertexts are not in it; a purged part says so.
#pragma once

#include <boost/json/object.hpp>

#include "log/event_log.hpp"
#include "schemas/event_generated.h"

namespace telaio::cli {

namespace json = boost::json;

// "case_file-0123…": how streams are named on the command line. An unknown kind is its number.
std::string stream_name(const log::StreamId& stream);
// The same back; also with the number of the kind in front.
std::optional<log::StreamId> parse_stream_name(std::string_view name);

// The header alone. A fact that this program does not know has its number and no fields.
json::object header_json(const schema::Header& header);
// The whole event; `header` is null when the header does not verify.
json::object event_json(const log::StoredEvent& event);

}  // namespace telaio::cli
