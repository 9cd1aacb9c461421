// SPDX-License-Identifier: EUPL-1.2
// The letter of a fee says what the page says, in words, with no key left in it.
#include "http/handlers/fee_letter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <filesystem>

namespace telaio::http::handlers {
namespace {

Labels labels() {
  auto loaded =
      Labels::load(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/texts/labels.http.it.json");
  EXPECT_TRUE(loaded);
  return *loaded;
}

boost::json::object fee() {
  return boost::json::parse(R"({"service_name":"Assistenza domiciliare","person_name":"Rossi Ada",
    "from":"2026-03-01","to":"2026-03-31","amount":"123.03","isee":"9000.00","unit":"hour",
    "unit_fee":"7.03","quantity":"17.5","body_share":"226.97","status":"determined","position":42,
    "tariff":{"authority":"Comune di prova","act":"G.C. 1/2026"},
    "steps":[{"kind":"regulation_chosen","text":"x"},{"kind":"attestation_chosen","text":"x"},
             {"kind":"segment_value","text":"x"},{"kind":"unit_rounded","text":"x"},
             {"kind":"quantity","text":"x"},{"kind":"amount_rounded","text":"x"},
             {"kind":"of_a_newer_program","text":"Passo nuovo"}]})")
      .as_object();
}

std::string text_of(const paper::Letter& letter) {
  std::string text = letter.title + "\n" + letter.footer + "\n";
  for (const paper::Block& block : letter.blocks) {
    if (const auto* heading = std::get_if<paper::Heading>(&block)) text += heading->text + "\n";
    if (const auto* said = std::get_if<paper::Paragraph>(&block)) text += said->text + "\n";
    if (const auto* address = std::get_if<paper::Address>(&block)) {
      for (const auto& line : address->lines) text += line + "\n";
    }
    if (const auto* facts = std::get_if<paper::Facts>(&block)) {
      for (const auto& row : facts->rows) text += row.name + "=" + row.value + "\n";
    }
    if (const auto* steps = std::get_if<paper::Steps>(&block)) {
      for (const auto& item : steps->items) text += item + "\n";
    }
  }
  return text;
}

TEST(FeeLetter, SaysAmountsAndDatesAsInItalyAndEveryStep) {
  const std::string text =
      text_of(fee_letter(fee(), "Ambito di prova", Instant::from_micros(0), labels()));
  for (const char* part :
       {"Rossi Ada", "dal 01/03/2026 al 31/03/2026", "Paga lei=123,03 €", "Paga l'ente=226,97 €",
        "ISEE considerato=9.000,00 €", "Quantità=17,5 ore", "7,03 €", "Comune di prova",
        "G.C. 1/2026", "Passo nuovo", "numero 42"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  EXPECT_EQ(text.find("letter."), std::string::npos) << text;
  EXPECT_EQ(text.find('{'), std::string::npos) << text;
}

TEST(FeeLetter, SaysThatTheServiceIsNotAccessibleInsteadOfAnAmount) {
  boost::json::object one = fee();
  one["status"] = "not_accessible";
  one["amount"] = "0.00";
  one.erase("isee");
  one.erase("quantity");
  const std::string text =
      text_of(fee_letter(one, "Ambito di prova", Instant::from_micros(0), labels()));
  EXPECT_NE(text.find("Paga lei=servizio non accessibile"), std::string::npos) << text;
  EXPECT_NE(text.find("nessuna attestazione utilizzabile"), std::string::npos) << text;
  EXPECT_EQ(text.find("Quantità="), std::string::npos) << text;
}

}  // namespace
}  // namespace telaio::http::handlers
