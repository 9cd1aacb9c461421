// SPDX-License-Identifier: EUPL-1.2
// telaio isee estimate FILE: a plausibility computation from a household description
// (docs/formats/household.md). The answer says "simulated": it is never an attested value.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "base/limits.hpp"
#include "domain/fees/amount.hpp"
#include "domain/fees/isee_estimate.hpp"
#include "domain/fees/rounding.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;

// Reads members of the description; remembers the first that is wrong. A missing member is zero,
// false or empty.
class Description {
 public:
  explicit Description(const json::object& root) : root_(&root) {}

  Money money(std::string_view key) { return money_in(*root_, key); }
  Money money_in(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr) return Money();
    const json::string* text = value->if_string();
    const auto amount = text == nullptr
                            ? Result<Money, Refusal>(Refusal{refusals::household_field, {}})
                            : fees::parse_amount(*text);
    if (!amount) wrong(key);
    return amount ? *amount : Money();
  }
  std::uint32_t count(std::string_view key, std::uint32_t otherwise) {
    const json::value* value = root_->if_contains(key);
    if (value == nullptr) return otherwise;
    const std::int64_t* number = value->if_int64();
    if (number != nullptr && *number >= 0 && *number <= limits::family_members_max) {
      return static_cast<std::uint32_t>(*number);
    }
    wrong(key);
    return otherwise;
  }
  bool flag(std::string_view key) {
    const json::value* value = root_->if_contains(key);
    if (value == nullptr) return false;
    const bool* truth = value->if_bool();
    if (truth == nullptr) wrong(key);
    return truth != nullptr && *truth;
  }
  // The objects of a list; an empty one when it is missing.
  std::vector<const json::object*> objects(std::string_view key) {
    std::vector<const json::object*> items;
    const json::value* value = root_->if_contains(key);
    if (value == nullptr) return items;
    const json::array* list = value->if_array();
    if (list == nullptr || list->size() > limits::family_members_max) {
      wrong(key);
      return items;
    }
    for (const json::value& item : *list) {
      if (const json::object* object = item.if_object()) {
        items.push_back(object);
      } else {
        wrong(key);
      }
    }
    return items;
  }
  std::string text_in(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    const json::string* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string() : std::string(*text);
  }
  bool has(std::string_view key) const { return root_->if_contains(key) != nullptr; }
  std::string text(std::string_view key) { return text_in(*root_, key); }

  void wrong(std::string_view key) {
    if (first_wrong_.empty()) first_wrong_ = key;
  }
  const std::string& first_wrong() const { return first_wrong_; }

 private:
  const json::object* root_;
  std::string first_wrong_;
};

fees::Family read_family(Description& description) {
  fees::Family family;
  family.members = description.count("members", 1);
  family.children = description.count("children", 0);
  family.parents_worked = description.flag("parents_worked");
  family.lone_non_working_parent = description.flag("lone_non_working_parent");
  family.child_under_three = description.flag("child_under_three");
  family.members_with_disability = description.count("members_with_disability", 0);
  return family;
}

fees::Means read_means(Description& description) {
  fees::Means means;
  for (const json::object* item : description.objects("incomes")) {
    fees::Income income;
    const std::string kind = description.text_in(*item, "kind");
    if (kind == "employee") income.kind = fees::IncomeKind::employee;
    if (kind == "pension") income.kind = fees::IncomeKind::pension;
    if (kind != "employee" && kind != "pension" && kind != "other") description.wrong("incomes");
    income.amount = description.money_in(*item, "amount");
    means.incomes.push_back(income);
  }
  means.disability_costs = description.money("disability_costs");
  means.rent = description.money("rent");
  means.home_value = description.money("home_value");
  means.home_mortgage = description.money("home_mortgage");
  means.other_property = description.money("other_property");
  means.movable_balance = description.money("movable_balance");
  means.movable_average = description.money("movable_average");
  means.state_bonds = description.money("state_bonds");
  means.metropolitan_capital = description.flag("metropolitan_capital");
  return means;
}

