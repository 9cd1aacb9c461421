// SPDX-License-Identifier: EUPL-1.2
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "domain/fees/uniformity.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/fee_command_group.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/rules_in_log.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace fees = domain::fees;
namespace json = boost::json;
using app::regulations::LoadedRegulation;

struct UniformityOptions {
  std::vector<std::string> paths;
  std::vector<std::string> ids;
  std::string isee_max;
  std::string step;
  RulesQuestion in_log;  // With --data: the regulations in force instead of those of files.
};

// All of the files, or those named, in the order of the names.
std::optional<std::vector<fees::Regulation>> gather(Cli& cli, const UniformityOptions& options) {
  std::vector<LoadedRegulation> all;
  for (const std::string& path : options.paths) {
    auto regulations = read_regulations(cli, path);
    if (!regulations) return std::nullopt;
    all.insert(all.end(), regulations->begin(), regulations->end());
  }
  std::vector<fees::Regulation> chosen;
  if (options.ids.empty()) {
    for (const LoadedRegulation& loaded : all) chosen.push_back(loaded.regulation);
    return chosen;
  }
  for (const std::string& id : options.ids) {
    const fees::Regulation* regulation = choose(cli, all, id);
    if (regulation == nullptr) return std::nullopt;
    chosen.push_back(*regulation);
  }
  return chosen;
}

json::value share(const fees::MaybeFraction& value) {
  return value ? json::value(fees::share_text(*value)) : json::value(nullptr);
}

json::value amount(const fees::MaybeFraction& value) {
  if (!value) return nullptr;
  const auto rounded = fees::round_to_step(*value, fees::RoundingMode::half_up, fees::one_cent);
  return rounded ? json::value(to_string(*rounded)) : json::value(nullptr);
}

json::value exact(const fees::MaybeFraction& value) {
  return value ? json::value(to_string(*value)) : json::value(nullptr);
}

json::value isee_or_none(const std::optional<Money>& isee) {
  return isee ? json::value(to_string(*isee)) : json::value("no_isee");
}

json::array points_of(const fees::Uniformity& result,
                      const std::vector<fees::Regulation>& regulations) {
  json::array points;
  for (const fees::UniformityPoint& point : result.points) {
    json::object fees_by_id;
    for (std::size_t i = 0; i < regulations.size(); ++i) {
      const auto& fee = point.fees[i];
      fees_by_id[regulations[i].slug] = fee ? json::value(to_string(*fee)) : json::value(nullptr);
    }
    points.push_back(json::object{
        {"isee", isee_or_none(point.isee)},
        {"fees", std::move(fees_by_id)},
        {"spread", point.spread ? json::value(to_string(*point.spread)) : json::value(nullptr)}});
  }
  return points;
}

json::object to_json(const fees::Uniformity& result,
                     const std::vector<fees::Regulation>& regulations,
                     const fees::UniformityRequest& request) {
  json::object object{{"d_max", nullptr}};
  if (result.worst) {
    object["d_max"] = json::object{{"amount", to_string(result.worst->amount)},
                                   {"at_isee", isee_or_none(result.worst->isee)},
                                   {"highest", regulations[result.worst->highest].slug},
                                   {"lowest", regulations[result.worst->lowest].slug}};
  }
  object["d_mean"] = amount(result.mean);
  object["d_mean_exact"] = exact(result.mean);
  object["same"] = share(result.same);
  object["access"] = share(result.access);
  object["u"] = share(result.u);
  object["u_exact"] = exact(result.u);
  object["unit"] = regulations.front().unit_text;
  object["max_isee"] = to_string(request.isee_max);
  object["step"] = to_string(request.grid_step);
  json::array ids;
  for (const fees::Regulation& regulation : regulations) ids.emplace_back(regulation.slug);
  object["regulations"] = std::move(ids);
  object["points"] = points_of(result, regulations);
  return object;
}

std::string plain(const json::value& value) {
  return value.is_string() ? std::string(value.as_string()) : "-";
}

