// SPDX-License-Identifier: EUPL-1.2
// Signed notes, their keys, cosignatures: the published ones are read and made byte for byte, and
// everything that is almost one is refused (T28).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "log/log_refusals.hpp"
#include "log/tree/checkpoint.hpp"
#include "tests/log/published_note.hpp"

namespace telaio::log::tree {
namespace {

using log::testing::bytes_from_hex;
using log::testing::log_signer;
using log::testing::own;
using log::testing::published_checkpoint;
using log::testing::published_note;
using log::testing::published_text;
using log::testing::seed_of;
using log::testing::witness_signer;

// ---- Keys ----

TEST(NoteKey, HasThePublishedIdAndText) {
  EXPECT_EQ(fmt::format("{:08x}", log_signer().verifier().id()), own("key_id_hex"));
  EXPECT_EQ(log_signer().verifier().text(), own("vkey"));
  EXPECT_EQ(fmt::format("{:08x}", witness_signer().cosignature_verifier().id()),
            own("witness_key_id_hex"));
  EXPECT_EQ(witness_signer().cosignature_verifier().text(), own("witness_vkey"));
}

TEST(NoteKey, IsReadBack) {
  EXPECT_EQ(parse_verifier_key(own("vkey")).value(), log_signer().verifier());
  EXPECT_EQ(parse_verifier_key(own("witness_vkey")).value(),
            witness_signer().cosignature_verifier());
}

TEST(NoteKey, IsReadFromItsPrivateText) {
  const std::string text = NoteSigner::private_text(own("origin"), seed_of("log_seed_hex"));
  const auto signer = NoteSigner::parse(text);
  ASSERT_TRUE(signer.has_value());
  EXPECT_EQ(signer->verifier(), log_signer().verifier());
  EXPECT_EQ(text.substr(0, 30), "PRIVATE+KEY+log.example/cases+");
}

class MalformedKey : public ::testing::TestWithParam<const char*> {};

TEST_P(MalformedKey, IsRefused) {
  const auto key = parse_verifier_key(GetParam());
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(key.error().code, refusals::key_malformed);
}

constexpr const char* malformed_keys[] = {
    "",
    "log.example/cases",
    "log.example/cases+879bf601",
    "log.example/cases+879bf601+",
    "+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log.example/cases+879bf602+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log.example/other+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log.example/cases+79bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log.example/cases+0879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log.example/cases+879bf60g+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log.example/cases+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG",
    "log.example/cases+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVQ==",
    "log.example/cases+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4 ",
    "log.example/cases+879bf601+BQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
    "log example+879bf601+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
};
INSTANTIATE_TEST_SUITE_P(Note, MalformedKey, ::testing::ValuesIn(malformed_keys));

// ---- Signed notes ----

TEST(Note, OfOthersIsAccepted) {
  const std::string vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const std::string note =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n"
      "\n"
      "\xE2\x80\x94 PeterNeumann "
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
      "\n";
  const auto parsed = parse_note(note);
  ASSERT_TRUE(parsed.has_value());
  const std::array keys = {parse_verifier_key(vkey).value()};
  const auto verified = verify_note(*parsed, keys);
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->size(), 1);
  EXPECT_EQ(format_note(*parsed), note);
}

TEST(Note, OfC2spIsAccepted) {
  const std::string vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  const Bytes blob = *from_base64(
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1"
      "Yu72IneyaQM=");
  const SignedNote note{"This is an example message.\n",
                        {{"example.com/foo", 0x530d903a, to_bytes(BytesView(blob).subspan(4))}}};
  const std::array keys = {parse_verifier_key(vkey).value()};
  EXPECT_TRUE(verify_note(note, keys).has_value());
}

TEST(Note, IsMadeByteForByteAsPublished) {
  const NoteSigner log = log_signer();
  const NoteSigner witness = witness_signer();
  const std::string text = checkpoint_text(published_checkpoint());
  EXPECT_EQ(text, published_text());
  const Instant seen = Instant().plus_seconds(1'679'315'147);
  const SignedNote note{text, {log.sign(text), witness.cosign(text, seen)}};
  EXPECT_EQ(format_note(note), published_note());
  EXPECT_EQ(to_hex(crypto::sha256(as_bytes(format_note(note)))), own("note_sha256"));
}

TEST(Note, TellsWhoSignedAndWhen) {
  const auto note = parse_note(published_note());
  ASSERT_TRUE(note.has_value());
  const std::array keys = {parse_verifier_key(own("vkey")).value(),
                           parse_verifier_key(own("witness_vkey")).value()};
  const auto verified = verify_note(*note, keys);
  ASSERT_TRUE(verified.has_value());
  ASSERT_EQ(verified->size(), 2);
  EXPECT_EQ((*verified)[0].key, keys[0]);
  EXPECT_EQ((*verified)[1].key, keys[1]);
  EXPECT_EQ((*verified)[1].seen_at, Instant().plus_seconds(1'679'315'147));
}

TEST(Note, PassesOverSignaturesOfUnknownKeys) {
  auto note = parse_note(published_note()).value();
  for (std::uint32_t i = 0; i < 20; ++i) {
    note.signatures.push_back({"stranger.example", i, Bytes(5'000, std::byte{7})});
  }
  const auto read = parse_note(format_note(note));
  ASSERT_TRUE(read.has_value());
  const std::array keys = {log_signer().verifier()};
  const auto verified = verify_note(*read, keys);
  ASSERT_TRUE(verified.has_value());
  EXPECT_EQ(verified->size(), 1);
}

TEST(Note, PassesOverAKeyThatSharesOnlyTheNameOrOnlyTheId) {
  const std::array keys = {log_signer().verifier()};
  auto note = parse_note(published_note()).value();
  note.signatures = {{own("origin"), 0x12345678, Bytes(64)},
                     {"other.example", keys[0].id(), Bytes(64)},
                     note.signatures[0]};
  EXPECT_TRUE(verify_note(note, keys).has_value());
}

TEST(Note, WithoutAKnownSignatureIsRefused) {
  const auto note = parse_note(published_note()).value();
  const NoteSigner stranger("stranger.example", crypto::Ed25519Seed{});
  const std::array keys = {stranger.verifier()};
  EXPECT_EQ(verify_note(note, keys).error().code, refusals::signature_missing);
  EXPECT_EQ(verify_note(note, {}).error().code, refusals::signature_missing);
}

TEST(Note, WithAWrongSignatureOfAKnownKeyIsRefusedWhole) {
  auto note = parse_note(published_note()).value();
  const std::array keys = {log_signer().verifier(), witness_signer().cosignature_verifier()};
  note.signatures[1].signature[10] ^= std::byte{1};
  EXPECT_EQ(verify_note(note, keys).error().code, refusals::signature_wrong);
}

TEST(Note, IsRefusedWithAnyBitOfItsTextChanged) {
  const auto note = parse_note(published_note()).value();
  const std::array keys = {log_signer().verifier()};
  for (std::size_t bit = 0; bit < note.text.size() * 8; ++bit) {
    SignedNote changed = note;
    changed.text[bit / 8] = static_cast<char>(changed.text[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(verify_note(changed, keys).has_value()) << bit;
  }
}

TEST(Note, IsRefusedWithAnyBitOfItsSignaturesChanged) {
  const auto note = parse_note(published_note()).value();
  const std::array keys = {log_signer().verifier(), witness_signer().cosignature_verifier()};
  for (std::size_t line = 0; line < 2; ++line) {
    for (std::size_t bit = 0; bit < note.signatures[line].signature.size() * 8; ++bit) {
      SignedNote changed = note;
      changed.signatures[line].signature[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
      EXPECT_FALSE(verify_note(changed, keys).has_value()) << line << " " << bit;
    }
  }
}

TEST(Note, OfSixtyFourSignaturesIsReadAndOfOneMoreIsNot) {
  SignedNote note{"t\n", std::vector<NoteSignature>(64, {"k", 1, Bytes(1)})};
  EXPECT_TRUE(parse_note(format_note(note)).has_value());
  note.signatures.push_back({"k", 1, Bytes(1)});
  EXPECT_FALSE(parse_note(format_note(note)).has_value());
}

TEST(Note, KeepsEmptyLinesOfItsText) {
  const SignedNote note{"a\n\nb\n", {{"k", 1, Bytes(8)}}};
  EXPECT_EQ(parse_note(format_note(note)).value(), note);
}

TEST(Note, IsNeverReadFromAPrefixOfItself) {
  const std::string note = published_note();
  const std::array keys = {log_signer().verifier(), witness_signer().cosignature_verifier()};
  std::size_t accepted = 0;
  for (std::size_t length = 0; length < note.size(); ++length) {
    const auto read = parse_note(note.substr(0, length));
    if (read && verify_note(*read, keys)) ++accepted;
  }
  EXPECT_EQ(accepted, 1);  // With the witness's whole line away, the log's signature still stands.
}

// Every class of malformed note that we could think of: what is wrong, and the bytes.
struct Malformed {
  const char* what;
  std::string bytes;
};

const std::string& sig() {
  static const std::string line = "\xE2\x80\x94 k AAAAAQIDBA==\n";
  return line;
}

std::vector<Malformed> malformed_notes() {
  const std::string dash = "\xE2\x80\x94";
  std::vector<Malformed> list = {
      {"nothing", ""},
      {"one newline", "\n"},
      {"two newlines", "\n\n"},
      {"text alone", "text\n"},
      {"text without end", "text"},
      {"no signature line", "text\n\n"},
      {"no empty line", "text\n" + sig()},
      {"empty line holds a space", "text\n \n" + sig()},
      {"signature line without newline", "text\n\n" + sig().substr(0, sig().size() - 1)},
      {"empty line after signatures", "text\n\n" + sig() + "\n"},
      {"text after signatures", "text\n\n" + sig() + "more\n"},
      {"signatures torn apart", "text\n\n" + sig() + "\n" + sig() + "x"},
      {"hyphen for the dash", "text\n\n- k AAAAAQIDBA==\n"},
      {"en dash for the dash", "text\n\n\xE2\x80\x93 k AAAAAQIDBA==\n"},
      {"no dash", "text\n\nk AAAAAQIDBA==\n"},
      {"no space after the dash", "text\n\n" + dash + "k AAAAAQIDBA==\n"},
      {"two spaces after the dash", "text\n\n" + dash + "  k AAAAAQIDBA==\n"},
      {"a tab after the dash", "text\n\n" + dash + "\tk AAAAAQIDBA==\n"},
      {"space before the dash", "text\n\n " + sig()},
      {"no name", "text\n\n" + dash + " AAAAAQIDBA==\n"},
      {"empty name", "text\n\n" + dash + "  AAAAAQIDBA==\n"},
      {"plus in the name", "text\n\n" + dash + " k+l AAAAAQIDBA==\n"},
      {"no-break space in the name", "text\n\n" + dash + " k\xC2\xA0l AAAAAQIDBA==\n"},
      {"ideographic space in the name", "text\n\n" + dash + " k\xE3\x80\x80l AAAAAQIDBA==\n"},
      {"line separator in the name", "text\n\n" + dash + " k\xE2\x80\xA8l AAAAAQIDBA==\n"},
      {"thin space in the name", "text\n\n" + dash + " k\xE2\x80\x89l AAAAAQIDBA==\n"},
      {"next line (U+0085) in the name", "text\n\n" + dash + " k\xC2\x85l AAAAAQIDBA==\n"},
      {"two spaces before the base64", "text\n\n" + dash + " k  AAAAAQIDBA==\n"},
      {"no base64", "text\n\n" + dash + " k \n"},
      {"no field after the name", "text\n\n" + dash + " k\n"},
      {"base64 without padding", "text\n\n" + dash + " k AAAAAQIDBA\n"},
      {"base64 with half its padding", "text\n\n" + dash + " k AAAAAQIDBA=\n"},
      {"base64 with unused bits set", "text\n\n" + dash + " k AAAAAQIDBB==\n"},
      {"base64 of URLs", "text\n\n" + dash + " k AAAA-_==\n"},
      {"base64 with a space inside", "text\n\n" + dash + " k AAAA AQIDBA==\n"},
      {"base64 with a space behind", "text\n\n" + dash + " k AAAAAQIDBA== \n"},
      {"padding in the middle", "text\n\n" + dash + " k AA==AAAA\n"},
      {"padding alone", "text\n\n" + dash + " k ====\n"},
      {"fewer bytes than a key id", "text\n\n" + dash + " k AAAA\n"},
      {"a key id and nothing signed", "text\n\n" + dash + " k AAAAAA==\n"},
      {"carriage return in the text", "te\rxt\n\n" + sig()},
      {"Windows line ends", "text\r\n\r\n" + sig()},
      {"tab in the text", "te\txt\n\n" + sig()},
      {"zero byte in the text", std::string("te\0xt\n\n", 7) + sig()},
      {"escape in the text", "te\x1Bxt\n\n" + sig()},
      {"zero byte in a name", "text\n\n" + dash + std::string(" k\0l AAAAAQIDBA==\n", 18)},
      {"lone continuation byte", "te\x80xt\n\n" + sig()},
      {"cut two-byte character", "te\xC3\n\n" + sig()},
      {"cut three-byte character", "te\xE2\x80\n\n" + sig()},
      {"cut four-byte character", "te\xF0\x9F\x98\n\n" + sig()},
      {"overlong slash", "te\xC0\xAFxt\n\n" + sig()},
      {"overlong three bytes", "te\xE0\x80\xAFxt\n\n" + sig()},
      {"overlong four bytes", "te\xF0\x80\x80\xAFxt\n\n" + sig()},
      {"surrogate", "te\xED\xA0\x80xt\n\n" + sig()},
      {"beyond Unicode", "te\xF4\x90\x80\x80xt\n\n" + sig()},
      {"five-byte character", "te\xF8\x88\x80\x80\x80xt\n\n" + sig()},
      {"byte FF", "te\xFFxt\n\n" + sig()},
      {"byte order mark UTF-16", "\xFF\xFEt\n\n" + sig()},
      {"malformed UTF-8 in a name", "text\n\n" + dash + " k\xC3 AAAAAQIDBA==\n"},
      {"longer than any note", std::string(note_bytes_max, 'x') + "\n\n" + sig()},
  };
  return list;
}

TEST(Note, IsRefusedInEveryMalformedForm) {
  const auto list = malformed_notes();
  EXPECT_GE(list.size(), 60);
  for (const Malformed& malformed : list) {
    const auto note = parse_note(malformed.bytes);
    ASSERT_FALSE(note.has_value()) << malformed.what;
    EXPECT_EQ(note.error().code, refusals::note_malformed);
  }
  EXPECT_TRUE(parse_note("text\n\n" + sig()).has_value());
}

}  // namespace
}  // namespace telaio::log::tree
