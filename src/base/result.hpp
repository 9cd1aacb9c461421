// SPDX-License-Identifier: EUPL-1.2
// The answer of anything that may say no: a value, or a refusal (the request is wrong by the rules)
// or a fault (the machine failed). Test it, return early, then use `*it`; `.value()` is for tests.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telaio {

// boost::system::result of 1.81 is not [[nodiscard]]; ours is. T and E must not convert into each
// other.
template <class T, class E>
class [[nodiscard]] Result : public boost::system::result<T, E> {
 public:
  using boost::system::result<T, E>::result;
};

// A value that completes the Italian message of a refusal, already in the form people read
// (amounts as 1.234,56; dates as dd/mm/yyyy). Never personal data: refusals are logged.
struct RefusalValue {
  std::string name;
  std::string text;
  bool operator==(const RefusalValue&) const = default;
};

// The request is wrong by the rules. `code` is stable, `area.reason`, and has an Italian text in
// config/texts/refusals.it.json (a test compares the two lists).
struct [[nodiscard]] Refusal {
  std::string_view code;  // Always one of the constants of a *_refusals.hpp: static storage.
  std::vector<RefusalValue> values;

  bool operator==(const Refusal&) const = default;
};

// The machine failed: disk, network, a damaged file. For operators, in English.
struct [[nodiscard]] Fault {
  std::string code;    // Stable, `area.reason`.
  std::string detail;  // What was attempted and what the system answered; no personal data.

  bool operator==(const Fault&) const = default;
};

// Stands where a Result carries nothing but success.
struct Done {
  bool operator==(const Done&) const = default;
};

// Let `.value()` of a Result throw something readable in tests; Boost finds them beside the error.
[[noreturn]] void throw_exception_from_error(const Refusal& refusal,
                                             const boost::source_location& where);
[[noreturn]] void throw_exception_from_error(const Fault& fault,
                                             const boost::source_location& where);

}  // namespace telaio
