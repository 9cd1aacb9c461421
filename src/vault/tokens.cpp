// SPDX-License-Identifier: EUPL-1.2
#include "vault/tokens.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "crypto/hmac.hpp"

namespace telaio::vault {

namespace {

constexpr std::string_view search_tag{"telaio/search/v1\0", 17};
constexpr std::string_view request_tag{"telaio/req/v1\0", 14};
constexpr std::string_view kind_word = "name";
constexpr std::string_view kind_trigram = "trigram";
constexpr std::string_view kind_codice_fiscale = "codice_fiscale";
constexpr std::string_view kind_phone = "phone";
constexpr std::string_view kind_street = "street";
constexpr std::size_t phone_digits_min = 6;
constexpr std::size_t street_name_size_min = 3;
// Words that tell one address from another as little as "the": generic names of streets, articles.
constexpr std::array<std::string_view, 33> street_words_ignored{
    "via", "viale", "vicolo", "vic",      "piazza", "piazzale", "piazzetta", "pza",      "corso",
    "cso", "largo", "strada", "contrada", "borgo",  "localita", "loc",       "frazione", "fraz",
    "di",  "del",   "dello",  "della",    "dei",    "degli",    "delle",     "dell",     "da",
    "la",  "n",     "num",    "civico",   "snc",    "scala"};
constexpr char word_end = '_';
constexpr std::size_t trigram_size = 3;
constexpr std::size_t codice_fiscale_size = 16;
constexpr std::size_t provisional_codice_fiscale_size = 11;

bool is_ignored(std::string_view word) {
  return std::find(street_words_ignored.begin(), street_words_ignored.end(), word) !=
         street_words_ignored.end();
}
bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_apostrophe(char c) {
  return c == '\'' || c == '`';
}

// Runs of letters, digits and apostrophes: "d'angelo", "niccolo'".
std::vector<std::string_view> chunks_of(std::string_view text) {
  std::vector<std::string_view> chunks;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool inside =
        at < text.size() && (is_letter_or_digit(text[at]) || is_apostrophe(text[at]));
    if (inside) continue;
    if (at > start) chunks.push_back(text.substr(start, at - start));
    start = at + 1;
  }
  return chunks;
}

std::string joined(std::string_view chunk) {
  std::string word;
  for (const char c : chunk) {
    if (!is_apostrophe(c)) word += c;
  }
  return word;
}

void add_pieces(std::string_view chunk, std::set<std::string>& words) {
  std::string piece;
  for (const char c : chunk) {
    if (!is_apostrophe(c)) {
      piece += c;
      continue;
    }
    if (!piece.empty()) words.insert(std::exchange(piece, {}));
  }
  if (!piece.empty()) words.insert(piece);
}

std::vector<std::string_view> trigrams_of(std::string_view marked) {
  std::vector<std::string_view> trigrams;
  for (std::size_t at = 0; at + trigram_size <= marked.size(); ++at) {
    trigrams.push_back(marked.substr(at, trigram_size));
  }
  return trigrams;
}

std::vector<SearchToken> sorted_once(std::vector<SearchToken> tokens) {
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return tokens;
}

}  // namespace

// ---- Words ----

struct NameNormaliser::Rules {
  std::unique_ptr<icu::Transliterator> to_plain_latin;
};

NameNormaliser::NameNormaliser(std::unique_ptr<Rules> rules) : rules_(std::move(rules)) {}
NameNormaliser::NameNormaliser(NameNormaliser&&) noexcept = default;
NameNormaliser& NameNormaliser::operator=(NameNormaliser&&) noexcept = default;
NameNormaliser::~NameNormaliser() = default;

Result<NameNormaliser, Fault> NameNormaliser::create() {
  // Decomposed, marks removed: à is a; then what has no decomposition: ø is o, ß is ss.
  const icu::UnicodeString id =
      "Any-Latin; NFKD; [:Nonspacing Mark:] Remove; Latin-ASCII; Any-Lower";
  UErrorCode status = U_ZERO_ERROR;
  auto rules = std::make_unique<Rules>();
  rules->to_plain_latin.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  if (U_FAILURE(status) != 0 || rules->to_plain_latin == nullptr) {
    return Fault{"vault.normaliser", std::string("ICU: ") + u_errorName(status)};
  }
  return NameNormaliser(std::move(rules));
}

std::string NameNormaliser::plain(std::string_view utf8) const {
  // Four bytes are the longest character: what lies beyond cannot be needed.
  const std::string_view bounded = utf8.substr(0, limits::name_characters_max * 4);
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(bounded.data(), static_cast<std::int32_t>(bounded.size())));
  const auto characters = static_cast<std::int32_t>(limits::name_characters_max);
  if (text.countChar32() > characters) text.truncate(text.moveIndex32(0, characters));
  rules_->to_plain_latin->transliterate(text);
  std::string plain;
  text.toUTF8String(plain);
  return plain;
}

std::vector<std::string> NameNormaliser::words(std::string_view utf8) const {
  const std::string text = plain(utf8);
  std::set<std::string> words;
  for (const std::string_view chunk : chunks_of(text)) {
    add_pieces(chunk, words);
    const std::string whole = joined(chunk);
    if (!whole.empty()) words.insert(whole);
  }
  return {words.begin(), words.end()};
}

