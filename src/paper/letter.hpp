// SPDX-License-Identifier: EUPL-1.2
// A letter as its reader meets it: headings, paragraphs and tables in reading order, without any
// layout. What makes a PDF of it is tagged_pdf.hpp.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/instant.hpp"

namespace telaio::paper {

struct Heading {
  std::string text;
};
struct Paragraph {
  std::string text;
};
// Lines of a sender or an addressee, set close together and read as one paragraph.
struct Address {
  std::vector<std::string> lines;
};
// Rows of a heading and its value: "Quota del periodo | 123,03 €".
struct Facts {
  struct Row {
    std::string name;
    std::string value;
  };
  std::vector<Row> rows;
};
// What was done, in order; numbered from 1.
struct Steps {
  std::vector<std::string> items;
};
using Block = std::variant<Heading, Paragraph, Address, Facts, Steps>;

struct Letter {
  std::string title;   // Of the document: what a screen reader says first.
  std::string author;  // The body.
  Instant made;
  std::vector<Block> blocks;
  std::string footer;  // On every page, before its number.
};

}  // namespace telaio::paper
