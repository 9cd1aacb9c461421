// SPDX-License-Identifier: EUPL-1.2
// A letter must be readable by whoever cannot see it. What the file says of itself is read back
// with poppler's pdfinfo and pdftotext, which share no code with what wrote it.
#include "paper/tagged_pdf.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "paper/paper_faults.hpp"
#include "paper/pdf_catalogue.hpp"

namespace telaio::paper {
namespace {

class TaggedPdf : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  static Letter letter() {
    Letter letter;
    letter.title = "Quanto paga per l'assistenza domiciliare";
    letter.author = "Ambito di prova";
    letter.made = Instant::from_micros(1'769'000'000'000'000);
    letter.footer = "Quota di marzo";
    return letter;
  }

  void write(const Letter& letter) {
    const auto pdf = to_pdf(letter);
    ASSERT_TRUE(pdf) << pdf.error().detail;
    std::ofstream(path_, std::ios::binary) << pdf->bytes;
  }

  // What the tool prints, errors included.
  std::string printed(const std::string& command) const {
    const std::string whole = command + " '" + path_.string() + "' - 2>&1";
    return run(whole);
  }
  std::string told(const std::string& command) const {
    return run(command + " '" + path_.string() + "' 2>&1");
  }

 private:
  static std::string run(const std::string& command) {
    std::string output;
    FILE* pipe = popen(command.c_str(), "r");
    EXPECT_NE(pipe, nullptr);
    std::array<char, 4096> buffer{};
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) output += buffer.data();
    EXPECT_EQ(pclose(pipe), 0) << output;
    return output;
  }

  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() /
      ("telaio_letter_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
       std::to_string(getpid()) + ".pdf");
};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(TaggedPdf, SaysItsTitleThatItIsTaggedAndNothingIsWrongWithIt) {
  Letter one = letter();
  one.blocks = {Heading{one.title}, Paragraph{"Gentile Niccolò, la quota è 123,03 €."}};
  write(one);
  const std::string info = told("pdfinfo");
  EXPECT_TRUE(holds(info, "Title:           Quanto paga per l'assistenza domiciliare")) << info;
  EXPECT_TRUE(holds(info, "Tagged:          yes")) << info;
  EXPECT_TRUE(holds(info, "A4")) << info;
  EXPECT_FALSE(holds(info, "Error")) << info;
  EXPECT_TRUE(holds(printed("pdftotext"), "Gentile Niccolò, la quota è 123,03 €."));
}

TEST_F(TaggedPdf, KeepsTheStructureInReadingOrder) {
  Letter one = letter();
  one.blocks = {Address{{"Ambito di prova", "Servizi sociali"}}, Heading{"Titolo"},
                Paragraph{"Un capoverso."}, Facts{{{"ISEE", "9.000,00 €"}}},
                Steps{{"Primo passo", "Secondo passo"}}};
  write(one);
  EXPECT_EQ(
      told("pdfinfo -struct-text"),
      "Document\n"
      "  P (block)\n    \"Ambito di prova\"\n"
      "  P (block)\n    \"Servizi sociali\"\n"
      "  H1 (block)\n    \"Titolo\"\n"
      "  P (block)\n    \"Un capoverso.\"\n"
      "  Table (block)\n    TR\n      TH\n        \"ISEE\"\n      TD\n        \"9.000,00 €\"\n"
      "  L (block)\n"
      "    LI (block)\n      Lbl (block)\n        \"1.\"\n      LBody (block)\n        \"Primo "
      "passo\"\n"
      "    LI (block)\n      Lbl (block)\n        \"2.\"\n      LBody (block)\n        "
      "\"Secondo passo\"\n");
}

TEST_F(TaggedPdf, SaysThatItIsItalian) {
  Letter one = letter();
  one.blocks = {Paragraph{"Buongiorno."}};
  const auto pdf = to_pdf(one);
  ASSERT_TRUE(pdf);
  EXPECT_TRUE(holds(pdf->bytes, "/Lang (it-IT)"));
  EXPECT_TRUE(holds(pdf->bytes, "/DisplayDocTitle true"));
}

TEST_F(TaggedPdf, LosesNoLineWhereAPageEnds) {
  Letter one = letter();
  std::string expected;
  for (int i = 0; i < 200; ++i) one.blocks.push_back(Paragraph{"riga " + std::to_string(i) + "."});
  write(one);
  const std::string text = printed("pdftotext");
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(holds(text, "riga " + std::to_string(i) + ".\n")) << i;
  }
  EXPECT_TRUE(holds(text, "pagina 2"));
}

// One paragraph longer than a page is cut at its lines, not lost.
TEST_F(TaggedPdf, CutsAParagraphThatIsLongerThanAPage) {
  Letter one = letter();
  std::string text = "inizio ";
  for (int i = 0; i < 1'500; ++i) text += "parola ";
  one.blocks = {Paragraph{text + "fine"}};
  write(one);
  const std::string read = printed("pdftotext");
  EXPECT_TRUE(holds(read, "inizio"));
  EXPECT_TRUE(holds(read, "fine"));
}

TEST_F(TaggedPdf, AnEmptyLetterIsOneEmptyPage) {
  write(letter());
  EXPECT_TRUE(holds(told("pdfinfo"), "Pages:           1"));
}

TEST_F(TaggedPdf, RefusesMorePagesThanTheLimit) {
  Letter one = letter();
  for (std::size_t i = 0; i <= pages_max * 45; ++i) one.blocks.push_back(Heading{"riga"});
  const auto pdf = to_pdf(one);
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, faults::too_long);
}

TEST(PdfCatalogue, IsNotAddedToWhatHasNone) {
  for (const char* bytes :
       {"", "%PDF-1.5\n", "trailer << /Root 1 0 R /Size 2 >>\nstartxref\n0\n"}) {
    const auto pdf = with_language(Pdf{bytes}, "it-IT");
    ASSERT_FALSE(pdf) << bytes;
    EXPECT_EQ(pdf.error().code, faults::unwritable);
  }
}

}  // namespace
}  // namespace telaio::paper
