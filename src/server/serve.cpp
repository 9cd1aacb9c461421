// SPDX-License-Identifier: EUPL-1.2
#include "server/serve.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <fstream>
#include <memory>
#include <ostream>
#include <sstream>

#include "app/leps/register_json.hpp"
#include "base/clock.hpp"
#include "http/service.hpp"
#include "inps/client.hpp"
#include "server/configuration.hpp"
#include "server/descriptors.hpp"
#include "server/evidence.hpp"
#include "server/stop_signals.hpp"
#include "tools/installation/installation.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/installation/shared_folder.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::server {
namespace {

using cli::Cli;
using cli::ExitCode;

constexpr std::string_view version = TELAIO_VERSION;

struct ServeOptions {
  std::string config;
  std::string data;
  std::string web;
  std::string lists;
  std::uint16_t port = 8443;
  std::uint16_t admin_port = 0;
};

// Nothing after telling what is wrong with the file.
std::optional<domain::leps::Register> load_leps_register(const std::filesystem::path& lists,
                                                         Cli& cli) {
  const auto file = lists / "leps/register.json";
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) {
    fail(cli, Fault{"config.unreadable", file.string()});
    return std::nullopt;
  }
  auto loaded = app::leps::load_register(text.str());
  if (loaded) return std::move(*loaded);
  fail(cli, ExitCode::fault, loaded.error());
  return std::nullopt;
}

bool configure(const ServeOptions& options, Configuration& configuration, Cli& cli) {
  if (!options.config.empty()) {
    auto checked = read_configuration(options.config);
    for (const auto& error : checked.errors) {
      cli.err << fmt::format("{}:{}: {} {} [config.invalid]\n", options.config, error.line,
                             error.setting, error.message);
    }
    configuration = std::move(checked.configuration);
    if (!checked.errors.empty()) cli.exit = ExitCode::check_failed;
    return checked.errors.empty();
  }
  if (options.data.empty()) {
    fail(cli, ExitCode::usage, Refusal{cli::refusals::data_missing, {}});
    return false;
  }
  configuration.data = options.data;
  configuration.port = options.port;
  configuration.admin_port = options.admin_port;
  configuration.web = options.web;
  configuration.lists = tools::lists_folder(options.lists);
  return true;
}

http::ServiceOptions service_options(const Configuration& configuration,
                                     const log::DataPaths& paths) {
  http::ServiceOptions options;
  options.port = configuration.port;
  options.admin_port = configuration.admin_port != 0
                           ? configuration.admin_port
                           : static_cast<std::uint16_t>(configuration.port + 1);
  if (configuration.certificate) {
    options.tls = http::TlsFiles{*configuration.certificate, *configuration.key};
  }
  options.rate_limits = {configuration.requests_per_minute, http::limits::request_window_seconds};
  options.keys_folder = paths.keys;
  options.texts_folder = configuration.lists / "texts";
  options.web_folder = configuration.web;
  options.openapi_file = tools::openapi_file();
  return options;
}

