// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/prepare_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/authorise.hpp"
#include "app/destroyed_keys.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/governance/authorisations.hpp"
#include "log/anchor.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"
#include "schemas/verified.hpp"
#include "tools/backup/backup.hpp"
#include "tools/backup/backup_faults.hpp"
#include "tools/installation/erasure_replay.hpp"

namespace telaio::backup {
namespace {

namespace fs = std::filesystem;

Fault fault(std::string_view code, std::string detail) {
  return {std::string(code), std::move(detail)};
}

std::vector<std::uint8_t> numbers_of(const crypto::Sha256& hash) {
  std::vector<std::uint8_t> numbers;
  for (const std::byte byte : hash) numbers.push_back(std::to_integer<std::uint8_t>(byte));
  return numbers;
}

class LogHalf {
 public:
  explicit LogHalf(const LogWork& work) : work_(work) {}

  Result<PreparedLog, Fault> run() {
    bool is_behind = false;
    std::string why;
    {
      const auto copy = open_copy(work_.prepared.log(), work_.manifest.log_id);
      if (!copy) return copy.error();
      const auto report = verify_copy(**copy, work_.manifest, std::nullopt);
      if (!report.intact()) {
        return fault(faults::damaged, fmt::format("{}: {}", log::code_of(report.first.front().kind),
                                                  report.first.front().detail));
      }
      const auto heads = app::ledger_heads(**copy);
      if (!heads) return heads.error();
      for (const log::ChainHead& head : *heads) {
        if (auto known = check_known(work_.ledger, head); !known) return known.error();
      }
      if (const auto compared = compare_with_anchor(**copy, is_behind, why); !compared) {
        return compared.error();
      }
      if (is_behind && !work_.order.epoch) return fault(faults::behind, why);
      if (!is_behind && work_.order.epoch) return fault(faults::epoch_not_needed, "");
      if (is_behind) {
        if (const auto two = check_decision(**copy); !two) return two.error();
      }
    }
    if (const auto done = is_behind ? begin_epoch() : purge_log(); !done) return done.error();
    return result_;
  }

 private:
  // Whether the anchor, or what was signed, is ahead of the copy or says another history.
  Result<Done, Fault> compare_with_anchor(const log::StoredLog& copy, bool& is_behind,
                                          std::string& why) {
    const log::Head head = copy.head();
    const auto compare = [&](std::uint64_t size,
                             const crypto::Sha256& root) -> Result<Done, Fault> {
      why = fmt::format("the backup holds {} events, {} are known of", head.size, size);
      is_behind = is_behind || size > head.size;
      if (size > head.size) return Done{};
      const auto at = copy.root_at(size);
      if (!at) return at.error();
      if (*at == root) return Done{};
      return fault(faults::another_history,
                   fmt::format("the first {} events have root {}, {} is known", size,
                               to_base64(*at), to_base64(root)));
    };
    const auto anchor = log::Anchor::read(work_.paths.anchor);
    if (!anchor) return anchor.error();
    if (!*anchor && work_.order.accept_missing_anchor != work_.manifest.log_id) {
      return fault(log::faults::anchor_missing, log::Anchor::file_in(work_.paths.anchor).string());
    }
    if (*anchor) {
      has_anchor_ = true;
      last_ = {{}, (*anchor)->size, (*anchor)->root};
      if (const auto done = compare((*anchor)->size, (*anchor)->root); !done) return done;
    }
    std::error_code ignored;
    if (!fs::exists(work_.paths.signed_head(), ignored)) return Done{};
    const auto key = log::read_log_key(work_.paths);
    if (!key) return key.error();
    const auto signed_head = log::Signer::read_state(work_.paths.signed_head(), *key);
    if (!signed_head) return signed_head.error();
    const auto& checkpoint = signed_head->checkpoint;
    if (checkpoint.size > last_.size) last_ = checkpoint;
    const std::string before = why;
    const auto done = compare(checkpoint.size, checkpoint.root);
    if (checkpoint.size <= head.size) why = before;
    return done;
  }

  Result<Done, Fault> check_decision(const log::StoredLog& copy) const {
    const EpochDecision& decision = *work_.order.epoch;
    if (decision.decided_by == decision.confirmed_by) return fault(faults::same_person, "");
    domain::Authorisations all;
    for (log::Version next = 0;;) {
      const auto page = copy.read_stream(app::streams::governance(), next, {});
      if (!page) return page.error();
      for (const auto& stored : page->events) {
        const auto* header = schema::verified_header(stored.header);
        if (header != nullptr) all = evolve(std::move(all), *header);
        next = stored.version + 1;
      }
      if (page->end || page->events.empty()) break;
    }
    for (const OperatorId& each : {decision.decided_by, decision.confirmed_by}) {
      const auto entries = domain::authorised_on(all, each, rome_date(work_.clock.now()));
      const bool may = std::ranges::any_of(entries, [](const auto& entry) {
        const app::Question question{entry.role, app::Action::dispose};
        return app::authorise(question).verdict == app::Verdict::allowed;
      });
      if (!may) return fault(faults::not_authorised, "operator " + to_string(each));
    }
    return Done{};
  }

