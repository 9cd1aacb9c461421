// SPDX-License-Identifier: EUPL-1.2
#include "server/witness_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "http/server.hpp"
#include "server/stop_signals.hpp"
#include "server/witness_refusals.hpp"
#include "tools/telaio/usage.hpp"
#include "witness/witness.hpp"

namespace telaio::server {
namespace {

using cli::Cli;
using cli::ExitCode;

struct WitnessCommand {
  std::string data;
  std::string name;
  std::vector<std::string> origins;
  std::vector<std::string> keys;
  std::vector<std::string> addresses = {"127.0.0.1"};
  std::uint16_t port = 8460;
  std::string certificate;
  std::string key;
  bool begin = false;
};

// The logs to witness, origin by origin; nothing after telling what is wrong with an option.
std::optional<std::vector<witness::KnownLog>> known_logs(const WitnessCommand& command, Cli& cli) {
  if (!command.origins.empty() && command.origins.size() != command.keys.size()) {
    fail(cli, ExitCode::usage, Refusal{refusals::witness_pairs, {}}, "--origin");
    return std::nullopt;
  }
  std::vector<witness::KnownLog> logs;
  for (std::size_t i = 0; i < command.keys.size(); ++i) {
    const auto key = log::tree::parse_verifier_key(command.keys[i]);
    if (!key || key->kind != log::tree::SignatureKind::ed25519) {
      fail(cli, ExitCode::usage, Refusal{refusals::witness_log_key, {}}, "--key");
      return std::nullopt;
    }
    logs.push_back({command.origins.empty() ? key->name : command.origins[i], *key});
  }
  return logs;
}

http::Response response_of(const witness::Answer& answer) {
  http::Response response;
  response.status = static_cast<http::Status>(answer.status);
  response.body = answer.body;
  response.set("Content-Type", std::string(answer.content_type));
  return response;
}

// POST /add-checkpoint and GET /<SHA-256 of the origin>/checkpoint; nothing else is here.
http::Response answer_request(witness::Witness& witness, const http::Request& request) {
  const auto& path = request.target.segments;
  const bool reads = request.method == http::Method::get || request.method == http::Method::head;
  if (path.size() == 1 && path[0] == "add-checkpoint") {
    if (request.method != http::Method::post) {
      auto response = response_of({405, witness::plain_type, "POST only\n"});
      response.set("Allow", "POST");
      return response;
    }
    return response_of(witness.add_checkpoint(request.body));
  }
  if (reads && path.size() == 2 && path[1] == "checkpoint") {
    return response_of(witness.checkpoint(path[0]));
  }
  return response_of({404, witness::plain_type, "nothing here\n"});
}

void run(const WitnessCommand& command, const sigset_t& stop_signals, Cli& cli) {
  const auto logs = known_logs(command, cli);
  if (!logs) return;
  const SystemClock clock;
  auto opened = witness::Witness::open({command.data, command.name, *logs, command.begin}, clock);
  if (!opened) return fail(cli, opened.error());
  witness::Witness& judge = **opened;

  http::ServerOptions options;
  options.addresses = command.addresses;
  options.port = command.port;
  options.io_threads = 1;
  options.storage_threads = 1;  // One checkpoint is judged at a time.
  if (!command.certificate.empty()) options.tls = {command.certificate, command.key};
  auto server = http::Server::start(
      options, cli.texts,
      [&judge](const http::Request& request) { return answer_request(judge, request); },
      [](const http::Observed&) {});
  if (!server) return fail(cli, server.error());
  cli.out << "Chiave del testimone: " << judge.verifier().text() << "\n"
          << "ready " << (options.tls ? "https" : "http") << "://localhost:" << (*server)->port()
          << "\n"
          << std::flush;
  wait_for_stop(stop_signals);
  (*server)->stop();
}

}  // namespace

void add_witness_command(CLI::App& app, Cli& cli) {
  auto* witness = app.add_subcommand(
      "witness", "Testimone: controfirma i checkpoint di registri altrui; si ferma con SIGTERM");
  const auto options = std::make_shared<WitnessCommand>();
  witness->add_option("--data", options->data, "Cartella del testimone, solo sua")
      ->type_name("CARTELLA")
      ->required();
  witness->add_option("--port", options->port, "Porta")->type_name("PORTA")->capture_default_str();
  witness->add_option("--key", options->keys, "Chiave pubblica di un registro; si può ripetere")
      ->type_name("NOME+HASH+CHIAVE")
      ->required();
  witness
      ->add_option("--origin", options->origins,
                   "Origine di quel registro, una per ogni --key (se manca: il nome della chiave)")
      ->type_name("NOME");
  witness
      ->add_option("--name", options->name,
                   "Nome del testimone, al primo avvio: diventa quello della sua chiave")
      ->type_name("NOME");
  witness
      ->add_option("--address", options->addresses,
                   "Indirizzo su cui ascoltare; si può ripetere (se manca: solo questa macchina)")
      ->type_name("INDIRIZZO");
  auto* certificate =
      witness->add_option("--certificate", options->certificate, "Certificato TLS (PEM)")
          ->type_name("FILE");
  witness->add_option("--certificate-key", options->key, "Chiave del certificato (PEM)")
      ->type_name("FILE")
      ->needs(certificate);
  certificate->needs("--certificate-key");
  witness->add_flag("--begin", options->begin,
                    "Comincia da zero i registri di cui manca lo stato: solo se sono nuovi");
  witness->footer(
      "Esempio:\n  telaio witness --data /srv/testimone --name testimone.provincia.example \\\n"
      "    --port 8460 --key \"$(cat log.vkey)\"");
  witness->callback([options, &cli] {
    const sigset_t stop_signals = block_stop_signals();
    run(*options, stop_signals, cli);
  });
}

}  // namespace telaio::server
