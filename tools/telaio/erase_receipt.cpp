// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/erase_receipt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ostream>

#include "log/tree/proof_bundle.hpp"
#include "schemas/verified.hpp"
#include "tools/telaio/event_json.hpp"

namespace telaio::cli {
namespace {

using Stage = domain::Disposal::Stage;
using Entry = tools::DisposalHistory::Entry;

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::requested:
      return "requested";
    case Stage::authorised:
      return "authorised";
    case Stage::destroyed:
      return "destroyed";
    case Stage::completed:
      return "completed";
  }
  return "requested";
}

std::string_view italian(Stage stage) {
  switch (stage) {
    case Stage::requested:
      return "richiesta, da autorizzare con telaio erase authorise";
    case Stage::authorised:
      return "autorizzata, da eseguire con telaio erase execute da un'altra persona";
    case Stage::destroyed:
      return "iniziata e non finita: ripeti telaio erase execute";
    case Stage::completed:
      return "compiuta";
  }
  return "richiesta";
}

json::object entry_json(const Entry& entry) {
  const schema::Header& header = *schema::verified_header(entry.header);
  json::object object = header_json(header);
  return json::object{{"position", entry.position},
                      {"recorded", to_string(entry.recorded)},
                      {"type", object["type"]},
                      {"fact", object["fact"]}};
}

bool belongs_to(const json::object& entry, const std::string& disposal) {
  const json::object& fact = entry.at("fact").as_object();
  const auto* id = fact.if_contains("disposal");
  return id != nullptr && id->as_string() == disposal;
}

// The last completed one, or the named one if it is completed.
const Entry* completed_entry(const tools::DisposalHistory& history,
                             const std::optional<domain::DisposalId>& disposal) {
  const Entry* found = nullptr;
  for (const Entry& entry : history.entries) {
    const auto* fact = schema::verified_header(entry.header)->fact_as_ErasureCompleted();
    if (fact == nullptr || fact->disposal() == nullptr) continue;
    if (disposal && flatbuffers::UnPack(*fact->disposal()).value != *disposal) continue;
    found = &entry;
  }
  return found;
}

std::string text_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr) return "—";
  return value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
}

}  // namespace

json::object status_json(const Uuid& subject, const tools::DisposalHistory& history) {
  json::array holds;
  for (const auto& [id, stands] : history.state.holds) {
    holds.push_back(json::object{{"hold", to_string(id)}, {"stands", stands}});
  }
  json::array disposals;
  for (const auto& [id, step] : history.state.steps) {
    disposals.push_back(json::object{{"disposal", to_string(id)},
                                     {"stage", name_of(step.stage)},
                                     {"requested_by", to_string(step.requested_by)},
                                     {"authorised_by", to_string(step.authorised_by)},
                                     {"destroyed_by", to_string(step.destroyed_by)}});
  }
  json::array events;
  for (const Entry& entry : history.entries) events.push_back(entry_json(entry));
  return json::object{{"subject", to_string(subject)},
                      {"holds", std::move(holds)},
                      {"disposals", std::move(disposals)},
                      {"events", std::move(events)}};
}

void print_status(const Uuid& subject, const tools::DisposalHistory& history, Cli& cli) {
  if (cli.json) {
    cli.out << json::serialize(status_json(subject, history)) << "\n";
    return;
  }
  if (history.entries.empty()) {
    cli.out << "Nessun blocco e nessuna cancellazione per " << to_string(subject) << ".\n";
    return;
  }
  for (const auto& [id, stands] : history.state.holds) {
    cli.out << fmt::format("Blocco {}: {}\n", to_string(id), stands ? "in vigore" : "tolto");
  }
  for (const auto& [id, step] : history.state.steps) {
    cli.out << fmt::format("Cancellazione {}: {}\n", to_string(id), italian(step.stage));
  }
}