std::vector<fees::OutsideChild> read_outside_children(Description& description) {
  std::vector<fees::OutsideChild> children;
  for (const json::object* item : description.objects("outside_children")) {
    fees::OutsideChild child;
    child.ise = description.money_in(*item, "ise");
    const std::int64_t scale = description.money_in(*item, "scale").cents();
    if (scale < 100 || scale > 10'000) description.wrong("outside_children");
    child.scale_hundredths = static_cast<std::uint32_t>(scale);
    children.push_back(child);
  }
  return children;
}

// The two indicators stand in the description, or they follow from incomes and assets.
std::optional<fees::Indicators> read_indicators(Description& description,
                                                const fees::Family& family, fees::IseeRules rules) {
  if (description.has("isr") || description.has("isp")) {
    return fees::Indicators{fees::Fraction::of(description.money("isr")),
                            fees::Fraction::of(description.money("isp"))};
  }
  return fees::indicators_of(read_means(description), family, rules);
}

std::string cents(const fees::Fraction& value) {
  const auto rounded = fees::round_to_step(value, fees::RoundingMode::half_up, fees::one_cent);
  return rounded ? to_string(*rounded) : to_string(value);
}

json::object to_json(const fees::SimulatedIsee& result, fees::IseeRules rules) {
  return {{"simulated", true},
          {"rules", rules == fees::IseeRules::ordinary ? "ordinary" : "inclusion_2026"},
          {"isee", cents(result.isee)},
          {"exact", to_string(result.isee)},
          {"isr", cents(result.isr)},
          {"isp", cents(result.isp)},
          {"ise", cents(result.ise)},
          {"scale", to_string(Money::from_cents(result.scale_hundredths))},
          {"components", cents(result.components)}};
}

struct Line {
  const char* key;
  std::string_view text;
};
constexpr Line lines[] = {{"isr", "Indicatore dei redditi (ISR), euro"},
                          {"isp", "Indicatore del patrimonio (ISP), euro"},
                          {"ise", "ISE, euro"},
                          {"scale", "Scala di equivalenza"},
                          {"components", "Componente per figli fuori dal nucleo, euro"},
                          {"isee", "ISEE, euro"}};

void print(std::ostream& out, const json::object& answer) {
  out << "SIMULAZIONE: non è un'attestazione, vale quella di INPS\n";
  for (const auto& [key, text] : lines) {
    out << "  " << text << ": " << std::string_view(answer.at(key).as_string()) << "\n";
  }
}

void estimate(Cli& cli, const std::string& path) {
  const auto text = read_text(cli, path);
  if (!text) return;
  boost::system::error_code error;
  const json::value document = json::parse(*text, error);
  const json::object* root = error ? nullptr : document.if_object();
  if (root == nullptr) return fail(cli, Refusal{refusals::household_unreadable, {}});

  Description description(*root);
  const std::string rules_name = description.text("rules");
  const auto rules =
      rules_name == "inclusion_2026" ? fees::IseeRules::inclusion_2026 : fees::IseeRules::ordinary;
  if (description.has("rules") && rules_name != "ordinary" && rules_name != "inclusion_2026") {
    description.wrong("rules");
  }
  const fees::Family family = read_family(description);
  const auto scale = fees::scale_hundredths(family, rules);
  if (!scale) description.wrong("members");
  const auto indicators = read_indicators(description, family, rules);
  const auto children = read_outside_children(description);
  if (!description.first_wrong().empty()) {
    return fail(cli, Refusal{refusals::household_field, {{"campo", description.first_wrong()}}});
  }
  const auto result = indicators ? fees::simulate(*indicators, *scale, children) : std::nullopt;
  if (!result) return fail(cli, Refusal{refusals::household_too_large, {}});
  const json::object answer = to_json(*result, rules);
  if (cli.json) {
    cli.out << answer << "\n";
  } else {
    print(cli.out, answer);
  }
  cli.exit = ExitCode::success;
}

}  // namespace

void add_isee_command(CLI::App& app, Cli& cli) {
  CLI::App* group = app.add_subcommand("isee", "L'ISEE: spiegarlo, registrarne le attestazioni");
  group->require_subcommand(1);
  CLI::App* command =
      group->add_subcommand("estimate", "Simula un ISEE; quello che vale è attestato da INPS");
  const auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "Descrizione del nucleo (JSON, docs/formats/household.md)")
      ->type_name("")
      ->required();
  add_json(*command, cli);
  command->footer("Esempio:\n  telaio isee estimate nucleo.json");
  command->callback([&cli, path] { estimate(cli, *path); });
  add_isee_import_command(*group, cli);
}

}  // namespace telaio::cli
