// SPDX-License-Identifier: EUPL-1.2
// Why a file of access criteria is not read at all. The code has an Italian text in config/texts.
#pragma once

#include <string_view>

namespace telaio::app::access {

inline constexpr std::string_view file_unreadable = "criteria.file_unreadable";

}  // namespace telaio::app::access
