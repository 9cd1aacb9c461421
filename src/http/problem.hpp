// SPDX-License-Identifier: EUPL-1.2
// Problem documents (RFC 9457): what people and programs read when an answer is a no. The code is
// stable; the detail is Italian and says what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/response.hpp"
#include "http/texts.hpp"

namespace telaio::http {

// One wrong field of a body or parameter. `pointer` is a JSON pointer into the body ("/persons/0"),
// or the name of a parameter.
struct FieldError {
  std::string pointer;
  Refusal refusal;
  bool operator==(const FieldError&) const = default;
};

// {"type","title","status","detail","code"} and, for field errors, "errors":[{"pointer","detail"}].
// 503 and 429 carry Retry-After.
Response problem(const Refusal& refusal, const Texts& texts);
Response problem(Status status, const Refusal& refusal, const Texts& texts);
Response problem(const std::vector<FieldError>& errors, const Texts& texts);
// The same under a code of its own, which says what the fields are part of.
Response problem(const Refusal& whole, const std::vector<FieldError>& errors, const Texts& texts);
// The same, saying when to come back: seconds, 1 at least. The sentence may name {secondi}.
Response problem_later(std::string_view code, std::int64_t seconds, const Texts& texts);
// What a fault shows outside: never its detail, which is for the operators' log.
Response problem(const Fault& fault, const Texts& texts);

}  // namespace telaio::http
