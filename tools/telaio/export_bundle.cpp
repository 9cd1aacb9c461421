// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/export_bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/limits.hpp"
#include "log/tree/lines.hpp"
#include "log/tree/signature_line.hpp"

namespace telaio::cli {
namespace {

namespace tree = log::tree;

constexpr std::string_view digest_mark = ",\"digest\":\"";
constexpr std::string_view line_end = "\"}";
constexpr std::size_t digest_characters = 44;

// The line without its digest, and the digest; nothing when it does not end so.
struct Digested {
  std::string_view body;  // Without the closing brace.
  crypto::Sha256 digest{};
};
std::optional<Digested> split_digest(std::string_view line) {
  const std::size_t tail = digest_mark.size() + digest_characters + line_end.size();
  if (line.size() < tail || !line.ends_with(line_end)) return std::nullopt;
  std::string_view rest = line.substr(line.size() - tail);
  if (!rest.starts_with(digest_mark)) return std::nullopt;
  rest.remove_prefix(digest_mark.size());
  const auto digest = tree::decode<crypto::sha256_size>(rest.substr(0, digest_characters));
  if (!digest) return std::nullopt;
  return Digested{line.substr(0, line.size() - tail), *digest};
}

// The object of a line; nothing when it is not exactly one.
std::optional<json::object> object_of(std::string_view line) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 32;
  const json::value value = json::parse(line, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return value.as_object();
}

const json::string* text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_string();
}

std::optional<std::uint64_t> number_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64() || value->as_int64() < 0) return std::nullopt;
  return static_cast<std::uint64_t>(value->as_int64());
}

std::optional<std::vector<std::optional<Bytes>>> parts_in(const json::object& object) {
  const json::value* value = object.if_contains("parts");
  if (value == nullptr || !value->is_array()) return std::nullopt;
  std::vector<std::optional<Bytes>> parts;
  for (const json::value& part : value->as_array()) {
    if (parts.size() == limits::event_parts_max) return std::nullopt;
    if (part.is_null()) {
      parts.emplace_back(std::nullopt);
      continue;
    }
    auto bytes = part.is_string() ? from_base64(part.as_string()) : std::nullopt;
    if (!bytes) return std::nullopt;
    parts.emplace_back(std::move(*bytes));
  }
  return parts;
}

std::optional<ExportedEvent> event_in(const json::object& object) {
  constexpr std::size_t fields = 7;
  const auto position = number_in(object, "position");
  const auto* record = text_in(object, "record");
  auto bytes = record != nullptr ? from_base64(*record) : std::nullopt;
  auto parts = parts_in(object);
  const json::value* readable = object.if_contains("event");
  const json::value* opened = object.if_contains("opened");
  const auto* proof = text_in(object, "proof");
  if (object.size() != fields || !position || !bytes || !parts || proof == nullptr ||
      readable == nullptr || !readable->is_object() || opened == nullptr || !opened->is_array()) {
    return std::nullopt;
  }
  return ExportedEvent{*position,          std::move(*bytes),
                       std::move(*parts),  readable->as_object(),
                       opened->as_array(), std::string(*proof)};
}

}  // namespace

std::string export_statement(std::string_view origin, std::uint64_t events,
                             const crypto::Sha256& digest) {
  return fmt::format("{}\n{}\n{}\n{}\n", export_format, origin, events, to_base64(digest));
}

void ExportWriter::line(const std::string& text) {
  all_.add(as_bytes(text)).add(as_bytes("\n"));
  out_ << text << '\n';
}

void ExportWriter::title(const ExportTitle& title) {
  line(json::serialize(json::object{{"format", export_format},
                                    {"case", to_string(title.case_file)},
                                    {"log_id", to_string(title.log_id)},
                                    {"key", title.key},
                                    {"made_at", to_string(title.made_at)},
                                    {"events", title.events},
                                    {"checkpoint", title.checkpoint}}));
}

void ExportWriter::event(const ExportedEvent& event) {
  json::array parts;
  for (const auto& part : event.parts) {
    parts.push_back(part ? json::value(json::string(to_base64(*part))) : json::value());
  }
  std::string text = json::serialize(json::object{{"position", event.position},
                                                  {"record", to_base64(event.record)},
                                                  {"parts", std::move(parts)},
                                                  {"event", event.readable},
                                                  {"opened", event.opened},
                                                  {"proof", event.proof}});
  text.pop_back();  // The brace: the digest is the last field, and covers all before it.
  const auto digest = crypto::sha256(as_bytes(text));
  line(fmt::format("{}{}{}{}", text, digest_mark, to_base64(digest), line_end));
  ++events_;
}

std::string ExportWriter::statement(std::string_view origin) {
  digest_ = all_.finish();
  return export_statement(origin, events_, digest_);
}

void ExportWriter::close(const tree::NoteSignature& signature) {
  out_ << json::serialize(json::object{{"events", events_},
                                       {"digest", to_base64(digest_)},
                                       {"signature", tree::format_signature(signature)}})
       << '\n';
}

std::optional<ExportTitle> read_title(std::string_view line) {
  constexpr std::size_t fields = 7;
  const auto object = object_of(line);
  if (!object || object->size() != fields) return std::nullopt;
  const auto* format = text_in(*object, "format");
  const auto* case_file = text_in(*object, "case");
  const auto* log_id = text_in(*object, "log_id");
  const auto* key = text_in(*object, "key");
  const auto* made_at = text_in(*object, "made_at");
  const auto* checkpoint = text_in(*object, "checkpoint");
  const auto events = number_in(*object, "events");
  if (format == nullptr || *format != export_format || case_file == nullptr || log_id == nullptr ||
      key == nullptr || made_at == nullptr || checkpoint == nullptr || !events) {
    return std::nullopt;
  }
  const auto subject = parse_uuid(*case_file);
  const auto log = parse_uuid(*log_id);
  const auto instant = parse_instant(*made_at);
  if (!subject || !log || !instant) return std::nullopt;
  return ExportTitle{*subject, *log,    std::string(*key),
                     *instant, *events, std::string(*checkpoint)};
}

EventLine read_event(std::string_view line) {
  EventLine read;
  const auto digested = split_digest(line);
  read.digest_right = digested && crypto::sha256(as_bytes(digested->body)) == digested->digest;
  const auto object = object_of(line);
  if (object) read.event = event_in(*object);
  return read;
}

std::optional<ClosingLine> read_closing(std::string_view line) {
  const auto object = object_of(line);
  if (!object) return std::nullopt;
  const auto events = number_in(*object, "events");
  const auto* digest = text_in(*object, "digest");
  const auto* signature = text_in(*object, "signature");
  if (!events || digest == nullptr || signature == nullptr) return std::nullopt;
  const auto sum = tree::decode<crypto::sha256_size>(*digest);
  const auto note = tree::parse_note(std::string("\n\n") + signature->c_str());
  if (!sum || !note || note->signatures.size() != 1) return std::nullopt;
  ClosingLine closing{*events, *sum, note->signatures[0]};
  // One form only: what is written again from what was read must be the line.
  const std::string again =
      json::serialize(json::object{{"events", *events},
                                   {"digest", to_base64(*sum)},
                                   {"signature", tree::format_signature(closing.signature)}});
  if (again != line) return std::nullopt;
  return closing;
}

}  // namespace telaio::cli
