// SPDX-License-Identifier: EUPL-1.2
#include "app/isee_csv.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "app/isee_csv_refusals.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/identifiers/codice_fiscale.hpp"

namespace telaio::app {
namespace {

using schema::IseeChannel;
using schema::IseeKind;

struct Column {
  std::string_view name;
  bool required;
};
constexpr std::array<Column, 24> columns{{{"codice_fiscale", true},
                                          {"tipo", true},
                                          {"isee", true},
                                          {"numero_dsu", true},
                                          {"data_presentazione", true},
                                          {"valida_dal", true},
                                          {"valida_al", true},
                                          {"canale", true},
                                          {"caso", false},
                                          {"tipo_stampato", false},
                                          {"nucleo_ridotto", false},
                                          {"corrente", false},
                                          {"modulo_corrente", false},
                                          {"data_modulo_corrente", false},
                                          {"ise", false},
                                          {"isr", false},
                                          {"isp", false},
                                          {"scala", false},
                                          {"protocollo", false},
                                          {"data_protocollo", false},
                                          {"annotazioni", false},
                                          {"testo_annotazioni", false},
                                          {"documenti", false},
                                          {"dsu_sostituita", false}}};

constexpr std::array<std::pair<std::string_view, IseeKind>, 8> kinds{
    {{"ordinario", IseeKind::ordinario},
     {"minorenni", IseeKind::minorenni},
     {"universita", IseeKind::universita},
     {"sociosanitario", IseeKind::sociosanitario},
     {"sociosanitario_residenze", IseeKind::sociosanitario_residenze},
     {"dottorato", IseeKind::dottorato},
     {"inclusione_2026", IseeKind::inclusione_2026},
     {"altro", IseeKind::unknown}}};
constexpr std::array<std::pair<std::string_view, IseeChannel>, 3> channels{
    {{"inps", IseeChannel::pdnd}, {"cittadino", IseeChannel::citizen}, {"caf", IseeChannel::caf}}};
// Between the annotations of one field.
constexpr char annotation_separator = '|';

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The fields of one row by the name of their column; each reader tells its own error.
class RowReader {
 public:
  RowReader(const std::map<std::string, std::size_t>& places, IseeCsvRow& row)
      : places_(places), row_(row) {}

  void fail(std::string_view column, std::string_view code) {
    row_.errors.push_back({std::string(column), Refusal{code, {}}});
  }
  std::string_view raw(std::string_view column) const {
    const auto place = places_.find(std::string(column));
    return place == places_.end() ? std::string_view() : trimmed(row_.fields[place->second]);
  }
  std::string_view required(std::string_view column) {
    const auto text = raw(column);
    if (text.empty()) fail(column, refusals::csv_field_empty);
    return text;
  }
  std::string text(std::string_view column) {
    const auto text = raw(column);
    const bool printed = text.find_first_of("\n\t") == std::string_view::npos &&
                         count_characters(text) <= limits::printed_characters_max;
    if (!printed) fail(column, refusals::csv_field_text);
    return printed ? std::string(text) : std::string();
  }
  bool flag(std::string_view column) {
    const auto text = raw(column);
    if (text != "si" && text != "no" && !text.empty()) fail(column, refusals::csv_flag);
    return text == "si";
  }
  std::optional<Date> date(std::string_view column, bool needed) {
    const auto text = needed ? required(column) : raw(column);
    if (text.empty()) return std::nullopt;
    auto date = parse_date(text);
    // 31/12/2026, as attestations print it.
    if (!date && text.size() == 10 && text[2] == '/' && text[5] == '/') {
      date = parse_date(std::string(text.substr(6)) + "-" + std::string(text.substr(3, 2)) + "-" +
                        std::string(text.substr(0, 2)));
    }
    if (!date) fail(column, refusals::csv_date);
    return date;
  }
  std::optional<Money> amount(std::string_view column, bool needed) {
    const auto text = needed ? required(column) : raw(column);
    if (text.empty()) return std::nullopt;
    const auto amount = parse_italian_amount(text);
    if (amount) return *amount;
    row_.errors.push_back({std::string(column), amount.error()});
    return std::nullopt;
  }
  template <class Value, std::size_t N>
  Value choice(std::string_view column,
               const std::array<std::pair<std::string_view, Value>, N>& names,
               std::string_view code) {
    const auto text = required(column);
    for (const auto& [name, value] : names) {
      if (name == text) return value;
    }
    if (!text.empty()) fail(column, code);
    return Value::unknown;
  }

