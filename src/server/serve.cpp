// SPDX-License-Identifier: EUPL-1.2
#include "server/serve.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <ostream>
#include <sstream>

#include "app/leps/register_json.hpp"
#include "base/clock.hpp"
#include "http/service.hpp"
#include "server/configuration.hpp"
#include "server/evidence.hpp"
#include "tools/installation/installation.hpp"
#include "tools/installation/lists_folder.hpp"

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

// Blocks the signals in every thread started after; the main thread waits for them.
sigset_t block_stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

Result<domain::leps::Register, Fault> load_leps_register(const std::filesystem::path& lists) {
  const auto file = lists / "leps/register.json";
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Fault{"config.unreadable", file.string()};
  auto loaded = app::leps::load_register(text.str());
  if (!loaded) return Fault{std::string(loaded.error().code), file.string()};
  return std::move(*loaded);
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
    fail(cli, ExitCode::usage, "Serve --config FILE oppure --data CARTELLA", "usage.data");
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
  options.keys_folder = paths.keys;
  options.texts_folder = configuration.lists / "texts";
  options.web_folder = configuration.web;
  options.openapi_file = TELAIO_OPENAPI_FILE;
  return options;
}

// Everything that lives as long as the service, in order.
void run(const Configuration& configuration, const sigset_t& stop_signals, Cli& cli) {
  const SystemClock clock;
  auto catalogue = app::load_catalogue(configuration.lists / "codes");
  auto leps = load_leps_register(configuration.lists);
  if (!catalogue || !leps) {
    const Fault& fault = catalogue ? leps.error() : catalogue.error();
    fail(cli, ExitCode::fault, fault.detail, fault.code);
    return;
  }
  auto installation = tools::Installation::open(configuration.data, std::move(*catalogue), clock);
  if (!installation) {
    const Fault& fault = installation.error();
    fail(cli, fault.code == "data.in_use" ? ExitCode::check_failed : ExitCode::fault, fault.detail,
         fault.code);
    return;
  }
  auto& opened = **installation;
  opened.folder().start_signing([&cli](const Fault& fault) {
    cli.err << "signing stopped: " << fault.detail << " [" << fault.code << "]\n";
  });
  if (const auto level = opened.views().catch_up(); !level) {
    fail(cli, ExitCode::fault, level.error().detail, level.error().code);
    return;
  }
  opened.views().start();

  const http::Dependencies dependencies{
      opened.transactor(),
      opened.operators(),
      opened.views(),
      opened.catalogue(),
      *leps,
      clock,
      evidence_of(opened.folder(), opened.paths()),
      std::string(version),
      std::filesystem::exists(configuration.data / "demo-users.json")};
  auto service = http::Service::start(service_options(configuration, opened.paths()), dependencies);
  if (!service) {
    fail(cli, ExitCode::fault, service.error().detail, service.error().code);
    return;
  }
  cli.out << "ready https://localhost:" << (*service)->port() << "\n" << std::flush;
  int signal = 0;
  sigwait(&stop_signals, &signal);
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
  serve->add_option("--config", options->config, "File di configurazione (TOML)");
  serve->add_option("--data", options->data, "Cartella dei dati");
  serve->add_option("--port", options->port, "Porta HTTPS")->capture_default_str();
  serve->add_option("--admin-port", options->admin_port,
                    "Porta di amministrazione su questa macchina (predefinita: HTTPS + 1)");
  serve->add_option("--web", options->web, "Cartella dell'applicazione per il browser");
  serve->add_option("--lists", options->lists, "Cartella degli elenchi (config)");
  serve->callback([options, &cli] {
    const sigset_t stop_signals = block_stop_signals();
    Configuration configuration;
    if (configure(*options, configuration, cli)) run(configuration, stop_signals, cli);
  });

  auto* config = app.add_subcommand("config", "Configurazione");
  config->require_subcommand(1);
  auto* checking = config->add_subcommand("check", "Controlla un file di configurazione");
  const auto file = std::make_shared<std::string>();
  checking->add_option("FILE", *file, "File TOML")->required();
  checking->callback([file, &cli] { check(*file, cli); });
}

}  // namespace telaio::server
