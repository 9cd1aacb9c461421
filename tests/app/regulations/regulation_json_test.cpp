// SPDX-License-Identifier: EUPL-1.2
#include "app/regulations/regulation_json.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"

namespace telaio::app::regulations {
namespace {

namespace fees = domain::fees;
using Lines = std::vector<std::string>;

constexpr std::string_view flat =
    R"({"from": null, "to": null, "base": "1.00", "x0": "0.00", "num": "0.00", "den": "1.00"})";

// A regulation with these segments, and more members before them.
std::string element(std::string_view segments, std::string_view more = "") {
  return R"({"id": "x", "unit": "EUR/hour", )" + std::string(more) +
         R"("formula": {"segments": [)" + std::string(segments) + "]}}";
}

LoadedRegulation loaded(const std::string& text) {
  return load(text).value().regulations.at(0);
}

Lines findings(const std::string& text) {
  Lines lines;
  for (const auto& finding : findings_of(loaded(text))) {
    std::string line(finding.code);
    line += " " + finding.at;
    for (const auto& value : finding.values) line += " " + value.name + "=" + value.text;
    lines.push_back(line);
  }
  return lines;
}

std::string refusal(std::string_view text) {
  const auto file = load(text);
  return file ? "accepted" : file.error().values.at(0).text;
}

TEST(RegulationJson, ReadsOneElementAndAWholeFile) {
  EXPECT_FALSE(load(element(flat))->is_list);
  const auto file = load(R"({"regulations": [)" + element(flat) + "," + element(flat) + "]}");
  EXPECT_TRUE(file->is_list);
  EXPECT_EQ(file->regulations.size(), 2U);
  EXPECT_EQ(load(R"({"regulations": []})")->regulations.size(), 0U);
}

TEST(RegulationJson, RefusesWhatIsNotARegulation) {
  EXPECT_EQ(refusal("[]"), "not an object");
  EXPECT_EQ(refusal("{}"), "neither a regulation nor a list of regulations");
  EXPECT_EQ(refusal(R"({"regulations": {}})"), "\"regulations\" is not a list");
  EXPECT_EQ(refusal(R"({"regulations": [1]})"), "a regulation that is not an object");
  EXPECT_TRUE(refusal("{").starts_with("not JSON: "));
  EXPECT_TRUE(refusal("").starts_with("not JSON: "));
  EXPECT_TRUE(refusal(std::string(100, '[')).starts_with("not JSON: "));
}

TEST(RegulationJson, RefusesAFileOneByteTooLarge) {
  std::string text = element(flat);
  text.resize(limits::regulation_file_bytes_max, ' ');
  EXPECT_EQ(refusal(text), "accepted");
  text += ' ';
  EXPECT_EQ(refusal(text), "too large");
}

TEST(RegulationJson, NamesTheNumberThatCannotBeRead) {
  EXPECT_EQ(
      findings(element(
          R"({"from": null, "to": "5000.00", "base": "3,20", "x0": "0", "num": "0", "den": "1"},
                   {"from": "5000.01", "base": "1", "x0": "0", "num": 8, "den": "1"})")),
      (Lines{"regulation.unreadable /formula/segments/0/base text=\"3,20\"",
             "regulation.unreadable /formula/segments/1/num text=8"}));
}

TEST(RegulationJson, StillFindsTheHoleBesideAnUnreadableValue) {
  EXPECT_EQ(findings(element(
                R"({"from": null, "to": "5000.00", "base": "x", "x0": "0", "num": "0", "den": "1"},
                   {"from": "5000.02", "base": "1", "x0": "0", "num": "0", "den": "1"})")),
            (Lines{"regulation.unreadable /formula/segments/0/base text=\"x\"",
                   "regulation.hole 5000.01 to=5000.01"}));
}

TEST(RegulationJson, JudgesNoHoleWhereABoundIsUnreadable) {
  EXPECT_EQ(findings(element(
                R"({"from": null, "to": "5.000,00", "base": "1", "x0": "0", "num": "0", "den": "1"},
                   {"from": "5000.02", "base": "1", "x0": "0", "num": "0", "den": "1"})")),
            Lines{"regulation.unreadable /formula/segments/0/to text=\"5.000,00\""});
}

TEST(RegulationJson, RefusesBoundsWithThreeDecimalsAndBelowZero) {
  EXPECT_EQ(
      findings(element(
          R"({"from": "-0.01", "to": null, "base": "1", "x0": "0", "num": "0", "den": "1"})")),
      Lines{"regulation.unreadable /formula/segments/0/from text=\"-0.01\""});
  EXPECT_EQ(
      findings(element(
          R"({"from": "0.001", "to": null, "base": "1", "x0": "0", "num": "0", "den": "1"})")),
      Lines{"regulation.unreadable /formula/segments/0/from text=\"0.001\""});
}

TEST(RegulationJson, NamesWhatIsMissing) {
  EXPECT_EQ(findings(R"({"id": "x"})"), Lines{"regulation.unreadable /formula text=(missing)"});
  EXPECT_EQ(findings(R"({"formula": {"segments": 3}})"),
            (Lines{"regulation.unreadable /id text=(missing)",
                   "regulation.unreadable /formula/segments text=3"}));
  EXPECT_EQ(findings(element(R"({"from": null, "to": null, "base": "1", "x0": "0", "num": "0"})")),
            Lines{"regulation.unreadable /formula/segments/0/den text=(missing)"});
}

TEST(RegulationJson, IncludesTheLimitsOfASegmentUnlessItSaysOtherwise) {
  const auto regulation = loaded(element(R"({"from": "1", "to": "2", "to_inclusive": false,
      "base": "1", "x0": "0", "num": "0", "den": "1"})"))
                              .regulation;
  EXPECT_TRUE(regulation.segments[0].from_inclusive);
  EXPECT_FALSE(regulation.segments[0].to_inclusive);
}

TEST(RegulationJson, ReadsTheRoundingThatATextStates) {
  const auto regulation =
      loaded(element(flat, R"("rounding": {"stated": "half_even", "unit_step": "0.001",
                                           "amount_step": "0.10"}, )"))
          .regulation;
  EXPECT_EQ(regulation.rounding, fees::RoundingMode::half_even);
  EXPECT_EQ(regulation.unit_step, fees::Thousandths{1});
  EXPECT_EQ(regulation.amount_step, fees::Thousandths{100});
  const auto once = loaded(element(flat, R"("rounding": {"unit_step": null}, )")).regulation;
  EXPECT_EQ(once.unit_step, std::nullopt);
  EXPECT_EQ(findings(element(flat, R"("rounding": {"stated": "per eccesso", "unit_step": "0.00",
                                                   "amount_step": "0.005"}, )")),
            (Lines{"regulation.unreadable /rounding/stated text=\"per eccesso\"",
                   "regulation.unreadable /rounding/unit_step text=\"0.00\"",
                   "regulation.unreadable /rounding/amount_step text=\"0.005\""}));
}

TEST(RegulationJson, ReadsTheRulesOfTime) {
  const auto regulation =
      loaded(element(flat, R"("decorrenza": {"rule": "fixed_date", "day": "04-01",
             "kept_until": "03-31", "retroactive_on_rectification": false},
             "annotations": "accept_with_documents",
             "accepted_kinds": ["sociosanitario", "ordinario"], )"))
          .regulation;
  EXPECT_EQ(regulation.decorrenza, fees::DecorrenzaRule::fixed_date);
  EXPECT_EQ(regulation.decorrenza_day, (fees::MonthDay{4, 1}));
  EXPECT_EQ(regulation.kept_until, (fees::MonthDay{3, 31}));
  EXPECT_FALSE(regulation.retroactive_on_rectification);
  EXPECT_EQ(regulation.annotations, fees::AnnotationPolicy::accept_with_documents);
  EXPECT_EQ(regulation.accepted_kinds,
            (std::vector{fees::IseeKind::sociosanitario, fees::IseeKind::ordinario}));
}

TEST(RegulationJson, NamesWrongRulesOfTime) {
  EXPECT_EQ(findings(element(flat, R"("decorrenza": {"rule": "fixed_date", "kept_until": "02-30"},
             "annotations": "maybe", "accepted_kinds": ["inclusione_2026"],
             "period": {"effective_from": "1/1/2026"}, )")),
            (Lines{"regulation.unreadable /period/effective_from text=\"1/1/2026\"",
                   "regulation.unreadable /annotations text=\"maybe\"",
                   "regulation.unreadable /decorrenza/kept_until text=\"02-30\"",
                   "regulation.unreadable /decorrenza/day text=(missing)",
                   "regulation.unreadable /accepted_kinds/0 text=\"inclusione_2026\""}));
}

TEST(RegulationJson, ReadsWhatChargesAndWhatExempts) {
  const auto regulation =
      loaded(element(flat, R"("discounts": [{"when": "figli, ISEE <= 40000.00", "percent": "10"},
             {"when": "figli, ISEE <= 40000.00", "percent": "10", "isee_max": null},
             {"when": "figli", "percent": "10", "isee_max": "1.00"}],
             "exemptions": ["child_protection", "court_order"], "non_resident": {"amount": "6.06"},
             "cap": "100.00", "floor": "0.00", "cap_order": "cap_then_discount",
             "published_text": "oltre 2.000,01", )"))
          .regulation;
  ASSERT_EQ(regulation.discounts.size(), 3U);
  EXPECT_EQ(regulation.discounts[0].isee_max, Money::from_cents(4'000'000));
  EXPECT_EQ(regulation.discounts[1].isee_max, std::nullopt);
  EXPECT_EQ(regulation.discounts[2].isee_max, Money::from_cents(100));
  EXPECT_EQ(regulation.exemptions, (std::vector{fees::ExemptionReason::child_protection,
                                                fees::ExemptionReason::court_order}));
  EXPECT_EQ(regulation.non_resident_amount, fees::Thousandths{6'060});
  EXPECT_EQ(regulation.cap, Money::from_cents(100'00));
  EXPECT_EQ(regulation.floor, Money());
  EXPECT_EQ(regulation.cap_order, fees::CapOrder::cap_then_discount);
  EXPECT_EQ(regulation.published_text, "oltre 2.000,01");
}

TEST(RegulationJson, NotesWhatIsOnlyInWordsAndExemptsNobodyByAGuess) {
  const std::string text = element(flat, R"("exemptions": ["ordered by a court", 3],
      "discounts": [{"when": "second child", "amount": "5.67"}, "altro"], )");
  EXPECT_TRUE(loaded(text).regulation.exemptions.empty());
  EXPECT_TRUE(loaded(text).regulation.discounts.empty());
  EXPECT_EQ(
      findings(text),
      (Lines{
          "regulation.note_only /discounts/0 text={\"when\":\"second child\",\"amount\":\"5.67\"}",
          "regulation.note_only /discounts/1 text=\"altro\"",
          "regulation.note_only /exemptions/0 text=\"ordered by a court\"",
          "regulation.note_only /exemptions/1 text=3"}));
}

TEST(RegulationJson, NamesWrongBounds) {
  EXPECT_EQ(findings(element(flat, R"("cap": "1.234,56", "floor": "-1.00", "cap_order": "first",
                                      "discounts": [{"percent": "10", "isee_max": "1,00"}], )")),
            (Lines{"regulation.unreadable /discounts/0/isee_max text=\"1,00\"",
                   "regulation.unreadable /cap text=\"1.234,56\"",
                   "regulation.unreadable /floor text=\"-1.00\"",
                   "regulation.unreadable /cap_order text=\"first\""}));
}

TEST(RegulationJson, ReadsWhoseItIsInTheCodesOfTheInstallation) {
  const auto theirs = loaded(element(flat));
  EXPECT_EQ(theirs.comune + theirs.service_code + theirs.replaces, "");
  const auto ours =
      loaded(element(flat, R"("comune": "015209", "service_code": "SAD", "replaces": "00", )"));
  EXPECT_EQ(ours.comune, "015209");
  EXPECT_EQ(ours.service_code, "SAD");
  EXPECT_EQ(ours.replaces, "00");
}

}  // namespace
}  // namespace telaio::app::regulations
