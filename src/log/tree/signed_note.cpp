// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/signed_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/assert.hpp"
#include "crypto/digest.hpp"
#include "log/log_refusals.hpp"
#include "log/tree/signature_line.hpp"
#include "log/tree/utf8.hpp"

namespace telaio::log::tree {
namespace {

constexpr std::string_view signature_mark = "\xE2\x80\x94 ";  // U+2014 and a space.
constexpr std::string_view private_prefix = "PRIVATE+KEY+";
constexpr std::size_t key_id_size = 4;
constexpr std::size_t key_id_digits = 8;
constexpr std::size_t time_size = 8;

Refusal malformed(std::string_view code) {
  return {code, {}};
}

std::uint32_t key_id_of(std::string_view name, SignatureKind kind,
                        const crypto::Ed25519PublicKey& key) {
  const std::array kind_byte = {static_cast<std::byte>(kind)};
  const auto digest = crypto::sha256({as_bytes(name), as_bytes("\n"), kind_byte, key});
  return read_u32(digest);
}

// The three fields of "name+hash+base64": the name may hold no plus, the base64 may.
struct KeyText {
  std::string_view name;
  std::uint32_t id = 0;
  Bytes key;  // Kind byte, then the key.
};

std::optional<KeyText> split_key(std::string_view text) {
  const std::size_t first = text.find('+');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  KeyText split;
  split.name = text.substr(0, first);
  const std::string_view hash = text.substr(first + 1, second - first - 1);
  const auto id = from_hex(hash);
  auto key = from_base64(text.substr(second + 1));
  if (!is_key_name(split.name) || !id || hash.size() != key_id_digits || !key) return std::nullopt;
  if (key->size() != 1 + crypto::ed25519_public_key_size) return std::nullopt;
  split.id = read_u32(*id);
  split.key = std::move(*key);
  return split;
}

template <std::size_t size>
std::array<std::byte, size> array_of(BytesView bytes) {
  std::array<std::byte, size> array;
  TELAIO_ASSERT(bytes.size() == size);
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

std::optional<NoteSignature> parse_signature_line(std::string_view line) {
  if (!line.starts_with(signature_mark)) return std::nullopt;
  line.remove_prefix(signature_mark.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, space);
  const auto blob = from_base64(line.substr(space + 1));
  if (!is_key_name(name) || !blob || blob->size() <= key_id_size) return std::nullopt;
  NoteSignature signature;
  signature.name = name;
  signature.key_id = read_u32(*blob);
  signature.signature = to_bytes(BytesView(*blob).subspan(key_id_size));
  return signature;
}

std::string cosigned_message(std::string_view text, std::uint64_t seconds) {
  return fmt::format("cosignature/v1\ntime {}\n{}", seconds, text);
}

// The signature as checked, or nothing when it is wrong.
std::optional<VerifiedSignature> verify_one(const SignedNote& note, const VerifierKey& key,
                                            BytesView signature) {
  switch (key.kind) {
    case SignatureKind::ed25519: {
      if (!crypto::ed25519_verify(key.key, as_bytes(note.text), signature)) return std::nullopt;
      return VerifiedSignature{key, Instant()};
    }
    case SignatureKind::cosignature_v1: {
      if (signature.size() != time_size + crypto::ed25519_signature_size) return std::nullopt;
      const std::uint64_t seconds = read_u64(signature);
      // Beyond the year 200,000: not a time anybody saw anything, and it would not fit an Instant.
      if (seconds >= (std::uint64_t{1} << 43U)) return std::nullopt;
      const std::string message = cosigned_message(note.text, seconds);
      if (!crypto::ed25519_verify(key.key, as_bytes(message), signature.subspan(time_size))) {
        return std::nullopt;
      }
      return VerifiedSignature{key, Instant().plus_seconds(static_cast<std::int64_t>(seconds))};
    }
  }
  TELAIO_ASSERT(false);
}

}  // namespace

std::uint32_t VerifierKey::id() const {
  return key_id_of(name, kind, key);
}

std::string VerifierKey::text() const {
  Bytes encoded{static_cast<std::byte>(kind)};
  append(encoded, key);
  return fmt::format("{}+{:08x}+{}", name, id(), to_base64(encoded));
}

Result<VerifierKey, Refusal> parse_verifier_key(std::string_view text) {
  const auto split = split_key(text);
  if (!split) return malformed(refusals::key_malformed);
  VerifierKey key;
  key.name = split->name;
  key.key = array_of<crypto::ed25519_public_key_size>(BytesView(split->key).subspan(1));
  if (split->key[0] == static_cast<std::byte>(SignatureKind::ed25519)) {
    key.kind = SignatureKind::ed25519;
  } else if (split->key[0] == static_cast<std::byte>(SignatureKind::cosignature_v1)) {
    key.kind = SignatureKind::cosignature_v1;
  } else {
    return malformed(refusals::key_malformed);
  }
  if (key.id() != split->id) return malformed(refusals::key_malformed);
  return key;
}

bool is_key_name(std::string_view name) {
  return !name.empty() && name.find('+') == std::string_view::npos && is_text(name) &&
         !holds_space(name);
}

Result<SignedNote, Refusal> parse_note(std::string_view bytes) {
  const Refusal refused = malformed(refusals::note_malformed);
  if (bytes.size() > note_bytes_max || !is_text(bytes)) return refused;
  // The text may hold empty lines: the last one ends it.
  const std::size_t end_of_text = bytes.rfind("\n\n");
  if (end_of_text == std::string_view::npos) return refused;
  SignedNote note;
  note.text = bytes.substr(0, end_of_text + 1);
  std::string_view rest = bytes.substr(end_of_text + 2);
  if (rest.empty() || rest.back() != '\n') return refused;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    auto signature = parse_signature_line(rest.substr(0, end));
    if (!signature || note.signatures.size() == note_signatures_max) return refused;
    note.signatures.push_back(std::move(*signature));
    rest.remove_prefix(end + 1);
  }
  return note;
}

std::string format_signature(const NoteSignature& signature) {
  Bytes blob;
  append_u32(blob, signature.key_id);
  append(blob, signature.signature);
  return fmt::format("{}{} {}\n", signature_mark, signature.name, to_base64(blob));
}

std::string format_note(const SignedNote& note) {
  std::string bytes = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) bytes += format_signature(signature);
  return bytes;
}

