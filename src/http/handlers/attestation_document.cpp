// SPDX-License-Identifier: EUPL-1.2
#include "http/handlers/attestation_document.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/digest.hpp"
#include "http/persons.hpp"
#include "http/wording.hpp"

namespace telaio::http::handlers {

namespace {

using Acquired = schema::IseeAttestationAcquired;

constexpr std::array<std::string_view, 4> channels{"unknown", "pdnd", "citizen", "caf"};
constexpr std::array<std::string_view, 6> outcomes{"unknown", "found",           "no_data",
                                                   "offline", "invalid_request", "internal_error"};

template <std::size_t N, class Enum>
std::string_view name_at(const std::array<std::string_view, N>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? names[index] : names[0];
}

void remember(std::vector<PersonId>& persons, const PersonId& person) {
  if (std::ranges::find(persons, person) == persons.end()) persons.push_back(person);
}

std::string name_of(const PersonsShown& persons, const PersonId& person) {
  const auto found = persons.find(person);
  return found == persons.end() ? "—" : found->second.display_name();
}

void put_money(boost::json::object& row, std::string_view name, const std::optional<Money>& money) {
  if (money) row[name] = to_string(*money);
}

void add_dates(boost::json::object& row, const Acquired& fact) {
  row["presented_on"] = to_string(schema::read(fact.presented_on()));
  row["valid_from"] = to_string(schema::read(fact.valid_from()));
  row["valid_to"] = to_string(schema::read(fact.valid_to()));
  if (const auto on = schema::read_optional(fact.filed_on())) row["filed_on"] = to_string(*on);
  if (const auto on = schema::read_optional(fact.corrente_form_on())) {
    row["corrente_form_on"] = to_string(*on);
  }
}

boost::json::object public_row(const Acquired& fact, const KnownEvent& event,
                               const PersonsShown& persons) {
  boost::json::object row;
  const PersonId person = schema::read(fact.beneficiary());
  row["attestation_id"] = to_string(schema::read(fact.attestation()));
  row["person_id"] = to_string(person);
  row["person_name"] = name_of(persons, person);
  row["kind"] = isee_kind_name(fact.kind());
  row["prices_services"] = domain::usable_for_municipal_fees(fact.kind());
  row["reduced_household"] = fact.reduced_household();
  row["corrente"] = fact.corrente();
  row["isee"] = to_string(schema::read(fact.isee()));
  put_money(row, "ise", schema::read_optional(fact.ise()));
  put_money(row, "isr", schema::read_optional(fact.isr()));
  put_money(row, "isp", schema::read_optional(fact.isp()));
  if (fact.scale_hundredths() > 0) row["scale"] = decimal_of_hundredths(fact.scale_hundredths());
  add_dates(row, fact);
  row["annotations"] = fact.annotations();
  row["documents_given"] = fact.documents_given();
  row["channel"] = isee_channel_name(fact.channel());
  if (const auto replaced = schema::read_optional(fact.replaces())) {
    row["replaces"] = to_string(*replaced);
  }
  if (const auto* hash = fact.document_sha256(); hash != nullptr && hash->size() == 32) {
    row["document_sha256"] = to_hex({reinterpret_cast<const std::byte*>(hash->data()), 32});
  }
  row["known_on"] = to_string(rome_date(event.stored.recorded));
  row["position"] = event.stored.position;
  return row;
}

// What is printed on it, for who may read it.
Result<Done, app::Failure> add_details(const Site& site, const KnownEvent& event,
                                       boost::json::object& row) {
  if (event.stored.parts.empty()) return Done{};
  const auto opened = site.opening.part(event.stored, 0);
  if (!opened) return app::Failure(opened.error());
  const auto* details = opened->content ? opened->content->AsIseeDetails() : nullptr;
  if (details == nullptr) return Done{};
  const auto put_text = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) row[name] = text;
  };
  put_text("dsu_number", details->dsu_number);
  put_text("kind_as_printed", details->kind_as_printed);
  put_text("protocol", details->protocol);
  put_text("corrente_form_number", details->corrente_form_number);
  boost::json::array annotations;
  for (const std::string& text : details->annotation_texts) annotations.emplace_back(text);
  if (!annotations.empty()) row["annotation_texts"] = std::move(annotations);
  domain::AcquireAttestation said;
  said.kind = event.header->fact_as_IseeAttestationAcquired()->kind();
  said.dsu_number = details->dsu_number;
  const auto flags = domain::flags_of(said);
  row["flags"] = flag_rows(site, flags);
  return Done{};
}