 private:
  const std::map<std::string, std::size_t>& places_;
  IseeCsvRow& row_;
};

void read_scale(RowReader& reader, domain::AcquireAttestation& command) {
  const auto scale = reader.amount("scala", false);
  if (!scale) return;
  if (scale->cents() < 100 || scale->cents() > 10'000) {
    reader.fail("scala", refusals::csv_scale);
    return;
  }
  command.scale_hundredths = static_cast<std::uint16_t>(scale->cents());
}

void read_annotations(RowReader& reader, domain::AcquireAttestation& command) {
  command.annotations = reader.flag("annotazioni");
  command.documents_given = reader.flag("documenti");
  std::string_view rest = reader.raw("testo_annotazioni");
  while (!rest.empty()) {
    const std::size_t end = rest.find(annotation_separator);
    const auto text = trimmed(rest.substr(0, end));
    if (!text.empty()) command.annotation_texts.emplace_back(text);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
}

void read_person(RowReader& reader, IseeCsvRow& row) {
  const auto text = reader.required("codice_fiscale");
  if (text.empty()) return;
  const auto code = domain::identifiers::CodiceFiscale::parse(text);
  if (!code) reader.fail("codice_fiscale", refusals::csv_codice_fiscale);
  if (code) row.codice_fiscale = code->text();
  row.case_number = reader.text("caso");
}

void read_row(const std::map<std::string, std::size_t>& places, IseeCsvRow& row) {
  RowReader reader(places, row);
  domain::AcquireAttestation& command = row.command;
  read_person(reader, row);
  command.kind = reader.choice("tipo", kinds, refusals::csv_kind);
  command.channel = reader.choice("canale", channels, refusals::csv_channel);
  command.kind_as_printed = reader.text("tipo_stampato");
  command.isee = reader.amount("isee", true).value_or(Money());
  command.ise = reader.amount("ise", false);
  command.isr = reader.amount("isr", false);
  command.isp = reader.amount("isp", false);
  read_scale(reader, command);
  reader.required("numero_dsu");
  command.dsu_number = reader.text("numero_dsu");
  command.presented_on = reader.date("data_presentazione", true).value_or(Date());
  command.valid_from = reader.date("valida_dal", true).value_or(Date());
  command.valid_to = reader.date("valida_al", true).value_or(Date());
  command.reduced_household = reader.flag("nucleo_ridotto");
  command.corrente = reader.flag("corrente");
  command.corrente_form_number = reader.text("modulo_corrente");
  command.corrente_form_on = reader.date("data_modulo_corrente", false);
  command.protocol = reader.text("protocollo");
  command.filed_on = reader.date("data_protocollo", false);
  command.replaces_dsu = reader.text("dsu_sostituita");
  read_annotations(reader, command);
}

// Where each known column stands.
Result<std::map<std::string, std::size_t>, Refusal> places_of(
    const std::vector<std::string>& header) {
  std::map<std::string, std::size_t> places;
  for (std::size_t place = 0; place < header.size(); ++place) {
    const std::string name(trimmed(header[place]));
    const bool known =
        std::ranges::any_of(columns, [&](const Column& c) { return c.name == name; });
    if (!known) return Refusal{refusals::csv_column_unknown, {{"colonna", name.substr(0, 60)}}};
    if (!places.emplace(name, place).second) {
      return Refusal{refusals::csv_column_repeated, {{"colonna", name}}};
    }
  }
  for (const Column& column : columns) {
    if (column.required && !places.contains(std::string(column.name))) {
      return Refusal{refusals::csv_column_missing, {{"colonna", std::string(column.name)}}};
    }
  }
  return places;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Groups of three after the first, which has one to three: 1.234.567. Nothing otherwise.
std::optional<std::string> without_groups(std::string_view units) {
  std::string digits;
  for (bool first = true;; first = false) {
    const std::size_t end = units.find('.');
    const std::string_view group = units.substr(0, end);
    const bool fits = first ? group.size() <= 3 : group.size() == 3;
    if (!fits || !all_digits(group)) return std::nullopt;
    digits += group;
    if (end == std::string_view::npos) return digits;
    units.remove_prefix(end + 1);
  }
}

}  // namespace

Result<Money, Refusal> parse_italian_amount(std::string_view text) {
  if (text.starts_with('-')) return Refusal{refusals::csv_amount_negative, {}};
  const std::size_t comma = text.find(',');
  const std::string_view units = text.substr(0, comma);
  const std::string_view cents =
      comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  const bool grouped = units.find('.') != std::string_view::npos;
  if (comma == std::string_view::npos && grouped) {
    return Refusal{refusals::csv_amount_ambiguous, {}};
  }
  if (cents.find('.') != std::string_view::npos) return Refusal{refusals::csv_amount_english, {}};
  const auto digits = grouped
                          ? without_groups(units)
                          : (all_digits(units) ? std::optional<std::string>(units) : std::nullopt);
  const bool fraction = comma == std::string_view::npos || all_digits(cents);
  if (!digits || !fraction) return Refusal{refusals::csv_amount, {}};
  if (cents.size() > 2) return Refusal{refusals::csv_amount_decimals, {}};
  const auto parsed = parse_money(cents.empty() ? *digits : *digits + "." + std::string(cents));
  if (!parsed.money || parsed.money->cents() > limits::amount_cents_max) {
    return Refusal{refusals::csv_amount_too_large, {}};
  }
  return *parsed.money;
}

Result<IseeCsv, Refusal> read_isee_csv(std::string_view bytes) {
  auto file = read_csv(bytes);
  if (!file) return file.error();
  const auto places = places_of(file->header);
  if (!places) return places.error();
  IseeCsv csv{file->separator, file->header, {}};
  for (CsvRow& each : file->rows) {
    IseeCsvRow row;
    row.line = each.line;
    row.fields = std::move(each.fields);
    if (!each.wrong.empty()) {
      row.errors.push_back({"", Refusal{each.wrong, {}}});
    } else if (row.fields.size() != csv.header.size()) {
      row.errors.push_back({"",
                            {refusals::csv_columns_differ,
                             {{"attese", std::to_string(csv.header.size())},
                              {"trovate", std::to_string(row.fields.size())}}}});
    } else {
      read_row(*places, row);
    }
    csv.rows.push_back(std::move(row));
  }
  return csv;
}

}  // namespace telaio::app
