// SPDX-License-Identifier: EUPL-1.2
// Assertions that stay in every build: a broken invariant stops the process before it can write a
// wrong fact. Never for input, which gets a refusal.
#pragma once

namespace telaio {

// Prints the condition and its place on standard error, then aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace telaio

#define TELAIO_ASSERT(condition)                       \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : ::telaio::assertion_failed(#condition, __FILE__, __LINE__))
