// SPDX-License-Identifier: EUPL-1.2
// The ISEE attestations of a household, and the questions put to INPS about it, as JSON. What is
// sealed (numbers, annotations) is opened only for who may know the names.
#pragma once

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

std::string_view isee_channel_name(schema::IseeChannel channel);
std::string_view isee_outcome_name(schema::IseeLookupOutcome outcome);

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
