// SPDX-License-Identifier: EUPL-1.2
// Finding people by name, codice fiscale, phone, case number or street. The words travel in the
// body: a URL never carries personal data. Every person shown is recorded, in one commit, before
// the answer leaves; a search that finds nobody is recorded without a subject. What was typed is
// recorded nowhere.
#include <algorithm>
#include <set>

#include "http/case_access.hpp"
#include "http/handlers/handlers.hpp"
#include "http/http_refusals.hpp"
#include "http/json_body.hpp"
#include "http/persons.hpp"

namespace telaio::http::handlers {

namespace {

namespace people = projections::people;

constexpr std::size_t hits_max = 50;
constexpr std::size_t hits_default = 20;

struct Hit {
  people::Person person;
  PersonShown shown;
  std::string_view match;
  std::optional<CaseId> case_file;
  std::optional<CaseAt> file;
  bool in_scope = true;
};

struct Looked {
  std::vector<people::Person> persons;
  std::string_view match = "name";
  bool more = false;
};

Looked look(const Site& site, const view::ReadRows& rows, const std::string& text,
            std::size_t limit, Date today) {
  const vault::KeyedTokens& tokens = site.deps.vault().tokens();
  Looked looked;
  people::Found found;
  if (const auto token = tokens.of_codice_fiscale(text)) {
    looked.match = "codice_fiscale";
    found = people::search(rows, {*token}, limit);
  }
  if (found.persons.empty()) {
    looked.match = "name";
    found = people::search(rows, tokens.of_typed(text), limit);
  }
  if (found.persons.empty()) {
    looked.match = "phone";
    if (const auto token = tokens.of_phone(text)) found = people::search(rows, {*token}, limit);
  }
  if (found.persons.empty()) {
    looked.match = "case_number";
    if (const auto number = Code::parse(text)) {
      for (const CaseId& id : people::cases_with_number(rows, *number)) {
        const auto file = read_case(site, id, std::nullopt, std::nullopt);
        if (file && *file && !(*file)->file.subjects.empty()) {
          found.persons.push_back((*file)->file.subjects.front());
        }
      }
    }
  }
  if (found.persons.empty()) {
    looked.match = "address";
    found = people::search(rows, tokens.of_typed_street(text), limit);
  }
  looked.more = found.more;
  for (const PersonId& id : found.persons) {
    if (auto person = people::person_on(rows, id, today)) {
      looked.persons.push_back(std::move(*person));
    }
  }
  return looked;
}

// The case a hit leads to: one the caller may open, else any open one.
Result<Done, app::Failure> find_case(const Site& site, const Call& call, Hit& hit) {
  hit.in_scope = hit.person.cases.empty();
  for (const people::CaseOfPerson& each : hit.person.cases) {
    const auto file = read_case(site, each.case_file, std::nullopt, std::nullopt);
    if (!file) return file.error();
    if (!*file) continue;
    const bool reachable = assignment_of(call.actor(), **file) != app::Assignment::none;
    if (hit.case_file && !reachable) continue;
    hit.case_file = each.case_file;
    hit.file = **file;
    hit.in_scope = hit.in_scope || reachable;
    if (reachable) return Done{};
  }
  return Done{};
}

boost::json::object hit_row(Site& site, const Hit& hit, Date today) {
  boost::json::object row;
  row["person_id"] = to_string(hit.person.person);
  row["surname"] = hit.shown.surname;
  row["given_name"] = hit.shown.given_name;
  row["match"] = hit.match;
  if (hit.shown.birth) {
    row["birth_date"] = to_string(*hit.shown.birth);
    row["age"] = std::clamp(age_on(*hit.shown.birth, today), 0, 130);
  }
  if (hit.shown.comune) {
    row["comune"] = hit.shown.comune->text();
    row["comune_name"] = site.deps.catalogue.comune_name(*hit.shown.comune);
  }
  row["in_scope"] = hit.in_scope;
  if (hit.case_file && hit.file && hit.in_scope) {
    row["case_id"] = to_string(*hit.case_file);
    row["case_number"] = hit.file->number.text();
    row["family_name"] = hit.shown.surname;
    if (hit.file->management) {
      const auto name = site.deps.operators.display_name(hit.file->management->case_manager);
      if (name) row["case_manager_name"] = *name;
    }
  }
  return row;
}

// One per person shown, with the case the row leads to; one without a subject when nobody is.
std::vector<app::Access> accesses_of(const std::vector<Hit>& hits) {
  app::Access access;
  access.part = schema::RecordPart::search;
  access.action = schema::AccessAction::search;
  if (hits.empty()) return {access};
  std::vector<app::Access> accesses;
  for (const Hit& hit : hits) {
    access.subject = hit.person.person;
    access.case_file = hit.in_scope ? hit.case_file : std::nullopt;
    accesses.push_back(access);
  }
  return accesses;
}

}  // namespace

Response search_persons(Site& site, const Call& call) {
  boost::json::object object;
  if (auto bad = read_body(site, call, object)) return std::move(*bad);
  std::vector<FieldError> errors;
  ObjectReader body(object, "", errors);
  const std::string text = body.text("text", 2, telaio::limits::name_characters_max);
  const auto limit =
      static_cast<std::size_t>(body.optional_integer("limit", 1, hits_max).value_or(hits_default));
  body.finish();
  if (!errors.empty()) return site.no(errors);

  app::Question question;
  question.role = call.actor().role;
  question.action = app::Action::search;
  question.visibility = schema::VisibilityClass::p1;
  if (app::authorise(question).verdict != app::Verdict::allowed) {
    return site.no(refusals::forbidden);
  }
  const Date today = site.today();
  const auto answer = site.deps.views.ask("people", view::At{}, [&](const view::ReadRows& rows) {
    return look(site, rows, text, limit, today);
  });
  if (!answer) return site.no(answer.error());

  const vault::NameNormaliser& names = site.deps.vault().tokens().normaliser();
  std::vector<Hit> hits;
  for (const people::Person& person : answer->value.persons) {
    Hit hit{person, {}, answer->value.match, {}, {}, true};
    if (const auto found = find_case(site, call, hit); !found) return site.no(found.error());
    // Another office's person is shown only to who knows the codice fiscale: "known to the
    // service".
    if (!hit.in_scope && hit.match != "codice_fiscale") continue;
    auto shown = read_identity(site, person);
    if (!shown) return site.no(shown.error());
    hit.shown = std::move(*shown);
    // Three letters of one word and three of another may have found them: the name decides.
    if (hit.match == "name" && !names.matches(hit.shown.display_name(), text)) continue;
    hits.push_back(std::move(hit));
  }
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.shown.surname, a.shown.given_name, a.person.person) <
           std::tie(b.shown.surname, b.shown.given_name, b.person.person);
  });
  if (auto unrecorded = site.record(call, accesses_of(hits), app::purposes::search)) {
    return std::move(*unrecorded);
  }
  boost::json::array items;
  for (const Hit& hit : hits) items.push_back(hit_row(site, hit, today));
  boost::json::object found;
  found["items"] = std::move(items);
  found["truncated"] = answer->value.more;
  return json_response(Status::ok, found);
}

}  // namespace telaio::http::handlers
