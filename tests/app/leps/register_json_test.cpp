// SPDX-License-Identifier: EUPL-1.2
#include "app/leps/register_json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <functional>

#include "app/leps/leps_refusals.hpp"
#include "base/limits.hpp"
#include "domain/leps/board.hpp"

namespace telaio::app::leps {
namespace {

namespace json = boost::json;

// The shipped register, changed.
std::string changed(const std::function<void(json::object&)>& change) {
  json::value value = json::parse(json::string_view(built_in_register()));
  change(value.as_object());
  return json::serialize(value);
}

json::object& rule(json::object& file, std::string_view id) {
  for (json::value& each : file.at("rules").as_array()) {
    if (each.as_object().at("id").as_string() == id) return each.as_object();
  }
  throw std::runtime_error("no such rule");
}

std::string_view refused(const std::function<void(json::object&)>& change) {
  const auto loaded = load_register(changed(change));
  return loaded ? std::string_view("accepted") : loaded.error().code;
}

TEST(LepsRegisterFile, TheShippedOneIsAccepted) {
  const auto rules = load_register(built_in_register());
  ASSERT_TRUE(rules.has_value());
  EXPECT_EQ(rules->rules.size(), 25U);
  EXPECT_EQ(rules->indicators.size(), 9U);
  const auto* transition = rules->for_application("adi.first_days", Date::of(2024, 2, 29));
  ASSERT_NE(transition, nullptr);
  EXPECT_EQ(transition->trigger, domain::leps::Trigger::inps_notice_on);
  EXPECT_EQ(transition->value, domain::leps::Fraction(120));
}

TEST(LepsRegisterFile, NoRuleWithoutEvidenceIsEnabled) {
  const auto rules = load_register(built_in_register()).value();
  for (const auto& each : rules.rules) {
    if (each.evidence == domain::leps::Evidence::u) {
      EXPECT_FALSE(each.enabled) << each.id;
    }
  }
  EXPECT_EQ(refused([](json::object& file) { rule(file, "sup.min_hours")["enabled"] = true; }),
            register_unconfirmed);
  EXPECT_EQ(refused([](json::object& file) {
              rule(file, "sup.min_hours")["enabled"] = true;
              rule(file, "sup.min_hours")["confirmed"] = true;
            }),
            "accepted");
}

TEST(LepsRegisterFile, RefusesFieldsItDoesNotKnow) {
  EXPECT_EQ(
      refused([](json::object& file) { rule(file, "ssp.lep_ratio")["valid_until"] = nullptr; }),
      register_field);
  EXPECT_EQ(refused([](json::object& file) { file["more"] = 1; }), register_field);
}

TEST(LepsRegisterFile, NamesThePlaceOfWhatItRefuses) {
  const auto loaded = load_register(
      changed([](json::object& file) { rule(file, "ssp.lep_ratio")["value"] = "5.000,0"; }));
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().values,
            (std::vector<RefusalValue>{{"posizione", "/rules/0"}, {"campo", "value"}}));
}

TEST(LepsRegisterFile, RefusesValuesThatCannotBeUsed) {
  const auto with = [](std::string_view id, std::string_view field, json::value value) {
    return refused([&](json::object& file) { rule(file, id)[field] = value; });
  };
  EXPECT_EQ(with("ssp.lep_ratio", "value", "0"), register_field);
  EXPECT_EQ(with("ssp.lep_ratio", "value", 5000), register_field);
  EXPECT_EQ(with("ssp.lep_ratio", "value", nullptr), register_field);
  EXPECT_EQ(with("adi.repeat_days", "value", "90.5"), register_field);
  EXPECT_EQ(with("adi.repeat_days", "value", "3660"), "accepted");
  EXPECT_EQ(with("adi.repeat_days", "value", "3661"), register_field);
  EXPECT_EQ(with("ssp.statement_due", "day", "02-30"), register_field);
  EXPECT_EQ(with("ssp.statement_due", "day", "02-29"), "accepted");
  EXPECT_EQ(with("aac.transitional", "valid_to", "2025-12-31"), register_field);
  EXPECT_EQ(with("aac.transitional", "valid_to", "2026-01-01"), "accepted");
  EXPECT_EQ(with("ssp.lep_ratio", "evidence", "-"), register_field);
  EXPECT_EQ(with("ssp.lep_ratio", "kind", "X"), register_field);
  EXPECT_EQ(with("ssp.lep_ratio", "confirmed", "yes"), register_field);
}

TEST(LepsRegisterFile, RefusesTwoVersionsForTheSameDay) {
  const auto add_version = [](std::string_view ends, std::string_view begins) {
    return refused([&](json::object& file) {
      json::object later = rule(file, "ssp.lep_ratio");
      rule(file, "ssp.lep_ratio")["valid_to"] = ends;
      later["valid_from"] = begins;
      file.at("rules").as_array().push_back(later);
    });
  };
  EXPECT_EQ(add_version("2026-12-31", "2027-01-01"), "accepted");
  EXPECT_EQ(add_version("2027-01-01", "2027-01-01"), register_overlap);
}

TEST(LepsRegisterFile, WantsExactlyTheIndicatorsThatAreComputed) {
  EXPECT_EQ(refused([](json::object& file) { file.at("indicators").as_array().pop_back(); }),
            register_indicator);
  EXPECT_EQ(refused([](json::object& file) {
              auto& list = file.at("indicators").as_array();
              list.push_back(json::value(list.front()));
            }),
            register_indicator);
  EXPECT_EQ(refused([](json::object& file) {
              file.at("indicators").as_array().front().as_object()["code"] = "PIS-1";
            }),
            register_indicator);
}

TEST(LepsRegisterFile, WantsTheRulesThatIndicatorsName) {
  EXPECT_EQ(refused([](json::object& file) { rule(file, "ssp.entry_ratio")["id"] = "ssp.other"; }),
            register_rule);
  EXPECT_EQ(refused([](json::object& file) { rule(file, "ssp.lep_ratio")["unit"] = "percent"; }),
            register_rule);
  EXPECT_EQ(
      refused([](json::object& file) { rule(file, "adi.first_days_guideline").erase("trigger"); }),
      register_rule);
}

TEST(LepsRegisterFile, RefusesWhatIsNotARegister) {
  const auto code_of = [](std::string_view text) {
    const auto loaded = load_register(text);
    return loaded ? std::string_view("accepted") : loaded.error().code;
  };
  EXPECT_EQ(code_of(""), register_unreadable);
  EXPECT_EQ(code_of("{"), register_unreadable);
  EXPECT_EQ(code_of("[]"), register_field);
  EXPECT_EQ(code_of("{}"), register_field);
  const std::string padded =
      std::string(built_in_register()) +
      std::string(limits::leps_register_bytes_max - built_in_register().size(), ' ');
  EXPECT_EQ(code_of(padded), "accepted");
  EXPECT_EQ(code_of(padded + " "), register_unreadable);
}

TEST(LepsTexts, NameEveryIndicatorAndEveryStatus) {
  const auto texts = load_texts(built_in_texts()).value();
  for (const std::string_view code : domain::leps::computed_codes()) {
    EXPECT_TRUE(texts.indicators.contains(code)) << code;
  }
  for (const char* status :
       {"Met", "NotMet", "NoThreshold", "NotYetDue", "NotApplicable", "InsufficientData"}) {
    EXPECT_TRUE(texts.statuses.contains(status)) << status;
  }
  for (const char* mark : {"unconfirmed", "running", "missing_population", "missing_composition"}) {
    EXPECT_TRUE(texts.marks.contains(mark)) << mark;
  }
  EXPECT_FALSE(load_texts("{}").has_value());
}

}  // namespace
}  // namespace telaio::app::leps
