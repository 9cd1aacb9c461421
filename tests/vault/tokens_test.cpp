// SPDX-License-Identifier: EUPL-1.2
#include "vault/tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>

namespace telaio::vault {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NameNormaliser normaliser() {
  return NameNormaliser::create().value();
}

crypto::SecretKey key_of(int filler) {
  return crypto::SecretKey(Bytes(crypto::key_size, static_cast<std::byte>(filler)));
}

KeyedTokens tokens(int search_key = 1) {
  return KeyedTokens(normaliser(), key_of(search_key), key_of(2));
}

// Every token asked for is among those stored.
bool finds(std::string_view typed, std::string_view name) {
  const KeyedTokens keyed = tokens();
  const std::vector<SearchToken> stored = keyed.of_name(name);
  const std::vector<SearchToken> asked = keyed.of_typed(typed);
  return !asked.empty() && std::includes(stored.begin(), stored.end(), asked.begin(), asked.end());
}

TEST(NameNormaliser, FoldsCaseAndAccents) {
  EXPECT_THAT(normaliser().words("NICCOLÒ Müller"), ElementsAre("muller", "niccolo"));
  EXPECT_THAT(normaliser().words("niccolo muller"), ElementsAre("muller", "niccolo"));
}

TEST(NameNormaliser, FoldsAccentsWrittenAsSeparateMarks) {
  EXPECT_THAT(normaliser().words("Niccolo\u0300"), ElementsAre("niccolo"));
}

TEST(NameNormaliser, WritesLettersOfOtherAlphabetsInLatin) {
  EXPECT_THAT(normaliser().words("Шевченко"), ElementsAre("sevcenko"));
  EXPECT_THAT(normaliser().words("Παπαδόπουλος"), ElementsAre("papadopoulos"));
  EXPECT_THAT(normaliser().words("Łukasz Øster Groß"), ElementsAre("gross", "lukasz", "oster"));
}

TEST(NameNormaliser, TakesNamesWithApostropheWholeAndInPieces) {
  EXPECT_THAT(normaliser().words("D'Angelo"), ElementsAre("angelo", "d", "dangelo"));
  EXPECT_THAT(normaliser().words("D’Angelo"), ElementsAre("angelo", "d", "dangelo"));
  EXPECT_THAT(normaliser().typed_words("D'Angelo"), ElementsAre("dangelo"));
}

// Italian registers write accents of capitals so.
TEST(NameNormaliser, TakesATrailingApostropheForAnAccent) {
  EXPECT_THAT(normaliser().words("NICCOLO'"), ElementsAre("niccolo"));
}

TEST(NameNormaliser, SplitsAtHyphensAndSpacesAndDropsRepetitions) {
  EXPECT_THAT(normaliser().words("  Anna-Maria   Rossi, Rossi "),
              ElementsAre("anna", "maria", "rossi"));
}

TEST(NameNormaliser, FindsNoWordsWhereThereAreNone) {
  EXPECT_THAT(normaliser().words(""), IsEmpty());
  EXPECT_THAT(normaliser().words(" '-. "), IsEmpty());
}

TEST(NameNormaliser, ReadsAHundredCharactersAndNoMore) {
  EXPECT_THAT(normaliser().words(std::string(100, 'a')), ElementsAre(std::string(100, 'a')));
  EXPECT_THAT(normaliser().words(std::string(101, 'a')), ElementsAre(std::string(100, 'a')));
}

TEST(NameNormaliser, PassesOverBytesThatAreNotUtf8) {
  EXPECT_THAT(normaliser().words("Ros\xff"
                                 "si \xc3"),
              ElementsAre("ros", "si"));
}

TEST(NameNormaliser, MatchesBeginningsOfWordsInAnyOrder) {
  const NameNormaliser names = normaliser();
  EXPECT_TRUE(names.matches("Maria Rossi", "ros mar"));
  EXPECT_TRUE(names.matches("Maria D'Angelo", "angelo"));
  EXPECT_TRUE(names.matches("Maria Dangelo", "D'Angelo"));
  EXPECT_FALSE(names.matches("Maria Rossi", "ros mat"));
  EXPECT_FALSE(names.matches("Maria Rossi", "ossi"));
  EXPECT_FALSE(names.matches("Maria Rossi", ""));
}

TEST(SearchTokens, FindANameByTheBeginningsOfItsWords) {
  EXPECT_TRUE(finds("rossi", "Maria Rossi"));
  EXPECT_TRUE(finds("ros mar", "Maria Rossi"));
  EXPECT_TRUE(finds("NICCOLO", "Niccolò Bianchi"));
  EXPECT_TRUE(finds("d'ang", "D'Angelo Sara"));
  EXPECT_TRUE(finds("ro", "Maria Rossi"));
}

TEST(SearchTokens, DoNotFindANameByTheMiddleOfAWord) {
  EXPECT_FALSE(finds("ossi", "Maria Rossi"));
  EXPECT_FALSE(finds("rosso", "Maria Rossi"));
}

TEST(SearchTokens, AskNothingForOneLetter) {
  EXPECT_THAT(tokens().of_typed("r"), IsEmpty());
  EXPECT_THAT(tokens().of_typed(""), IsEmpty());
}

TEST(SearchTokens, FindWholeWordsOnlyWhenAskedTo) {
  const KeyedTokens keyed = tokens();
  const std::vector<SearchToken> stored = keyed.of_name("Maria Rossi");
  const std::vector<SearchToken> whole = keyed.of_whole_words("rossi");
  const std::vector<SearchToken> part = keyed.of_whole_words("ross");
  ASSERT_EQ(whole.size(), 1U);
  ASSERT_EQ(part.size(), 1U);
  EXPECT_TRUE(std::binary_search(stored.begin(), stored.end(), whole[0]));
  EXPECT_FALSE(std::binary_search(stored.begin(), stored.end(), part[0]));
}

// HMAC-SHA-256 under 32 bytes of 0x01, first 16 bytes; made with Python's hmac module. They are
// stored in views: another value would make every search find nothing until a rebuild.
TEST(SearchTokens, AreTheDocumentedBytes) {
  const KeyedTokens keyed = tokens();
  EXPECT_EQ(to_hex(keyed.of_whole_words("Rossi").at(0)), "8389035714db669f3aa6e4a577577550");
  EXPECT_EQ(to_hex(keyed.of_typed("ro").at(0)), "7f4f6a049a2f4230efdd6001c188b4a2");
  EXPECT_EQ(to_hex(keyed.of_codice_fiscale("RSSMRA80A01F205X").value()),
            "1b4cd0d088f44e4e69f6ae52702996f0");
}

TEST(SearchTokens, DifferFromOneInstallationToAnother) {
  EXPECT_NE(tokens(1).of_whole_words("rossi"), tokens(3).of_whole_words("rossi"));
}

TEST(SearchTokens, OfACodiceFiscaleIgnoreCaseAndSpaces) {
  const KeyedTokens keyed = tokens();
  EXPECT_EQ(keyed.of_codice_fiscale("rss mra 80a01 f205x"),
            keyed.of_codice_fiscale("RSSMRA80A01F205X"));
  EXPECT_NE(keyed.of_codice_fiscale("RSSMRA80A01F205X"),
            keyed.of_codice_fiscale("RSSMRA80A01F205Y"));
}

TEST(SearchTokens, OfACodiceFiscaleNeed16LettersAndDigitsOr11Digits) {
  const KeyedTokens keyed = tokens();
  EXPECT_TRUE(keyed.of_codice_fiscale("RSSMRA80A01F205X").has_value());
  EXPECT_FALSE(keyed.of_codice_fiscale("RSSMRA80A01F205").has_value());
  EXPECT_FALSE(keyed.of_codice_fiscale("RSSMRA80A01F205XX").has_value());
  EXPECT_TRUE(keyed.of_codice_fiscale("12345678901").has_value());
  EXPECT_FALSE(keyed.of_codice_fiscale("1234567890").has_value());
  EXPECT_FALSE(keyed.of_codice_fiscale("1234567890A").has_value());
  EXPECT_FALSE(keyed.of_codice_fiscale("RSSMRA80A01F205-").has_value());
}

TEST(RequestHash, ReproducesTheIndependentVector) {
  std::ifstream file(std::string(TELAIO_SOURCE_DIR) + "/tests/vectors/evidence.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const boost::json::value all = boost::json::parse(text);
  const boost::json::object& vector = all.as_object().at("request_hash_own").as_object();
  const auto field = [&](const char* name) { return std::string(vector.at(name).as_string()); };
  const crypto::SecretKey key(*from_hex(field("key")));
  const OperatorId operator_id(*parse_uuid(field("operator_id_hex")));
  EXPECT_EQ(to_hex(request_hash(key, operator_id, field("name"), as_bytes(field("body")))),
            field("request_hash"));
}

// Without the length, "POST /a" + "b" and "POST /ab" would be one request.
TEST(RequestHash, TellsNameAndBodyApart) {
  const KeyedTokens keyed = tokens();
  EXPECT_NE(keyed.request_hash(OperatorId(), "POST /a", as_bytes("b")),
            keyed.request_hash(OperatorId(), "POST /ab", as_bytes("")));
}

TEST(KeyedTokens, KnowAPhoneByItsDigitsWithoutTheItalianPrefix) {
  const KeyedTokens keyed = tokens();
  const auto plain = keyed.of_phone("3339990001");
  ASSERT_TRUE(plain);
  EXPECT_EQ(keyed.of_phone("+39 333 9990001"), plain);
  EXPECT_EQ(keyed.of_phone("0039 333-999.00.01"), plain);
  EXPECT_EQ(keyed.of_phone("(333) 999/0001"), plain);
  EXPECT_NE(keyed.of_phone("+41 333 9990001"), plain);
  EXPECT_NE(keyed.of_phone("3339990002"), plain);
  EXPECT_NE(tokens(3).of_phone("3339990001"), plain);
  // A number that only begins with 39 keeps it.
  EXPECT_NE(keyed.of_phone("393339990001"), plain);
  EXPECT_TRUE(keyed.of_phone("123456"));
  EXPECT_FALSE(keyed.of_phone("12345"));
  EXPECT_FALSE(keyed.of_phone("333999000x"));
  EXPECT_FALSE(keyed.of_phone(""));
}

TEST(KeyedTokens, FindAStreetByItsWordsAndNumber) {
  const KeyedTokens keyed = tokens();
  const auto stored = keyed.of_street("Via dell'Annunziata, 21/A");
  const auto finds_street = [&](std::string_view typed) {
    const auto asked = keyed.of_typed_street(typed);
    return !asked.empty() &&
           std::includes(stored.begin(), stored.end(), asked.begin(), asked.end());
  };
  EXPECT_TRUE(finds_street("annunziata"));
  EXPECT_TRUE(finds_street("dell'annunziata 21"));
  EXPECT_TRUE(finds_street("VIA ANNUNZIATA 21/a"));
  EXPECT_FALSE(finds_street("annunziata 22"));
  EXPECT_FALSE(finds_street("annunz"));
  // Nothing that tells one address from another.
  EXPECT_THAT(keyed.of_typed_street("via"), IsEmpty());
  EXPECT_THAT(keyed.of_typed_street("via 21"), IsEmpty());
  EXPECT_THAT(keyed.of_typed_street(""), IsEmpty());
  // A street and a name are different questions.
  EXPECT_NE(keyed.of_street("Rossi"), keyed.of_whole_words("Rossi"));
}

}  // namespace
}  // namespace telaio::vault
