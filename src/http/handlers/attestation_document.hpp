// SPDX-License-Identifier: EUPL-1.2
// The ISEE attestations of a household, and the questions put to INPS about it, as JSON. What is
// sealed (numbers, annotations) is opened only for who may know the names.
#pragma once

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <span>
#include <string_view>

#include "domain/isee/isee.hpp"
#include "http/case_access.hpp"
#include "http/stream_reader.hpp"

namespace telaio::http::handlers {

// The newest of each, at most.
inline constexpr std::size_t attestations_shown_max = 200;
inline constexpr std::size_t lookups_shown_max = 50;

// Why late documents were enough, in the order of the enumeration, from 1.
inline constexpr std::array<std::string_view, 4> documents_reasons{
    "holder_proved", "office_verified", "archive_outdated", "without_weight"};
constexpr schema::DocumentsReason documents_reason_at(std::size_t index) {
  return static_cast<schema::DocumentsReason>(index + 1);
}

std::string_view isee_channel_name(schema::IseeChannel channel);
std::string_view isee_outcome_name(schema::IseeLookupOutcome outcome);

// "threshold" and, when INPS told it, "answer" ("within" or "above") and "annotated". Nothing for
// another question.
void add_threshold(const schema::IseeLookupMade& made, boost::json::object& row);

// {"code","text"} for each; codes of domain/isee/isee_refusals.hpp.
boost::json::array flag_rows(const Site& site, std::span<const std::string_view> codes);

struct FolderRead {
  std::vector<KnownEvent> events;  // Of stream isee-<household>.
  std::vector<PersonId> persons;   // Named in them, each once.
};
Result<FolderRead, Fault> read_folder(const Site& site, const HouseholdId& household);

// "items" and "lookups", newest first.
Result<boost::json::object, app::Failure> folder_document(Site& site, const CaseAccess& access,
                                                          const FolderRead& folder);

}  // namespace telaio::http::handlers
