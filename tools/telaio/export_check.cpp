// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/export_check.hpp"

#include <algorithm>
#include <map>

#include "app/destroyed_keys.hpp"
#include "log/log_refusals.hpp"
#include "log/record.hpp"
#include "log/tree/proofs.hpp"
#include "schemas/event_generated.h"
#include "tools/telaio/export_refusals.hpp"

namespace telaio::cli {
namespace {

namespace tree = log::tree;

enum class LineEnd : std::uint8_t { line, end, too_large, unfinished };

// The next line without its newline. A last line without one is unfinished: something is missing.
LineEnd next_line(std::istream& in, std::string& line) {
  line.clear();
  std::streambuf& bytes = *in.rdbuf();
  constexpr int end_of_file = std::char_traits<char>::eof();
  for (int byte = bytes.sbumpc(); byte != end_of_file; byte = bytes.sbumpc()) {
    if (byte == '\n') return LineEnd::line;
    if (line.size() == export_line_bytes_max) return LineEnd::too_large;
    line += static_cast<char>(byte);
  }
  return line.empty() ? LineEnd::end : LineEnd::unfinished;
}

class Checker {
 public:
  Checker(std::istream& in, const tree::VerifierKey& key) : in_(in), key_(key) {}

  ExportReport run() {
    // The last line closes; every one before is known to be followed by another.
    std::string next;
    if (!read(next)) return std::move(report_);
    check_title(next);
    take(next);
    if (!read(next)) return std::move(report_);
    for (std::string line; !stopped_;) {
      line.swap(next);
      const LineEnd end = next_line(in_, next);
      if (end == LineEnd::end) {
        check_closing(line);
        check_absent();
        break;
      }
      check_event(line);
      take(line);
      if (end != LineEnd::line) {
        stop(end);
      } else {
        ++number_;
      }
    }
    report_.streams = next_version_.size();
    return std::move(report_);
  }

 private:
  // The first lines: a bundle without them is none.
  bool read(std::string& line) {
    const LineEnd end = next_line(in_, line);
    ++number_;
    if (end == LineEnd::line) return true;
    stop(end);
    return false;
  }
  void stop(LineEnd end) {
    stopped_ = true;
    if (end == LineEnd::too_large) {
      return add({refusals::export_too_large, {{"limite", std::to_string(export_line_bytes_max)}}});
    }
    add({refusals::export_truncated, {}});
  }
  void take(const std::string& line) { all_.add(as_bytes(line)).add(as_bytes("\n")); }

  void add(Refusal refusal, std::optional<log::Position> position = std::nullopt) {
    ++report_.findings;
    if (report_.first.size() < export_findings_max) {
      report_.first.push_back({number_, position, std::move(refusal)});
    }
  }
  void add_at(log::Position position, std::string_view code) {
    add({code, {{"posizione", std::to_string(position)}}}, position);
  }

  void check_title(const std::string& line) {
    report_.title = read_title(line);
    if (!report_.title) return add({refusals::export_malformed, {{"riga", "1"}}});
    if (report_.title->events > export_events_max) {
      add({refusals::export_too_large, {{"limite", std::to_string(export_events_max)}}});
      stopped_ = true;
      return;
    }
    const auto checkpoint = tree::open_checkpoint(report_.title->checkpoint, key_);
    if (!checkpoint) return add(checkpoint.error());
    report_.checkpoint = *checkpoint;
    if (report_.title->key != key_.text()) {
      add({refusals::export_other_log, {{"registro", key_.name}}});
    }
  }

  void check_event(const std::string& line) {
    if (seen_++ == export_events_max) {
      stopped_ = true;
      return add({refusals::export_too_large, {{"limite", std::to_string(export_events_max)}}});
    }
    const EventLine read = read_event(line);
    const auto position = read.event ? std::optional(read.event->position) : std::nullopt;
    const std::uint64_t before = report_.findings;
    if (!read.digest_right) {
      add({refusals::export_line_altered, {{"riga", std::to_string(number_)}}}, position);
    }
    if (!read.event) {
      if (read.digest_right) add({refusals::export_malformed, {{"riga", std::to_string(number_)}}});
      return;
    }
    check_content(*read.event);
    if (report_.findings != before || !report_.checkpoint) return;
    ++report_.events;
    // Only an event that is proved explains why something is not there.
    app::add_destroyed_keys(log::read_record(read.event->record)->header, destroyed_);
  }

