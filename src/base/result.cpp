// SPDX-License-Identifier: EUPL-1.2
#include "base/result.hpp"

#include <stdexcept>

namespace telaio {

void throw_exception_from_error(const Refusal& refusal, const boost::source_location& where) {
  throw std::logic_error("refused: " + std::string(refusal.code) + " at " + where.to_string());
}

void throw_exception_from_error(const Fault& fault, const boost::source_location& where) {
  throw std::runtime_error("fault: " + fault.code + ": " + fault.detail + " at " +
                           where.to_string());
}

}  // namespace telaio