Result<std::optional<json::object>, Fault> receipt_json(
    const Uuid& subject, const std::optional<domain::DisposalId>& disposal,
    const log::StoredLog& events, const log::SignedHead& head) {
  const auto history = tools::history_of(events, subject);
  if (!history) return history.error();
  const Entry* const completed = completed_entry(*history, disposal);
  if (completed == nullptr || completed->position >= head.checkpoint.size) {
    return std::optional<json::object>();
  }
  const json::object done = entry_json(*completed);
  const std::string id(done.at("fact").at("disposal").as_string());
  json::array steps;
  for (const Entry& entry : history->entries) {
    json::object step = entry_json(entry);
    if (belongs_to(step, id)) steps.push_back(std::move(step));
  }
  const auto entry = events.entry(completed->position);
  if (!entry) return entry.error();
  const auto proof = events.inclusion_proof(completed->position, head.checkpoint.size);
  if (!proof) return proof.error();
  log::tree::ProofBundle bundle{{}, completed->position, *proof, head.note};
  std::copy(entry->begin(), entry->end(), bundle.entry.begin());

  const json::object& fact = done.at("fact").as_object();
  json::object receipt{{"subject", to_string(subject)},
                       {"disposal", id},
                       {"log_id", to_string(events.head().log_id)},
                       {"origin", head.checkpoint.origin},
                       {"position", completed->position},
                       {"completed_at", to_string(completed->recorded)}};
  for (const auto* key :
       {"keys", "parts", "positions", "backups_expire_on", "ledger_size", "ledger_hash"}) {
    if (const auto* value = fact.if_contains(key)) receipt[key] = *value;
  }
  receipt["steps"] = std::move(steps);
  receipt["proof"] = log::tree::format_proof(bundle);
  return std::optional(std::move(receipt));
}

std::string receipt_text(const json::object& receipt) {
  std::string text = "RICEVUTA DI CANCELLAZIONE\n\n";
  text += fmt::format("Identificativo: {}\nScarto: {}\nRegistro: {}\n", text_at(receipt, "subject"),
                      text_at(receipt, "disposal"), text_at(receipt, "origin"));
  for (const json::value& each : receipt.at("steps").as_array()) {
    const json::object& step = each.as_object();
    const json::object& fact = step.at("fact").as_object();
    const std::string type(step.at("type").as_string());
    const std::string when = text_at(step, "recorded");
    if (type == "ErasureRequested") {
      text += fmt::format("Richiesta: {}, motivo {}, da {}\n", when, text_at(fact, "reason"),
                          text_at(fact, "requested_by"));
    } else if (type == "DisposalAuthorised") {
      text += fmt::format("Autorizzata: {}, da {}, atto {} del {} di {}\n", when,
                          text_at(fact, "authorised_by"), text_at(fact, "act_number"),
                          text_at(fact, "act_date"), text_at(fact, "authority"));
    } else if (type == "SubjectKeyDestroyed") {
      text += fmt::format("Ordinata: {}, da {}\n", when, text_at(fact, "destroyed_by"));
    }
  }
  text += fmt::format("Compiuta: {}, evento {}\n\n", text_at(receipt, "completed_at"),
                      text_at(receipt, "position"));
  text += fmt::format("Chiavi distrutte: {}\nParti riservate cancellate: {}\n",
                      text_at(receipt, "keys"), text_at(receipt, "parts"));
  text += fmt::format(
      "Dal {} nessuna copia della cassaforte ancora valida può aprire ciò che è stato cancellato: "
      "quel giorno scade l'ultima, e la sua chiave è distrutta.\n",
      text_at(receipt, "backups_expire_on"));
  text +=
      "\nNel registro restano, senza dati personali, le date, i codici e gli importi: servono ai "
      "conti e alla prova che nulla è stato cambiato.\n\nProva (telaio verify-proof):\n\n";
  return text + text_at(receipt, "proof");
}

}  // namespace telaio::cli
