// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/isee.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/isee/dsu_number.hpp"
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

std::optional<Refusal> check_dates(const AcquireAttestation& command, Date today) {
  if (command.valid_to < command.valid_from) {
    return Refusal{refusals::isee_validity_reversed, {date_value("inizio", command.valid_from)}};
  }
  if (command.presented_on > today) {
    return Refusal{refusals::isee_presented_in_future, {date_value("data", command.presented_on)}};
  }
  if (command.valid_from > today) {
    return Refusal{refusals::isee_valid_from_in_future, {date_value("data", command.valid_from)}};
  }
  if (command.filed_on && *command.filed_on > today) {
    return Refusal{refusals::isee_filed_in_future, {date_value("data", *command.filed_on)}};
  }
  if (command.corrente_form_on && *command.corrente_form_on > today) {
    return Refusal{refusals::isee_form_in_future, {date_value("data", *command.corrente_form_on)}};
  }
  return std::nullopt;
}

// The number is kept as printed: what circulates does not always fit INPS's pattern
// (isee-and-copayment 2.6).
std::optional<Refusal> check_texts(const AcquireAttestation& command) {
  if (is_blank(command.dsu_number)) return Refusal{refusals::isee_dsu_missing, {}};
  if (command.annotation_texts.size() > annotation_texts_max) {
    return Refusal{refusals::isee_annotations_too_many,
                   {{"massimo", std::to_string(annotation_texts_max)}}};
  }
  for (const std::string* text : {&command.dsu_number, &command.kind_as_printed, &command.protocol,
                                  &command.corrente_form_number}) {
    if (auto refusal = check_printed(*text)) return refusal;
  }
  for (const std::string& text : command.annotation_texts) {
    if (auto refusal = check_printed(text)) return refusal;
  }
  return std::nullopt;
}

// What stands on one line of the attestation must not deny what stands on another.
std::optional<Refusal> check_agreement(const AcquireAttestation& command) {
  const bool form = command.corrente_form_on || !command.corrente_form_number.empty();
  if (form && !command.corrente) return Refusal{refusals::isee_form_without_corrente, {}};
  const bool told = command.documents_given || !command.annotation_texts.empty();
  if (told && !command.annotations) return Refusal{refusals::isee_not_annotated, {}};
  return std::nullopt;
}

std::optional<Refusal> check(const AcquireAttestation& command, const IseeContext& context) {
  const bool other_kind =
      command.kind == schema::IseeKind::unknown && !is_blank(command.kind_as_printed);
  if (!is_known(command.kind) && !other_kind) return Refusal{refusals::isee_kind_missing, {}};
  if (!is_known(command.channel)) return Refusal{refusals::isee_channel_missing, {}};
  if (command.beneficiary.is_nil()) return Refusal{refusals::isee_beneficiary_missing, {}};
  for (const auto& amount : {std::optional(command.isee), command.ise, command.isr, command.isp}) {
    if (auto refusal = check_amount(amount)) return refusal;
  }
  if (command.scale_hundredths != 0 && command.scale_hundredths < scale_min) {
    return Refusal{refusals::isee_scale_malformed, {}};
  }
  if (auto refusal = check_dates(command, context.today)) return refusal;
  if (auto refusal = check_texts(command)) return refusal;
  if (auto refusal = check_agreement(command)) return refusal;
  if (std::ranges::find(context.members, command.beneficiary) == context.members.end()) {
    return Refusal{refusals::isee_not_of_household, {date_value("data", command.presented_on)}};
  }
  return std::nullopt;
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

std::optional<Refusal> check_replaced(const IseeFolder& folder, const AcquireAttestation& command) {
  if (!command.replaces && command.replaces_dsu.empty()) return std::nullopt;
  const Entry* before = command.replaces ? find_attestation(folder, *command.replaces) : nullptr;
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
  acquired.filed_on = pointer_to(command.filed_on);
  acquired.documents_given = command.documents_given;
  acquired.corrente_form_on = pointer_to(command.corrente_form_on);
  if (command.document_sha256) {
    acquired.document_sha256.assign(command.document_sha256->begin(),
                                    command.document_sha256->end());
  }
  return acquired;
}

schema::IseeDetailsT details_of(const AcquireAttestation& command) {
  schema::IseeDetailsT details;
  details.dsu_number = command.dsu_number;
  details.kind_as_printed = command.kind_as_printed;
  details.protocol = command.protocol;
  details.annotation_texts = command.annotation_texts;
  details.corrente_form_number = command.corrente_form_number;
  return details;
}

// A health-social indicator reveals a disability (cartella-sociale 12.2); one of a kind we do not
// know might.
VisibilityClass visibility_of(schema::IseeKind kind) {
  const bool health = kind == schema::IseeKind::unknown ||
                      kind == schema::IseeKind::sociosanitario ||
                      kind == schema::IseeKind::sociosanitario_residenze;
  return health ? VisibilityClass::p3 : VisibilityClass::p2;
}

}  // namespace

