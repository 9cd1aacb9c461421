// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/erasure.hpp"

#include <algorithm>

#include "app/destroyed_keys.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "tools/installation/vault_backups.hpp"

namespace telaio::tools {
namespace {

constexpr Code purpose("disposal");

domain::DataKeyName name_of(const vault::KeyRef& key) {
  return {key.subject, static_cast<schema::VisibilityClass>(key.visibility), key.key_id};
}

std::vector<domain::DataKeyName> names_of(const std::vector<vault::KeyRef>& keys) {
  std::vector<domain::DataKeyName> names;
  for (const vault::KeyRef& key : keys) names.push_back(name_of(key));
  return names;
}

app::Erasure erasure_of(const DisposalHistory::Entry& entry,
                        const schema::SubjectKeyDestroyed& fact, std::uint32_t wrapping) {
  app::Erasure erasure;
  erasure.recorded = entry.recorded;
  erasure.position = entry.position;
  erasure.key_encryption_key = wrapping;
  if (fact.subject() != nullptr) erasure.subject = schema::read(fact.subject());
  if (fact.disposal() != nullptr) {
    erasure.disposal = domain::DisposalId(schema::read(fact.disposal()));
  }
  if (fact.keys() == nullptr) return erasure;
  for (const schema::KeyReference* key : *fact.keys()) {
    erasure.keys.push_back({schema::read(key->subject()),
                            static_cast<std::uint8_t>(key->visibility()), key->key_id()});
  }
  return erasure;
}

// One run of the machine. What it needs to know it reads from log, ledger and vault each time, so
// that a run after a kill knows as much as the one that was killed.
class Run {
 public:
  Run(Installation& installation, const ErasureOrder& order, const Clock& clock)
      : installation_(installation), order_(order), today_(rome_date(clock.now())) {}

  Result<Done, app::Failure> step(ErasureStep step) {
    switch (step) {
      case ErasureStep::destruction_recorded:
        return record_destruction();
      case ErasureStep::protected_recorded:
        return record_protected();
      case ErasureStep::ledger_written:
        return write_ledger();
      case ErasureStep::keys_destroyed:
        return destroy_keys();
      case ErasureStep::survivors_rewrapped:
        return rewrap();
      case ErasureStep::rows_purged:
        return purge_rows();
      case ErasureStep::parts_purged:
        return purge_parts();
      case ErasureStep::completed:
        return complete();
    }
    return Done{};
  }

  const ErasureOutcome& outcome() const { return outcome_; }

 private:
  template <class... Command>
  Result<Done, app::Failure> run(const Command&... command) {
    const auto done =
        app::execute(installation_.transactor(), disposal_request(order_.destroyed_by), command...);
    if (!done) return done.error();
    outcome_.completed = done->position;
    return Done{};
  }

  Result<Done, app::Failure> record_destruction() {
    const auto keys = installation_.vault().keys_of(order_.subject);
    if (!keys) return app::Failure(keys.error());
    protected_ = names_of(*keys);
    return run(
        domain::DestroyKeys{order_.subject, order_.disposal, protected_, order_.destroyed_by.id});
  }

  Result<Done, app::Failure> record_protected() {
    const auto history = history_of(installation_.events(), order_.subject);
    if (!history) return app::Failure(history.error());
    const auto& step = history->state.steps.at(order_.disposal);
    return run(
        order_.subject, order_.disposal,
        domain::DestroyProtectedKeys{protected_, step.authorised_by, order_.destroyed_by.id});
  }

  // Every SubjectKeyDestroyed of this stream and of the shared one that the ledger has not.
  Result<Done, app::Failure> write_ledger() {
    app::ErasureLedger& ledger = installation_.erasures();
    std::uint32_t wrapping = installation_.vault().newest_key_encryption_key() + 1;
    for (const app::Erasure& known : ledger.erasures()) {
      if (known.disposal == order_.disposal) wrapping = known.key_encryption_key;
    }
    for (const Uuid& stream : {order_.subject, Uuid{}}) {
      const auto history = history_of(installation_.events(), stream);
      if (!history) return app::Failure(history.error());
      for (const auto& entry : history->entries) {
        const auto* fact = schema::verified_header(entry.header)->fact_as_SubjectKeyDestroyed();
        const bool written = std::ranges::find(ledger.erasures(), entry.position,
                                               &app::Erasure::position) != ledger.erasures().end();
        if (fact == nullptr || written) continue;
        const auto appended = ledger.append(erasure_of(entry, *fact, wrapping));
        if (!appended) return app::Failure(appended.error());
      }
    }
    return Done{};
  }

  // Those of this disposal, and the protected ones, whose records do not say whose they are.
  std::vector<app::Erasure> listed() const {
    std::vector<app::Erasure> all;
    for (const app::Erasure& each : installation_.erasures().erasures()) {
      if (each.disposal == order_.disposal || each.disposal.is_nil()) all.push_back(each);
    }
    return all;
  }

  Result<Done, app::Failure> destroy_keys() {
    vault::Vault& vault = installation_.vault();
    std::vector<vault::KeyRef> left;
    for (const app::Erasure& erasure : listed()) {
      if (erasure.disposal.is_nil()) {
        const auto alive = vault.undestroyed(erasure.keys);
        if (!alive) return app::Failure(alive.error());
        if (alive->empty()) continue;
      }
      auto rest = vault.destroy_keys(erasure.subject, erasure.keys);
      if (!rest) return app::Failure(rest.error());
      if (!erasure.disposal.is_nil()) left = std::move(*rest);
    }
    // Protected keys are destroyed by other records of the list, later in it.
    const auto rest = vault.keys_of(order_.subject);
    if (!rest) return app::Failure(rest.error());
    if (rest->empty()) return Done{};
    // Made since they were listed; from now on none is made any more, so this ends.
    for (const ErasureStep again :
         {ErasureStep::destruction_recorded, ErasureStep::protected_recorded,
          ErasureStep::ledger_written, ErasureStep::keys_destroyed}) {
      if (auto done = step(again); !done) return done;
    }
    return Done{};
  }

