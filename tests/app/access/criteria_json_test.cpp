// SPDX-License-Identifier: EUPL-1.2
#include "app/access/criteria_json.hpp"

#include <gtest/gtest.h>

namespace telaio::app::access {
namespace {

using domain::access::GateKind;
using domain::access::TieRule;

std::vector<std::string> unreadable_places(std::string_view text) {
  std::vector<std::string> places;
  const auto loaded = load(text);
  EXPECT_TRUE(loaded.has_value());
  if (loaded) {
    for (const auto& finding : loaded->unreadable) places.push_back(finding.at);
  }
  return places;
}
using Places = std::vector<std::string>;

TEST(CriteriaFile, IsReadWhole) {
  const auto loaded = load(R"({"id": "call", "title": "Bando", "act": "Atto 1",
      "source": {"url": "https://example.org"}, "valid_from": "2026-01-01", "valid_to": "2026-12-31",
      "incomplete": ["Manca qualcosa."],
      "gates": [{"kind": "residence"}, {"kind": "age_min", "years": 65},
                {"kind": "isee_max", "amount": "30000.00", "group": "minor"},
                {"kind": "condition", "condition": "certified"}, {"kind": "no_annotations"}],
      "classes": ["urgent"], "items": [{"item": "need", "points_max": "40.5"}],
      "ties": [{"rule": "isee_within", "amount": "50000"}, {"rule": "item_higher", "item": "need"},
               {"rule": "younger"}]})");
  ASSERT_TRUE(loaded.has_value());
  EXPECT_TRUE(loaded->unreadable.empty());
  EXPECT_EQ(loaded->title, "Bando");
  EXPECT_EQ(loaded->incomplete, std::vector<std::string>{"Manca qualcosa."});
  const auto& criteria = loaded->criteria;
  EXPECT_EQ(criteria.slug, "call");
  EXPECT_EQ(criteria.act, "Atto 1");
  EXPECT_EQ(criteria.source_url, "https://example.org");
  EXPECT_EQ(criteria.valid_from, Date::of(2026, 1, 1));
  EXPECT_EQ(criteria.valid_to, Date::of(2026, 12, 31));
  ASSERT_EQ(criteria.gates.size(), 5U);
  EXPECT_EQ(criteria.gates[1].value, 65);
  EXPECT_EQ(criteria.gates[2].kind, GateKind::isee_max);
  EXPECT_EQ(criteria.gates[2].value, 30'000'00);
  EXPECT_EQ(criteria.gates[2].condition, Code("minor"));
  EXPECT_EQ(criteria.items.front().points_max, 40'50U);
  EXPECT_EQ(criteria.ties[0].isee_max, Money::from_cents(50'000'00));
  EXPECT_EQ(criteria.ties[1].item, Code("need"));
  EXPECT_EQ(criteria.ties[2].rule, TieRule::younger);
}

TEST(CriteriaFile, NamesEachPlaceThatCannotBeReadAndReadsTheRest) {
  EXPECT_EQ(unreadable_places(R"({"id": "call", "act": "Atto",
      "gates": [{"kind": "isee_max", "amount": "30.000,00"}, {"kind": "luck"}, 7,
                {"kind": "age_max", "years": "65"}, {"kind": "isee_max"}],
      "classes": ["not a code"], "items": [{"item": "need", "points_max": 40}],
      "ties": "none"})"),
            (Places{"/gates/0/amount", "/gates/1/kind", "/gates/2", "/gates/3/years",
                    "/gates/4/amount", "/classes/0", "/items/0/points_max", "/ties"}));
}

// It was read as 0.00 once: a ceiling that nobody wrote would have refused everybody.
TEST(CriteriaFile, ReadsNoCeilingThatIsNotWritten) {
  EXPECT_EQ(unreadable_places(R"({"id": "call", "act": "Atto",
      "gates": [{"kind": "isee_max", "amount": null}, {"kind": "isee_max", "amount": "0.00"}],
      "ties": [{"rule": "isee_within"}]})"),
            (Places{"/gates/0/amount", "/ties/0/amount"}));
}

TEST(CriteriaFile, NeedsANameAndAnAct) {
  EXPECT_EQ(unreadable_places("{}"), (Places{"/id", "/act"}));
}

TEST(CriteriaFile, KnowsNoMaximumThatIsNotWritten) {
  const auto loaded =
      load(R"({"id": "call", "act": "Atto", "items": [{"item": "need", "points_max": null}]})");
  ASSERT_TRUE(loaded.has_value());
  EXPECT_FALSE(loaded->criteria.items.front().points_max.has_value());
  const auto findings = findings_of(*loaded);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().code, domain::access::finding_points_missing);
}

TEST(CriteriaFile, WarnsOfWhatTheTextDoesNotGive) {
  const auto loaded =
      load(R"({"id": "call", "act": "Atto", "classes": ["urgent"], "incomplete": ["Manca."]})");
  ASSERT_TRUE(loaded.has_value());
  const auto findings = findings_of(*loaded);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().severity, domain::access::Severity::warning);
  EXPECT_EQ(findings.front().values.front().text, "Manca.");
}

TEST(CriteriaFile, IsOneObjectOfBoundedSize) {
  for (const std::string_view text : {"", "[]", "{", "7"}) {
    const auto loaded = load(text);
    ASSERT_FALSE(loaded.has_value()) << text;
    EXPECT_EQ(loaded.error().code, file_unreadable);
  }
  std::string padded = R"({"id": "call", "act": "Atto"})";
  padded.resize(file_bytes_max, ' ');
  EXPECT_TRUE(load(padded).has_value());
  EXPECT_FALSE(load(padded + " ").has_value());
}

}  // namespace
}  // namespace telaio::app::access
