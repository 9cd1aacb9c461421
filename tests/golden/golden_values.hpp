// SPDX-License-Identifier: EUPL-1.2
// Short ways to write the values of examples.
#pragma once

#include <memory>
#include <vector>

#include "schemas/event_generated.h"

namespace telaio::golden {

template <class Kind>
Kind id(unsigned char n) {
  telaio::Uuid uuid;
  uuid.bytes.fill(std::byte{n});
  return Kind(uuid);
}

template <class T>
std::unique_ptr<T> some(T value) {
  return std::make_unique<T>(std::move(value));
}

inline telaio::Date day(int year, unsigned month, unsigned of_month) {
  return telaio::Date::of(year, month, of_month);
}

inline telaio::Money cents(std::int64_t amount) {
  return telaio::Money::from_cents(amount);
}

template <class T>
void add(std::vector<schema::FactUnion>& all, T fact) {
  all.emplace_back().Set(std::move(fact));
}

}  // namespace telaio::golden