// Everything that lives as long as the service, in order.
void run(const Configuration& configuration, const sigset_t& stop_signals, Cli& cli) {
  const SystemClock clock;
  const std::size_t descriptors = raise_descriptor_limit();
  auto catalogue = app::load_catalogue(configuration.lists / "codes");
  if (!catalogue) return fail(cli, catalogue.error());
  const auto leps = load_leps_register(configuration.lists, cli);
  if (!leps) return;
  auto installation = tools::Installation::open(configuration.data, std::move(*catalogue), clock);
  if (!installation) return fail(cli, installation.error());
  auto& opened = **installation;
  opened.folder().start_signing(
      [&cli](const Fault& fault) { cli.err << cli::line_of(cli.texts, fault) + "\n"; });
  if (const auto ready = opened.views().prepare(); !ready) return fail(cli, ready.error());
  opened.views().start();

  std::unique_ptr<inps::Client> inps;
  if (configuration.inps) {
    auto client = inps::Client::create(*configuration.inps, clock);
    if (!client) return fail(cli, client.error());
    inps = std::move(*client);
  }

  std::unique_ptr<witness::Submitter> submitter;
  if (!configuration.witnesses.empty()) {
    submitter = std::make_unique<witness::Submitter>(
        opened.folder().events(), opened.folder().signer(), opened.paths().anchor,
        configuration.witnesses, configuration.witness_interval,
        [&cli](const std::string&, const Fault& fault) {
          cli.err << cli::line_of(cli.texts, fault) + "\n";
        });
  }

  http::Dependencies dependencies{opened.transactor(),
                                  opened.operators(),
                                  opened.views(),
                                  opened.catalogue(),
                                  *leps,
                                  clock,
                                  evidence_of(opened.folder(), opened.paths(), submitter.get()),
                                  std::string(version),
                                  std::filesystem::exists(configuration.data / "demo-users.json")};
  if (inps) {
    dependencies.ask_inps = [&inps](const inps::Question& question) { return inps->ask(question); };
  }
  auto options = service_options(configuration, opened.paths());
  options.limits.connections_max = connections_within(descriptors, options.limits.connections_max);
  auto service = http::Service::start(options, dependencies);
  if (!service) return fail(cli, service.error());
  cli.out << "ready https://localhost:" << (*service)->port() << "\n" << std::flush;
  wait_for_stop(stop_signals);
  (*service)->stop();
  opened.views().stop();
}

void check(const std::string& file, Cli& cli) {
  const auto checked = read_configuration(file);
  if (checked.errors.empty()) {
    cli.out << "Configurazione valida: " << file << "\n";
    return;
  }
  for (const auto& error : checked.errors) {
    cli.err << fmt::format("{}:{}: {} {} [config.invalid]\n", file, error.line, error.setting,
                           error.message);
  }
  cli.exit = ExitCode::check_failed;
}

}  // namespace

void add_serve_commands(CLI::App& app, Cli& cli) {
  auto* serve = app.add_subcommand("serve", "Avvia il servizio; si ferma con SIGTERM o Ctrl+C");
  const auto options = std::make_shared<ServeOptions>();
  auto* config_file =
      serve->add_option("--config", options->config, "File di configurazione (TOML), da solo")
          ->type_name("FILE");
  serve->add_option("--data", options->data, "Cartella dei dati")
      ->type_name("CARTELLA")
      ->excludes(config_file);
  serve->add_option("--port", options->port, "Porta HTTPS")
      ->type_name("PORTA")
      ->capture_default_str();
  serve
      ->add_option("--admin-port", options->admin_port,
                   "Porta di amministrazione, solo da questa macchina (se manca: --port più 1)")
      ->type_name("PORTA");
  serve
      ->add_option("--web", options->web,
                   "Cartella dell'applicazione per il browser (se manca: solo l'API)")
      ->type_name("CARTELLA");
  cli::add_lists(*serve, options->lists);
  serve->footer(
      "Esempi:\n  telaio serve --data var/demo --port 8443\n"
      "  telaio serve --config /etc/telaio/telaio.toml");
  serve->callback([options, &cli] {
    const sigset_t stop_signals = block_stop_signals();
    Configuration configuration;
    if (configure(*options, configuration, cli)) run(configuration, stop_signals, cli);
  });

  auto* config = app.add_subcommand("config", "Il file di configurazione");
  config->require_subcommand(1);
  auto* checking = config->add_subcommand("check", "Controlla un file di configurazione");
  const auto file = std::make_shared<std::string>();
  checking->add_option("FILE", *file, "File di configurazione (TOML)")->type_name("")->required();
  checking->footer("Esempio:\n  telaio config check /etc/telaio/telaio.toml");
  checking->callback([file, &cli] { check(*file, cli); });
}

}  // namespace telaio::server
