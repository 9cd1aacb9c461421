// SPDX-License-Identifier: EUPL-1.2
// telaio demo: a new folder with the synthetic Ambito.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

struct DemoOptions {
  std::string data;
  std::string lists;
  std::string until;
  generator::Plan plan;
};

// One line that is written over while a person watches, one line each when it goes into a file.
class ProgressLine {
 public:
  ProgressLine(std::ostream& err, Date from, Date until)
      : err_(err), from_(from), until_(until), live_(isatty(STDERR_FILENO) == 1) {}

  void show(Date reached, std::uint64_t events) {
    const auto whole = std::max(1, days_between(from_, until_));
    const auto done = std::min(100, days_between(from_, reached) * 100 / whole);
    if (!live_ && done < next_percent_) return;
    next_percent_ = done + 10;
    err_ << fmt::format("{}Carico l'Ambito dimostrativo: {:3} %  fino al {}  {} fatti{}",
                        live_ ? "\r" : "", done, to_italian(reached), events, live_ ? "" : "\n")
         << std::flush;
  }
  void step(std::string_view what) { err_ << (live_ ? "\n" : "") << what << "\n" << std::flush; }

 private:
  std::ostream& err_;
  Date from_;
  Date until_;
  bool live_;
  std::int32_t next_percent_ = 0;
};

void write_users(const std::filesystem::path& file, const std::vector<generator::DemoUser>& users) {
  json::array list;
  for (const auto& user : users) {
    list.push_back({{"role", user.role}, {"user", user.user}, {"password", user.password}});
  }
  std::ofstream out(file);
  out << json::serialize(list) << "\n";
  out.close();
  if (!out) throw std::runtime_error("demo: cannot write " + file.string());
  chmod(file.c_str(), S_IRUSR | S_IWUSR);
}

void build_views(tools::Installation& installation, ProgressLine& line) {
  line.step("Costruisco le viste");
  const auto done = installation.views().catch_up();
  if (!done) throw std::runtime_error(done.error().code + ": " + done.error().detail);
}

void load(const DemoOptions& options, Cli& cli) {
  const auto config = tools::lists_folder(options.lists);
  auto catalogue = app::load_catalogue(config / "codes");
  if (!catalogue) {
    fail(cli, ExitCode::fault, catalogue.error().detail, catalogue.error().code);
    return;
  }
  ManualClock clock(rome_day_start(options.plan.from()));
  auto installation = tools::Installation::create(options.data, std::move(*catalogue), clock);
  if (!installation) {
    const bool refused = installation.error().code == "data.exists";
    fail(cli, refused ? ExitCode::check_failed : ExitCode::fault,
         refused ? "La cartella contiene già un'installazione: non è stato toccato nulla."
                 : installation.error().detail,
         installation.error().code);
    return;
  }
  ProgressLine line(cli.err, options.plan.from(), options.plan.until);
  const Instant start = monotonic_now();
  const auto loaded = generator::load_demo(
      **installation, clock, options.plan, config,
      [&line](Date reached, std::uint64_t events) { line.show(reached, events); });
  build_views(**installation, line);
  write_users(std::filesystem::path(options.data) / "demo-users.json", loaded.users);
  const auto seconds = (monotonic_now().micros() - start.micros()) / Instant::micros_per_second;
  if (cli.json) {
    cli.out << json::serialize(json::object{
                   {"events", loaded.events}, {"commands", loaded.commands}, {"seconds", seconds}})
            << "\n";
    return;
  }
  cli.out << fmt::format(
      "Ambito dimostrativo pronto in {} s: {} famiglie sintetiche, {} fatti.\n"
      "Utenti e password: {}/demo-users.json\n",
      seconds, options.plan.families, loaded.events, options.data);
}

void demo(DemoOptions& options, Cli& cli) {
  const SystemClock clock;
  options.plan.until = rome_date(clock.now());
  if (!options.until.empty()) {
    const auto until = parse_date(options.until);
    if (!until) {
      fail(cli, ExitCode::usage, "--until vuole una data, per esempio 2026-11-19", "usage.date");
      return;
    }
    options.plan.until = *until;
  }
  try {
    load(options, cli);
  } catch (const std::exception& error) {
    fail(cli, ExitCode::fault, error.what(), "demo.failed");
  }
}

}  // namespace

void add_demo_commands(CLI::App& app, Cli& cli) {
  auto* command = app.add_subcommand(
      "demo", "Carica l'Ambito dimostrativo (famiglie sintetiche) in una cartella nuova");
  const auto options = std::make_shared<DemoOptions>();
  command->add_option("--data", options->data, "Cartella dei dati, da creare")->required();
  command->add_option("--families", options->plan.families, "Famiglie")
      ->check(CLI::Range(1U, 20'000U))
      ->capture_default_str();
  command->add_option("--years", options->plan.years, "Anni di storia")
      ->check(CLI::Range(1U, 12U))
      ->capture_default_str();
  command->add_option("--seed", options->plan.seed, "Seme: stesso seme e stessa data, stessi fatti")
      ->capture_default_str();
  command->add_option("--until", options->until, "Ultimo giorno della storia (predefinito: oggi)");
  command->add_option("--lists", options->lists, "Cartella degli elenchi (config)");
  command->add_flag("--json", cli.json, "Un solo oggetto JSON");
  command->callback([options, &cli] { demo(*options, cli); });
}

}  // namespace telaio::cli
