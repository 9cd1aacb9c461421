// SPDX-License-Identifier: EUPL-1.2
// Vectors: cartella-sociale 6.1 (fictional people; check letters computed with the DM's tables).
#include "domain/identifiers/codice_fiscale.hpp"

#include <gtest/gtest.h>

#include <random>

#include "domain/identifiers/identifiers_refusals.hpp"

namespace telaio::domain::identifiers {
namespace {

const Date today = Date::of(2026, 11, 22);

CodiceFiscale parsed(std::string_view text) {
  return CodiceFiscale::parse(text).value();
}

std::string_view refusal(std::string_view text) {
  const auto code = CodiceFiscale::parse(text);
  return code ? std::string_view("accepted") : code.error().code;
}

using Dates = std::vector<Date>;

TEST(CodiceFiscale, AcceptsThePublishedVectors) {
  for (const char* code : {"RSSMRA80A01H501U", "BNCLRA85T50I690K", "VRDGPP99B02C895G"}) {
    EXPECT_EQ(parsed(code).text(), code);
    EXPECT_FALSE(parsed(code).is_omocodic());
    EXPECT_EQ(parsed(code).plain(), code);
  }
}

TEST(CodiceFiscale, ReadsOmocodicCodesAndTheirPlainForm) {
  for (const char* code :
       {"RSSMRA80A01H50MM", "RSSMRA80A01H5LMX", "RSSMRA80A01HRLMS", "RSSMRA80A0MHRLMK"}) {
    EXPECT_TRUE(parsed(code).is_omocodic()) << code;
    EXPECT_EQ(parsed(code).plain(), "RSSMRA80A01H501U") << code;
    EXPECT_EQ(parsed(code).birth_dates(today), Dates{Date::of(1980, 1, 1)}) << code;
    EXPECT_EQ(parsed(code).birthplace(), "H501") << code;
  }
}

TEST(CodiceFiscale, IssuesOmocodicFormsFromTheRight) {
  EXPECT_EQ(omocodic_form("RSSMRA80A01H501U", 1), "RSSMRA80A01H50MM");
  EXPECT_EQ(omocodic_form("RSSMRA80A01H501U", 2), "RSSMRA80A01H5LMX");
  EXPECT_EQ(omocodic_form("RSSMRA80A01H501U", 3), "RSSMRA80A01HRLMS");
  EXPECT_EQ(omocodic_form("RSSMRA80A01H501U", 4), "RSSMRA80A0MHRLMK");
  EXPECT_EQ(omocodic_form("RSSMRA80A01H501U", 7).substr(0, 15), "RSSMRAULALMHRLM");
}

TEST(CodiceFiscale, AcceptsEverySubsetOfTheSevenDigitsAsLetters) {
  constexpr std::array<std::size_t, 7> places = {6, 7, 9, 10, 12, 13, 14};
  const std::string_view letters = "LMNPQRSTUV";
  for (unsigned subset = 0; subset < 128; ++subset) {
    std::string code = "BNCLRA85T50I690K";
    for (std::size_t i = 0; i < places.size(); ++i) {
      if ((subset >> i & 1U) == 0) continue;
      code[places[i]] = letters[static_cast<std::size_t>(code[places[i]] - '0')];
    }
    code.back() = check_letter(std::string_view(code).substr(0, 15));
    EXPECT_EQ(parsed(code).plain(), "BNCLRA85T50I690K") << code;
    EXPECT_EQ(parsed(code).is_omocodic(), subset != 0) << code;
    EXPECT_EQ(parsed(code).sex(), Sex::female) << code;
  }
}

TEST(CodiceFiscale, ForgivesLowerCaseAndSpacesAround) {
  EXPECT_EQ(parsed("  rssmra80a01h501u ").text(), "RSSMRA80A01H501U");
  EXPECT_EQ(refusal("RSSMRA 80A01H501U"), wrong_length);
}

TEST(CodiceFiscale, SaysWhatIsWrong) {
  EXPECT_EQ(refusal("RSSMRA80A01H501"), wrong_length);
  EXPECT_EQ(refusal("RSSMRA80A01H501UU"), wrong_length);
  EXPECT_EQ(refusal(""), wrong_length);
  EXPECT_EQ(refusal("RSSMR180A01H501U"), wrong_form);  // A digit in the name.
  EXPECT_EQ(refusal("RSSMRA80F01H501U"), wrong_form);  // F is no month.
  EXPECT_EQ(refusal("RSSMRAA0A01H501U"), wrong_form);  // A stands for no digit.
  EXPECT_EQ(refusal("RSSMRA80A01H501V"), wrong_check_character);
  EXPECT_EQ(refusal("RSSMRA80A02H501U"), wrong_check_character);
  EXPECT_EQ(refusal("R\xC3\xA0SMRA80A01H501"), wrong_form);
}

std::string with_check_letter(std::string code) {
  return code + check_letter(code);
}

TEST(CodiceFiscale, RefusesADayThatNoCenturyHas) {
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A31H501")), "accepted");
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A32H501")), no_such_date);
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A00H501")), no_such_date);
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A40H501")), no_such_date);
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A41H501")), "accepted");
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A71H501")), "accepted");
  EXPECT_EQ(refusal(with_check_letter("RSSMRA80A72H501")), no_such_date);
  EXPECT_EQ(refusal(with_check_letter("RSSMRA81B29H501")), no_such_date);
  // 29 February 1900 did not exist, that of 2000 did.
  EXPECT_EQ(parsed(with_check_letter("RSSMRA00B29H501")).birth_dates(today),
            Dates{Date::of(2000, 2, 29)});
}

TEST(CodiceFiscale, TellsSexByTheDay) {
  EXPECT_EQ(parsed("RSSMRA80A01H501U").sex(), Sex::male);
  EXPECT_EQ(parsed("BNCLRA85T50I690K").sex(), Sex::female);
  EXPECT_EQ(parsed("BNCLRA85T50I690K").birth_dates(today), Dates{Date::of(1985, 12, 10)});
}

TEST(CodiceFiscale, LeavesTheCenturyOpen) {
  const auto young_or_old = parsed(with_check_letter("RSSMRA20A01H501"));
  EXPECT_EQ(young_or_old.birth_dates(today), (Dates{Date::of(2020, 1, 1), Date::of(1920, 1, 1)}));
  // Of age 120, and of age 121.
  const auto limit = parsed(with_check_letter("RSSMRA05T01H501"));
  EXPECT_EQ(limit.birth_dates(Date::of(2026, 11, 30)),
            (Dates{Date::of(2005, 12, 1), Date::of(1905, 12, 1)}));
  EXPECT_EQ(limit.birth_dates(Date::of(2026, 12, 1)), Dates{Date::of(2005, 12, 1)});
  const auto tomorrow = parsed(with_check_letter("RSSMRA26S23H501"));
  EXPECT_EQ(tomorrow.birth_dates(today), Dates{Date::of(1926, 11, 23)});
  EXPECT_EQ(tomorrow.birth_dates(today.plus_days(1)),
            (Dates{Date::of(2026, 11, 23), Date::of(1926, 11, 23)}));
}

std::string computed(std::string_view surname, std::string_view name) {
  return compute_codice_fiscale({surname, name, Date::of(1980, 1, 1), Sex::male, "H501"})
      .value()
      .substr(0, 6);
}

TEST(ComputedCode, IsThatOfThePublishedVectors) {
  EXPECT_EQ(compute_codice_fiscale({"Rossi", "Mario", Date::of(1980, 1, 1), Sex::male, "H501"}),
            "RSSMRA80A01H501U");
  EXPECT_EQ(
      compute_codice_fiscale({"Bianchi", "Laura", Date::of(1985, 12, 10), Sex::female, "I690"}),
      "BNCLRA85T50I690K");
  EXPECT_EQ(compute_codice_fiscale({"Verdi", "Giuseppe", Date::of(1999, 2, 2), Sex::male, "C895"}),
            "VRDGPP99B02C895G");
}

TEST(ComputedCode, TakesConsonantsThenVowelsThenX) {
  EXPECT_EQ(computed("Aiello", "Ada"), "LLADAA");
  EXPECT_EQ(computed("Fo", "Al"), "FOXLAX");
  EXPECT_EQ(computed("Io", "E"), "IOXEXX");
}

TEST(ComputedCode, SkipsTheSecondOfFourConsonantsOfAGivenName) {
  EXPECT_EQ(computed("Rossi", "Gianfranco"), "RSSGFR");
  EXPECT_EQ(computed("Rossi", "Roberto"), "RSSRRT");
  EXPECT_EQ(computed("Rossi", "Marco"), "RSSMRC");
  EXPECT_EQ(computed("Roberto", "Rossi"), "RBRRSS");  // A surname keeps its first three.
}

TEST(ComputedCode, DropsAccentsSpacesAndApostrophes) {
  EXPECT_EQ(computed("D'Angelo", "Nicol\xC3\xB2"), "DNGNCL");
  EXPECT_EQ(computed("De Luca", "Jos\xC3\xA9"), "DLCJSO");
  EXPECT_EQ(computed("M\xC3\xBCller", "\xC5\xBDiva"), "MLLZVI");
  EXPECT_EQ(computed("Stra\xC3\x9F", "\xC3\x86gir"), "STRGRA");
}

TEST(ComputedCode, NeedsASexAndABirthplace) {
  const Date born = Date::of(1980, 1, 1);
  EXPECT_FALSE(compute_codice_fiscale({"Rossi", "Mario", born, Sex::unknown, "H501"}));
  EXPECT_FALSE(compute_codice_fiscale({"Rossi", "Mario", born, Sex::male, "H50"}));
  EXPECT_FALSE(compute_codice_fiscale({"Rossi", "Mario", born, Sex::male, "0501"}));
  EXPECT_FALSE(compute_codice_fiscale({"Rossi", "Mario", born, Sex::male, "015209"}));
}

TEST(ComputedCode, ReadsBackAsTheBirthItCameFrom) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int32_t> days(0, 20'000);
  for (int i = 0; i < 500; ++i) {
    const Date born = Date::from_days(days(random));  // 1970 to 2024.
    const Sex sex = i % 2 == 0 ? Sex::male : Sex::female;
    const auto code = compute_codice_fiscale({"Rossi", "Mario", born, sex, "Z100"});
    const auto read = parsed(*code);
    EXPECT_EQ(read.sex(), sex);
    EXPECT_EQ(read.birthplace(), "Z100");
    EXPECT_EQ(read.birth_dates(today).front(), born);
  }
}

}  // namespace
}  // namespace telaio::domain::identifiers
