// SPDX-License-Identifier: EUPL-1.2
// A bundle to hand over: one text file, one JSON object per line (docs/formats/export.md). First a
// title, then the events in the order of the log, each with all that is needed to prove it, then a
// closing line by which the log's key signs every byte before it. Each event line also carries its
// own digest, so that a damaged one is named.
//
// This file writes and reads lines; what they prove is checked in export_check.hpp.
#pragma once

#include <boost/json.hpp>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "crypto/digest.hpp"
#include "log/event_log.hpp"
#include "log/tree/proof_bundle.hpp"

namespace telaio::cli {

namespace json = boost::json;

inline constexpr std::string_view export_format = "telaio/export/v1";
// Events of one bundle. A case of thirty years with a fact a day has eleven thousand.
inline constexpr std::uint64_t export_events_max = 100'000;
// Bytes of one line: the largest event there can be, in base64, twice over for its readable form.
inline constexpr std::size_t export_line_bytes_max = std::size_t{64} << 20U;

struct ExportTitle {
  Uuid case_file;
  Uuid log_id;
  std::string key;  // Of the log, for people: whoever checks brings the key from elsewhere.
  Instant made_at;
  std::uint64_t events = 0;
  std::string checkpoint;  // All events are proved under this one.
};

struct ExportedEvent {
  log::Position position = 0;
  Bytes record;                             // Frame and header as stored.
  std::vector<std::optional<Bytes>> parts;  // As stored; nothing: purged.
  json::object readable;                    // The header as JSON, for people.
  json::array opened;                       // {"part","content"}: texts in clear, for people.
  std::string proof;                        // tlog-proof@v1.
};

// Writes the lines and keeps the digest of all that was written.
class ExportWriter {
 public:
  // `out` outlives the writer; whether it failed is the caller's to see.
  explicit ExportWriter(std::ostream& out) : out_(out) {}
  void title(const ExportTitle& title);
  void event(const ExportedEvent& event);
  // What the last line signs (export_statement); then the line itself.
  std::string statement(std::string_view origin);
  void close(const log::tree::NoteSignature& signature);

 private:
  void line(const std::string& text);

  std::ostream& out_;
  crypto::Sha256Hasher all_;
  crypto::Sha256 digest_{};  // Of all lines, once statement() was asked.
  std::uint64_t events_ = 0;
};

// What the closing line signs: a note that no checkpoint can be taken for.
std::string export_statement(std::string_view origin, std::uint64_t events,
                             const crypto::Sha256& digest);

// ---- Reading: nothing is believed, everything must stand in its one form ----

std::optional<ExportTitle> read_title(std::string_view line);

struct EventLine {
  std::optional<ExportedEvent> event;  // Nothing: the line is not one of an event.
  bool digest_right = false;
};
EventLine read_event(std::string_view line);

struct ClosingLine {
  std::uint64_t events = 0;
  crypto::Sha256 digest{};
  log::tree::NoteSignature signature;
};
std::optional<ClosingLine> read_closing(std::string_view line);

}  // namespace telaio::cli
