// SPDX-License-Identifier: EUPL-1.2
// telaio demo: a new folder with the synthetic Ambito.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/usage.hpp"

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
    const auto done = std::clamp(days_between(from_, reached) * 100 / whole, 0, 100);
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

std::optional<Fault> write_users(const std::filesystem::path& file,
                                 const std::vector<generator::DemoUser>& users) {
  json::array list;
  for (const auto& user : users) {
    list.push_back({{"role", user.role}, {"user", user.user}, {"password", user.password}});
  }
  std::ofstream out(file);
  out << json::serialize(list) << "\n";
  out.close();
  if (!out) return Fault{"demo.users_file", "write " + file.string()};
  chmod(file.c_str(), S_IRUSR | S_IWUSR);
  return std::nullopt;
}

void load(const DemoOptions& options, Cli& cli) {
  const auto config = tools::lists_folder(options.lists);
  auto catalogue = app::load_catalogue(config / "codes");
  if (!catalogue) return fail(cli, catalogue.error());
  ManualClock clock(rome_day_start(options.plan.begins()));
  auto installation = tools::Installation::create(options.data, std::move(*catalogue), clock);
  if (!installation) return fail(cli, installation.error());
  ProgressLine line(cli.err, options.plan.from(), options.plan.until);
  const Instant start = monotonic_now();
  const auto loaded = generator::load_demo(
      **installation, clock, options.plan, config,
      [&line](Date reached, std::uint64_t events) { line.show(reached, events); });
  line.step("Costruisco le viste");
  if (const auto level = (*installation)->views().catch_up(); !level) {
    return fail(cli, level.error());
  }
  const auto users = std::filesystem::path(options.data) / "demo-users.json";
  if (const auto fault = write_users(users, loaded.users)) return fail(cli, *fault);
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
      return fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", "--until"}}});
    }
    options.plan.until = *until;
  }
  try {
    load(options, cli);
  } catch (const std::exception& error) {
    fail(cli, Fault{"demo.failed", error.what()});
  }
}

}  // namespace

void add_demo_commands(CLI::App& app, Cli& cli) {
  auto* command = app.add_subcommand(
      "demo", "Carica l'Ambito dimostrativo (famiglie sintetiche) in una cartella nuova");
  const auto options = std::make_shared<DemoOptions>();
  command->add_option("--data", options->data, "Cartella dei dati, da creare")
      ->type_name("CARTELLA")
      ->required();
  command->add_option("--families", options->plan.families, "Quante famiglie sintetiche")
      ->check(CLI::Range(1U, 20'000U))
      ->capture_default_str();
  command->add_option("--years", options->plan.years, "Anni di storia")
      ->check(CLI::Range(1U, 12U))
      ->capture_default_str();
  command->add_option("--seed", options->plan.seed, "Seme: stesso seme e stessa data, stessi fatti")
      ->capture_default_str();
  command->add_option("--until", options->until, "Ultimo giorno della storia (se manca: oggi)")
      ->type_name("AAAA-MM-GG");
  add_lists(*command, options->lists);
  command->footer(
      "Esempio:\n  telaio demo --data var/prova --families 50 --years 1 --until 2026-06-30");
  add_json(*command, cli);
  command->callback([options, &cli] { demo(*options, cli); });
}

}  // namespace telaio::cli
