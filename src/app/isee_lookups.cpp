// SPDX-License-Identifier: EUPL-1.2
#include "app/isee_lookups.hpp"

#include <algorithm>
#include <iterator>

#include "app/opening.hpp"
#include "app/streams.hpp"
#include "schemas/read.hpp"

namespace telaio::app {

Result<bool, Failure> belongs_today(const Transactor& transactor, const HouseholdId& household,
                                    const PersonId& person) {
  const auto loaded = transactor.load<domain::Household>(streams::household(household));
  if (!loaded) return loaded.error();
  const auto members = isee_members_on(loaded->state, transactor.today());
  return std::ranges::find(members, person) != members.end();
}

Result<std::optional<std::string>, Failure> codice_fiscale_of(const Transactor& transactor,
                                                              const PersonId& person) {
  std::optional<std::string> last;
  const Opening opening(transactor.events(), transactor.vault());
  log::Version next = 0;
  // A person has a handful of events; the bound is the stream's own end.
  for (bool end = false; !end;) {
    const auto page =
        transactor.events().read_stream(streams::person(person), next, log::ReadLimits{});
    if (!page) return Failure(page.error());
    for (const auto& stored : page->events) {
      next = stored.version + 1;
      const schema::Header* header = schema::verified_header(stored.header);
      const auto* assigned =
          header == nullptr ? nullptr : header->fact_as_PersonIdentifierAssigned();
      if (assigned == nullptr || stored.parts.empty() ||
          assigned->system() != schema::IdentifierSystem::codice_fiscale) {
        continue;
      }
      const auto opened = opening.part(stored, 0);
      if (!opened) return Failure(opened.error());
      const auto* value = opened->content ? opened->content->AsIdentifierValue() : nullptr;
      if (value != nullptr) last = value->value;
    }
    end = page->end || page->events.empty();
  }
  return last;
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const RecordLookup& command) {
  const auto stream = streams::isee(command.lookup.household);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto household =
        transactor.load<domain::Household>(streams::household(command.lookup.household));
    if (!household) return household.error();
    const auto loaded = transactor.load<domain::IseeFolder>(stream);
    if (!loaded) return loaded.error();
    domain::RecordIseeLookup lookup = command.lookup;
    auto expected = loaded->expected;
    std::vector<domain::NewEvent> events;
    if (command.attestation) {
      auto decided = decide_attestation(transactor, *command.attestation);
      if (!decided) return decided.error();
      lookup.attestation = decided->attestation;
      expected = decided->expected;
      events = std::move(decided->events);
    }
    const Date today = transactor.today();
    auto decision =
        decide(loaded->state, lookup,
               {today, transactor.codes(), {}, isee_members_on(household->state, today)});
    if (!decision) return Failure(decision.error());
    std::move(decision->begin(), decision->end(), std::back_inserter(events));
    return on_stream(stream, expected, std::move(events));
  });
}

}  // namespace telaio::app