void add_late_documents(const schema::AttestationDocumentsAccepted& accepted,
                        boost::json::object& row) {
  row["documents_given"] = true;
  row["documents_accepted_on"] = to_string(schema::read(accepted.on()));
  // Not said by what was written before it was asked.
  const auto reason = static_cast<std::size_t>(accepted.reason());
  if (reason >= 1 && reason <= documents_reasons.size()) {
    row["documents_reason"] = documents_reasons[reason - 1];
  }
}

boost::json::object lookup_row(const Site& site, const schema::IseeLookupMade& made,
                               const KnownEvent& event, const PersonsShown& persons) {
  boost::json::object row;
  const PersonId person = schema::read(made.person());
  row["person_id"] = to_string(person);
  row["person_name"] = name_of(persons, person);
  row["kind"] = isee_kind_name(made.kind());
  row["outcome"] = isee_outcome_name(made.outcome());
  add_threshold(made, row);
  const Code service = schema::read(made.service_code());
  if (!service.empty()) row["service_name"] = site.deps.catalogue.service_name(service);
  row["asked_at"] = to_string(event.stored.recorded);
  row["position"] = event.stored.position;
  return row;
}

}  // namespace

std::string_view isee_channel_name(schema::IseeChannel channel) {
  return name_at(channels, channel);
}

std::string_view isee_outcome_name(schema::IseeLookupOutcome outcome) {
  return name_at(outcomes, outcome);
}

void add_threshold(const schema::IseeLookupMade& made, boost::json::object& row) {
  const auto threshold = schema::read_optional(made.threshold());
  if (!threshold) return;
  row["threshold"] = to_string(*threshold);
  if (made.answer() == schema::IseeThresholdAnswer::within) row["answer"] = "within";
  if (made.answer() == schema::IseeThresholdAnswer::above) row["answer"] = "above";
  if (made.answer() != schema::IseeThresholdAnswer::unknown) row["annotated"] = made.annotated();
}

boost::json::array flag_rows(const Site& site, std::span<const std::string_view> codes) {
  boost::json::array rows;
  for (const std::string_view code : codes) {
    rows.push_back({{"code", code}, {"text", site.texts.sentence(Refusal{code, {}})}});
  }
  return rows;
}

Result<FolderRead, Fault> read_folder(const Site& site, const HouseholdId& household) {
  auto events = read_stream(site.deps.events(), app::streams::isee(household), std::nullopt,
                            SealedParts::read);
  if (!events) return events.error();
  FolderRead folder{std::move(*events), {}};
  for (const KnownEvent& event : folder.events) {
    if (const auto* fact = event.header->fact_as_IseeAttestationAcquired()) {
      remember(folder.persons, schema::read(fact->beneficiary()));
    } else if (const auto* made = event.header->fact_as_IseeLookupMade()) {
      remember(folder.persons, schema::read(made->person()));
    }
  }
  return folder;
}

Result<boost::json::object, app::Failure> folder_document(Site& site, const CaseAccess& access,
                                                          const FolderRead& folder) {
  PersonsShown persons = pseudonyms(folder.persons);
  if (access.names) {
    auto named = read_persons(site, folder.persons, view::At{}, site.today());
    if (!named) return named.error();
    persons = std::move(*named);
  }
  boost::json::array items;
  boost::json::array lookups;
  std::map<AttestationId, AttestationId> replaced_by;
  std::map<AttestationId, const schema::AttestationDocumentsAccepted*> with_documents;
  for (auto event = folder.events.rbegin(); event != folder.events.rend(); ++event) {
    if (event->voided) continue;
    if (const auto* made = event->header->fact_as_IseeLookupMade()) {
      if (lookups.size() < lookups_shown_max) {
        lookups.push_back(lookup_row(site, *made, *event, persons));
      }
      continue;
    }
    if (const auto* accepted = event->header->fact_as_AttestationDocumentsAccepted()) {
      with_documents[schema::read(accepted->attestation())] = accepted;
      continue;
    }
    const auto* fact = event->header->fact_as_IseeAttestationAcquired();
    if (fact == nullptr || items.size() == attestations_shown_max) continue;
    const AttestationId id = schema::read(fact->attestation());
    boost::json::object row = public_row(*fact, *event, persons);
    if (const auto late = with_documents.find(id); late != with_documents.end()) {
      add_late_documents(*late->second, row);
    }
    if (const auto later = replaced_by.find(id); later != replaced_by.end()) {
      row["replaced_by"] = to_string(later->second);
    }
    if (const auto replaced = schema::read_optional(fact->replaces())) replaced_by[*replaced] = id;
    if (access.names) {
      if (const auto added = add_details(site, *event, row); !added) return added.error();
    }
    items.push_back(std::move(row));
  }
  boost::json::object body;
  body["items"] = std::move(items);
  body["lookups"] = std::move(lookups);
  return body;
}

}  // namespace telaio::http::handlers
