// SPDX-License-Identifier: EUPL-1.2
// telaio-peers: the log and the service beside stores and servers of others, in the same minutes on
// the same machine. Run by tools/bench/peers, which installs and starts what it needs; built with
// -DTELAIO_BENCH_PEERS=ON alone, so that nothing else needs libpq and SQLite.
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "tools/bench/https_bench.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/peers_message_db.hpp"
#include "tools/bench/peers_postgres.hpp"
#include "tools/bench/peers_sqlite.hpp"
#include "tools/bench/report.hpp"
#include "tools/bench/rocksdb_build.hpp"
#include "tools/bench/workplace.hpp"

namespace telaio::bench {
namespace {

constexpr std::size_t callers_max = 256;

struct Arguments {
  std::string folder = "/var/tmp";
  std::size_t rounds = 3;
  std::uint32_t turn_millis = 1'600;
  std::uint32_t warm_millis = 500;
  std::uint64_t events = 200'000;
  std::string postgres;  // The folder of its socket; empty: no PostgreSQL, no message-db.
  std::string nginx;     // What wrk asks for; empty: nothing over HTTPS.
  std::string service;
  std::string write;
  std::string scripts;
  std::string json;
};

// The peers of one set of questions, each in a place of its own.
struct Beside {
  std::vector<std::unique_ptr<Peer>> owned;
  std::vector<Peer*> all() const {
    std::vector<Peer*> peers;
    for (const auto& each : owned) peers.push_back(each.get());
    return peers;
  }
};

std::string address(const Arguments& arguments, std::string_view database) {
  return fmt::format("host={} user=postgres dbname={}", arguments.postgres, database);
}

Beside for_appends(const Arguments& arguments, const Workplace& place) {
  Beside beside;
  beside.owned.push_back(std::make_unique<SqliteTable>(place.path() / "append.sqlite"));
  if (arguments.postgres.empty()) return beside;
  beside.owned.push_back(std::make_unique<PostgresTable>(address(arguments, "table_append")));
  beside.owned.push_back(
      std::make_unique<MessageDb>(address(arguments, "message_db_1"), 1, callers_max));
  beside.owned.push_back(
      std::make_unique<MessageDb>(address(arguments, "message_db_64"), 64, callers_max));
  return beside;
}

Beside for_reads(const Arguments& arguments, const Workplace& place) {
  Beside beside;
  beside.owned.push_back(std::make_unique<SqliteTable>(place.path() / "read.sqlite"));
  if (arguments.postgres.empty()) return beside;
  beside.owned.push_back(std::make_unique<PostgresTable>(address(arguments, "table_read")));
  beside.owned.push_back(std::make_unique<MessageDb>(address(arguments, "message_db_read"), 1, 1));
  return beside;
}

std::vector<Question> https_questions(const Arguments& arguments, const LogBench& settings) {
  const auto script = [&](std::string_view name) {
    return fmt::format("{}/{}", arguments.scripts, name);
  };
  const Load nginx{std::string(names::nginx), arguments.nginx, {}};
  const Load read{std::string(names::service_read), arguments.service, script("read.lua"), true};
  const Load write{std::string(names::service_write), arguments.write, script("write.lua"), true};
  Beside beside;
  if (!arguments.postgres.empty()) {
    beside.owned.push_back(
        std::make_unique<MessageDb>(address(arguments, "message_db_https"), 1, https_connections));
  }
  return {bench_https(std::string(names::https_read), settings, {nginx, read}, {}),
          bench_https(std::string(names::https_write), settings, {nginx, write}, beside.all())};
}

std::vector<Question> all_questions(const Arguments& arguments, const Workplace& place) {
  LogBench settings;
  settings.folder = place.path();
  settings.rounds = arguments.rounds;
  settings.turn = {std::chrono::milliseconds(arguments.turn_millis),
                   std::chrono::milliseconds(arguments.warm_millis)};
  settings.events = arguments.events;
  settings.told = [](const std::string& what) { std::cerr << what << "\n" << std::flush; };
  std::vector<Question> questions;
  const auto add = [&](std::vector<Question> more) {
    std::ranges::move(more, std::back_inserter(questions));
  };
  // A service that refuses a request leaves its goals unmeasured, not the log's.
  try {
    if (!arguments.nginx.empty()) add(https_questions(arguments, settings));
  } catch (const std::runtime_error& error) {
    settings.told(fmt::format("HTTPS non misurato: {}", error.what()));
  }
  add(bench_appends(settings, for_appends(arguments, place).all()));
  add(bench_reads(settings, for_reads(arguments, place).all()));
  return questions;
}

std::string libraries() {
  return fmt::format("libpq {}, SQLite {}", PQlibVersion(), sqlite3_libversion());
}

void report(const Arguments& arguments, const std::vector<Question>& questions,
            const std::string& library) {
  const auto verdicts = judge(questions, design_goals());
  std::cout << machine() << "\n" << library << "\n" << libraries() << "\n";
  std::cout << fmt::format("{} turni di {} ms dopo {} ms, {} eventi da rileggere\n",
                           arguments.rounds, arguments.turn_millis, arguments.warm_millis,
                           arguments.events);
  for (const Question& question : questions) print(std::cout, question);
  print(std::cout, verdicts);
  if (arguments.json.empty()) return;
  boost::json::array answers;
  for (const auto& question : questions) answers.push_back(to_json(question));
  boost::json::array judged;
  for (const auto& verdict : verdicts) judged.push_back(to_json(verdict));
  std::ofstream(arguments.json) << boost::json::object{{"machine", machine()},
                                                       {"library", library},
                                                       {"peers", libraries()},
                                                       {"questions", std::move(answers)},
                                                       {"goals", std::move(judged)}}
                                << "\n";
}

int run(int count, char** words) {
  Arguments arguments;
  CLI::App app("Il registro e il servizio accanto ad altri, a turni, come rapporti");
  app.add_option("--folder", arguments.folder, "Dove scrivere; alla fine si cancella")
      ->capture_default_str();
  app.add_option("--rounds", arguments.rounds, "Turni di ciascun concorrente")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  app.add_option("--turn", arguments.turn_millis, "Durata di un turno, in millisecondi")
      ->capture_default_str()
      ->check(CLI::Range(100, 60'000));
  app.add_option("--warm", arguments.warm_millis, "Prima di ogni turno, in millisecondi")
      ->capture_default_str()
      ->check(CLI::Range(10, 60'000));
  app.add_option("--events", arguments.events, "Eventi da rileggere")
      ->capture_default_str()
      ->check(CLI::Range(50, 100'000'000));
  app.add_option("--postgres", arguments.postgres, "Cartella del socket di PostgreSQL");
  auto* nginx = app.add_option("--nginx", arguments.nginx, "Indirizzo del file di nginx");
  auto* service = app.add_option("--service", arguments.service, "Indirizzo della risorsa");
  auto* write = app.add_option("--write", arguments.write, "Indirizzo su cui annotare");
  auto* scripts = app.add_option("--scripts", arguments.scripts, "Cartella dei copioni di wrk");
  nginx->needs(service)->needs(write)->needs(scripts);
  app.add_option("--json", arguments.json, "Scrive le stesse misure anche in un file JSON");
  CLI11_PARSE(app, count, words);
  const Workplace place(arguments.folder);
  const std::string library = to_string(rocksdb_build(place.path()));
  report(arguments, all_questions(arguments, place), library);
  return 0;
}

}  // namespace
}  // namespace telaio::bench

int main(int count, char** words) {
  try {
    return telaio::bench::run(count, words);
  } catch (const std::exception& error) {
    std::cerr << "telaio-peers: " << error.what() << "\n";
    return 3;
  }
}
