// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/export_case.hpp"

#include <algorithm>
#include <ostream>
#include <set>

#include "app/access_log.hpp"
#include "app/destroyed_keys.hpp"
#include "app/opening.hpp"
#include "app/streams.hpp"
#include "log/frame.hpp"
#include "log/statement.hpp"
#include "projections/timeline/timeline_query.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "tools/telaio/event_json.hpp"
#include "tools/telaio/export_bundle.hpp"
#include "tools/telaio/export_refusals.hpp"
#include "tools/telaio/private_json.hpp"

namespace telaio::cli {
namespace {

namespace timeline = projections::timeline;
namespace tree = log::tree;

constexpr std::size_t rows_per_page = 1'000;
constexpr std::size_t stream_events_per_page = 256;

log::StreamId case_stream(const CaseId& case_file) {
  return {static_cast<std::uint16_t>(schema::StreamKind::case_file), case_file};
}

class CaseExporter {
 public:
  CaseExporter(tools::Installation& installation, const CaseId& case_file)
      : installation_(installation),
        events_(installation.events()),
        opening_(installation.events(), installation.vault()),
        case_file_(case_file) {}

  Result<CaseExport, app::Failure> run(Instant now, std::ostream& out) {
    const auto version = events_.stream_version(case_stream(case_file_));
    if (!version) return app::Failure(version.error());
    if (!*version) return app::Failure(Refusal{refusals::export_case_absent, {}});
    if (auto done = installation_.views().catch_up(); !done) return app::Failure(done.error());
    if (const auto found = find_streams(); !found) return app::Failure(found.error());
    if (const auto found = find_positions(); !found) return app::Failure(found.error());
    if (const auto found = find_disposals(); !found) return app::Failure(found.error());
    if (positions_.size() > export_events_max) {
      return app::Failure(
          Refusal{refusals::export_too_large, {{"limite", std::to_string(export_events_max)}}});
    }
    if (const auto recorded = record_access(); !recorded) return recorded.error();
    const auto head = installation_.folder().signer().sign_now();
    if (!head) return app::Failure(head.error());
    if (const auto written = write(*head, now, out); !written) {
      return app::Failure(written.error());
    }
    return made_;
  }

 private:
  // The streams of everything on the timeline of the case, and the persons it is about.
  Result<Done, Fault> find_streams() {
    streams_.insert(case_stream(case_file_));
    timeline::Wanted wanted;
    wanted.case_file = case_file_;
    wanted.limit = rows_per_page;
    for (;;) {
      const auto answer = installation_.views().ask(
          timeline::name, view::At{},
          [&](const view::ReadRows& rows) { return timeline::page(rows, wanted); });
      if (!answer) return answer.error();
      for (const timeline::Row& row : answer->value.rows) {
        const auto page = events_.read_all(row.position, {.events_max = 1, .parts = false});
        if (!page) return page.error();
        streams_.insert(page->events.at(0).stream);
        if (row.about == timeline::About::person) persons_.insert(row.subject);
      }
      if (!answer->value.next) return Done{};
      wanted.after = answer->value.next;
    }
  }

  // Where the events of these streams stand in the log.
  Result<Done, Fault> find_positions() {
    for (const log::StreamId& stream : streams_) {
      if (const auto found = add_positions(stream); !found) return found.error();
    }
    return Done{};
  }
  Result<Done, Fault> add_positions(const log::StreamId& stream) {
    for (log::Version from = 0;;) {
      const auto page =
          events_.read_stream(stream, from, {.events_max = stream_events_per_page, .parts = false});
      if (!page) return page.error();
      for (const log::StoredEvent& event : page->events) positions_.insert(event.position);
      from += page->events.size();
      if (page->end || page->events.empty()) return Done{};
    }
  }

  // A part that is not there is explained by the event that destroyed its key: that one goes along.
  Result<Done, Fault> find_disposals() {
    std::set<log::StreamId> disposals;
    for (const log::Position position : positions_) {
      const auto page = events_.read_all(position, {.events_max = 1});
      if (!page) return page.error();
      const log::StoredEvent& event = page->events.at(0);
      for (std::uint32_t part = 0; part < event.parts.size(); ++part) {
        const auto key = app::key_of(event.header, part);
        if (event.parts[part] || !key) continue;
        // Those of class 5 stand in one stream of their own, which does not say whose they were.
        const bool named = key->visibility != vault::class_protected;
        disposals.insert(app::streams::disposal(named ? key->subject : Uuid{}));
      }
    }
    for (const log::StreamId& stream : disposals) {
      if (const auto found = add_positions(stream); !found) return found.error();
    }
    return Done{};
  }

