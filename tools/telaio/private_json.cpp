// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/private_json.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace telaio::cli {
namespace {

namespace json = boost::json;

// Texts that are not there are left out.
void add(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

json::object identity(const schema::PersonIdentityT& person) {
  json::object object;
  add(object, "surname", person.surname);
  add(object, "given_name", person.given_name);
  if (person.birth_year != 0) {
    object["born"] =
        fmt::format("{:04}-{:02}-{:02}", person.birth_year, person.birth_month, person.birth_day);
  }
  add(object, "birth_place", person.birth_place);
  object["sex"] = schema::EnumNameSex(person.sex);
  add(object, "phone", person.phone);
  return object;
}

json::object citizenship(const schema::PersonCitizenshipT& person) {
  json::array countries;
  for (const std::uint16_t country : person.countries) countries.push_back(country);
  return {{"countries", std::move(countries)}};
}

json::object isee(const schema::IseeDetailsT& details) {
  json::object object;
  add(object, "dsu_number", details.dsu_number);
  add(object, "kind_as_printed", details.kind_as_printed);
  add(object, "protocol", details.protocol);
  json::array annotations;
  for (const std::string& text : details.annotation_texts) annotations.emplace_back(text);
  if (!annotations.empty()) object["annotation_texts"] = std::move(annotations);
  add(object, "corrente_form_number", details.corrente_form_number);
  return object;
}

json::object operator_name(const schema::OperatorNameT& name) {
  json::object object;
  add(object, "surname", name.surname);
  add(object, "given_name", name.given_name);
  return object;
}

json::object fields_of(const schema::PrivateFactUnion& content) {
  using schema::PrivateFact;
  switch (content.type) {
    case PrivateFact::NONE:
      return {};
    case PrivateFact::PersonIdentity:
      return identity(*content.AsPersonIdentity());
    case PrivateFact::PersonCitizenship:
      return citizenship(*content.AsPersonCitizenship());
    case PrivateFact::IdentifierValue:
      return {{"value", content.AsIdentifierValue()->value}};
    case PrivateFact::StreetAddress:
      return {{"street", content.AsStreetAddress()->street}};
    case PrivateFact::ContactNote:
      return {{"text", content.AsContactNote()->text}};
    case PrivateFact::InterventionText:
      return {{"text", content.AsInterventionText()->text}};
    case PrivateFact::FinalEvaluation:
      return {{"text", content.AsFinalEvaluation()->text}};
    case PrivateFact::IseeDetails:
      return isee(*content.AsIseeDetails());
    case PrivateFact::CorrectedText:
      return {{"text", content.AsCorrectedText()->text}};
    case PrivateFact::OperatorName:
      return operator_name(*content.AsOperatorName());
    case PrivateFact::NoticeNumber:
      return {{"iuv", content.AsNoticeNumber()->iuv}};
  }
  return {};  // Written by a newer version: its fields stay opaque.
}

}  // namespace

json::object private_json(const schema::PrivateFactUnion& content) {
  json::object object{{"type", schema::EnumNamePrivateFact(content.type)}};
  for (auto& field : fields_of(content)) object.insert(field);
  return object;
}

}  // namespace telaio::cli
