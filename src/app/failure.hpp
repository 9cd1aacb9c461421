// SPDX-License-Identifier: EUPL-1.2
// Why a use case did not happen: the rules refused it, or the machine failed. A full queue and an
// outcome the engine cannot tell are faults too (log.overloaded, log.indeterminate): the caller may
// send the same command again.
#pragma once

#include <variant>

#include "base/result.hpp"

namespace telaio::app {

using Failure = std::variant<Refusal, Fault>;

inline std::string_view code_of(const Failure& failure) {
  if (const auto* refusal = std::get_if<Refusal>(&failure)) return refusal->code;
  return std::get<Fault>(failure).code;
}

}  // namespace telaio::app

namespace boost::system {
[[noreturn]] void throw_exception_from_error(const telaio::app::Failure& failure,
                                             const boost::source_location& where);
}
