// SPDX-License-Identifier: EUPL-1.2
// A letter as a tagged PDF on A4: structure (headings, paragraphs, tables, lists) in reading order,
// a title and a language, so that a screen reader can read it (EN 301549, 10.1.3.1; PDF/UA's
// basics). The fonts are embedded: "Liberation Sans", or what fontconfig puts in its place.
#pragma once

#include <string>

#include "base/result.hpp"
#include "paper/letter.hpp"

namespace telaio::paper {

inline constexpr std::size_t pages_max = 100;

struct Pdf {
  std::string bytes;
};

// Pure but for the fonts of the machine; thread-safe. Faults:
// paper.unwritable (no font, no memory), paper.too_long (more than pages_max pages).
Result<Pdf, Fault> to_pdf(const Letter& letter);

}  // namespace telaio::paper
