// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "app/regulations/json_names.hpp"
#include "domain/fees/amount.hpp"
#include "domain/fees/fees_refusals.hpp"
#include "domain/fees/price.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/fee_text.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;

struct FeeOptions {
  std::string path;
  std::string id;
  std::string isee;
  bool no_isee = false;
  std::string quantity;
  std::string full_cost;
  std::string rounding;
  std::string exemption;
  bool non_resident = false;
  // Numbers in the regulation, from 1; 0: none.
  std::uint16_t surcharge = 0;
  std::uint16_t discount = 0;
  std::string third_payer;
};

// As many as a fee of the service may name.
constexpr int adjustments_max = 100;

// What a regulation can ask of a person besides the ISEE.
bool read_person(Cli& cli, const FeeOptions& options, fees::PriceRequest& request) {
  if (options.non_resident) request.residence = fees::Residence::non_resident;
  if (!read_amount(cli, {"--third-payer", options.third_payer}, request.third_payer)) return false;
  if (options.exemption.empty()) return true;
  for (const auto& [name, reason] : app::regulations::names::exemptions) {
    if (name == options.exemption) request.exemption = reason;
  }
  if (request.exemption != schema::ExemptionReason::unknown) return true;
  fail(cli, ExitCode::usage, Refusal{refusals::exemption_unknown, {}}, "--exemption");
  return false;
}

// The surcharge or the discount with that number; false when the regulation has none.
bool choose_adjustment(const std::vector<fees::Adjustment>& of_the_act, std::uint16_t number,
                       std::optional<fees::Adjustment>& into) {
  if (number == 0) return true;
  if (number > of_the_act.size()) return false;
  into = of_the_act[number - 1U];
  return true;
}

bool read_request(Cli& cli, const FeeOptions& options, fees::PriceRequest& request) {
  if (options.no_isee == !options.isee.empty()) {
    fail(cli, ExitCode::usage, Refusal{refusals::isee_missing, {}});
    return false;
  }
  if (!read_amount(cli, {"--isee", options.isee}, request.isee)) return false;
  if (!read_amount(cli, {"--full-cost", options.full_cost}, request.full_cost)) return false;
  if (!options.quantity.empty()) {
    const auto quantity = fees::parse_quantity(options.quantity);
    if (!quantity) {
      fail(cli, ExitCode::usage, quantity.error(), "--quantity");
      return false;
    }
    request.quantity_hundredths = *quantity;
  }
  if (!options.rounding.empty()) {
    request.rounding = fees::parse_rounding_mode(options.rounding);
    if (!request.rounding) {
      fail(cli, ExitCode::usage, Refusal{refusals::rounding_unknown, {}}, "--rounding");
      return false;
    }
  }
  return read_person(cli, options, request);
}

Result<fees::Price, Refusal> price_of(const fees::Regulation& regulation, const FeeOptions& options,
                                      fees::PriceRequest request) {
  const bool known =
      choose_adjustment(regulation.surcharges, options.surcharge, request.surcharge) &&
      choose_adjustment(regulation.discounts, options.discount, request.discount);
  if (!known) return Refusal{fees::adjustment_unknown, {}};
  return fees::price(regulation, request);
}

json::array steps_of(const fees::Price& price) {
  json::array steps;
  for (const fees::Step& step : price.steps) {
    json::object object{{"kind", schema::EnumNameFeeStepKind(step.kind)},
                        {"value", to_string(step.value)}};
    if (step.segment) object["segment"] = *step.segment;
    steps.push_back(std::move(object));
  }
  return steps;
}

json::object to_json(const Cli& cli, const fees::Regulation& regulation,
                     const Result<fees::Price, Refusal>& priced) {
  const bool determined = priced && priced->status == fees::FeeStatus::determined;
  json::object object{{"regulation", regulation.slug}, {"exact", nullptr}, {"amount", nullptr}};
  if (determined) {
    object["exact"] = to_string(priced->exact);
    object["amount"] = to_string(priced->amount);
  }
  if (!priced) {
    object["status"] = "refused";
    object["code"] = priced.error().code;
    object["message"] = cli.texts.sentence(priced.error());
    object["steps"] = json::array();
    return object;
  }
  object["status"] = determined ? "determined" : "not_accessible";
  if (determined) {
    object["exact_unit"] = to_string(priced->exact_unit);
    object["unit_fee"] = to_string(priced->unit_fee);
    object["in_percent"] = priced->in_percent;
  }
  if (priced->body_share) object["body_share"] = to_string(*priced->body_share);
  object["unit"] = regulation.unit_text;
  object["steps"] = steps_of(*priced);
  return object;
}

