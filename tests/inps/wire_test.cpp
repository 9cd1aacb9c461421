// SPDX-License-Identifier: EUPL-1.2
#include "inps/wire.hpp"

#include <gmock/gmock.h>

#include "inps/inps_reasons.hpp"
#include "tests/inps/answers.hpp"

namespace telaio::inps {
namespace {

using test::attestation_body;
using test::indicator_body;
using test::question;

Answer indicator(const std::string& body, unsigned status = 200) {
  return read_answer(status, body, question(Depth::indicator));
}
std::string with(std::string body, const std::string& from, const std::string& to) {
  const std::size_t at = body.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return body.replace(at, from.size(), to);
}

TEST(InpsQuestion, CarriesWhatTheLawAsksAndNothingElse) {
  EXPECT_EQ(to_json(question(Depth::indicator)),
            R"({"codice_fiscale":"RSSMRA80A01F205X","data_validita":"2026-03-20",)"
            R"("tipo_indicatore":"Ordinario","prestazione":{"codice":"A2.07",)"
            R"("protocollo":"2026/00417","stato":"Da Erogare"}})");
  auto delivered = question(Depth::attestation);
  delivered.delivered = true;
  EXPECT_THAT(to_json(delivered), ::testing::HasSubstr(R"("stato":"Erogata")"));
}

TEST(InpsQuestion, HasANameForEveryKindWeKnow) {
  for (auto kind = IseeKind::ordinario; kind <= IseeKind::inclusione_2026;
       kind = static_cast<IseeKind>(static_cast<int>(kind) + 1)) {
    EXPECT_FALSE(kind_name(kind).empty());
  }
  EXPECT_TRUE(kind_name(IseeKind::unknown).empty());
}

TEST(InpsAnswer, GivesTheIndicatorAsAttested) {
  const Answer answer = indicator(indicator_body());
  ASSERT_EQ(answer.outcome, Outcome::found) << answer.reason;
  const Attestation& read = *answer.attestation;
  EXPECT_EQ(read.indicator.isee, Money::from_cents(8'400'00));
  EXPECT_EQ(read.indicator.kind, IseeKind::ordinario);
  EXPECT_EQ(read.dsu_number, "INPS-ISEE-2026-00000417D-00");
  EXPECT_EQ(read.valid_to, Date::of(2026, 12, 31));
  EXPECT_FALSE(read.annotations);
  EXPECT_FALSE(read.indicator.corrente);
}

TEST(InpsAnswer, GivesTheWholeAttestation) {
  const Answer answer = read_answer(200, attestation_body(), question(Depth::attestation));
  ASSERT_EQ(answer.outcome, Outcome::found) << answer.reason;
  const Attestation& read = *answer.attestation;
  EXPECT_EQ(read.indicator.isee, Money::from_cents(15'900'00));
  EXPECT_EQ(read.indicator.isr, Money::from_cents(30'000'00));
  EXPECT_EQ(read.indicator.scale_hundredths, 246);
  EXPECT_TRUE(read.indicator.corrente);
  EXPECT_EQ(read.indicator.corrente_form_on, Date::of(2026, 3, 2));
  EXPECT_TRUE(read.annotations);
  EXPECT_THAT(read.annotation_texts,
              ::testing::ElementsAre(
                  "Omissione: conto corrente, RSSMRA80A01F205X, verifica del 01/02/2026"));
  EXPECT_EQ(read.replaces_dsu, "INPS-ISEE-2026-00000417D-00");
  EXPECT_THAT(read.household, ::testing::ElementsAre("RSSMRA80A01F205X"));
}

TEST(InpsAnswer, TellsEveryOutcomeApart) {
  const std::pair<const char*, Outcome> outcomes[] = {
      {"RICHIESTA_INVALIDA", Outcome::invalid_request},
      {"DATI_NON_TROVATI", Outcome::no_data},
      {"DATABASE_OFFLINE", Outcome::offline},
      {"ERRORE_INTERNO", Outcome::internal_error}};
  for (const auto& [told, outcome] : outcomes) {
    const Answer answer = indicator(std::string(R"({"esito":")") + told + "\"}");
    EXPECT_EQ(answer.outcome, outcome) << told;
    EXPECT_EQ(answer.reason, "") << told;
    EXPECT_FALSE(answer.attestation.has_value());
  }
}

TEST(InpsAnswer, IsOfflineWhenTheServiceSaysLaterAndAnErrorWhenItSaysAnythingElse) {
  for (const unsigned status : {429U, 502U, 503U, 504U}) {
    EXPECT_EQ(indicator("", status).outcome, Outcome::offline) << status;
  }
  for (const unsigned status : {201U, 204U, 301U, 400U, 403U, 404U, 500U, 501U, 505U}) {
    EXPECT_EQ(indicator(indicator_body(), status).outcome, Outcome::internal_error) << status;
    EXPECT_EQ(indicator(indicator_body(), status).reason, reasons::status) << status;
  }
}

TEST(InpsAnswer, OfAnotherKindIsNoDataAndOfAnotherPersonIsUnusable) {
  auto minors = question(Depth::indicator);
  minors.kind = IseeKind::minorenni;
  EXPECT_EQ(read_answer(200, indicator_body(), minors).outcome, Outcome::no_data);
  auto other = question(Depth::indicator);
  other.codice_fiscale = "VRDLGU80A01F205U";
  const Answer answer = read_answer(200, indicator_body(), other);
  EXPECT_EQ(answer.outcome, Outcome::internal_error);
  EXPECT_EQ(answer.reason, reasons::other_person);
}

TEST(InpsAnswer, KeepsNothingOfAnAnswerWithOneWrongField) {
  const std::string body = indicator_body();
  for (const std::string& wrong :
       {with(body, "\"8400.00\"", "\"8400.001\""), with(body, "\"8400.00\"", "\"8400,00\""),
        with(body, "\"8400.00\"", "8400.00"), with(body, "\"8400.00\"", "\"-1.00\""),
        with(body, "\"8400.00\"", "null"), with(body, "2026-12-31", "2026-02-30"),
        with(body, "2026-12-31", "31/12/2026"), with(body, "false", "\"no\""),
        with(body, "INPS-ISEE-2026-00000417D-00", ""),
        with(body, "INPS-ISEE-2026-00000417D-00", std::string(201, 'X')),
        with(body, "\"esito\":\"OK\"", "\"esito\":\"FORSE\""),
        with(body, "\"indicatore\"", "\"altro\""), std::string("[]"), std::string("{"),
        std::string(""), std::string(R"({"esito":"OK"})"), std::string("null")}) {
    const Answer answer = indicator(wrong);
    EXPECT_EQ(answer.outcome, Outcome::internal_error) << wrong;
    EXPECT_EQ(answer.reason, reasons::malformed) << wrong;
    EXPECT_FALSE(answer.attestation.has_value()) << wrong;
  }
}

TEST(InpsAnswer, GivesTheSideOfTheThresholdThatWasAsked) {
  const auto side = [](const std::string& body) {
    return read_answer(200, body, question(Depth::threshold));
  };
  const std::string body = test::threshold_body();
  const Answer within = side(body);
  ASSERT_EQ(within.outcome, Outcome::found) << within.reason;
  EXPECT_TRUE(within.side->within);
  EXPECT_FALSE(within.side->annotations);
  EXPECT_EQ(within.side->dsu_number, "INPS-ISEE-2026-00000417D-00");
  EXPECT_FALSE(side(with(body, "true", "false")).side->within);
  EXPECT_TRUE(side(with(body, "\"annotazioni\":false", "\"annotazioni\":true")).side->annotations);
  for (const std::string& wrong :
       {with(body, "25000.00", "25000.01"), with(body, "\"25000.00\"", "25000"),
        with(body, "true", "\"si\""), with(body, "\"soglia\"", "\"indicatore\""),
        with(body, "2026-01-20", "2026-02-30"), with(body, ",\"annotazioni\":false", "")}) {
    EXPECT_EQ(side(wrong).reason, reasons::malformed) << wrong;
    EXPECT_FALSE(side(wrong).side.has_value()) << wrong;
  }
  EXPECT_EQ(side(with(body, "RSSMRA80A01F205X", "VRDLGU80A01F205U")).reason, reasons::other_person);
  EXPECT_EQ(side(with(body, "Ordinario", "Minorenne ordinario")).outcome, Outcome::no_data);
}

TEST(InpsAnswer, KeepsAKindThatNobodyKnowsOnlyByItsName) {
  const Answer answer = indicator(with(indicator_body(), "\"Ordinario\"", "\"Del futuro\""));
  // Asked for the ordinary one, it is not that: no data, and nothing is taken for it.
  EXPECT_EQ(answer.outcome, Outcome::no_data);
}

TEST(InpsAnswer, MayHaveMembersThatNobodyKnows) {
  const Answer answer =
      indicator(with(indicator_body(), "\"annotazioni\"", "\"nuovo\":{\"a\":[1]},\"annotazioni\""));
  EXPECT_EQ(answer.outcome, Outcome::found) << answer.reason;
}

TEST(InpsAnswer, LargerThanTheLimitIsUnusable) {
  std::string body = indicator_body();
  body.append(answer_bytes_max - body.size(), ' ');
  EXPECT_EQ(indicator(body).outcome, Outcome::found);
  body.push_back(' ');
  EXPECT_EQ(indicator(body).reason, reasons::too_large);
}

}  // namespace
}  // namespace telaio::inps
