// SPDX-License-Identifier: EUPL-1.2
#include "app/catalogue.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace telaio::app {
namespace {

namespace json = boost::json;

// Start-up code: what is missing in a list throws, and becomes one fault with the file's name.
json::object read_json(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return json::parse(text.str()).as_object();
}

std::string text_of(const json::object& row, std::string_view key) {
  return std::string(row.at(key).as_string());
}

Code code_of(const json::object& row, std::string_view key) {
  const auto code = Code::parse(row.at(key).as_string());
  if (!code) throw std::runtime_error("not a code: " + text_of(row, key));
  return *code;
}

schema::QuantityUnit unit_named(std::string_view name) {
  for (const auto unit : schema::EnumValuesQuantityUnit()) {
    if (name == schema::EnumNameQuantityUnit(unit)) return unit;
  }
  throw std::runtime_error("unknown unit: " + std::string(name));
}

// ISTAT's file names are in capitals; people read "Sesto San Giovanni".
std::string capitalised(std::string name) {
  bool start = true;
  for (char& c : name) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (letter && !start && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    start = !letter && static_cast<unsigned char>(c) < 0x80;
  }
  return name;
}

void read_comuni(const std::filesystem::path& folder, Catalogue& catalogue) {
  const auto file = read_json(folder / "comuni-lombardia.json");
  for (const auto& row : file.at("comuni").as_array()) {
    const auto& comune = row.as_object();
    const Code istat = code_of(comune, "istat");
    catalogue.comuni[istat] = {istat, text_of(comune, "belfiore"),
                               capitalised(text_of(comune, "name"))};
  }
  for (const auto& row : file.at("ambito_sesto").as_array()) {
    const auto& comune = row.as_object();
    const Code istat = code_of(comune, "istat");
    catalogue.lists.comuni.insert(istat);
    if (text_of(comune, "role") == "capofila") catalogue.lead_comune = istat;
    catalogue.comuni[istat].name = text_of(comune, "name");
    catalogue.ambito_name += (catalogue.ambito_name.empty() ? "" : " – ") + text_of(comune, "name");
  }
}

void read_areas(const std::filesystem::path& folder, Catalogue& catalogue) {
  const auto areas = read_json(folder / "user-areas.json");
  for (const auto& row : areas.at("istat").as_array()) {
    const Code code = code_of(row.as_object(), "code");
    catalogue.areas[code] = text_of(row.as_object(), "it");
    catalogue.lists.areas.insert(code);
  }
  const auto reasons = read_json(folder / "closing-reasons.json");
  for (const auto& row : reasons.at("proposed").as_array()) {
    const Code code = code_of(row.as_object(), "code");
    catalogue.closing_reasons[code] = text_of(row.as_object(), "it");
    catalogue.lists.closing_reasons.insert(code);
  }
}

void read_services(const std::filesystem::path& folder, Catalogue& catalogue) {
  const auto services = read_json(folder / "services.json");
  for (const auto& row : services.at("services").as_array()) {
    const auto& service = row.as_object();
    const Code code = code_of(service, "code");
    catalogue.services[code] = {code, text_of(service, "it"), code_of(service, "siuss"),
                                unit_named(text_of(service, "unit")),
                                service.at("priced").as_bool()};
    catalogue.lists.services.insert(code);
  }
  const auto offices = read_json(folder / "units.json");
  for (const auto& row : offices.at("units").as_array()) {
    const auto& office = row.as_object();
    const Code code = code_of(office, "code");
    catalogue.offices[code] = {code, text_of(office, "it"), code_of(office, "comune")};
    catalogue.lists.units.insert(code);
  }
}

}  // namespace

std::string Catalogue::comune_name(const Code& istat) const {
  const auto found = comuni.find(istat);
  return found == comuni.end() ? std::string(istat.text()) : found->second.name;
}

std::string Catalogue::area_name(const Code& code) const {
  const auto found = areas.find(code);
  return found == areas.end() ? std::string(code.text()) : found->second;
}

std::string Catalogue::service_name(const Code& code) const {
  const auto found = services.find(code);
  return found == services.end() ? std::string(code.text()) : found->second.name;
}

std::string Catalogue::office_name(const Code& code) const {
  const auto found = offices.find(code);
  return found == offices.end() ? std::string(code.text()) : found->second.name;
}

Result<Catalogue, Fault> load_catalogue(const std::filesystem::path& folder) {
  Catalogue catalogue;
  try {
    read_comuni(folder, catalogue);
    read_areas(folder, catalogue);
    read_services(folder, catalogue);
  } catch (const std::exception& error) {
    return Fault{"config.malformed", folder.string() + ": " + error.what()};
  }
  return catalogue;
}

}  // namespace telaio::app
