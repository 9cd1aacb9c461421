// SPDX-License-Identifier: EUPL-1.2
// Attestations and regulations.
#include "app/commands.hpp"
#include "app/opening.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "schemas/read.hpp"

namespace telaio::app {
namespace {

// The household's attestations that hold the same DSU number. The number is sealed, so each is
// opened; a household has a handful. One whose key was destroyed cannot match any more.
Result<std::vector<AttestationId>, Failure> with_same_dsu(const Transactor& transactor,
                                                          const log::StreamId& stream,
                                                          const std::string& dsu_number) {
  std::vector<AttestationId> same;
  if (dsu_number.empty()) return same;
  const Opening opening(transactor.events(), transactor.vault());
  const auto page = transactor.events().read_stream(stream, 0, log::ReadLimits{});
  if (!page) return Failure(page.error());
  for (const auto& stored : page->events) {
    const schema::Header* header = schema::verified_header(stored.header);
    const auto* acquired = header == nullptr ? nullptr : header->fact_as_IseeAttestationAcquired();
    if (acquired == nullptr || stored.parts.empty()) continue;
    const auto opened = opening.part(stored, 0);
    if (!opened) return Failure(opened.error());
    if (!opened->content) continue;
    const auto* details = opened->content->AsIseeDetails();
    if (details != nullptr && details->dsu_number == dsu_number) {
      same.push_back(schema::read(acquired->attestation()));
    }
  }
  return same;
}

}  // namespace

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AcquireAttestation& command) {
  const auto stream = streams::isee(command.household);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<domain::IseeFolder>(stream);
    if (!loaded) return loaded.error();
    auto same = with_same_dsu(transactor, stream, command.dsu_number);
    if (!same) return same.error();
    auto decision =
        decide(loaded->state, command, {transactor.today(), transactor.codes(), std::move(*same)});
    if (!decision) return Failure(decision.error());
    return on_stream(stream, loaded->expected, std::move(*decision));
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PublishRegulation& command) {
  const domain::RegulationContext context{transactor.today(), transactor.codes()};
  return run_on_stream<domain::RegulationFile>(
      transactor, request, streams::regulation(command.regulation.regulation), command, context);
}

}  // namespace telaio::app
