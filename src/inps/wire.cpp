// SPDX-License-Identifier: EUPL-1.2
#include "inps/wire.hpp"

#include <array>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "inps/inps_reasons.hpp"

namespace telaio::inps {
namespace {

namespace json = boost::json;

constexpr std::size_t text_bytes_max = 200;
constexpr std::size_t list_items_max = 64;
constexpr std::size_t json_depth_max = 8;

struct KindName {
  std::string_view name;
  IseeKind kind;
  bool reduced;
};
// The names of INPS's schema (isee-and-copayment 2.4, S17), and the indicator of 2026. The first of
// a kind is the one we ask with. A name that is not here is a kind we do not know yet.
constexpr std::array<KindName, 17> kind_names{{
    {"Ordinario", IseeKind::ordinario, false},
    {"Minorenne ordinario", IseeKind::minorenni, false},
    {"Minorenne con componente aggiuntiva", IseeKind::minorenni, false},
    {"Minorenne con componente attratta", IseeKind::minorenni, false},
    {"Universitario ordinario", IseeKind::universita, false},
    {"Universitario con componente aggiuntiva", IseeKind::universita, false},
    {"Universitario con componente attratta", IseeKind::universita, false},
    {"Universitario con studente attratto", IseeKind::universita, false},
    {"Universitario con studente attratto e componente aggiuntiva", IseeKind::universita, false},
    {"Universitario con studente attratto e componente attratta", IseeKind::universita, false},
    {"Sociosanitario ridotto", IseeKind::sociosanitario, true},
    {"Dottorato ricerca ridotto", IseeKind::dottorato, true},
    {"Residenziale standard senza figli aggiuntivi", IseeKind::sociosanitario_residenze, false},
    {"Residenziale standard con figli aggiuntivi", IseeKind::sociosanitario_residenze, false},
    {"Residenziale ridotto senza figli aggiuntivi", IseeKind::sociosanitario_residenze, true},
    {"Residenziale ridotto con figli aggiuntivi", IseeKind::sociosanitario_residenze, true},
    {"Prestazioni familiari e inclusione", IseeKind::inclusione_2026, false},
}};

// Unknown for a name that is not in the list.
IseeKind kind_of(std::string_view name) {
  for (const KindName& each : kind_names) {
    if (each.name == name) return each.kind;
  }
  return IseeKind::unknown;
}

// Reads members of one object; any that does not fit makes the whole answer unusable.
class Reader {
 public:
  Reader(const json::object& object, bool& fits) : object_(object), fits_(fits) {}

  const json::value* find(std::string_view name, bool required) {
    const json::value* value = object_.if_contains(name);
    if (value != nullptr && value->is_null()) value = nullptr;
    if (value == nullptr && required) fits_ = false;
    return value;
  }
  std::string text(std::string_view name, bool required) {
    const json::value* value = find(name, required);
    if (value == nullptr) return {};
    const json::string* string = value->if_string();
    if (string == nullptr || string->size() > text_bytes_max || !is_clean_text(*string) ||
        (required && is_blank(*string))) {
      fits_ = false;
      return {};
    }
    return std::string(*string);
  }
  std::optional<Date> date(std::string_view name, bool required) {
    const std::string written = text(name, required);
    if (written.empty()) return std::nullopt;
    const auto date = parse_date(written);
    if (!date) fits_ = false;
    return date;
  }
  // Two decimals as attested; more are refused, not rounded (isee-and-copayment 2.9).
  std::optional<Money> money(std::string_view name, bool required) {
    const std::string written = text(name, required);
    if (written.empty()) return std::nullopt;
    const auto parsed = parse_money(written);
    if (!parsed.money || parsed.money->cents() < 0) fits_ = false;
    return parsed.money;
  }
  bool flag(std::string_view name) {
    const json::value* value = find(name, true);
    if (value == nullptr || !value->is_bool()) fits_ = false;
    return value != nullptr && value->is_bool() && value->get_bool();
  }
  const json::object* object(std::string_view name, bool required) {
    const json::value* value = find(name, required);
    if (value != nullptr && !value->is_object()) fits_ = false;
    return value == nullptr ? nullptr : value->if_object();
  }
  // The objects of a list; too many, or something else among them, does not fit.
  std::vector<const json::object*> objects(std::string_view name) {
    std::vector<const json::object*> all;
    const json::value* value = find(name, true);
    if (value == nullptr) return all;
    const json::array* list = value->if_array();
    if (list == nullptr || list->size() > list_items_max) {
      fits_ = false;
      return all;
    }
    for (const json::value& each : *list) {
      if (!each.is_object()) fits_ = false;
      if (each.is_object()) all.push_back(&each.get_object());
    }
    return all;
  }

