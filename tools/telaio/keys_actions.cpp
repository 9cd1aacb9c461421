// SPDX-License-Identifier: EUPL-1.2
// telaio keys rotate, telaio keys expire.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <ostream>

#include "base/zone.hpp"
#include "tools/installation/vault_backups.hpp"
#include "tools/telaio/erase_actions.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

json::array numbers_json(const std::vector<std::uint32_t>& numbers) {
  return json::array(numbers.begin(), numbers.end());
}

void retire(OpenedForErasing& opened, std::uint32_t newest, Cli& cli) {
  const auto backups = tools::read_vault_backups(opened.installation->paths().keys);
  if (!backups) return fail(cli, backups.error());
  const auto gone = opened.installation->vault().retire_key_encryption_keys(
      tools::keys_in_term(*backups, rome_date(opened.clock.now())));
  if (!gone) return fail(cli, gone.error());
  if (cli.json) {
    cli.out << json::serialize(json::object{{"newest", newest}, {"destroyed", numbers_json(*gone)}})
            << "\n";
    return;
  }
  cli.out << fmt::format("Chiave in uso: {}. Chiavi vecchie distrutte: {}.\n", newest,
                         gone->size());
}

}  // namespace

void rotate_keys(const EraseOptions& options, Cli& cli) {
  const auto opened = open_for_erasing(options, cli);
  if (!opened) return;
  const auto newest = opened->installation->vault().renew_key_encryption_key();
  if (!newest) return fail(cli, newest.error());
  retire(*opened, *newest, cli);
}

void expire_keys(const EraseOptions& options, Cli& cli) {
  OpenedForErasing opened;
  opened.installation = open_installation(options.source.data, opened.clock, cli);
  if (!opened.installation) return;
  retire(opened, opened.installation->vault().newest_key_encryption_key(), cli);
}

}  // namespace telaio::cli
