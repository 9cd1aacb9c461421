// SPDX-License-Identifier: EUPL-1.2
#include "domain/criteria/criteria.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/access/check.hpp"
#include "domain/checks.hpp"
#include "domain/criteria/criteria_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::AccessCriteriaPublishedT;
using schema::VisibilityClass;

std::optional<Refusal> check_texts(const AccessCriteriaPublishedT& criteria) {
  if (is_blank(criteria.slug) || is_blank(criteria.act)) {
    return Refusal{refusals::criteria_field_missing, {}};
  }
  for (const std::string* text : {&criteria.slug, &criteria.act, &criteria.source_url}) {
    if (!is_clean_text(*text)) return Refusal{refusals::criteria_text_malformed, {}};
    if (count_characters(*text) > limits::regulation_text_characters_max) {
      return Refusal{refusals::criteria_text_too_long,
                     {{"massimo", std::to_string(limits::regulation_text_characters_max)}}};
    }
  }
  return std::nullopt;
}

std::optional<Refusal> check(const AccessCriteriaPublishedT& criteria, const CodeLists& codes) {
  if (criteria.criteria.is_nil()) return Refusal{refusals::criteria_id_missing, {}};
  if (!codes.services.contains(criteria.service_code)) {
    return Refusal{refusals::criteria_unknown_service, {}};
  }
  const auto unknown = [&](const Code& comune) { return !codes.comuni.contains(comune); };
  if (std::any_of(criteria.comuni.begin(), criteria.comuni.end(), unknown)) {
    return Refusal{refusals::criteria_unknown_comune, {}};
  }
  if (criteria.valid_to && *criteria.valid_to < criteria.valid_from) {
    return Refusal{refusals::criteria_validity_reversed,
                   {date_value("inizio", criteria.valid_from)}};
  }
  if (auto refusal = check_texts(criteria)) return refusal;
  const auto findings = access::check(access::criteria_of(criteria));
  if (const auto errors = access::error_count(findings); errors > 0) {
    return Refusal{refusals::criteria_has_errors, {{"errori", std::to_string(errors)}}};
  }
  return std::nullopt;
}

}  // namespace

Decision decide(const CriteriaFile& file, const PublishCriteria& command, const CodeLists& codes) {
  if (auto refusal = check(command.criteria, codes)) return *refusal;
  if (file.published) {
    if (*file.published == command.criteria) return std::vector<NewEvent>{};
    return Refusal{refusals::criteria_exists, {}};
  }
  std::vector<NewEvent> events;
  events.push_back(event(command.criteria, VisibilityClass::p0, command.criteria.valid_from));
  events.back().effective_to = value_of(command.criteria.valid_to);
  return events;
}

CriteriaFile evolve(CriteriaFile file, const schema::Header& stored) {
  if (const auto* published = stored.fact_as_AccessCriteriaPublished()) {
    published->UnPackTo(&file.published.emplace());
  }
  return file;
}

}  // namespace telaio::domain