std::vector<std::string> NameNormaliser::typed_words(std::string_view utf8) const {
  const std::string text = plain(utf8);
  std::set<std::string> words;
  for (const std::string_view chunk : chunks_of(text)) {
    const std::string whole = joined(chunk);
    if (!whole.empty()) words.insert(whole);
  }
  return {words.begin(), words.end()};
}

bool NameNormaliser::matches(std::string_view name, std::string_view typed) const {
  const std::vector<std::string> in_name = words(name);
  const std::vector<std::string> asked = typed_words(typed);
  const auto begins_a_word = [&](const std::string& beginning) {
    return std::any_of(in_name.begin(), in_name.end(),
                       [&](const std::string& word) { return word.starts_with(beginning); });
  };
  return !asked.empty() && std::all_of(asked.begin(), asked.end(), begins_a_word);
}

// ---- Request hash ----

crypto::Sha256 request_hash(const crypto::SecretKey& key, const OperatorId& operator_id,
                            std::string_view name, BytesView body) {
  TELAIO_ASSERT(name.size() <= std::numeric_limits<std::uint16_t>::max());
  Bytes length;
  append_u16(length, static_cast<std::uint16_t>(name.size()));
  return crypto::hmac_sha256(
      key.view(), {as_bytes(request_tag), operator_id.view(), length, as_bytes(name), body});
}

// ---- Tokens ----

KeyedTokens::KeyedTokens(NameNormaliser normaliser, const crypto::SecretKey& search_key,
                         const crypto::SecretKey& request_key)
    : normaliser_(std::move(normaliser)), search_key_(search_key), request_key_(request_key) {}

// The kind is followed by a zero byte, which no kind contains: no two (kind, text) collide.
SearchToken KeyedTokens::token(std::string_view kind, std::string_view text) const {
  const crypto::Sha256 digest = crypto::hmac_sha256(
      search_key_.view(),
      {as_bytes(search_tag), as_bytes(kind), as_bytes(std::string_view("\0", 1)), as_bytes(text)});
  SearchToken token{};
  std::copy_n(digest.begin(), token.size(), token.begin());
  return token;
}

std::vector<SearchToken> KeyedTokens::of_name(std::string_view utf8) const {
  std::vector<SearchToken> tokens;
  for (const std::string& word : normaliser_.words(utf8)) {
    tokens.push_back(token(kind_word, word));
    const std::string marked = word_end + word + word_end;
    for (const std::string_view trigram : trigrams_of(marked)) {
      tokens.push_back(token(kind_trigram, trigram));
    }
  }
  return sorted_once(std::move(tokens));
}

std::vector<SearchToken> KeyedTokens::of_typed(std::string_view utf8) const {
  std::vector<SearchToken> tokens;
  for (const std::string& word : normaliser_.typed_words(utf8)) {
    const std::string marked = word_end + word;
    for (const std::string_view trigram : trigrams_of(marked)) {
      tokens.push_back(token(kind_trigram, trigram));
    }
  }
  return sorted_once(std::move(tokens));
}

std::vector<SearchToken> KeyedTokens::of_whole_words(std::string_view utf8) const {
  std::vector<SearchToken> tokens;
  for (const std::string& word : normaliser_.typed_words(utf8)) {
    tokens.push_back(token(kind_word, word));
  }
  return sorted_once(std::move(tokens));
}

std::optional<SearchToken> KeyedTokens::of_codice_fiscale(std::string_view text) const {
  std::string code;
  bool digits_only = true;
  for (const char c : text) {
    if (c == ' ') continue;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!is_letter_or_digit(lower) || code.size() == codice_fiscale_size) return std::nullopt;
    digits_only = digits_only && lower >= '0' && lower <= '9';
    code += lower;
  }
  const bool provisional = digits_only && code.size() == provisional_codice_fiscale_size;
  if (code.size() != codice_fiscale_size && !provisional) return std::nullopt;
  return token(kind_codice_fiscale, code);
}

std::optional<SearchToken> KeyedTokens::of_phone(std::string_view text) const {
  if (text.find_first_not_of("0123456789+-/(). ") != std::string_view::npos) return std::nullopt;
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const bool international = text.find('+') != std::string_view::npos;
  if (digits.starts_with("0039")) {
    digits.erase(0, 4);
  } else if (international && digits.starts_with("39")) {
    digits.erase(0, 2);
  }
  if (digits.size() < phone_digits_min) return std::nullopt;
  return token(kind_phone, digits);
}

std::vector<SearchToken> KeyedTokens::of_street(std::string_view utf8) const {
  std::vector<SearchToken> tokens;
  for (const std::string& word : normaliser_.words(utf8)) {
    if (!is_ignored(word)) tokens.push_back(token(kind_street, word));
  }
  return sorted_once(std::move(tokens));
}

std::vector<SearchToken> KeyedTokens::of_typed_street(std::string_view utf8) const {
  std::vector<SearchToken> tokens;
  bool named = false;
  for (const std::string& word : normaliser_.typed_words(utf8)) {
    if (is_ignored(word)) continue;
    named = named || (word.front() >= 'a' && word.size() >= street_name_size_min);
    tokens.push_back(token(kind_street, word));
  }
  if (!named) return {};
  return sorted_once(std::move(tokens));
}

crypto::Sha256 KeyedTokens::request_hash(const OperatorId& operator_id, std::string_view name,
                                         BytesView body) const {
  return vault::request_hash(request_key_, operator_id, name, body);
}

}  // namespace telaio::vault