Result<std::vector<VerifiedSignature>, Refusal> verify_note(const SignedNote& note,
                                                            std::span<const VerifierKey> keys) {
  std::vector<VerifiedSignature> verified;
  for (const NoteSignature& signature : note.signatures) {
    const auto known = std::find_if(keys.begin(), keys.end(), [&](const VerifierKey& key) {
      return key.name == signature.name && key.id() == signature.key_id;
    });
    if (known == keys.end()) continue;
    auto checked = verify_one(note, *known, signature.signature);
    if (!checked) return Refusal{refusals::signature_wrong, {{"key", known->name}}};
    verified.push_back(std::move(*checked));
  }
  if (verified.empty()) return malformed(refusals::signature_missing);
  return verified;
}

NoteSigner::NoteSigner(std::string name, const crypto::Ed25519Seed& seed)
    : name_(std::move(name)), key_(seed) {
  TELAIO_ASSERT(is_key_name(name_));
}

Result<NoteSigner, Refusal> NoteSigner::parse(std::string_view text) {
  if (!text.starts_with(private_prefix)) return malformed(refusals::key_malformed);
  auto split = split_key(text.substr(private_prefix.size()));
  if (!split || split->key[0] != static_cast<std::byte>(SignatureKind::ed25519)) {
    return malformed(refusals::key_malformed);
  }
  auto seed = array_of<crypto::ed25519_seed_size>(BytesView(split->key).subspan(1));
  NoteSigner signer(std::string(split->name), seed);
  crypto::wipe(seed);
  crypto::wipe(split->key);
  // A private key carries the id of its public key.
  if (signer.verifier().id() != split->id) return malformed(refusals::key_malformed);
  return signer;
}

std::string NoteSigner::private_text(std::string_view name, const crypto::Ed25519Seed& seed) {
  const NoteSigner signer(std::string(name), seed);
  Bytes encoded{static_cast<std::byte>(SignatureKind::ed25519)};
  append(encoded, seed);
  std::string text = fmt::format("{}{}+{:08x}+{}", private_prefix, name, signer.verifier().id(),
                                 to_base64(encoded));
  crypto::wipe(encoded);
  return text;
}

VerifierKey NoteSigner::verifier() const {
  return {name_, SignatureKind::ed25519, key_.public_key()};
}

NoteSignature NoteSigner::sign(std::string_view text) const {
  return {name_, verifier().id(), to_bytes(key_.sign(as_bytes(text)))};
}

VerifierKey NoteSigner::cosignature_verifier() const {
  return {name_, SignatureKind::cosignature_v1, key_.public_key()};
}

NoteSignature NoteSigner::cosign(std::string_view text, Instant seen_at) const {
  TELAIO_ASSERT(seen_at >= Instant());
  const auto seconds = static_cast<std::uint64_t>(seen_at.micros() / Instant::micros_per_second);
  NoteSignature signature{name_, cosignature_verifier().id(), {}};
  append_u64(signature.signature, seconds);
  append(signature.signature, key_.sign(as_bytes(cosigned_message(text, seconds))));
  return signature;
}

}  // namespace telaio::log::tree
