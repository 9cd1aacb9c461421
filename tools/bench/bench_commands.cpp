// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/bench_commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "app/real_fees.hpp"
#include "app/regulations/regulation_json.hpp"
#include "tools/bench/fees_bench.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/report.hpp"
#include "tools/bench/rocksdb_build.hpp"
#include "tools/bench/scale_bench.hpp"
#include "tools/bench/views_bench.hpp"
#include "tools/bench/workplace.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/fee_input.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

struct BenchOptions {
  std::string folder = "/var/tmp";
  std::size_t rounds = 3;
  std::uint32_t turn_millis = 1'500;
  std::uint64_t events = 200'000;
  std::uint32_t families = 300;
  std::uint32_t years = 2;
  std::string data;  // Of a loaded Ambito, for the trial; empty: it is left out.
  int year = 2025;
  std::uint64_t scale_events = 4'400'000;
};

std::function<void(const std::string&)> cli_told(Cli& cli) {
  return [&cli](const std::string& what) { cli.err << what << "\n" << std::flush; };
}

void report(const std::vector<bench::Question>& questions, const bench::Workplace& place, Cli& cli,
            const std::vector<bench::Verdict>& verdicts = {}) {
  const std::string library = to_string(bench::rocksdb_build(place.path()));
  if (cli.json) {
    json::array answers;
    for (const auto& question : questions) answers.push_back(bench::to_json(question));
    json::object all{
        {"machine", bench::machine()}, {"library", library}, {"questions", std::move(answers)}};
    json::array judged;
    for (const auto& verdict : verdicts) judged.push_back(bench::to_json(verdict));
    if (!judged.empty()) all["goals"] = std::move(judged);
    cli.out << all << "\n";
    return;
  }
  cli.out << bench::machine() << "\n" << library << "\n";
  for (const auto& question : questions) bench::print(cli.out, question);
  if (!verdicts.empty()) bench::print(cli.out, verdicts);
}

void run_log_bench(const BenchOptions& options, Cli& cli) {
  const bench::Workplace place(options.folder);
  bench::LogBench settings;
  settings.folder = place.path();
  settings.rounds = options.rounds;
  settings.turn.measured = std::chrono::milliseconds(options.turn_millis);
  settings.turn.warm = settings.turn.measured / 10;
  settings.events = options.events;
  settings.told = cli_told(cli);
  auto questions = bench::bench_appends(settings);
  std::ranges::move(bench::bench_reads(settings), std::back_inserter(questions));
  report(questions, place, cli);
}

// A draft tried on the real fees of one year: not a ratio, the seconds somebody waits.
bench::Question bench_trial(const BenchOptions& options, const app::regulations::LoadedFile& file,
                            Cli& cli) {
  const auto data = DataSource::open({options.data, {}}, cli);
  if (!data) throw std::runtime_error("non si apre " + options.data);
  app::RealFeesQuestion asked;
  asked.service_code = Code("SAD");
  asked.period = {Date::of(options.year, 1, 1), Date::of(options.year, 12, 31)};
  asked.events = data->events().head().size;
  const auto draft = std::ranges::find_if(
      file.regulations, [](const auto& each) { return each.regulation.slug == "broni-sad"; });
  if (draft == file.regulations.end()) throw std::runtime_error("broni-sad manca");
  std::size_t fees = 0;
  const auto turn = [&] {
    return bench::timed(1, [&] {
      const auto real = app::real_fees(data->events(), asked, [](auto, auto) { return true; });
      if (!real) throw std::runtime_error(real.error().detail);
      if (!domain::fees::try_draft(draft->regulation, **real)) {
        throw std::runtime_error("la prova è stata rifiutata");
      }
      fees = (*real)->size();
    });
  };
  auto question = bench::ask("Una bozza provata su un anno", "prove/s",
                             {{"telaio simulate", turn, true}}, options.rounds, cli_told(cli));
  question.title += fmt::format(": {} fatti letti, {} quote", asked.events, fees);
  return question;
}

void run_fees_bench(const BenchOptions& options, Cli& cli) {
  const bench::Workplace place(options.folder);
  bench::FeesBench settings;
  settings.folder = place.path();
  settings.lists = tools::lists_folder({});
  settings.rounds = options.rounds;
  settings.told = cli_told(cli);
  auto questions = bench::bench_fees(settings);
  if (!options.data.empty()) {
    const auto text = read_text(cli, (settings.lists / "regulations/published.json").string());
    if (!text) return;
    const auto file = app::regulations::load(*text);
    if (!file) return fail(cli, file.error());
    questions.push_back(bench_trial(options, *file, cli));
  }
  report(questions, place, cli);
}

void run_scale_bench(const BenchOptions& options, Cli& cli) {
  const bench::Workplace place(options.folder);
  bench::ScaleBench settings;
  settings.folder = place.path();
  settings.events = options.scale_events;
  settings.told = cli_told(cli);
  // It forks, so it comes before anything that starts threads, as RocksDB does.
  const auto measured = bench::bench_scale(settings);
  cli.out << bench::machine() << "\n" << to_string(bench::rocksdb_build(place.path())) << "\n";
  bench::print(cli.out, measured);
}

