// SPDX-License-Identifier: EUPL-1.2
#include "domain/regulation/regulation.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "domain/checks.hpp"
#include "domain/regulation/regulation_refusals.hpp"
#include "domain/regulation/versions.hpp"

namespace telaio::domain {
namespace {

using schema::RegulationPublishedT;
using schema::VisibilityClass;

constexpr std::size_t sha256_bytes = 32;

std::optional<Refusal> check_text(std::string_view text, std::size_t most) {
  if (!is_clean_text(text)) return Refusal{refusals::regulation_text_malformed, {}};
  if (count_characters(text) > most) {
    return Refusal{refusals::regulation_text_too_long, {{"massimo", std::to_string(most)}}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_text(std::string_view text) {
  return check_text(text, limits::regulation_text_characters_max);
}

std::optional<Refusal> check_texts(const RegulationPublishedT& regulation) {
  if (is_blank(regulation.slug) || is_blank(regulation.act)) {
    return Refusal{refusals::regulation_field_missing, {}};
  }
  for (const std::string* text : {&regulation.slug, &regulation.authority, &regulation.act,
                                  &regulation.source_url, &regulation.signed_reading}) {
    if (auto refusal = check_text(*text)) return refusal;
  }
  for (const auto* list : {&regulation.surcharges, &regulation.discounts}) {
    for (const auto& adjustment : *list) {
      if (auto refusal = check_text(adjustment->when)) return refusal;
    }
  }
  // An article of an act is longer than a line of ours.
  return check_text(regulation.published_text, limits::text_characters_max);
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

std::optional<Refusal> check_replaced(const RegulationPublishedT& published,
                                      const std::vector<RegulationVersion>& others) {
  if (!published.replaces) return std::nullopt;
  const auto replaced = std::ranges::find(others, *published.replaces, &RegulationVersion::id);
  if (replaced == others.end() || replaced->id == published.regulation) {
    return Refusal{refusals::regulation_replaced_unknown, {}};
  }
  if (replaced->comune != published.comune || replaced->service_code != published.service_code) {
    return Refusal{refusals::regulation_replaced_other, {}};
  }
  if (replaced->withdrawn) return Refusal{refusals::regulation_replaced_withdrawn, {}};
  if (published.valid_from <= replaced->valid_from) {
    return Refusal{refusals::regulation_replaced_too_early,
                   {date_value("inizio", replaced->valid_from)}};
  }
  return std::nullopt;
}

std::optional<Refusal> check_withdrawal(const RegulationPublishedT& published,
                                        const WithdrawRegulation& command) {
  if (!is_known(command.kind) || is_blank(command.act)) {
    return Refusal{refusals::regulation_withdrawal_incomplete, {}};
  }
  if (auto refusal = check_text(command.act)) return refusal;
  // Repealed on its first day it would never have held: that is an annulment.
  const bool annulled = command.kind == schema::WithdrawalKind::annulled;
  const Date first = annulled ? published.valid_from : published.valid_from.plus_days(1);
  if (command.from < first) {
    return Refusal{refusals::regulation_withdrawal_too_early, {date_value("inizio", first)}};
  }
  if (published.valid_to && command.from > *published.valid_to) {
    return Refusal{refusals::regulation_withdrawal_too_late,
                   {date_value("fine", *published.valid_to)}};
  }
  return std::nullopt;
}

}  // namespace

Decision decide(const RegulationFile& file, const PublishRegulation& command,
                const RegulationContext& context) {
  if (auto refusal = check(command, context.codes)) return *refusal;
  if (file.published) {
    if (*file.published == command.regulation) return std::vector<NewEvent>{};
    return Refusal{refusals::regulation_exists, {}};
  }
  if (auto refusal = check_replaced(command.regulation, context.others)) return *refusal;
  if (const auto* other = overlapping(context.others, command.regulation)) {
    return Refusal{refusals::regulation_overlaps,
                   {{"atto", other->act}, date_value("inizio", other->valid_from)}};
  }
  std::vector<NewEvent> events;
  events.push_back(event(command.regulation, VisibilityClass::p0, command.regulation.valid_from));
  events.back().effective_to = value_of(command.regulation.valid_to);
  return events;
}

Decision decide(const RegulationFile& file, const WithdrawRegulation& command,
                const RegulationContext&) {
  if (!file.published) return Refusal{refusals::regulation_not_published, {}};
  if (auto refusal = check_withdrawal(*file.published, command)) return *refusal;
  schema::RegulationWithdrawnT fact;
  fact.regulation = command.regulation;
  fact.kind = command.kind;
  fact.from = command.from;
  fact.act = command.act;
  for (const auto& earlier : file.withdrawals) {
    if (earlier == fact) return std::vector<NewEvent>{};
    // What was repealed can still be annulled from an earlier day; nothing else moves its end.
    const bool moves = fact.kind == schema::WithdrawalKind::annulled && fact.from < earlier.from;
    if (!moves) {
      return Refusal{refusals::regulation_withdrawn_already, {date_value("inizio", earlier.from)}};
    }
  }
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), VisibilityClass::p0, command.from));
  return events;
}

RegulationFile evolve(RegulationFile file, const schema::Header& stored) {
  if (const auto* published = stored.fact_as_RegulationPublished()) {
    published->UnPackTo(&file.published.emplace());
  } else if (const auto* withdrawn = stored.fact_as_RegulationWithdrawn()) {
    withdrawn->UnPackTo(&file.withdrawals.emplace_back());
  }
  return file;
}

}  // namespace telaio::domain
