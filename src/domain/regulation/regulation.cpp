// SPDX-License-Identifier: EUPL-1.2
#include "domain/regulation/regulation.hpp"

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/regulation/regulation_refusals.hpp"

namespace telaio::domain {
namespace {

using schema::RegulationPublishedT;
using schema::VisibilityClass;

constexpr std::size_t sha256_bytes = 32;

std::optional<Refusal> check_text(std::string_view text) {
  if (!is_clean_text(text)) return Refusal{refusals::regulation_text_malformed, {}};
  if (count_characters(text) > limits::regulation_text_characters_max) {
    return Refusal{refusals::regulation_text_too_long,
                   {{"massimo", std::to_string(limits::regulation_text_characters_max)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_texts(const RegulationPublishedT& regulation) {
  if (is_blank(regulation.slug) || is_blank(regulation.act)) {
    return Refusal{refusals::regulation_field_missing, {}};
  }
  for (const std::string* text : {&regulation.slug, &regulation.authority, &regulation.act,
                                  &regulation.source_url, &regulation.signed_reading}) {
    if (auto refusal = check_text(*text)) return refusal;
  }
  return std::nullopt;
}

// Prices come from a text; where the text contradicts itself no program may choose: a person does,
// says how, and signs it.
std::optional<Refusal> check_reading(const PublishRegulation& command) {
  const bool read = !is_blank(command.regulation.signed_reading);
  const bool has_reader = command.regulation.read_by && !command.regulation.read_by->is_nil();
  if (read != has_reader) return Refusal{refusals::regulation_reading_unsigned, {}};
  if (command.findings.errors > 0 && !read) {
    return Refusal{refusals::regulation_has_errors,
                   {{"errori", std::to_string(command.findings.errors)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check(const PublishRegulation& command, const CodeLists& codes) {
  const RegulationPublishedT& regulation = command.regulation;
  if (regulation.regulation.is_nil()) return Refusal{refusals::regulation_id_missing, {}};
  if (!regulation.comune.empty() && !codes.comuni.contains(regulation.comune)) {
    return Refusal{refusals::regulation_unknown_comune, {}};
  }
  if (!codes.services.contains(regulation.service_code)) {
    return Refusal{refusals::regulation_unknown_service, {}};
  }
  if (!is_known(regulation.scheme)) return Refusal{refusals::regulation_field_missing, {}};
  if (regulation.valid_to && *regulation.valid_to < regulation.valid_from) {
    return Refusal{refusals::regulation_validity_reversed,
                   {date_value("inizio", regulation.valid_from)}};
  }
  if (auto refusal = check_texts(regulation)) return refusal;
  if (!regulation.text_sha256.empty() && regulation.text_sha256.size() != sha256_bytes) {
    return Refusal{refusals::regulation_digest_malformed, {}};
  }
  return check_reading(command);
}

}  // namespace

Decision decide(const RegulationFile& file, const PublishRegulation& command,
                const RegulationContext& context) {
  if (auto refusal = check(command, context.codes)) return *refusal;
  if (file.published) {
    if (*file.published == command.regulation) return std::vector<NewEvent>{};
    return Refusal{refusals::regulation_exists, {}};
  }
  std::vector<NewEvent> events;
  events.push_back(event(command.regulation, VisibilityClass::p0, command.regulation.valid_from));
  events.back().effective_to = value_of(command.regulation.valid_to);
  return events;
}

RegulationFile evolve(RegulationFile file, const schema::Header& stored) {
  if (const auto* published = stored.fact_as_RegulationPublished()) {
    published->UnPackTo(&file.published.emplace());
  }
  return file;
}

}  // namespace telaio::domain
