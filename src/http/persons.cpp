// SPDX-License-Identifier: EUPL-1.2
#include "http/persons.hpp"

#include <fmt/format.h>

namespace telaio::http {

namespace {
constexpr std::string_view unknown_name = "—";
}  // namespace

std::string PersonShown::display_name() const {
  return given_name.empty() ? surname : surname + " " + given_name;
}

std::string pseudonym(std::size_t number) {
  return fmt::format("P-{:02}", number);
}

PersonsShown pseudonyms(std::span<const PersonId> persons) {
  PersonsShown shown;
  for (const PersonId& person : persons) {
    const std::size_t number = shown.size() + 1;
    shown.try_emplace(person, PersonShown{pseudonym(number), {}, {}, {}});
  }
  return shown;
}

Result<PersonShown, app::Failure> read_identity(const Site& site,
                                                const projections::people::Person& person) {
  PersonShown shown{std::string(unknown_name), {}, person.birth, {}};
  if (person.residence) shown.comune = person.residence->comune;
  for (const auto& part : person.identity) {
    const auto opened = site.opening.part(part.position, static_cast<std::uint16_t>(part.part));
    if (!opened) return app::Failure(opened.error());
    const auto* identity = opened->content ? opened->content->AsPersonIdentity() : nullptr;
    if (identity == nullptr) continue;
    shown.surname = identity->surname;
    shown.given_name = identity->given_name;
  }
  return shown;
}

Result<PersonsShown, app::Failure> read_persons(const Site& site, std::span<const PersonId> persons,
                                                const view::At& at, Date on) {
  using projections::people::Person;
  const auto answer = site.deps.views.ask("people", at, [&](const view::ReadRows& rows) {
    std::map<PersonId, std::optional<Person>> found;
    for (const PersonId& person : persons) {
      found.try_emplace(person, projections::people::person_on(rows, person, on));
    }
    return found;
  });
  if (!answer) return app::Failure(answer.error());
  PersonsShown shown;
  for (const auto& [id, person] : answer->value) {
    if (!person) {
      shown[id] = PersonShown{std::string(unknown_name), {}, {}, {}};
      continue;
    }
    auto identity = read_identity(site, *person);
    if (!identity) return identity.error();
    shown[id] = std::move(*identity);
  }
  return shown;
}

}  // namespace telaio::http