void add_scale_bench(CLI::App& group, Cli& cli) {
  const auto options = std::make_shared<BenchOptions>();
  auto* scale = group.add_subcommand("scale", "Un registro lungo accanto a uno di un decimo");
  scale->footer(
      "Servono 700 byte di disco per evento; 44 milioni di eventi sono circa 25 minuti.\n\n"
      "Esempio:\n  telaio bench scale --events 44000000");
  scale->add_option("--folder", options->folder, "Dove scrivere; alla fine si cancella")
      ->capture_default_str();
  scale->add_option("--events", options->scale_events, "Eventi del registro lungo")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 1'000'000'000));
  scale->callback([options, &cli] { run_scale_bench(*options, cli); });
}

void run_views_bench(const BenchOptions& options, Cli& cli) {
  const bench::Workplace place(options.folder);
  bench::ViewsBench settings;
  settings.folder = place.path();
  settings.lists = tools::lists_folder({});
  settings.families = options.families;
  settings.years = options.years;
  settings.rounds = options.rounds;
  settings.turn.measured = std::chrono::milliseconds(options.turn_millis);
  settings.turn.warm = settings.turn.measured / 10;
  settings.told = cli_told(cli);
  const auto answers = bench::bench_views(settings);
  report(answers.questions, place, cli, answers.verdicts);
}

void add_views_bench(CLI::App& group, Cli& cli) {
  const auto options = std::make_shared<BenchOptions>();
  options->turn_millis = 10'000;
  auto* views =
      group.add_subcommand("views", "Rileggere attraverso le viste, ricostruirle, il passato");
  views->footer(
      "Carica prima una dimostrazione. Dura alcuni minuti.\n\n"
      "Esempio:\n  telaio bench views --folder /var/tmp");
  views->add_flag("--json", cli.json, "Un solo oggetto JSON");
  views->add_option("--folder", options->folder, "Dove scrivere; alla fine si cancella")
      ->capture_default_str();
  views->add_option("--families", options->families, "Famiglie della dimostrazione")
      ->capture_default_str()
      ->check(CLI::Range(1, 10'000));
  views->add_option("--years", options->years, "Anni della dimostrazione")
      ->capture_default_str()
      ->check(CLI::Range(1, 20));
  views->add_option("--rounds", options->rounds, "Turni di ciascun concorrente")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  views
      ->add_option("--turn", options->turn_millis,
                   "Durata di un turno di scritture, in millisecondi")
      ->capture_default_str()
      ->check(CLI::Range(100, 60'000));
  views->callback([options, &cli] { run_views_bench(*options, cli); });
}

}  // namespace

void add_bench_commands(CLI::App& app, Cli& cli) {
  auto* group = app.add_subcommand("bench", "Misure su questa macchina, come rapporti");
  group->require_subcommand(1);
  const auto options = std::make_shared<BenchOptions>();
  auto* command = group->add_subcommand("log", "Il registro, il disco nudo e RocksDB nudo");
  command->footer("Dura circa un minuto.\n\nEsempio:\n  telaio bench log --folder /var/tmp");
  command->add_flag("--json", cli.json, "Un solo oggetto JSON");
  command->add_option("--folder", options->folder, "Dove scrivere; alla fine si cancella")
      ->capture_default_str();
  command->add_option("--rounds", options->rounds, "Turni di ciascun concorrente")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  command->add_option("--turn", options->turn_millis, "Durata di un turno, in millisecondi")
      ->capture_default_str()
      ->check(CLI::Range(100, 60'000));
  command->add_option("--events", options->events, "Eventi da rileggere")
      ->capture_default_str()
      ->check(CLI::Range(50, 100'000'000));
  command->callback([options, &cli] { run_log_bench(*options, cli); });

  auto* fees = group->add_subcommand("fees", "Determinare una quota, provare una bozza");
  fees->footer(
      "Dura circa un minuto.\n\nEsempio:\n  telaio bench fees --data var/demo --year 2025");
  fees->add_flag("--json", cli.json, "Un solo oggetto JSON");
  fees->add_option("--folder", options->folder, "Dove scrivere; alla fine si cancella")
      ->capture_default_str();
  fees->add_option("--rounds", options->rounds, "Turni di ciascun concorrente")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  fees->add_option("--data", options->data, "Cartella caricata su cui provare una bozza")
      ->type_name("CARTELLA");
  fees->add_option("--year", options->year, "L'anno delle quote")
      ->capture_default_str()
      ->check(CLI::Range(1900, 2200));
  fees->callback([options, &cli] { run_fees_bench(*options, cli); });

  add_scale_bench(*group, cli);
  add_views_bench(*group, cli);
}

}  // namespace telaio::cli
