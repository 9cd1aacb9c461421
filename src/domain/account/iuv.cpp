// SPDX-License-Identifier: EUPL-1.2
#include "domain/account/iuv.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"

namespace telaio::domain {
namespace {

constexpr std::string_view aux_digit = "3";
constexpr std::uint64_t control_modulus = 93;

}  // namespace

std::string iuv_of(std::uint32_t segregation, std::uint64_t base) {
  TELAIO_ASSERT(segregation <= segregation_max);
  TELAIO_ASSERT(base < iuv_base_end);
  const std::string digits = fmt::format("{:02}{:013}", segregation, base);
  // Sixteen digits: far inside 64 bits.
  const std::uint64_t number = std::stoull(std::string(aux_digit) + digits);
  return fmt::format("{}{:02}", digits, number % control_modulus);
}

std::string notice_number_of(const std::string& iuv) {
  return std::string(aux_digit) + iuv;
}

}  // namespace telaio::domain
