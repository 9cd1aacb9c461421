// SPDX-License-Identifier: EUPL-1.2
#include "app/operators.hpp"

#include "app/streams.hpp"
#include "schemas/read.hpp"

namespace telaio::app {
namespace {

constexpr std::string_view unknown_name = "—";

}  // namespace

Operators::Operators(const Transactor& transactor)
    : transactor_(transactor), opening_(transactor.events(), transactor.vault()) {}

Result<Done, Failure> Operators::refresh() {
  // Every request asks: as long as nothing at all was written there is nothing to read.
  const std::uint64_t size = transactor_.events().head().size;
  if (size == seen_) return Done{};
  for (;;) {
    const auto page =
        transactor_.events().read_stream(streams::governance(), next_, log::ReadLimits{});
    if (!page) return Failure(page.error());
    for (const auto& stored : page->events) {
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Failure(Fault{"log.header_unreadable",
                             "governance stream, position " + std::to_string(stored.position)});
      }
      authorisations_ = evolve(std::move(authorisations_), *header);
      const auto* changed = header->fact_as_OperatorAuthorisationChanged();
      if (changed != nullptr && !stored.parts.empty()) {
        named_at_[schema::read(changed->operator_())] = stored.position;
      }
      next_ = stored.version + 1;
    }
    if (!page->end) continue;
    seen_ = size;
    return Done{};
  }
}

Result<std::optional<Actor>, Failure> Operators::actor(const OperatorId& id, const Code& body) {
  const std::lock_guard lock(mutex_);
  if (auto fresh = refresh(); !fresh) return fresh.error();
  return actor_of(id, body);
}

std::optional<Actor> Operators::kept_actor(const OperatorId& id, const Code& body) {
  // Whoever holds it may be reading the log.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock.owns_lock() || transactor_.events().head().size != seen_) return std::nullopt;
  return actor_of(id, body);
}

std::optional<Actor> Operators::actor_of(const OperatorId& id, const Code& body) const {
  const auto in_force = domain::authorised_on(authorisations_, id, transactor_.today());
  if (in_force.empty()) return std::nullopt;
  return Actor{id, in_force.front().role, in_force.front().scope_unit, body};
}

Result<std::string, Failure> Operators::display_name(const OperatorId& id) {
  const std::lock_guard lock(mutex_);
  if (const auto known = names_.find(id); known != names_.end()) return known->second;
  if (auto fresh = refresh(); !fresh) return fresh.error();
  const auto at = named_at_.find(id);
  if (at == named_at_.end()) return std::string(unknown_name);
  const auto opened = opening_.part(at->second, 0);
  if (!opened) return Failure(opened.error());
  const auto* name = opened->content ? opened->content->AsOperatorName() : nullptr;
  if (name == nullptr) return std::string(unknown_name);
  return names_[id] = name->given_name + " " + name->surname;
}

Result<std::vector<OperatorSummary>, Failure> Operators::list() {
  std::vector<OperatorSummary> all;
  {
    const std::lock_guard lock(mutex_);
    if (auto fresh = refresh(); !fresh) return fresh.error();
    for (const auto& [id, entries] : authorisations_.by_operator) {
      all.push_back({id, {}, domain::authorised_on(authorisations_, id, transactor_.today())});
    }
  }
  for (auto& summary : all) {
    auto name = display_name(summary.id);
    if (!name) return name.error();
    summary.display_name = std::move(*name);
  }
  return all;
}

}  // namespace telaio::app