  void check_content(const ExportedEvent& event) {
    const auto record = log::read_record(event.record);
    if (!record || record->bytes.size() != event.record.size()) {
      return add_at(event.position, refusals::export_record);
    }
    check_parts(event, *record);
    check_order(event, record->frame);
    const auto proof = tree::parse_proof(event.proof);
    if (!proof) return add(proof.error(), event.position);
    if (proof->position != event.position || proof->entry != log::entry_of(*record)) {
      return add_at(event.position, refusals::export_entry);
    }
    // All stand under the one checkpoint of the title, whose signature was checked once.
    if (!report_.checkpoint) return;  // Told already: nothing is proved.
    const bool same = proof->checkpoint == report_.title->checkpoint;
    if (!same || !tree::verify_inclusion(tree::leaf_hash(proof->entry), proof->position,
                                         report_.checkpoint->size, proof->hashes,
                                         report_.checkpoint->root)) {
      add({log::refusals::proof_wrong,
           {{"position", std::to_string(event.position)},
            {"size", std::to_string(report_.checkpoint->size)}}},
          event.position);
    }
  }

  void check_parts(const ExportedEvent& event, const log::Record& record) {
    const auto descriptors = log::read_descriptors(record.header);
    if (!descriptors || event.parts.size() != descriptors->size()) {
      return add_at(event.position, refusals::export_record);
    }
    for (std::size_t i = 0; i < event.parts.size(); ++i) {
      if (!event.parts[i]) {
        ++report_.parts_absent;
        const auto part = static_cast<std::uint32_t>(i);
        absent_.push_back({number_, {event.position, part}, *app::key_of(record.header, part)});
      } else if (log::check_part((*descriptors)[i], *event.parts[i]) != log::PartsCheck::agree) {
        add({refusals::export_part,
             {{"posizione", std::to_string(event.position)}, {"parte", std::to_string(i)}}},
            event.position);
      } else {
        ++report_.parts;
      }
    }
  }

  // Positions rise, and of every stream each version is there, from the first.
  void check_order(const ExportedEvent& event, const log::Frame& frame) {
    const bool rises = !last_ || *last_ < event.position;
    last_ = event.position;
    log::Version& next = next_version_[frame.stream];
    if (!rises || frame.version != next) add_at(event.position, refusals::export_order);
    next = frame.version + 1;
  }

  void check_closing(const std::string& line) {
    const auto closing = read_closing(line);
    if (!closing) return add({refusals::export_truncated, {}});
    const auto& title = report_.title;
    const auto digest = all_.finish();
    if (closing->digest != digest || closing->events != seen_ ||
        (title && title->events != seen_)) {
      add({refusals::export_altered, {}});
    }
    const tree::SignedNote note{export_statement(key_.name, closing->events, closing->digest),
                                {closing->signature}};
    if (!tree::verify_note(note, std::span(&key_, 1))) add({refusals::export_signature, {}});
    if (!title) return;
    const log::StreamId case_stream{static_cast<std::uint16_t>(schema::StreamKind::case_file),
                                    title->case_file};
    if (!next_version_.contains(case_stream)) add({refusals::export_case_absent, {}});
  }

  // A key may be destroyed by an event that comes later than the parts it sealed.
  void check_absent() {
    for (const Absent& each : absent_) {
      if (destroyed_.contains(each.key)) continue;
      number_ = each.line;
      add({refusals::export_part_missing,
           {{"posizione", std::to_string(each.ref.position)},
            {"parte", std::to_string(each.ref.part)}}},
          each.ref.position);
    }
  }

  struct Absent {
    std::uint64_t line = 0;
    log::PartRef ref;
    vault::KeyRef key;
  };

  std::istream& in_;
  const tree::VerifierKey& key_;
  ExportReport report_;
  crypto::Sha256Hasher all_;
  std::uint64_t number_ = 0;  // Of the line in hand, from 1.
  std::uint64_t seen_ = 0;    // Event lines.
  std::optional<log::Position> last_;
  std::map<log::StreamId, log::Version> next_version_;
  std::vector<Absent> absent_;
  app::DestroyedKeys destroyed_;
  bool stopped_ = false;
};

}  // namespace

ExportReport check_export(std::istream& in, const tree::VerifierKey& log_key) {
  return Checker(in, log_key).run();
}

}  // namespace telaio::cli