void print_uniformity(std::ostream& out, const fees::Uniformity& result,
                      const std::vector<fees::Regulation>& regulations) {
  if (result.worst) {
    const auto& isee = result.worst->isee;
    out << "Differenza massima  " << to_string(result.worst->amount) << " euro, "
        << (isee ? "con ISEE " + to_string(*isee) : std::string("senza ISEE")) << ", tra "
        << regulations[result.worst->highest].slug << " e "
        << regulations[result.worst->lowest].slug << "\n";
  } else {
    out << "Differenza massima  -\n";
  }
  out << "Differenza media    " << plain(amount(result.mean)) << " euro\n"
      << "Stessa tariffa      " << plain(share(result.same)) << " degli ISEE\n"
      << "Stesso accesso      " << plain(share(result.access)) << " degli ISEE\n"
      << "Indice U            " << plain(share(result.u)) << "\n";
}

void compare_regulations(Cli& cli, const UniformityOptions& options) {
  std::optional<Money> isee_max;
  std::optional<Money> step = Money::from_cents(10'000);
  if (!read_amount(cli, {"--max-isee", options.isee_max}, isee_max)) return;
  if (!read_amount(cli, {"--step", options.step}, step)) return;
  if (*step == Money()) {
    return fail(cli, ExitCode::usage, Refusal{refusals::step_zero, {}});
  }
  const bool of_log = !options.in_log.source.data.empty();
  if (!of_log && options.paths.empty()) {
    return fail(cli, ExitCode::usage, Refusal{refusals::argument_missing, {{"argomento", "FILE"}}});
  }
  const auto regulations = of_log ? rules_in_log(cli, options.in_log) : gather(cli, options);
  if (!regulations) return;
  const fees::UniformityRequest request{
      isee_max.value_or(fees::default_isee_max(*regulations, *step)), *step};
  const auto result = fees::compare(*regulations, request);
  if (!result) {
    if (cli.json) {
      cli.out << json::object{{"status", "refused"},
                              {"code", result.error().code},
                              {"message", cli.texts.sentence(result.error())}}
              << "\n";
    }
    return fail(cli, result.error());
  }
  if (cli.json) {
    cli.out << to_json(*result, *regulations, request) << "\n";
  } else {
    print_uniformity(cli.out, *result, *regulations);
  }
  cli.exit = ExitCode::success;
}

// The regulations in force in the Comuni of a data folder, by their ISTAT codes.
void add_log_options(CLI::App& command, CLI::Option& files, RulesQuestion& question) {
  auto* data = command
                   .add_option("--data", question.source.data,
                               "Cartella dei dati: confronta i regolamenti in vigore nei Comuni")
                   ->type_name("CARTELLA")
                   ->excludes(&files);
  auto* service = command.add_option("--service", question.service, "Servizio, con --data")
                      ->type_name("CODICE");
  data->needs(service);
  command.add_option("--on", question.on, "Regole in vigore il (se manca: oggi)")
      ->type_name("AAAA-MM-GG")
      ->needs(data);
  auto* as_of = command
                    .add_option("--as-of", question.moment.as_of,
                                "Come si sapeva dopo l'evento a questa posizione")
                    ->type_name("POSIZIONE")
                    ->needs(data);
  command.add_option("--known", question.moment.known, "Come si sapeva alla fine di questo giorno")
      ->type_name("AAAA-MM-GG")
      ->needs(data)
      ->excludes(as_of);
}

}  // namespace

void add_uniformity_command(CLI::App& app, Cli& cli) {
  CLI::App* command = app.add_subcommand(
      "uniformity", "Confronta le tariffe di più Comuni per chi ha lo stesso ISEE");
  const auto options = std::make_shared<UniformityOptions>();
  auto* files = command->add_option("FILE", options->paths, "File di regolamenti (JSON), uno o più")
                    ->type_name("");
  command->add_option("--id", options->ids, "Solo questi regolamenti (se manca: tutti)")
      ->type_name("ID")
      ->needs(files);
  command
      ->add_option("--max-isee", options->isee_max,
                   "ISEE massimo del confronto, in euro (se manca: la soglia più alta e un passo)")
      ->type_name("IMPORTO");
  command
      ->add_option("--step", options->step,
                   "Passo tra un ISEE e l'altro, in euro (se manca: 100.00)")
      ->type_name("IMPORTO");
  add_log_options(*command, *files, options->in_log);
  add_json(*command, cli);
  command->footer(
      "Esempi:\n  telaio uniformity config/regulations/published.json --id dairago-sad "
      "--id broni-sad\n  telaio uniformity --data var/demo --service SAD --on 2026-11-19");
  command->callback([&cli, options] { compare_regulations(cli, *options); });
}

}  // namespace telaio::cli
