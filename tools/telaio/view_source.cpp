// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/view_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/log_source.hpp"
#include "view/view_faults.hpp"

namespace telaio::cli {
namespace {

struct Explained {
  std::string_view code;
  std::string_view text;
  bool refused = false;  // By a rule of ours; else the machine failed.
};

namespace faults = view::faults;

constexpr std::array explained = {
    Explained{faults::in_use,
              "Le viste sono in uso da un altro processo: fermarlo prima di riprovare", true},
    Explained{faults::open_failed, "Le viste non si aprono", false},
    Explained{faults::read_failed, "Le viste non si leggono: ricostruirle con telaio views rebuild",
              false},
    Explained{faults::write_failed, "Le viste non si scrivono: controllare disco e permessi",
              false},
    Explained{faults::no_slot, "Non c'è posto per un'altra vista", false},
    Explained{faults::unknown, "Nessuna vista ha questo nome", true},
    Explained{faults::building, "Questa vista è ancora in costruzione: riprovare più tardi", true},
    Explained{faults::future, "Il registro non arriva a questa posizione", true},
    Explained{faults::behind, "La vista non arriva ancora a questa posizione", true},
    Explained{faults::stopped, "La ricostruzione è stata interrotta: le righe sono quelle di prima",
              true},
    Explained{faults::poison,
              "Un evento illeggibile ha fermato la ricostruzione: le righe sono quelle di prima",
              false},
    Explained{faults::derived_unavailable,
              "L'archivio delle chiavi non risponde: la vista resta indietro", false},
};

}  // namespace

void fail_view(Cli& cli, const Fault& fault) {
  const auto known = std::ranges::find(explained, fault.code, &Explained::code);
  if (known == explained.end()) return fail_with(cli, fault);
  fail(cli, known->refused ? ExitCode::check_failed : ExitCode::fault,
       fmt::format("{} ({})", known->text, fault.detail), fault.code);
}

std::unique_ptr<ViewSource> ViewSource::open_read_only(const LogSource& source, Cli& cli) {
  auto views = std::make_unique<ViewSource>();
  views->events_ = open_log(source, cli);
  if (!views->events_) return nullptr;
  const auto folder = log::data_paths(source.data).views;
  view::StoreOptions options;
  options.access = view::Access::read_only;
  auto store = view::Store::open(folder, options);
  if (!store) {
    fail(cli, ExitCode::check_failed,
         fmt::format("Le viste non ci sono ancora: costruirle con telaio views rebuild ({})",
                     store.error().detail),
         "view.missing");
    return nullptr;
  }
  views->store_ = std::move(*store);
  views->runner_ = std::make_unique<view::Runner>(*views->store_, *views->events_,
                                                  views->projections_.list(), nullptr);
  return views;
}

std::unique_ptr<ViewSource> ViewSource::open_for_writing(const LogSource& source, Cli& cli) {
  auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
  if (!catalogue) {
    fail_with(cli, catalogue.error());
    return nullptr;
  }
  auto views = std::make_unique<ViewSource>();
  auto installation = tools::Installation::open(source.data, std::move(*catalogue), views->clock_);
  if (!installation) {
    fail_view(cli, installation.error());
    return nullptr;
  }
  views->installation_ = std::move(*installation);
  return views;
}

bool ViewSource::level(std::string_view name) {
  const auto all = runner().status();
  const auto found = std::ranges::find(all, name, &view::ViewStatus::name);
  const auto& listed = projections_.list();
  const auto known = std::ranges::find_if(
      listed, [&](const view::Projection* one) { return one->name() == name; });
  return found != all.end() && known != listed.end() && found->applied >= found->head &&
         found->code_version == (*known)->code_version();
}

std::unique_ptr<ViewSource> ViewSource::open_level(const LogSource& source, std::string_view name,
                                                   Cli& cli) {
  // What is told on the way matters only if nothing can be opened at all.
  std::ostringstream unused;
  std::ostringstream why;
  Cli quiet{unused, why, cli.json};
  auto views = open_read_only(source, quiet);
  if (views && views->level(name)) return views;

  Cli second{unused, why, cli.json};
  if (auto written = open_for_writing(source, second)) {
    if (auto done = written->runner().catch_up(); !done) {
      fail_view(cli, done.error());
      return nullptr;
    }
    return written;
  }
  if (!views) {
    cli.err << why.str();
    cli.exit = second.exit == ExitCode::success ? quiet.exit : second.exit;
    return nullptr;
  }
  cli.err << "Le viste non arrivano alla fine del registro [" << faults::behind << "]\n";
  return views;
}

std::optional<view::At> at_moment(const Moment& moment, const view::Runner& runner, Cli& cli) {
  view::At at;
  at.wait = std::chrono::milliseconds(0);
  at.as_of = moment.as_of;
  if (moment.known.empty()) return at;
  const auto day = parse_date(moment.known);
  if (!day || moment.as_of) {
    fail(cli, ExitCode::usage, "--known è una data (AAAA-MM-GG) e non va insieme a --as-of",
         "cli.known");
    return std::nullopt;
  }
  const auto last = runner.known_on(*day);
  if (!last) {
    fail_with(cli, last.error());
    return std::nullopt;
  }
  if (!*last) {
    fail(cli, ExitCode::check_failed, "In quella data il registro era ancora vuoto",
         "view.nothing_known");
    return std::nullopt;
  }
  at.as_of = **last;
  return at;
}

}  // namespace telaio::cli