const Entry* find_attestation(const IseeFolder& folder, const AttestationId& id) {
  const auto found = std::ranges::find(folder.entries, id, &Entry::id);
  return found == folder.entries.end() ? nullptr : &*found;
}

std::vector<std::string_view> flags_of(const AcquireAttestation& command) {
  std::vector<std::string_view> flags;
  if (!is_dsu_number(command.dsu_number)) flags.push_back(refusals::isee_dsu_unusual);
  if (!usable_for_municipal_fees(command.kind)) flags.push_back(refusals::isee_never_prices);
  if (command.annotations && !command.documents_given) flags.push_back(refusals::isee_annotated);
  return flags;
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
  if (auto refusal = check_replaced(folder, command)) return *refusal;

  std::vector<NewEvent> events;
  events.push_back(event(acquired_of(command), visibility_of(command.kind), command.valid_from));
  events.back().effective_to = command.valid_to;
  events.back().parts.push_back(
      sealed(command.beneficiary, VisibilityClass::p2, details_of(command)));
  return events;
}

Decision decide(const IseeFolder& folder, const AcceptDocuments& command,
                const IseeContext& context) {
  const Entry* entry = find_attestation(folder, command.attestation);
  if (entry == nullptr) return Refusal{refusals::isee_attestation_unknown, {}};
  if (!entry->annotations) return Refusal{refusals::isee_not_annotated, {}};
  if (folder.with_documents.contains(command.attestation)) return std::vector<NewEvent>{};
  if (!is_known(command.reason)) return Refusal{refusals::isee_documents_reason, {}};
  if (command.on > context.today) {
    return Refusal{refusals::isee_documents_in_future, {date_value("data", command.on)}};
  }
  if (command.on < entry->presented_on) {
    return Refusal{refusals::isee_documents_too_early, {date_value("data", entry->presented_on)}};
  }
  schema::AttestationDocumentsAcceptedT accepted;
  accepted.attestation = command.attestation;
  accepted.household = command.household;
  accepted.on = command.on;
  accepted.reason = command.reason;
  return std::vector<NewEvent>{event(std::move(accepted), visibility_of(entry->kind), command.on)};
}

IseeFolder evolve(IseeFolder folder, const schema::Header& stored) {
  if (const auto* accepted = stored.fact_as_AttestationDocumentsAccepted()) {
    folder.with_documents.insert(schema::read(accepted->attestation()));
    return folder;
  }
  if (const auto* made = stored.fact_as_IseeLookupMade()) {
    folder.last_lookups[schema::read(made->person())] = {made->outcome(),
                                                         made->threshold() != nullptr};
    return folder;
  }
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
  folder.last_lookups.erase(entry.beneficiary);
  if (acquired->documents_given()) folder.with_documents.insert(entry.id);
  folder.entries.push_back(std::move(entry));
  return folder;
}

}  // namespace telaio::domain
