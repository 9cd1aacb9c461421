// SPDX-License-Identifier: EUPL-1.2
#include "app/failure.hpp"

namespace boost::system {

void throw_exception_from_error(const telaio::app::Failure& failure,
                                const boost::source_location& where) {
  if (const auto* refusal = std::get_if<telaio::Refusal>(&failure)) {
    throw_exception_from_error(*refusal, where);
  }
  throw_exception_from_error(std::get<telaio::Fault>(failure), where);
}

}  // namespace boost::system
