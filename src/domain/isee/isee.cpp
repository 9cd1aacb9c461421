// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/isee.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;
using Entry = IseeFolder::Entry;

// The scale of equivalence starts at 1.00 for one member (DPCM 159/2013, annex 1).
constexpr std::uint16_t scale_min = 100;

std::optional<Refusal> check_amount(const std::optional<Money>& amount) {
  if (!amount) return std::nullopt;
  if (amount->cents() < 0) return Refusal{refusals::isee_amount_negative, {}};
  if (amount->cents() > limits::amount_cents_max) {
    return Refusal{refusals::isee_amount_too_large,
                   {{"massimo", to_italian(Money::from_cents(limits::amount_cents_max))}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_printed(std::string_view text) {
  if (!is_one_line(text)) return Refusal{refusals::isee_text_malformed, {}};
  if (count_characters(text) > limits::printed_characters_max) {
    return Refusal{refusals::isee_text_too_long,
                   {{"massimo", std::to_string(limits::printed_characters_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const AcquireAttestation& command, const IseeContext& context) {
  if (!is_known(command.kind)) return Refusal{refusals::isee_kind_missing, {}};
  if (!is_known(command.channel)) return Refusal{refusals::isee_channel_missing, {}};
  if (command.beneficiary.is_nil()) return Refusal{refusals::isee_beneficiary_missing, {}};
  for (const auto& amount : {std::optional(command.isee), command.ise, command.isr, command.isp}) {
    if (auto refusal = check_amount(amount)) return refusal;
  }
  if (command.scale_hundredths != 0 && command.scale_hundredths < scale_min) {
    return Refusal{refusals::isee_scale_malformed, {}};
  }
  if (command.valid_to < command.valid_from) {
    return Refusal{refusals::isee_validity_reversed, {date_value("inizio", command.valid_from)}};
  }
  if (command.presented_on > context.today) {
    return Refusal{refusals::isee_presented_in_future, {date_value("data", command.presented_on)}};
  }
  // The number is kept as printed: what circulates does not always fit INPS's pattern
  // (isee-and-copayment 2.6).
  if (is_blank(command.dsu_number)) return Refusal{refusals::isee_dsu_missing, {}};
  if (auto refusal = check_printed(command.dsu_number)) return refusal;
  return check_printed(command.kind_as_printed);
}

Entry entry_of(const AcquireAttestation& command) {
  Entry entry;
  entry.id = command.attestation;
  entry.beneficiary = command.beneficiary;
  entry.kind = command.kind;
  entry.reduced_household = command.reduced_household;
  entry.corrente = command.corrente;
  entry.isee = command.isee;
  entry.presented_on = command.presented_on;
  entry.valid_from = command.valid_from;
  entry.valid_to = command.valid_to;
  entry.annotations = command.annotations;
  return entry;
}

// Equal but for the id, and for whether something replaced it since.
bool says_the_same(Entry before, const Entry& now) {
  before.id = now.id;
  before.replaced_by = now.replaced_by;
  return before == now;
}

bool same_indicator(const Entry& a, const Entry& b) {
  return a.beneficiary == b.beneficiary && a.kind == b.kind &&
         a.reduced_household == b.reduced_household && a.corrente == b.corrente;
}

enum class Known : std::uint8_t { no, already_done, differs };

// Whether a DSU that is in the folder already says what this one says.
Known known_by_dsu(const IseeFolder& folder, const AcquireAttestation& command,
                   const IseeContext& context) {
  const Entry now = entry_of(command);
  Known known = Known::no;
  for (const AttestationId& id : context.with_same_dsu) {
    const Entry* before = find_attestation(folder, id);
    if (before == nullptr || !same_indicator(*before, now)) continue;
    if (says_the_same(*before, now)) return Known::already_done;
    if (command.replaces != before->id && !before->replaced_by) known = Known::differs;
  }
  return known;
}

std::optional<Refusal> check_replaced(const IseeFolder& folder,
                                      const std::optional<AttestationId>& replaces) {
  if (!replaces) return std::nullopt;
  const Entry* before = find_attestation(folder, *replaces);
  if (before == nullptr) return Refusal{refusals::isee_replaces_unknown, {}};
  if (before->replaced_by) return Refusal{refusals::isee_already_replaced, {}};
  return std::nullopt;
}

schema::IseeAttestationAcquiredT acquired_of(const AcquireAttestation& command) {
  schema::IseeAttestationAcquiredT acquired;
  acquired.attestation = command.attestation;
  acquired.household = command.household;
  acquired.beneficiary = command.beneficiary;
  acquired.kind = command.kind;
  acquired.reduced_household = command.reduced_household;
  acquired.corrente = command.corrente;
  acquired.isee = command.isee;
  acquired.ise = pointer_to(command.ise);
  acquired.isr = pointer_to(command.isr);
  acquired.isp = pointer_to(command.isp);
  acquired.scale_hundredths = command.scale_hundredths;
  acquired.presented_on = command.presented_on;
  acquired.valid_from = command.valid_from;
  acquired.valid_to = command.valid_to;
  acquired.annotations = command.annotations;
  acquired.channel = command.channel;
  acquired.replaces = pointer_to(command.replaces);
  return acquired;
}

// A health-social indicator reveals a disability (cartella-sociale 12.2).
VisibilityClass visibility_of(schema::IseeKind kind) {
  const bool health = kind == schema::IseeKind::sociosanitario ||
                      kind == schema::IseeKind::sociosanitario_residenze;
  return health ? VisibilityClass::p3 : VisibilityClass::p2;
}

}  // namespace

const Entry* find_attestation(const IseeFolder& folder, const AttestationId& id) {
  const auto found = std::ranges::find(folder.entries, id, &Entry::id);
  return found == folder.entries.end() ? nullptr : &*found;
}

Decision decide(const IseeFolder& folder, const AcquireAttestation& command,
                const IseeContext& context) {
  if (auto refusal = check(command, context)) return *refusal;
  if (const Entry* before = find_attestation(folder, command.attestation)) {
    if (says_the_same(*before, entry_of(command))) return std::vector<NewEvent>{};
    return Refusal{refusals::isee_attestation_id_used, {}};
  }
  switch (known_by_dsu(folder, command, context)) {
    case Known::already_done:
      return std::vector<NewEvent>{};
    case Known::differs:
      return Refusal{refusals::isee_dsu_differs, {}};
    case Known::no:
      break;
  }
  if (auto refusal = check_replaced(folder, command.replaces)) return *refusal;

  schema::IseeDetailsT details;
  details.dsu_number = command.dsu_number;
  details.kind_as_printed = command.kind_as_printed;
  std::vector<NewEvent> events;
  events.push_back(event(acquired_of(command), visibility_of(command.kind), command.valid_from));
  events.back().effective_to = command.valid_to;
  events.back().parts.push_back(
      sealed(command.beneficiary, VisibilityClass::p2, std::move(details)));
  return events;
}

IseeFolder evolve(IseeFolder folder, const schema::Header& stored) {
  const auto* acquired = stored.fact_as_IseeAttestationAcquired();
  if (acquired == nullptr) return folder;
  folder.household = schema::read(acquired->household());
  Entry entry;
  entry.id = schema::read(acquired->attestation());
  entry.beneficiary = schema::read(acquired->beneficiary());
  entry.kind = acquired->kind();
  entry.reduced_household = acquired->reduced_household();
  entry.corrente = acquired->corrente();
  entry.isee = schema::read(acquired->isee());
  entry.presented_on = schema::read(acquired->presented_on());
  entry.valid_from = schema::read(acquired->valid_from());
  entry.valid_to = schema::read(acquired->valid_to());
  entry.annotations = acquired->annotations();
  if (const auto replaces = schema::read_optional(acquired->replaces())) {
    const auto found = std::ranges::find(folder.entries, *replaces, &Entry::id);
    if (found != folder.entries.end()) found->replaced_by = entry.id;
  }
  folder.entries.push_back(std::move(entry));
  return folder;
}

}  // namespace telaio::domain
