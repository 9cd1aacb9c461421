// SPDX-License-Identifier: EUPL-1.2
// The rows of this projection as bytes: written by leps.cpp, read by queries.cpp. Every key ends
// with the position of the fact it stands for; every value starts with the day it was recorded.
#pragma once

#include "view/row_codec.hpp"
#include "view/rows.hpp"

namespace telaio::projections::leps::tables {

// ambito, from, position -> recorded_on, count u16, Comuni
inline constexpr view::Table compositions{1, 16 + 4 + 8};
// ambito, comune, on, position -> recorded_on, residents u32
inline constexpr view::Table populations{2, 16 + view::code_size + 4 + 8};
// ambito, contract, position -> recorded_on, profession, kind, employer kind, fte u16, field, from,
// to?
inline constexpr view::Table contracts{3, 16 + 16 + 8};
// ambito, year u16, position -> recorded_on, on
inline constexpr view::Table filings{4, 16 + 2 + 8};
// comune, case, position -> recorded_on, on
inline constexpr view::Table cases{5, view::code_size + 16 + 8};
// case, position -> recorded_on, on
inline constexpr view::Table closings{6, 16 + 8};
// comune, household, position -> nothing: which households a Comune received
inline constexpr view::Table received_by{7, view::code_size + 16 + 8};
// household, position -> recorded_on, comune, application_on, pad?, notice?, received_on
inline constexpr view::Table receptions{8, 16 + 8};
// household, position -> recorded_on, act u8, detail u8, on
inline constexpr view::Table acts{9, 16 + 8};
// household, position -> recorded_on, from, kind, holder?, left?
inline constexpr view::Table holders{10, 16 + 8};
// person, from, position -> recorded_on, comune
inline constexpr view::Table residences{11, 16 + 4 + 8};

// What an act of the ADI path is; `detail` is its AppointmentKind or BenefitReason.
enum class Act : std::uint8_t {
  convocation = 1,
  appointment = 2,
  suspended = 3,
  lost = 4,
  ended = 5
};

// ANPR relation of the sheet holder (config/codes/anpr-codes.json).
inline constexpr std::uint16_t relation_holder = 1;

}  // namespace telaio::projections::leps::tables
