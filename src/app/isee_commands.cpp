// SPDX-License-Identifier: EUPL-1.2
// Attestations.
#include <algorithm>

#include "app/commands.hpp"
#include "app/isee_lookups.hpp"
#include "app/opening.hpp"
#include "app/run_on_stream.hpp"
#include "app/streams.hpp"
#include "domain/isee/dsu_number.hpp"
#include "schemas/read.hpp"

namespace telaio::app {
namespace {

using schema::HouseholdKind;

// An attestation of the household with the number of its DSU, which is sealed.
struct Numbered {
  AttestationId attestation;
  std::string key;
};

// Each attestation is opened; a household has a handful. One whose key was destroyed cannot match
// any more.
Result<std::vector<Numbered>, Failure> numbered(const Transactor& transactor,
                                                const log::StreamId& stream) {
  std::vector<Numbered> all;
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
    if (details == nullptr) continue;
    all.push_back({schema::read(acquired->attestation()), domain::dsu_key(details->dsu_number)});
  }
  return all;
}

std::vector<AttestationId> with_number(const std::vector<Numbered>& all, const std::string& dsu) {
  std::vector<AttestationId> same;
  const std::string key = domain::dsu_key(dsu);
  for (const Numbered& each : all) {
    if (each.key == key) same.push_back(each.attestation);
  }
  return same;
}

// The attestation of the replaced DSU that says the same indicator of the same person and that
// nothing replaced yet.
std::optional<AttestationId> replaced_of(const domain::IseeFolder& folder,
                                         const std::vector<Numbered>& all,
                                         const domain::AcquireAttestation& command) {
  for (const AttestationId& id : with_number(all, command.replaces_dsu)) {
    const auto* entry = domain::find_attestation(folder, id);
    if (entry != nullptr && entry->kind == command.kind && !entry->replaced_by &&
        entry->beneficiary == command.beneficiary) {
      return id;
    }
  }
  return std::nullopt;
}

// The first day on which anybody is known to belong to the household.
std::optional<Date> first_day(const domain::Household& household) {
  std::optional<Date> first;
  for (const auto& [kind, composition] : household.by_kind) {
    for (const auto& membership : composition.memberships) {
      if (!first || membership.during.from < *first) first = membership.during.from;
    }
  }
  return first;
}

}  // namespace

std::vector<PersonId> isee_members_on(const domain::Household& household, Date on) {
  std::vector<PersonId> members;
  const auto first = first_day(household);
  if (!first) return members;
  const Date day = std::max(on, *first);
  for (const auto kind : {HouseholdKind::registry, HouseholdKind::isee, HouseholdKind::de_facto}) {
    for (const auto& membership : domain::members_on(household, kind, day)) {
      if (std::ranges::find(members, membership.person) == members.end()) {
        members.push_back(membership.person);
      }
    }
  }
  return members;
}

Result<IseeDecision, Failure> decide_attestation(const Transactor& transactor,
                                                 domain::AcquireAttestation command) {
  const auto stream = streams::isee(command.household);
  const auto loaded = transactor.load<domain::IseeFolder>(stream);
  if (!loaded) return loaded.error();
  const auto household = transactor.load<domain::Household>(streams::household(command.household));
  if (!household) return household.error();
  const auto numbers = numbered(transactor, stream);
  if (!numbers) return numbers.error();
  if (!command.replaces_dsu.empty() && !command.replaces) {
    command.replaces = replaced_of(loaded->state, *numbers, command);
  }
  auto same = with_number(*numbers, command.dsu_number);
  auto decision = decide(loaded->state, command,
                         {transactor.today(), transactor.codes(), same,
                          isee_members_on(household->state, command.presented_on)});
  if (!decision) return Failure(decision.error());
  IseeDecision decided{loaded->expected, std::move(*decision), command.attestation};
  if (decided.events.empty()) {
    // Known already: under its own id, or as the same indicator of the same DSU.
    const auto known = std::ranges::find_if(same, [&](const AttestationId& id) {
      const auto* entry = domain::find_attestation(loaded->state, id);
      return entry != nullptr && entry->kind == command.kind &&
             entry->beneficiary == command.beneficiary && entry->corrente == command.corrente;
    });
    if (known != same.end()) decided.attestation = *known;
  }
  return decided;
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AcquireAttestation& command) {
  const auto stream = streams::isee(command.household);
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    auto decided = decide_attestation(transactor, command);
    if (!decided) return decided.error();
    return on_stream(stream, decided->expected, std::move(decided->events));
  });
}

Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AcceptDocuments& command) {
  const domain::IseeContext context{transactor.today(), transactor.codes(), {}, {}};
  return run_on_stream<domain::IseeFolder>(transactor, request, streams::isee(command.household),
                                           command, context);
}

}  // namespace telaio::app