  std::uint32_t wrapping() const {
    std::uint32_t number = 0;
    for (const app::Erasure& erasure : listed()) {
      if (erasure.disposal == order_.disposal) {
        number = std::max(number, erasure.key_encryption_key);
      }
    }
    return number;
  }

  Result<Done, app::Failure> rewrap() {
    const auto wrapped = installation_.vault().rewrap_under(wrapping());
    if (!wrapped) return app::Failure(wrapped.error());
    return Done{};
  }

  Result<Done, app::Failure> purge_rows() {
    // Level first: what is applied later finds the keys gone and makes no rows of them.
    if (const auto level = installation_.views().catch_up(); !level) {
      return app::Failure(level.error());
    }
    const auto purged = installation_.views().purge(PersonId(order_.subject));
    if (!purged) return app::Failure(purged.error());
    return Done{};
  }

  Result<Done, app::Failure> purge_parts() {
    app::DestroyedKeys keys;
    own_keys_.clear();
    for (const app::Erasure& erasure : listed()) {
      keys.insert(erasure.keys.begin(), erasure.keys.end());
      if (erasure.disposal == order_.disposal) {
        own_keys_.insert(erasure.keys.begin(), erasure.keys.end());
      }
    }
    const auto parts = app::parts_under(installation_.events(), keys);
    if (!parts) return app::Failure(parts.error());
    std::vector<log::PartRef> stored;
    outcome_.parts = 0;
    positions_.clear();
    for (const app::KeyedPart& part : *parts) {
      if (part.stored) stored.push_back(part.ref);
      if (!own_keys_.contains(part.key)) continue;
      ++outcome_.parts;
      if (positions_.empty() || positions_.back() != part.ref.position) {
        positions_.push_back(part.ref.position);
      }
    }
    const auto purged = installation_.events().purge_sealed(stored);
    if (!purged) return app::Failure(purged.error());
    return Done{};
  }

  Result<Done, app::Failure> complete() {
    const auto backups = read_vault_backups(installation_.paths().keys);
    if (!backups) return app::Failure(backups.error());
    outcome_.backups_expire_on = horizon_below(*backups, wrapping(), today_);
    const auto retired =
        installation_.vault().retire_key_encryption_keys(keys_in_term(*backups, today_));
    if (!retired) return app::Failure(retired.error());
    outcome_.keys = static_cast<std::uint32_t>(own_keys_.size());
    domain::CompleteErasure command;
    command.subject = order_.subject;
    command.disposal = order_.disposal;
    command.keys = outcome_.keys;
    command.parts = outcome_.parts;
    command.positions = positions_;
    command.backups_expire_on = outcome_.backups_expire_on;
    const log::ChainHead head = installation_.erasures().head();
    command.ledger_size = head.size;
    for (const std::byte byte : head.hash) {
      command.ledger_hash.push_back(std::to_integer<std::uint8_t>(byte));
    }
    if (auto done = run(command); !done) return done;
    const auto signed_now = installation_.folder().signer().sign_now();
    if (!signed_now) return app::Failure(signed_now.error());
    return Done{};
  }

  Installation& installation_;
  const ErasureOrder order_;
  const Date today_;
  std::vector<domain::DataKeyName> protected_;  // All the vault had when the run began.
  app::DestroyedKeys own_keys_;
  std::vector<std::uint64_t> positions_;
  ErasureOutcome outcome_;
};

}  // namespace

app::CommandRequest disposal_request(const app::Actor& actor) {
  app::CommandRequest request;
  request.command = crypto::random_id<CommandId>();
  request.envelope.actor = actor;
  request.envelope.legal_basis = schema::LegalBasis::legal_duty;
  request.envelope.purpose = purpose;
  return request;
}

Result<DisposalHistory, Fault> history_of(const log::EventLog& events, const Uuid& subject) {
  DisposalHistory history;
  for (log::Version next = 0;;) {
    auto page =
        events.read_stream(app::streams::disposal(subject), next, log::ReadLimits{.parts = false});
    if (!page) return page.error();
    for (auto& stored : page->events) {
      const schema::Header* header = schema::verified_header(stored.header);
      if (header == nullptr) {
        return Fault{"log.header_unreadable", "position " + std::to_string(stored.position)};
      }
      history.state = evolve(std::move(history.state), *header);
      history.entries.push_back({stored.position, stored.recorded,
                                 schema::read(header->operator_()), std::move(stored.header)});
      next = stored.version + 1;
    }
    if (page->end || page->events.empty()) return history;
  }
}

Result<std::optional<ErasureOutcome>, app::Failure> execute_erasure(Installation& installation,
                                                                    const ErasureOrder& order,
                                                                    const Clock& clock,
                                                                    const AfterStep& after) {
  Run run(installation, order, clock);
  for (std::size_t number = 0; number < erasure_steps; ++number) {
    const auto step = static_cast<ErasureStep>(number);
    if (auto done = run.step(step); !done) return done.error();
    if (after && !after(step)) return std::optional<ErasureOutcome>();
  }
  return std::optional(run.outcome());
}

}  // namespace telaio::tools
