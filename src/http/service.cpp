// SPDX-License-Identifier: EUPL-1.2
#include "http/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "http/dispatcher.hpp"
#include "http/http_refusals.hpp"
#include "http/line_writer.hpp"
#include "http/metrics.hpp"
#include "http/tls_certificate.hpp"

namespace telaio::http {

namespace {

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return std::nullopt;
  return content.str();
}

// One line of JSON per request: the route's pattern, never the path; nobody's name, number or
// address. All its texts are ours and need no escaping: methods, patterns, codes, hex digits.
std::string log_line(const Observed& observed, Instant now) {
  std::string line;
  const auto to = std::back_inserter(line);
  fmt::format_to(to, R"({{"time":"{}","event":"request","method":"{}","route":"{}","status":{})",
                 to_string(now), observed.method, observed.route, number(observed.status));
  if (!observed.code.empty()) fmt::format_to(to, R"(,"code":"{}")", observed.code);
  fmt::format_to(to, R"(,"micros":{},"bytes":{},"trace":"{}"}})", observed.duration.count(),
                 observed.bytes_out, observed.trace_id);
  return line;
}

// How far the log is signed, witnessed and anchored, and how old the last cosignature is.
void add_evidence(const Dependencies& dependencies, const log::Head& head,
                  std::map<std::string, std::uint64_t>& values) {
  const auto shown = dependencies.evidence.head ? dependencies.evidence.head()
                                                : Result<SignedHead, Fault>(Fault{});
  if (!shown) return;
  values["telaio_log_signed_size"] = shown->size;
  values["telaio_log_anchor_lag_events"] =
      head.size > shown->anchor_size ? head.size - shown->anchor_size : 0;
  for (const WitnessState& state : shown->witnesses) {
    values["telaio_witness_failed{witness=\"" + state.name + "\"}"] = state.failed.empty() ? 0 : 1;
  }
  if (!shown->witnessed) return;
  values["telaio_log_witnessed_size"] = shown->witnessed->size;
  const std::int64_t age = dependencies.clock.now().micros() - shown->witnessed->seen_at.micros();
  values["telaio_log_witness_age_seconds"] =
      static_cast<std::uint64_t>(std::max<std::int64_t>(age, 0) / Instant::micros_per_second);
}

std::map<std::string, std::uint64_t> gauges(const Dependencies& dependencies,
                                            std::uint64_t dropped_lines, const Live& live) {
  const log::Head head = dependencies.events().head();
  std::map<std::string, std::uint64_t> values{
      {"telaio_log_events", head.size},
      {"telaio_log_lines_dropped_total", dropped_lines},
      {"telaio_http_streams_refused_total", live.counts().refused}};
  add_evidence(dependencies, head, values);
  for (const view::ViewStatus& view : dependencies.views.status()) {
    const std::string label = "{view=\"" + view.name + "\"}";
    values["telaio_view_lag_events" + label] =
        head.size > view.applied ? head.size - view.applied : 0;
    values["telaio_view_stopped" + label] = view.poison ? 1 : 0;
    values["telaio_view_incomplete" + label] = view.positions_complete ? 0 : 1;
    values["telaio_view_stalled" + label] = view.stalled ? 1 : 0;
    values["telaio_view_restarts_total" + label] = view.restarts;
    if (view.rebuilding) values["telaio_view_built_events" + label] = view.built;
  }
  return values;
}

}  // namespace

struct Service::Parts {
  Parts(const Dependencies& given, int log_descriptor)
      : dependencies(given), lines(log_descriptor) {}

