// SPDX-License-Identifier: EUPL-1.2
// The IUV that names one pending payment for pagoPA, in the form that fits a notice number whose
// first digit is 3: two digits of segregation (which generation point made it), thirteen that tell
// payments apart, two of control. No digit says anything about a person.
//
// Form and control: pagoPA, SACI, "Generazione dell'Identificativo Univoco di Versamento".
#pragma once

#include <cstdint>
#include <string>

namespace telaio::domain {

// Segregation codes are given out by pagoPA, from 00 to 49; ours is one generation point.
inline constexpr std::uint32_t segregation_max = 49;
inline constexpr std::uint32_t segregation_default = 1;
// The thirteen digits are below this.
inline constexpr std::uint64_t iuv_base_end = 10'000'000'000'000;

// Seventeen digits. `segregation` and `base` are within their bounds (asserted).
std::string iuv_of(std::uint32_t segregation, std::uint64_t base);

// The eighteen digits that are printed on the notice.
std::string notice_number_of(const std::string& iuv);

}  // namespace telaio::domain
