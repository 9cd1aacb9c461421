// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/rules_in_log.hpp"

#include "app/regulation_at.hpp"
#include "base/clock.hpp"
#include "base/zone.hpp"
#include "projections/regulations/regulations_query.hpp"
#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {

namespace regulations = projections::regulations;

std::optional<std::vector<domain::fees::Regulation>> rules_in_log(Cli& cli,
                                                                  const RulesQuestion& question) {
  const auto service = Code::parse(question.service);
  const auto on =
      question.on.empty() ? std::optional(rome_date(SystemClock().now())) : parse_date(question.on);
  if (!service || !on) {
    fail(cli, ExitCode::usage,
         service ? Refusal{refusals::date, {{"opzione", "--on"}}}
                 : Refusal{refusals::value_malformed, {{"opzione", "--service"}}});
    return std::nullopt;
  }
  const auto data = DataSource::open(question.source, cli);
  if (!data || !data->attach_rows("regulations", data->events().head().size, cli)) {
    return std::nullopt;
  }
  const auto at = at_moment(question.moment, data->runner(), cli);
  if (!at) return std::nullopt;
  const auto answer = data->runner().ask("regulations", *at, [&](const view::ReadRows& rows) {
    return regulations::in_force(rows, *service, *on);
  });
  if (!answer) {
    fail(cli, answer.error());
    return std::nullopt;
  }
  std::vector<domain::fees::Regulation> rules;
  for (const auto& each : answer->value) {
    if (!each.version) continue;
    const auto text = app::regulation_at(data->events(), each.version->position);
    if (!text) {
      fail(cli, text.error());
      return std::nullopt;
    }
    if (!*text) continue;
    rules.push_back(**text);
    rules.back().slug = std::string(each.comune.text());
  }
  return rules;
}

}  // namespace telaio::cli
