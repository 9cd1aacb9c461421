// SPDX-License-Identifier: EUPL-1.2
// The stable codes of this module's faults. Each has an Italian text in
// config/texts/faults.it.json; its detail is English.
#pragma once

#include <string_view>

namespace telaio::witness::faults {

// ---- Being a witness ----
inline constexpr std::string_view in_use = "witness.in_use";
inline constexpr std::string_view key = "witness.key";
inline constexpr std::string_view state = "witness.state";
inline constexpr std::string_view state_missing = "witness.state_missing";

// ---- Asking one ----
inline constexpr std::string_view authorities = "witness.authorities";
inline constexpr std::string_view unreachable = "witness.unreachable";
inline constexpr std::string_view refused = "witness.refused";
inline constexpr std::string_view answer_wrong = "witness.answer_wrong";
// The alarms: the witness saw a longer log than ours, or another one of the same length.
inline constexpr std::string_view ahead = "witness.ahead";
inline constexpr std::string_view differs = "witness.differs";

}  // namespace telaio::witness::faults