 private:
  const json::object& object_;
  bool& fits_;
};

Indicator read_indicator(const json::object& object, bool& fits) {
  Reader reader(object, fits);
  Indicator indicator;
  indicator.kind_as_printed = reader.text("tipo", true);
  for (const KindName& each : kind_names) {
    if (each.name != indicator.kind_as_printed) continue;
    indicator.kind = each.kind;
    indicator.reduced_household = each.reduced;
  }
  indicator.codice_fiscale = reader.text("codice_fiscale", true);
  indicator.isee = reader.money("isee", true).value_or(Money());
  indicator.ise = reader.money("ise", false);
  indicator.isr = reader.money("isr", false);
  indicator.isp = reader.money("isp", false);
  // "2.46": hundredths, written like cents.
  if (const auto scale = reader.money("scala", false)) {
    if (scale->cents() < 100 || scale->cents() > 10'000) fits = false;
    indicator.scale_hundredths = static_cast<std::uint16_t>(scale->cents() % 65'536);
  }
  if (const json::object* form = reader.object("corrente", false)) {
    Reader inner(*form, fits);
    indicator.corrente = true;
    indicator.corrente_form_number = inner.text("modulo", false);
    indicator.corrente_form_on = inner.date("data", false);
  }
  return indicator;
}

// What both depths say of the DSU.
Attestation read_common(const json::object& object, bool& fits) {
  Reader reader(object, fits);
  Attestation read;
  read.dsu_number = reader.text("numero_dsu", true);
  read.presented_on = reader.date("data_presentazione", true).value_or(Date());
  read.valid_from = reader.date("valida_dal", true).value_or(Date());
  read.valid_to = reader.date("valida_al", true).value_or(Date());
  return read;
}

void read_annotations(const json::object& object, Attestation& into, bool& fits) {
  for (const json::object* each : Reader(object, fits).objects("annotazioni")) {
    Reader reader(*each, fits);
    std::string text = reader.text("tipo", true);
    const std::string person = reader.text("persona", false);
    const auto checked = reader.date("data_verifica", false);
    if (!person.empty()) text += ", " + person;
    if (checked) text += ", verifica del " + to_italian(*checked);
    into.annotation_texts.push_back(std::move(text));
  }
  into.annotations = !into.annotation_texts.empty();
}

// The indicator of the kind asked for; nothing when there is none of it.
std::optional<Indicator> choose(const std::vector<Indicator>& all, const Question& question) {
  for (const Indicator& each : all) {
    if (each.kind == question.kind && each.codice_fiscale == question.codice_fiscale) return each;
  }
  return std::nullopt;
}

Answer unusable(std::string_view reason) {
  return {Outcome::internal_error, std::nullopt, reason};
}

Answer found(Attestation attestation, const std::vector<Indicator>& indicators, bool fits,
             const Question& question) {
  if (!fits) return unusable(reasons::malformed);
  bool of_person = false;
  for (const Indicator& each : indicators) {
    of_person = of_person || each.codice_fiscale == question.codice_fiscale;
  }
  if (!of_person) return unusable(reasons::other_person);
  auto chosen = choose(indicators, question);
  if (!chosen) return {Outcome::no_data, std::nullopt, {}};
  attestation.indicator = std::move(*chosen);
  return {Outcome::found, std::move(attestation), {}};
}

Answer read_indicator_answer(const json::object& body, const Question& question) {
  bool fits = true;
  const json::object* object = Reader(body, fits).object("indicatore", true);
  if (object == nullptr) return unusable(reasons::malformed);
  Attestation attestation = read_common(*object, fits);
  attestation.annotations = Reader(*object, fits).flag("annotazioni");
  const std::vector<Indicator> indicators{read_indicator(*object, fits)};
  return found(std::move(attestation), indicators, fits, question);
}

Answer read_attestation_answer(const json::object& body, const Question& question) {
  bool fits = true;
  const json::object* object = Reader(body, fits).object("attestazione", true);
  if (object == nullptr) return unusable(reasons::malformed);
  Attestation attestation = read_common(*object, fits);
  Reader reader(*object, fits);
  attestation.sender_protocol = reader.text("protocollo_mittente", false);
  for (const json::object* member : reader.objects("nucleo")) {
    attestation.household.push_back(Reader(*member, fits).text("codice_fiscale", true));
  }
  std::vector<Indicator> indicators;
  for (const json::object* each : reader.objects("indicatori")) {
    indicators.push_back(read_indicator(*each, fits));
  }
  read_annotations(*object, attestation, fits);
  if (const json::object* replaced = reader.object("dsu_sostituita", false)) {
    attestation.replaces_dsu = Reader(*replaced, fits).text("numero", true);
  }
  return found(std::move(attestation), indicators, fits, question);
}

Answer read_threshold_answer(const json::object& body, const Question& question) {
  bool fits = true;
  const json::object* object = Reader(body, fits).object("soglia", true);
  if (object == nullptr) return unusable(reasons::malformed);
  Reader reader(*object, fits);
  Side side;
  side.within = reader.flag("entro");
  side.dsu_number = reader.text("numero_dsu", true);
  side.presented_on = reader.date("data_presentazione", true).value_or(Date());
  side.annotations = reader.flag("annotazioni");
  const std::string person = reader.text("codice_fiscale", true);
  const std::string kind = reader.text("tipo", true);
  const auto threshold = reader.money("importo", true);
  if (!fits || threshold != question.threshold) return unusable(reasons::malformed);
  if (person != question.codice_fiscale) return unusable(reasons::other_person);
  if (kind_of(kind) != question.kind) return {Outcome::no_data, std::nullopt, {}};
  return {Outcome::found, std::nullopt, {}, std::move(side)};
}

std::optional<Outcome> outcome_of(std::string_view told) {
  if (told == "OK") return Outcome::found;
  if (told == "RICHIESTA_INVALIDA") return Outcome::invalid_request;
  if (told == "DATI_NON_TROVATI") return Outcome::no_data;
  if (told == "DATABASE_OFFLINE") return Outcome::offline;
  if (told == "ERRORE_INTERNO") return Outcome::internal_error;
  return std::nullopt;
}

}  // namespace

std::string_view path_of(Depth depth) {
  switch (depth) {
    case Depth::indicator:
      return "/indicatore";
    case Depth::attestation:
      return "/attestazione";
    case Depth::threshold:
      break;
  }
  return "/soglia";
}

std::string_view kind_name(IseeKind kind) {
  for (const KindName& each : kind_names) {
    if (each.kind == kind) return each.name;
  }
  return {};
}

std::string to_json(const Question& question) {
  json::object body;
  body["codice_fiscale"] = question.codice_fiscale;
  body["data_validita"] = to_string(question.valid_on);
  body["tipo_indicatore"] = kind_name(question.kind);
  body["prestazione"] = json::object{{"codice", question.service_code.text()},
                                     {"protocollo", question.protocol},
                                     {"stato", question.delivered ? "Erogata" : "Da Erogare"}};
  if (question.depth == Depth::threshold) body["soglia"] = to_string(question.threshold);
  return json::serialize(body);
}

Answer read_answer(unsigned status, std::string_view body, const Question& question) {
  const bool later = status == 429 || (status >= 502 && status <= 504);
  if (later) return {Outcome::offline, std::nullopt, reasons::unavailable};
  if (status != 200) return unusable(reasons::status);
  if (body.size() > answer_bytes_max) return unusable(reasons::too_large);
  json::parse_options options;
  options.max_depth = json_depth_max;
  boost::system::error_code error;
  const json::value document = json::parse(body, error, {}, options);
  const json::object* object = error ? nullptr : document.if_object();
  if (object == nullptr) return unusable(reasons::malformed);
  bool fits = true;
  const auto outcome = outcome_of(Reader(*object, fits).text("esito", true));
  if (!fits || !outcome) return unusable(reasons::malformed);
  if (*outcome != Outcome::found) return {*outcome, std::nullopt, {}};
  switch (question.depth) {
    case Depth::indicator:
      return read_indicator_answer(*object, question);
    case Depth::attestation:
      return read_attestation_answer(*object, question);
    case Depth::threshold:
      break;
  }
  return read_threshold_answer(*object, question);
}

}  // namespace telaio::inps
