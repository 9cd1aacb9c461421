// SPDX-License-Identifier: EUPL-1.2
// The messages to and from INPS, as bytes (docs/formats/inps-lookup.md). Pure: what arrives is
// checked field by field, and whatever does not fit makes the whole answer unusable; nothing is
// guessed and nothing is taken in part.
#pragma once

#include <string>
#include <string_view>

#include "inps/inps.hpp"

namespace telaio::inps {

// Bytes of an answer; a whole attestation of a large household has about ten thousand.
inline constexpr std::size_t answer_bytes_max = std::size_t{256} << 10U;

// "/attestazione", "/indicatore" or "/soglia": to be put after the path of the service.
std::string_view path_of(Depth depth);

std::string to_json(const Question& question);

// What an answer with this HTTP status and body says to that question. An indicator of another
// kind only is `no_data`; one of another person is reasons::other_person. The side of another
// threshold than the one asked for makes the answer unusable.
Answer read_answer(unsigned status, std::string_view body, const Question& question);

// The name INPS gives a kind in the request; empty for `unknown`.
std::string_view kind_name(IseeKind kind);

}  // namespace telaio::inps
