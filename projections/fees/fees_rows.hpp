// SPDX-License-Identifier: EUPL-1.2
// The tables of this projection (README.md): what fees.cpp writes and fees_query.cpp reads. Every
// key ends with the position of the fact that wrote the row.
#pragma once

#include "view/rows.hpp"

namespace telaio::projections::fees {

// service | date | position -> step of its life
inline constexpr view::Table services{1, 16 + 4 + 8};
// service | date | position -> last day, quantity, unit, state
inline constexpr view::Table deliveries{2, 16 + 4 + 8};
// person | service | position -> nothing
inline constexpr view::Table services_by_person{3, 16 + 16 + 8};
// case | service | position -> nothing
inline constexpr view::Table services_by_case{4, 16 + 16 + 8};
// service | first day | position -> the fee
inline constexpr view::Table determined{5, 16 + 4 + 8};
// fee | position -> service, first day
inline constexpr view::Table fees_by_id{6, 16 + 8};
// superseded fee | position -> fee that supersedes it
inline constexpr view::Table superseded{7, 16 + 8};
// regulation | valid from | position -> the version
inline constexpr view::Table regulations{8, 16 + 4 + 8};
// household | valid from | position -> the attestation
inline constexpr view::Table attestations{9, 16 + 4 + 8};
// replaced attestation | position -> attestation that replaces it, and from when
inline constexpr view::Table replaced{10, 16 + 8};

// First byte of a row of `services`, in the order of a service's life.
enum class Life : std::uint8_t { requested = 1, decided = 2, activated = 3, ended = 4 };

}  // namespace telaio::projections::fees
