// SPDX-License-Identifier: EUPL-1.2
// Publishing and withdrawing regulations. A publication adds its version to the chain of its Comune
// and service in the same commit: of two that would hold on the same day, sent at once, one meets
// the other.
#include <algorithm>

#include "app/commands.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "domain/regulation/regulation_refusals.hpp"
#include "domain/regulation/versions.hpp"

namespace telaio::app {
namespace {

using domain::PublishRegulation;
using domain::RegulationFile;

// The versions a publication is judged beside. `guards`: they must not have changed meanwhile.
struct Beside {
  domain::RegulationChain chain;
  log::Expectation chain_expected = log::Expectation::none();
  std::vector<domain::RegulationVersion> versions;
  std::vector<RegulationId> unchained;  // To join the chain.
  std::vector<log::Guard> guards;
};

std::vector<RegulationId> ids_beside(const PublishRegulation& command, const Beside& beside,
                                     std::span<const RegulationId> known) {
  std::vector<RegulationId> ids = beside.chain.versions;
  ids.insert(ids.end(), known.begin(), known.end());
  if (command.regulation.replaces) ids.push_back(*command.regulation.replaces);
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::erase(ids, command.regulation.regulation);
  return ids;
}

Result<Beside, Failure> load_beside(const Transactor& transactor, const PublishRegulation& command,
                                    const log::StreamId& chain_stream,
                                    std::span<const RegulationId> known) {
  Beside beside;
  auto chain = transactor.load<domain::RegulationChain>(chain_stream);
  if (!chain) return chain.error();
  beside.chain = std::move(chain->state);
  beside.chain_expected = chain->expected;
  const auto ids = ids_beside(command, beside, known);
  if (ids.size() >= domain::regulation_versions_max) {
    return Failure(Refusal{domain::refusals::regulation_too_many_versions,
                           {{"massimo", std::to_string(domain::regulation_versions_max)}}});
  }
  std::vector<RegulationFile> files;
  for (const RegulationId& id : ids) {
    const auto stream = streams::regulation(id);
    auto file = transactor.load<RegulationFile>(stream);
    if (!file) return file.error();
    if (!file->state.published) continue;
    beside.guards.push_back({stream, file->expected});
    const bool ours = file->state.published->comune == command.regulation.comune &&
                      file->state.published->service_code == command.regulation.service_code;
    if (ours && std::ranges::find(beside.chain.versions, id) == beside.chain.versions.end()) {
      beside.unchained.push_back(id);
    }
    files.push_back(std::move(file->state));
  }
  beside.versions = domain::versions_of(files);
  return beside;
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const PublishRegulation& command, std::span<const RegulationId> known) {
  const schema::RegulationPublishedT& published = command.regulation;
  const auto stream = streams::regulation(published.regulation);
  const auto chain_stream = streams::regulation_versions(published.comune, published.service_code);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<RegulationFile>(stream);
    if (!loaded) return loaded.error();
    auto beside = load_beside(transactor, command, chain_stream, known);
    if (!beside) return beside.error();
    const domain::RegulationContext context{transactor.today(), transactor.codes(),
                                            std::move(beside->versions)};
    auto decision = decide(loaded->state, command, context);
    if (!decision) return Failure(decision.error());
    Plan plan = on_stream(stream, loaded->expected, std::move(*decision));
    if (plan.writes.empty()) return plan;
    std::vector<domain::NewEvent> links;
    for (const RegulationId& id : beside->unchained) {
      links.push_back(domain::chained(id, published.valid_from));
    }
    links.push_back(domain::chained(published.regulation, published.valid_from));
    plan.writes.push_back({chain_stream, beside->chain_expected, std::move(links)});
    plan.guards = std::move(beside->guards);
    return plan;
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::WithdrawRegulation& command) {
  const domain::RegulationContext context{transactor.today(), transactor.codes()};
  return run_on_stream<RegulationFile>(transactor, request, streams::regulation(command.regulation),
                                       command, context);
}

}  // namespace telaio::app