  // ---- The copy is written to: ciphertexts go, and an epoch begins ----

  Result<std::unique_ptr<log::StoredLog>, Fault> open_prepared() {
    log::rocksdb::Options options;
    options.accept_missing_anchor = work_.manifest.log_id;
    return log::rocksdb::open({work_.prepared.log(), work_.prepared.anchor()}, work_.clock,
                              options);
  }

  Result<Done, Fault> purge_log() {
    {
      auto events = open_prepared();
      if (!events) return events.error();
      if (const auto purged = replay(**events); !purged) return purged;
    }
    // An anchor that is there is the better one: it may know of more than this copy did.
    if (has_anchor_) {
      std::error_code error;
      fs::remove_all(work_.prepared.anchor(), error);
      if (error) return fault(faults::io, error.message());
      return Done{};
    }
    auto key = log::read_key(work_.paths.log_key());
    if (!key) return key.error();
    return sign(std::move(*key));
  }

  Result<Done, Fault> replay(log::EventLog& events) {
    const auto purged = tools::replay_on_log(work_.ledger, events);
    if (!purged) return purged.error();
    result_.parts_purged = *purged;
    result_.size = events.head().size;
    result_.root = events.head().root;
    return Done{};
  }

  Result<Done, Fault> begin_epoch() {
    const auto old = log::read_log_key(work_.paths);
    if (!old) return old.error();
    result_.old_epoch = epoch_of(old->name);
    result_.epoch = result_.old_epoch + 1;
    {
      auto events = open_prepared();
      if (!events) return events.error();
      if (const auto purged = replay(**events); !purged) return purged;
      const auto outcome = log::append_and_wait(**events, epoch_commit((*events)->head()));
      if (!std::holds_alternative<log::Appended>(outcome)) {
        return fault(faults::io, "the first event of the epoch could not be written");
      }
      result_.size = (*events)->head().size;
      result_.root = (*events)->head().root;
    }
    const auto made = log::make_directory(work_.prepared.keys(), faults::io);
    if (!made) return made.error();
    auto key = log::make_key(
        {work_.prepared.keys() / "log-signing.key", work_.prepared.keys() / "log.vkey"},
        origin_of(old->name, result_.epoch));
    if (!key) return key.error();
    return sign(std::move(*key));
  }

  log::Commit epoch_commit(const log::Head& head) const {
    schema::EpochBeganT began;
    began.epoch = result_.epoch;
    began.last_size = last_.size;
    began.last_root = numbers_of(last_.root);
    began.restored_size = head.size;
    began.restored_root = numbers_of(head.root);
    began.reason = work_.order.epoch->reason;
    began.decided_by = work_.order.epoch->decided_by;
    began.confirmed_by = work_.order.epoch->confirmed_by;
    schema::HeaderT header;
    header.event = crypto::random_id<EventId>();
    header.operator_ = work_.order.epoch->decided_by;
    header.role = schema::Role::administrator;
    header.origin = schema::Origin::desk;
    header.legal_basis = schema::LegalBasis::legal_duty;
    header.purpose = Code("restore");
    header.effective_from = rome_date(work_.clock.now());
    header.visibility = schema::VisibilityClass::p0;
    header.fact.Set(std::move(began));
    log::Commit commit;
    commit.command = crypto::random_id<CommandId>();
    commit.writes.push_back({app::streams::governance(),
                             log::Expectation::any(),
                             {log::NewEvent{schema::encode(header), {}}}});
    return commit;
  }

  Result<Done, Fault> sign(log::tree::NoteSigner key) {
    const auto events = open_prepared();
    if (!events) return events.error();
    const auto signer =
        log::Signer::create(**events, std::move(key), work_.prepared.anchor() / "log.signed");
    if (!signer) return signer.error();
    return Done{};
  }

  const LogWork& work_;
  bool has_anchor_ = false;
  log::tree::Checkpoint last_;  // The last head that is known beside the folder.
  PreparedLog result_;
};

}  // namespace

Result<Done, Fault> check_known(const app::ErasureLedger& ledger, const log::ChainHead& head) {
  if (ledger.continues(head)) return Done{};
  return fault(log::faults::chain_behind, fmt::format("the ledger has {} records, {} are known of",
                                                      ledger.head().size, head.size));
}

Result<PreparedLog, Fault> prepare_log(const LogWork& work) {
  return LogHalf(work).run();
}

}  // namespace telaio::backup
