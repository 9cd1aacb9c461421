// SPDX-License-Identifier: EUPL-1.2
#include "paper/pdf_catalogue.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "paper/paper_faults.hpp"

namespace telaio::paper {
namespace {

// The number after the last `key` of the file.
std::optional<std::size_t> number_after(std::string_view pdf, std::string_view key) {
  const auto at = pdf.rfind(key);
  if (at == std::string_view::npos) return std::nullopt;
  const char* begin = pdf.data() + at + key.size();
  while (begin < pdf.data() + pdf.size() && (*begin == ' ' || *begin == '\n')) ++begin;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(begin, pdf.data() + pdf.size(), number);
  if (error != std::errc() || end == begin) return std::nullopt;
  return number;
}

// "<< ... >>" of the object, without what closes it.
std::optional<std::string_view> open_dictionary(std::string_view pdf, std::size_t object) {
  const std::string opening = fmt::format("\n{} 0 obj", object);
  const auto at = pdf.rfind(opening);
  if (at == std::string_view::npos) return std::nullopt;
  const auto begin = pdf.find("<<", at);
  const auto end = pdf.find("endobj", at);
  if (begin == std::string_view::npos || end == std::string_view::npos || begin > end) {
    return std::nullopt;
  }
  const std::string_view body = pdf.substr(begin, end - begin);
  const auto close = body.rfind(">>");
  if (close == std::string_view::npos) return std::nullopt;
  return body.substr(0, close);
}

}  // namespace

Result<Pdf, Fault> with_language(Pdf file, std::string_view language) {
  std::string& pdf = file.bytes;
  const auto root = number_after(pdf, "/Root");
  const auto size = number_after(pdf, "/Size");
  const auto info = number_after(pdf, "/Info");
  const auto before = number_after(pdf, "startxref");
  const auto catalogue = root ? open_dictionary(pdf, *root) : std::nullopt;
  if (!catalogue || !size || !info || !before || pdf.empty() || pdf.back() != '\n') {
    return Fault{std::string(faults::unwritable), "the PDF has no catalogue to add to"};
  }
  const std::string object = fmt::format(
      "{} 0 obj\n{}   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\n"
      "endobj\n",
      *root, *catalogue, language);
  const std::size_t object_at = pdf.size();
  pdf += object;
  const std::size_t table_at = pdf.size();
  // Each line of the table is 20 bytes, PDF 1.7, 7.5.4.
  pdf += fmt::format(
      "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n"
      "   /Prev {}\n>>\nstartxref\n{}\n%%EOF\n",
      *root, object_at, *size, *root, *info, *before, table_at);
  return file;
}

}  // namespace telaio::paper