  Response answer_operator(const Request& request) {
    const std::string& name = request.target.segments.front();
    if (request.target.segments.size() != 1) return dispatcher_no(refusals::not_found);
    if (name == "livez") return text_response(Status::ok, "alive\n");
    if (name == "readyz") {
      const bool ready = !stopping && !dependencies.views.last_fault();
      return text_response(ready ? Status::ok : Status::unavailable,
                           ready ? "ready\n" : "not ready\n");
    }
    if (name == "metrics") {
      Response response = text_response(
          Status::ok, metrics.text(server->counts(),
                                   gauges(dependencies, lines.dropped(), dispatcher->live())));
      response.fields.front().value = "text/plain; version=0.0.4; charset=utf-8";
      return response;
    }
    return dispatcher_no(refusals::not_found);
  }

  Response dispatcher_no(std::string_view code) const {
    return problem(Refusal{code, {}}, dispatcher->texts());
  }

  void observe(const Observed& observed) {
    metrics.observe(observed);
    lines.write(log_line(observed, dependencies.clock.now()));
  }

  // In the order they are needed; destroyed the other way round, listeners first.
  const Dependencies dependencies;
  LineWriter lines;
  Metrics metrics;
  std::atomic<bool> stopping{false};
  std::unique_ptr<Dispatcher> dispatcher;
  std::unique_ptr<Server> server;
  std::unique_ptr<Server> admin;
};

Result<std::unique_ptr<Service>, Fault> Service::start(const ServiceOptions& options,
                                                       const Dependencies& dependencies) {
  auto texts = Texts::load(options.texts_folder);
  if (!texts) return texts.error();
  auto labels = Labels::load(options.texts_folder / "labels.http.it.json");
  if (!labels) return labels.error();
  StaticFiles files;
  if (!options.web_folder.empty()) {
    auto loaded = StaticFiles::load(options.web_folder);
    if (!loaded) return loaded.error();
    files = std::move(*loaded);
  }
  auto openapi = read_file(options.openapi_file);
  if (!openapi) return Fault{"http.openapi", "the API file cannot be read"};

  ServerOptions listener;
  listener.addresses = options.addresses;
  listener.port = options.port;
  listener.limits = options.limits;
  listener.tls = options.tls;
  if (!listener.tls) {
    const auto made =
        ensure_certificate(options.keys_folder, options.host_names, dependencies.clock.now());
    if (!made) return made.error();
    listener.tls = *made;
  }

  auto parts = std::make_unique<Parts>(dependencies, options.log_descriptor);
  Parts& shared = *parts;
  shared.dispatcher = std::make_unique<Dispatcher>(
      shared.dependencies, std::move(*texts), std::move(*labels), std::move(files),
      std::move(*openapi), options.rate_limits, options.live_limits);
  auto server = Server::start(
      listener, shared.dispatcher->texts(),
      [&shared](const Request& request) { return shared.dispatcher->answer(request); },
      [&shared](const Observed& observed) { shared.observe(observed); },
      [&shared](const Request& request) { return shared.dispatcher->answer_at_once(request); });
  if (!server) return server.error();
  shared.server = std::move(*server);
  if (options.admin_port) {
    ServerOptions loopback;
    loopback.port = *options.admin_port;
    loopback.io_threads = 1;
    loopback.storage_threads = 1;
    auto admin = Server::start(
        loopback, shared.dispatcher->texts(),
        [&shared](const Request& request) { return shared.answer_operator(request); }, nullptr);
    if (!admin) return admin.error();
    shared.admin = std::move(*admin);
  }
  shared.dependencies.views.on_change([&shared] { shared.server->wake_streams(); });
  shared.dispatcher->live().on_wake([&shared] { shared.server->wake_streams(); });
  return std::unique_ptr<Service>(new Service(std::move(parts)));
}

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Service::~Service() {
  stop();
}

std::uint16_t Service::port() const {
  return parts_->server->port();
}

std::uint16_t Service::admin_port() const {
  return parts_->admin ? parts_->admin->port() : 0;
}

void Service::stop() {
  parts_->stopping = true;
  parts_->dependencies.views.on_change(nullptr);
  parts_->server->stop();
  parts_->dispatcher->live().on_wake(nullptr);
  if (parts_->admin) parts_->admin->stop();
}

}  // namespace telaio::http
