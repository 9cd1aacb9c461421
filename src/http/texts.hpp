// SPDX-License-Identifier: EUPL-1.2
// The Italian sentences, under this module's name: the commands of operators use the same ones.
#pragma once

#include "app/texts/texts.hpp"

namespace telaio::http {

using app::fill;
using app::Texts;

}  // namespace telaio::http
