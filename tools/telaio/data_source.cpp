// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/data_source.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <system_error>

#include "base/assert.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "view/view_faults.hpp"

namespace telaio::cli {

std::optional<log::rocksdb::Options> options_of(const LogSource& source, Cli& cli) {
  log::rocksdb::Options options;
  if (source.accepted_log_id.empty()) return options;
  options.accept_missing_anchor = parse_uuid(source.accepted_log_id);
  if (!options.accept_missing_anchor) {
    fail(cli, ExitCode::usage, Refusal{refusals::log_id, {}});
    return std::nullopt;
  }
  return options;
}

std::unique_ptr<log::StoredLog> open_log(const LogSource& source, Cli& cli, bool inspect) {
  auto options = options_of(source, cli);
  if (!options) return nullptr;
  options->inspect_damaged = inspect;
  auto events = log::open_log_read_only(log::data_paths(source.data), *options);
  if (events) return std::move(*events);
  fail(cli, events.error());
  return nullptr;
}

std::optional<log::SignedHead> signed_head(const LogSource& source) {
  const auto paths = log::data_paths(source.data);
  const auto key = log::read_log_key(paths);
  if (!key) return std::nullopt;
  auto head = log::Signer::read_state(paths.signed_head(), *key);
  if (!head) return std::nullopt;
  return std::move(*head);
}

DataSource::~DataSource() {
  runner_.reset();
  store_.reset();
  if (temporary_.empty()) return;
  std::error_code ignored;  // A folder that stays behind in /tmp harms nobody.
  std::filesystem::remove_all(temporary_, ignored);
}

std::unique_ptr<DataSource> DataSource::open(const LogSource& source, Cli& cli) {
  auto data = std::make_unique<DataSource>();
  data->source_ = source;
  data->events_ = open_log(source, cli);
  if (!data->events_) return nullptr;
  return data;
}

std::optional<Fault> DataSource::attach(const std::filesystem::path& views,
                                        const view::StoreOptions& options,
                                        const std::vector<const view::Projection*>& projections) {
  auto store = view::Store::open(views, options);
  if (!store) return store.error();
  store_ = std::move(*store);
  runner_ = std::make_unique<view::Runner>(*store_, *events_, projections, nullptr);
  return std::nullopt;
}

std::unique_ptr<DataSource> DataSource::open_read_only(const LogSource& source, Cli& cli) {
  auto data = open(source, cli);
  if (!data) return nullptr;
  view::StoreOptions options;
  options.access = view::Access::read_only;
  const auto fault =
      data->attach(log::data_paths(source.data).views, options, data->projections_.list());
  if (!fault) return data;
  fail(cli, ExitCode::check_failed, Refusal{refusals::view_missing, {}});
  return nullptr;
}

std::unique_ptr<DataSource> DataSource::open_for_writing(const LogSource& source, Cli& cli) {
  auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
  if (!catalogue) {
    fail(cli, catalogue.error());
    return nullptr;
  }
  auto data = std::make_unique<DataSource>();
  auto installation = tools::Installation::open(source.data, std::move(*catalogue), data->clock_);
  if (!installation) {
    fail(cli, installation.error());
    return nullptr;
  }
  data->installation_ = std::move(*installation);
  return data;
}

bool DataSource::level(std::string_view name) {
  const auto all = runner().status();
  const auto found = std::ranges::find(all, name, &view::ViewStatus::name);
  const auto& listed = projections_.list();
  const auto known = std::ranges::find_if(
      listed, [&](const view::Projection* one) { return one->name() == name; });
  return found != all.end() && known != listed.end() && found->applied >= found->head &&
         found->code_version == (*known)->code_version();
}

std::unique_ptr<DataSource> DataSource::open_level(const LogSource& source, std::string_view name,
                                                   Cli& cli) {
  // What is told on the way matters only if nothing can be opened at all; then why it cannot be
  // opened for writing is told, which knows also of a folder in use.
  std::ostringstream unused;
  Cli quiet{unused, unused, cli.json};
  auto views = open_read_only(source, quiet);
  if (views && views->level(name)) return views;

  std::ostringstream why;
  Cli second{unused, why, cli.json};
  if (auto written = open_for_writing(source, second)) {
    if (auto done = written->runner().catch_up(); !done) {
      fail(cli, done.error());
      return nullptr;
    }
    return written;
  }
  if (!views) {
    cli.err << why.str();
    cli.exit = second.exit;
    return nullptr;
  }
  cli.err << line_of(cli.texts, Fault{std::string(view::faults::behind), {}}) << "\n";
  return views;
}

bool DataSource::reaches(const view::Projection& projection, std::uint64_t needed) const {
  const auto mark = store_->mark(projection.name());
  return mark && *mark && (*mark)->code_version == projection.code_version() &&
         (*mark)->applied >= needed && !(*mark)->poison;
}

bool DataSource::attach_rows(std::string_view name, std::uint64_t needed, Cli& cli) {
  const auto& listed = projections_.list();
  const auto found = std::ranges::find_if(
      listed, [&](const view::Projection* one) { return one->name() == name; });
  TELAIO_ASSERT(found != listed.end());
  const std::vector<const view::Projection*> only{*found};

  view::StoreOptions own;
  own.access = view::Access::read_only;
  const auto views = log::data_paths(source_.data).views;
  if (!attach(views, own, only) && reaches(**found, needed)) return true;
  runner_.reset();
  store_.reset();

  std::error_code failed;
  std::string folder = std::filesystem::temp_directory_path(failed) / "telaio-views-XXXXXX";
  if (failed || ::mkdtemp(folder.data()) == nullptr) {
    fail(cli, Fault{"cli.temporary_folder", "mkdtemp " + folder});
    return false;
  }
  temporary_ = folder;
  auto fault = attach(temporary_ / "views", {}, only);
  if (!fault) {
    if (const auto done = runner_->catch_up(); !done) fault = done.error();
  }
  if (fault) fail(cli, *fault);
  return !fault;
}

std::optional<view::At> at_moment(const Moment& moment, const view::Runner& runner, Cli& cli) {
  view::At at;
  at.wait = std::chrono::milliseconds(0);
  at.as_of = moment.as_of;
  if (moment.known.empty()) return at;
  const auto day = parse_date(moment.known);
  if (!day) {
    fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", "--known"}}});
    return std::nullopt;
  }
  const auto last = runner.known_on(*day);
  if (!last) {
    fail(cli, last.error());
    return std::nullopt;
  }
  if (!*last) {
    fail(cli, ExitCode::check_failed, Refusal{refusals::nothing_known, {}});
    return std::nullopt;
  }
  at.as_of = **last;
  return at;
}

}  // namespace telaio::cli
