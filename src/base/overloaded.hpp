// SPDX-License-Identifier: EUPL-1.2
// Builds one visitor for std::visit out of several lambdas.
#pragma once

namespace telaio {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace telaio