  Result<Done, app::Failure> record_access() {
    std::vector<app::Access> accesses;
    const auto add = [&](const Uuid& subject, schema::RecordPart part) {
      app::Access access;
      access.subject = subject;
      access.case_file = case_file_;
      access.part = part;
      access.action = schema::AccessAction::export_;
      accesses.push_back(access);
    };
    add(case_file_, schema::RecordPart::timeline);
    for (const Uuid& person : persons_) add(person, schema::RecordPart::identity);
    app::Recording recording;
    recording.purpose = app::purposes::disclosure;
    const app::Actor actor{OperatorId(), schema::Role::system, Code(),
                           installation_.catalogue().lead_comune};
    const auto recorded =
        app::record_accesses(installation_.transactor(), actor, accesses, recording);
    if (!recorded) return recorded.error();
    return Done{};
  }

  Result<Done, Fault> write(const log::SignedHead& head, Instant now, std::ostream& out) {
    const log::Signer& signer = installation_.folder().signer();
    ExportWriter writer(out);
    writer.title({case_file_, events_.head().log_id, signer.verifier().text(), now,
                  positions_.size(), head.note});
    for (const log::Position position : positions_) {
      auto event = exported(position, head);
      if (!event) return event.error();
      writer.event(*event);
      ++made_.events;
    }
    const auto signature =
        log::sign_statement(installation_.paths(), writer.statement(head.checkpoint.origin));
    if (!signature) return signature.error();
    writer.close(*signature);
    made_.size = head.checkpoint.size;
    return Done{};
  }

  Result<ExportedEvent, Fault> exported(log::Position position, const log::SignedHead& head) {
    const auto page = events_.read_all(position, {.events_max = 1});
    if (!page) return page.error();
    const log::StoredEvent& stored = page->events.at(0);
    ExportedEvent event;
    event.position = position;
    // As it was hashed: the frame's bytes follow from its fields alone.
    log::append_frame(event.record, {stored.stream, stored.version, stored.command, stored.place,
                                     stored.commit_size, stored.recorded,
                                     static_cast<std::uint32_t>(stored.header.size())});
    append(event.record, stored.header);
    event.parts = stored.parts;
    event.readable = event_json(stored);
    if (const auto opened = open_parts(stored, event.opened); !opened) return opened.error();

    const auto entry = events_.entry(position);
    if (!entry) return entry.error();
    auto hashes = events_.inclusion_proof(position, head.checkpoint.size);
    if (!hashes) return hashes.error();
    tree::ProofBundle proof{{}, position, std::move(*hashes), head.note};
    std::copy(entry->begin(), entry->end(), proof.entry.begin());
    event.proof = tree::format_proof(proof);
    return event;
  }

  Result<Done, Fault> open_parts(const log::StoredEvent& stored, json::array& opened) {
    const schema::Header* header = schema::verified_header(stored.header);
    if (header == nullptr || header->parts() == nullptr) return Done{};
    for (flatbuffers::uoffset_t i = 0; i < header->parts()->size(); ++i) {
      if (!stored.parts.at(i)) continue;
      ++made_.parts;
      if (header->parts()->Get(i)->visibility() == schema::VisibilityClass::p5) continue;
      const auto part = opening_.part(stored, static_cast<std::uint16_t>(i));
      if (!part) return part.error();
      if (!part->content) continue;  // Its key was destroyed.
      opened.push_back(json::object{{"part", i}, {"content", private_json(*part->content)}});
      ++made_.opened;
    }
    return Done{};
  }

  tools::Installation& installation_;
  log::EventLog& events_;
  const app::Opening opening_;
  const CaseId case_file_;
  std::set<log::StreamId> streams_;
  std::set<Uuid> persons_;
  std::set<log::Position> positions_;
  CaseExport made_;
};

}  // namespace

Result<CaseExport, app::Failure> export_case(tools::Installation& installation,
                                             const CaseId& case_file, Instant now,
                                             std::ostream& out) {
  return CaseExporter(installation, case_file).run(now, out);
}

}  // namespace telaio::cli
