// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "domain/fees/amount.hpp"
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
};

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
  return true;
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
  const auto priced = fees::price(*regulation, request);
  if (cli.json) cli.out << to_json(cli, *regulation, priced) << "\n";
  if (!priced) return fail(cli, priced.error());
  if (!cli.json) print_fee(cli.out, *regulation, *priced);
  cli.exit = ExitCode::success;
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
  add_json(*command, cli);
  command->footer(
      "Esempio:\n  telaio fee config/regulations/published.json --id teramo-sad --isee 9000.00 "
      "--quantity 17.5");
  command->callback([&cli, options] { price_fee(cli, *options); });
}

}  // namespace telaio::cli
