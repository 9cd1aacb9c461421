// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/fee_letter.hpp"

#include <boost/json/array.hpp>
#include <optional>

#include "app/texts/texts.hpp"
#include "base/date.hpp"
#include "base/money.hpp"

namespace telaio::http::handlers {

namespace {

namespace json = boost::json;
using paper::Facts;

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::string day_of(const json::object& object, std::string_view name) {
  const auto date = parse_date(text_of(object, name));
  return date ? to_italian(*date) : std::string();
}

std::string euro_of(const std::string& machine) {
  const auto parsed = parse_money(machine);
  return parsed.money ? to_italian(*parsed.money) + " €" : machine;
}

// "7.0327" -> "7,0327": unit fees may have three decimals, quantities two.
std::string comma(std::string machine) {
  const auto dot = machine.find('.');
  if (dot != std::string::npos) machine[dot] = ',';
  return machine;
}

class Writer {
 public:
  Writer(const json::object& fee, const Labels& labels) : fee_(fee), labels_(labels) {
    values_ = {{"service", text_of(fee, "service_name")},
               {"person", text_of(fee, "person_name")},
               {"from", day_of(fee, "from")},
               {"to", day_of(fee, "to")},
               {"amount", euro_of(text_of(fee, "amount"))},
               {"isee", euro_of(text_of(fee, "isee"))},
               {"unit", unit("letter.unit.")},
               {"units", unit("letter.units.")},
               {"unit_fee", comma(text_of(fee, "unit_fee"))},
               {"quantity", comma(text_of(fee, "quantity"))},
               {"authority", text_of(tariff(), "authority")},
               {"act", text_of(tariff(), "act")},
               {"position", position()}};
  }

  std::string say(std::string_view key) const {
    return app::fill(labels_.of("letter.fee." + std::string(key)), values_);
  }

  Facts facts() const {
    Facts facts;
    const auto add = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) facts.rows.push_back({say(name), value});
    };
    add("row.service", text_of(fee_, "service_name"));
    add("row.period", say("period"));
    add("row.isee", fee_.contains("isee") ? say("isee") : say("no_isee"));
    if (fee_.contains("unit_fee")) add("row.unit_fee", say("unit_fee"));
    if (fee_.contains("quantity")) add("row.quantity", say("quantity"));
    if (fee_.contains("body_share")) add("row.body_share", euro_of(text_of(fee_, "body_share")));
    add("row.amount", accessible() ? say("amount") : say("not_accessible"));
    return facts;
  }

  paper::Steps steps() const {
    paper::Steps steps;
    for (const json::value& each : fee_.at("steps").as_array()) {
      steps.items.push_back(sentence_of(each.as_object()));
    }
    return steps;
  }

  bool accessible() const { return text_of(fee_, "status") != "not_accessible"; }

 private:
  const json::object& tariff() const { return fee_.at("tariff").as_object(); }
  std::string position() const {
    return std::to_string(fee_.at("position").to_number<std::uint64_t>());
  }
  // One of them, or several: "ora", "ore".
  std::string unit(const std::string& form) const {
    const std::string unit = text_of(fee_, "unit");
    return unit.empty() ? unit : labels_.of(form + unit);
  }

  // What every step has in words of its own; a step of a newer program keeps its short name.
  std::string sentence_of(const json::object& step) const {
    const std::string key = "letter.fee.step." + text_of(step, "kind");
    return labels_.has(key) ? app::fill(labels_.of(key), values_) : text_of(step, "text");
  }

  const json::object& fee_;
  const Labels& labels_;
  std::vector<RefusalValue> values_;
};

}  // namespace

paper::Letter fee_letter(const json::object& fee, const std::string& body, Instant now,
                         const Labels& labels) {
  const Writer write(fee, labels);
  paper::Letter letter;
  letter.title = write.say("title");
  letter.author = body;
  letter.made = now;
  letter.blocks = {paper::Address{{body, write.say("office")}},
                   paper::Address{{write.say("to"), text_of(fee, "person_name")}},
                   paper::Heading{write.say("title")},
                   paper::Paragraph{write.say("greeting")},
                   paper::Paragraph{write.say(write.accessible() ? "opening" : "opening_refused")},
                   write.facts(),
                   paper::Heading{write.say("how")},
                   paper::Paragraph{write.say("how_lead")},
                   write.steps(),
                   paper::Heading{write.say("doubts")},
                   paper::Paragraph{write.say("review")},
                   paper::Paragraph{write.say("change")},
                   paper::Paragraph{write.say("check")}};
  letter.footer = write.say("footer");
  return letter;
}

}  // namespace telaio::http::handlers
