// SPDX-License-Identifier: EUPL-1.2
#include "vault/sealed_part.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace telaio::vault {
namespace {

const PartPlace place{EventId(*parse_uuid("000102030405060708090a0b0c0d0e0f")), "CaseNoteAdded", 0};
const KeyRef key{*parse_uuid("f0e0d0c0b0a090807060504030201000"), 1, 7};
const Bytes nonce = *from_hex("000102030405060708090a0b0c0d0e0f1011121314151617");

crypto::SecretKey data_key() {
  return crypto::SecretKey(
      *from_hex("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"));
}

Bytes sealed_mario(const crypto::Xaes& cipher) {
  return seal_part(cipher, data_key(), nonce, place, key, as_bytes("Mario Rossi"));
}

OpenFailure failure_of(const Result<Bytes, OpenError>& opened) {
  EXPECT_FALSE(opened.has_value());
  return opened.error().failure;
}

boost::json::object vectors() {
  std::ifstream file(std::string(TELAIO_SOURCE_DIR) + "/tests/vectors/evidence.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return boost::json::parse(text).as_object().at("leaf_construction_own").as_object();
}

std::string text_of(const boost::json::object& object, const char* name) {
  return std::string(object.at(name).as_string());
}

// Three parts of one event: a person's, another person's, and a protected one.
TEST(SealedPart, ReproducesTheIndependentVectorsByteForByte) {
  const crypto::Xaes cipher;
  const boost::json::object all = vectors();
  const EventId event(*parse_uuid(text_of(all, "event_id_hex")));
  const std::string fact = text_of(all, "type");
  ASSERT_EQ(all.at("parts").as_array().size(), 3U);
  for (const boost::json::value& each : all.at("parts").as_array()) {
    const boost::json::object& part = each.as_object();
    const auto number = part.at("part").to_number<std::uint16_t>();
    const KeyRef named{*parse_uuid(text_of(part, "subject_hex")),
                       part.at("class").to_number<std::uint8_t>(),
                       part.at("key_id").to_number<std::uint32_t>()};
    const PartPlace at{event, fact, number};
    const std::string plaintext = text_of(part, "plaintext_utf8");
    EXPECT_EQ(to_hex(encode(named)), text_of(part, "key_reference_hex"));
    EXPECT_EQ(to_hex(additional_data(at, named)), text_of(part, "aad"));
    const crypto::SecretKey secret(*from_hex(text_of(part, "dek")));
    const Bytes sealed = seal_part(cipher, secret, *from_hex(text_of(part, "nonce")), at, named,
                                   as_bytes(plaintext));
    EXPECT_EQ(to_hex(sealed), text_of(part, "sealed"));
    EXPECT_EQ(sealed.size(), part.at("sealed_length").to_number<std::size_t>());
    const auto opened = open_part(cipher, secret, at, named, sealed);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(as_text(*opened), plaintext);
  }
}

TEST(SealedPart, IsPaddedToTheNextMultipleOf64) {
  EXPECT_EQ(pad(Bytes(0)).size(), 64U);
  EXPECT_EQ(pad(Bytes(1)).size(), 64U);
  EXPECT_EQ(pad(Bytes(62)).size(), 64U);
  EXPECT_EQ(pad(Bytes(63)).size(), 64U);
  EXPECT_EQ(pad(Bytes(64)).size(), 128U);
  EXPECT_EQ(pad(Bytes(127)).size(), 128U);
  EXPECT_EQ(pad(Bytes(128)).size(), 192U);
}

TEST(SealedPart, SaysItsStoredSizeBeforehand) {
  EXPECT_EQ(sealed_size(63), 104U);
  EXPECT_EQ(sealed_size(64), 168U);
}

TEST(SealedPart, OpensToWhatWasSealedForEveryLengthUpTo300) {
  const crypto::Xaes cipher;
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (std::size_t size = 0; size <= 300; ++size) {
    Bytes plaintext(size);
    // Half of the bytes are those of the padding, which must not be taken for it.
    for (std::byte& byte : plaintext) {
      const std::uint64_t draw = random();
      byte = draw % 4 == 0   ? std::byte{0}
             : draw % 4 == 1 ? std::byte{0x80}
                             : std::byte(draw >> 56U);
    }
    const Bytes sealed = seal_part(cipher, data_key(), nonce, place, key, plaintext);
    ASSERT_EQ(sealed.size(), sealed_size(size));
    const auto opened = open_part(cipher, data_key(), place, key, sealed);
    ASSERT_TRUE(opened.has_value()) << "length " << size;
    ASSERT_EQ(*opened, plaintext) << "length " << size;
  }
}

TEST(SealedPart, DoesNotOpenWithAnyBitFlipped) {
  const crypto::Xaes cipher;
  const Bytes sealed = sealed_mario(cipher);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes altered = sealed;
    altered[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_EQ(failure_of(open_part(cipher, data_key(), place, key, altered)),
              OpenFailure::not_authentic)
        << "bit " << bit;
  }
}

TEST(SealedPart, DoesNotOpenWithAnotherKey) {
  const crypto::Xaes cipher;
  const auto opened = open_part(cipher, crypto::SecretKey(), place, key, sealed_mario(cipher));
  EXPECT_EQ(failure_of(opened), OpenFailure::not_authentic);
}

TEST(SealedPart, OpensInItsOwnPlaceOnly) {
  const crypto::Xaes cipher;
  const Bytes sealed = sealed_mario(cipher);
  const auto opens_at = [&](const PartPlace& other, const KeyRef& named) {
    return open_part(cipher, data_key(), other, named, sealed).has_value();
  };
  EXPECT_TRUE(opens_at(place, key));
  EXPECT_FALSE(opens_at({EventId(key.subject), place.fact, place.part}, key));
  EXPECT_FALSE(opens_at({place.event, "CaseNoteAddee", place.part}, key));
  EXPECT_FALSE(opens_at({place.event, "CaseNoteAdde", place.part}, key));
  EXPECT_FALSE(opens_at({place.event, place.fact, 1}, key));
  EXPECT_FALSE(opens_at(place, {place.event, key.visibility, key.key_id}));
  EXPECT_FALSE(opens_at(place, {key.subject, 2, key.key_id}));
  EXPECT_FALSE(opens_at(place, {key.subject, key.visibility, 8}));
}

TEST(SealedPart, MustBe40BytesPlusAMultipleOf64) {
  const crypto::Xaes cipher;
  const auto failure_at = [&](std::size_t size) {
    return failure_of(open_part(cipher, data_key(), place, key, Bytes(size)));
  };
  EXPECT_EQ(failure_at(0), OpenFailure::malformed);
  EXPECT_EQ(failure_at(40), OpenFailure::malformed);
  EXPECT_EQ(failure_at(103), OpenFailure::malformed);
  EXPECT_EQ(failure_at(104), OpenFailure::not_authentic);
  EXPECT_EQ(failure_at(105), OpenFailure::malformed);
}

TEST(SealedPart, RefusesAKeyReferenceThatCannotExist) {
  const crypto::Xaes cipher;
  const Bytes sealed = sealed_mario(cipher);
  const auto failure_with = [&](std::uint8_t visibility, std::uint32_t key_id) {
    return failure_of(
        open_part(cipher, data_key(), place, {key.subject, visibility, key_id}, sealed));
  };
  EXPECT_EQ(failure_with(0, 7), OpenFailure::malformed);
  EXPECT_EQ(failure_with(5, 7), OpenFailure::not_authentic);
  EXPECT_EQ(failure_with(6, 7), OpenFailure::malformed);
  EXPECT_EQ(failure_with(1, 0), OpenFailure::malformed);
}

TEST(SealedPart, RefusesAuthenticBytesThatAreNotPaddedAsTheFormatSays) {
  const auto padding = [](Bytes padded) { return failure_of(unpad(padded)); };
  EXPECT_EQ(padding(Bytes(64)), OpenFailure::padding);                   // No mark.
  EXPECT_EQ(padding(Bytes(64, std::byte{0x7f})), OpenFailure::padding);  // Another mark.
  EXPECT_EQ(padding(Bytes{}), OpenFailure::padding);
  Bytes a_block_too_many(128);
  a_block_too_many[63] = std::byte{0x80};
  EXPECT_EQ(padding(a_block_too_many), OpenFailure::padding);
  Bytes a_byte_too_few(63);
  a_byte_too_few[0] = std::byte{0x80};
  EXPECT_EQ(padding(a_byte_too_few), OpenFailure::padding);

  // And so does opening: sealed by a writer that pads with nothing but zeros.
  const crypto::Xaes cipher;
  Bytes sealed = nonce;
  append(sealed, cipher.seal(data_key(), nonce, additional_data(place, key), Bytes(64)));
  EXPECT_EQ(failure_of(open_part(cipher, data_key(), place, key, sealed)), OpenFailure::padding);
}

TEST(SealedPart, NamesItsKeyByTheEventWhenProtected) {
  const EventId event(key.subject);
  const Uuid person = place.event;
  EXPECT_EQ(key_of_part(event, Uuid{}, class_protected, 1), (KeyRef{event, 5, 1}));
  EXPECT_EQ(descriptor_subject(KeyRef{event, 5, 1}), Uuid{});
  EXPECT_EQ(key_of_part(event, person, 4, 2), (KeyRef{person, 4, 2}));
  EXPECT_EQ(descriptor_subject(KeyRef{person, 4, 2}), person);
}

}  // namespace
}  // namespace telaio::vault