void print_fee(std::ostream& out, const fees::Regulation& regulation, const fees::Price& price) {
  if (price.status == fees::FeeStatus::not_accessible) {
    out << regulation.slug << ": con questo ISEE il servizio non è accessibile\n";
    return;
  }
  for (const fees::Step& step : price.steps) {
    out << "  " << step_text(step.kind) << ": " << to_string(step.value);
    if (step.segment) out << " (fascia " << *step.segment << ")";
    out << "\n";
  }
  out << regulation.slug << ": " << to_string(price.amount) << (price.in_percent ? " %" : " euro")
      << " (" << regulation.unit_text << ")\n";
}

void price_fee(Cli& cli, const FeeOptions& options) {
  fees::PriceRequest request;
  if (!read_request(cli, options, request)) return;
  const auto regulations = read_regulations(cli, options.path);
  if (!regulations) return;
  const fees::Regulation* regulation = choose(cli, *regulations, options.id);
  if (regulation == nullptr) return;
  const auto priced = price_of(*regulation, options, request);
  if (cli.json) cli.out << to_json(cli, *regulation, priced) << "\n";
  if (!priced) return fail(cli, priced.error());
  if (!cli.json) print_fee(cli.out, *regulation, *priced);
  cli.exit = ExitCode::success;
}

void add_person_options(CLI::App& command, FeeOptions& options) {
  command
      .add_option("--exemption", options.exemption,
                  "Esente perché: court_order (disposto dal giudice) o child_protection (tutela di "
                  "un minore); il regolamento deve prevederlo")
      ->type_name("MOTIVO");
  command.add_flag("--non-resident", options.non_resident,
                   "Non risiede nel Comune (se manca: come un residente)");
  command
      .add_option(
          "--surcharge", options.surcharge,
          "Quale maggiorazione del regolamento: il suo numero tra quelle in percentuale, da 1")
      ->type_name("NUMERO")
      ->check(CLI::Range(1, adjustments_max));
  command
      .add_option("--discount", options.discount,
                  "Quale riduzione del regolamento: il suo numero tra quelle in percentuale, da 1")
      ->type_name("NUMERO")
      ->check(CLI::Range(1, adjustments_max));
  command
      .add_option("--third-payer", options.third_payer,
                  "Quanto paga un altro ente dell'importo, in euro")
      ->type_name("IMPORTO");
}

}  // namespace

void add_fee_command(CLI::App& app, Cli& cli) {
  CLI::App* command = app.add_subcommand("fee", "Calcola la tariffa di un regolamento per un ISEE");
  const auto options = std::make_shared<FeeOptions>();
  command->add_option("FILE", options->path, "Un regolamento, o un file di regolamenti (JSON)")
      ->type_name("")
      ->required();
  command->add_option("--id", options->id, "Quale regolamento del file, se ne contiene più di uno")
      ->type_name("ID");
  command->add_option("--isee", options->isee, "ISEE in euro, con il punto dei decimali")
      ->type_name("IMPORTO");
  command->add_flag("--no-isee", options->no_isee, "Non c'è un ISEE utilizzabile");
  command
      ->add_option("--quantity", options->quantity,
                   "Quante ore, pasti o giornate (se manca: una unità)")
      ->type_name("NUMERO");
  command->add_option("--full-cost", options->full_cost, "Costo intero di una unità, in euro")
      ->type_name("IMPORTO");
  command
      ->add_option("--rounding", options->rounding,
                   "half_up, half_even, half_down o truncate (se manca: quello del regolamento, "
                   "altrimenti half_up)")
      ->type_name("MODO");
  add_person_options(*command, *options);
  add_json(*command, cli);
  command->footer(
      "Esempio:\n  telaio fee config/regulations/published.json --id teramo-sad --isee 9000.00 "
      "--quantity 17.5");
  command->callback([&cli, options] { price_fee(cli, *options); });
}

}  // namespace telaio::cli
