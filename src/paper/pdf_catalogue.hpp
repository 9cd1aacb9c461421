// SPDX-License-Identifier: EUPL-1.2
// Adds to a PDF what cairo 1.16 cannot write: the language of the text, and that a window shows the
// document's title and not its file name (WCAG 2.2, 2.4.2 and 3.1.1; PDF 1.7, 7.5.6 and 12.2).
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "paper/tagged_pdf.hpp"

namespace telaio::paper {

// Appends one incremental update that repeats the catalogue with /Lang and /ViewerPreferences.
// Fault paper.unwritable: the file is not laid out as cairo lays it out.
Result<Pdf, Fault> with_language(Pdf pdf, std::string_view language);

}  // namespace telaio::paper
