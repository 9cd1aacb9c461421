// SPDX-License-Identifier: EUPL-1.2
// Keyed tokens: how people are found by name, codice fiscale, phone or street without keeping any
// in the indices, and how a repeated request is recognised without keeping its body. Tokens are
// HMACs under keys of the installation; without the vault they tell nothing but which rows share a
// token. They live in views only, never in the log (design 6).
//
// Immutable once built: shared by any number of threads.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "crypto/secret.hpp"

namespace telaio::vault {

inline constexpr std::size_t search_token_size = 16;
using SearchToken = std::array<std::byte, search_token_size>;

// Turns names into the words they are searched by: Latin letters and digits, lower case, without
// accents. "D'Àngelo Müller" gives angelo, d, dangelo, muller.
class NameNormaliser {
 public:
  // `vault.normaliser` when ICU lacks its transliteration data.
  static Result<NameNormaliser, Fault> create();
  NameNormaliser(NameNormaliser&&) noexcept;
  NameNormaliser& operator=(NameNormaliser&&) noexcept;
  ~NameNormaliser();

  // Sorted, each once. Reads at most limits::name_characters_max characters of the text and passes
  // over bytes that are not UTF-8.
  std::vector<std::string> words(std::string_view utf8) const;
  // The same without the pieces around apostrophes: "D'Angelo" gives dangelo only, which is a word
  // of "Dangelo" too.
  std::vector<std::string> typed_words(std::string_view utf8) const;
  // Every typed word begins a word of the name, and there is at least one.
  bool matches(std::string_view name, std::string_view typed) const;

 private:
  struct Rules;
  explicit NameNormaliser(std::unique_ptr<Rules> rules);
  std::string plain(std::string_view utf8) const;

  std::unique_ptr<Rules> rules_;
};

// Digest of a request as received (log-and-evidence 7.2): the log compares it when a command id
// comes back. `name`: method, space, path; outside HTTP the command's name.
crypto::Sha256 request_hash(const crypto::SecretKey& key, const OperatorId& operator_id,
                            std::string_view name, BytesView body);

class KeyedTokens {
 public:
  KeyedTokens(NameNormaliser normaliser, const crypto::SecretKey& search_key,
              const crypto::SecretKey& request_key);

  // What is stored with a name: its whole words, and their trigrams with both ends marked. Sorted,
  // each once.
  std::vector<SearchToken> of_name(std::string_view utf8) const;
  // What a row must hold, all of them, when every word typed begins a word of its name. Words of
  // one letter ask for nothing; empty when nothing searchable was typed. Rows so found are
  // candidates: trigrams may come from different words, so the opened name decides
  // (normaliser().matches).
  std::vector<SearchToken> of_typed(std::string_view utf8) const;
  // What a row must hold, all of them, when every word typed is a whole word of its name.
  std::vector<SearchToken> of_whole_words(std::string_view utf8) const;
  // Nothing unless the text, without spaces and whatever its case, is 16 letters and digits (or the
  // 11 digits of a provisional one).
  std::optional<SearchToken> of_codice_fiscale(std::string_view text) const;
  // Of the digits, without the Italian prefix (+39, 0039) and whatever stands between them. Nothing
  // for other characters than phone numbers have, or for fewer than six digits.
  std::optional<SearchToken> of_phone(std::string_view text) const;
  // Of the words of a street and house number, without those every address has (via, piazza, …):
  // what is stored with an address.
  std::vector<SearchToken> of_street(std::string_view utf8) const;
  // What a row must hold, all of them, when every word typed is a word of its address. Empty unless
  // one of them is a name: a house number alone would find half a town.
  std::vector<SearchToken> of_typed_street(std::string_view utf8) const;

  crypto::Sha256 request_hash(const OperatorId& operator_id, std::string_view name,
                              BytesView body) const;
  const NameNormaliser& normaliser() const { return normaliser_; }

 private:
  SearchToken token(std::string_view kind, std::string_view text) const;

  NameNormaliser normaliser_;
  crypto::SecretKey search_key_;
  crypto::SecretKey request_key_;
};

}  // namespace telaio::vault
