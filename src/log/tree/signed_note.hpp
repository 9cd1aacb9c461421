// SPDX-License-Identifier: EUPL-1.2
// Signed notes of C2SP (signed-note, tlog-cosignature v1): a text, an empty line, and lines of
// signatures, each by a named key (docs/formats/checkpoint.md). Parsing trusts nothing: what is not
// exactly a note is refused, and a note counts for nothing until a known key has signed it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "crypto/signature.hpp"

namespace telaio::log::tree {

// Bytes and signature lines of a note. Sixteen post-quantum signatures would fit.
inline constexpr std::size_t note_bytes_max = std::size_t{256} << 10U;
inline constexpr std::size_t note_signatures_max = 64;

// What a key signs, and how: a byte in its id.
enum class SignatureKind : std::uint8_t {
  ed25519 = 0x01,         // The text of the note.
  cosignature_v1 = 0x04,  // A time and the text: "I saw this checkpoint then".
};

// A public key by name, as people configure it: "name+hash+key".
struct VerifierKey {
  std::string name;
  SignatureKind kind = SignatureKind::ed25519;
  crypto::Ed25519PublicKey key{};

  std::uint32_t id() const;
  std::string text() const;
  bool operator==(const VerifierKey&) const = default;
};
// log.key_malformed: also when the hash in the text is not that of the key.
Result<VerifierKey, Refusal> parse_verifier_key(std::string_view text);
// Not empty, no spaces, no plus.
bool is_key_name(std::string_view name);

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes signature;  // What follows the key id; its form depends on the key.

  bool operator==(const NoteSignature&) const = default;
};

struct SignedNote {
  std::string text;  // Ends with a newline.
  std::vector<NoteSignature> signatures;

  bool operator==(const SignedNote&) const = default;
};

// log.note_malformed.
Result<SignedNote, Refusal> parse_note(std::string_view bytes);
std::string format_note(const SignedNote& note);

// A signature that was checked. `seen_at` is the time a cosigner states, in whole seconds.
struct VerifiedSignature {
  VerifierKey key;
  Instant seen_at;
};
// Those of the known keys. A wrong one refuses the whole note (log.signature_wrong), none at all
// too (log.signature_missing). Signatures of unknown keys are passed over.
Result<std::vector<VerifiedSignature>, Refusal> verify_note(const SignedNote& note,
                                                            std::span<const VerifierKey> keys);

// A private key by name.
class NoteSigner {
 public:
  // `name` is a key name (asserted).
  NoteSigner(std::string name, const crypto::Ed25519Seed& seed);
  // Reads "PRIVATE+KEY+name+hash+key", the form of key files; log.key_malformed.
  static Result<NoteSigner, Refusal> parse(std::string_view text);
  // That form, for a new key file. The caller wipes it.
  static std::string private_text(std::string_view name, const crypto::Ed25519Seed& seed);

  const std::string& name() const { return name_; }
  VerifierKey verifier() const;
  NoteSignature sign(std::string_view text) const;

  // The same key as a cosigner, which is another key id.
  VerifierKey cosignature_verifier() const;
  // `seen_at` is cut to whole seconds and not before 1970 (asserted).
  NoteSignature cosign(std::string_view text, Instant seen_at) const;

 private:
  std::string name_;
  crypto::Ed25519SigningKey key_;
};

}  // namespace telaio::log::tree
