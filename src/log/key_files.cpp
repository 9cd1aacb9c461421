// SPDX-License-Identifier: EUPL-1.2
#include "log/key_files.hpp"

#include <fmt/format.h>

#include "crypto/random.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"

namespace telaio::log {
namespace {

constexpr unsigned private_key_mode = 0400;
constexpr unsigned public_key_mode = 0644;
constexpr std::size_t key_file_bytes_max = 4'096;

Fault key_fault(const std::filesystem::path& path, const Refusal& refusal) {
  return {std::string(faults::signer_key),
          fmt::format("{} is not a key of a log ({})", path.string(), refusal.code)};
}

// The one line of a key file.
std::string_view line_of(const Bytes& content) {
  const std::string_view text = as_text(content);
  return text.substr(0, text.find('\n'));
}

}  // namespace

Result<tree::NoteSigner, Fault> make_key(const KeyFiles& files, const std::string& name) {
  auto seed = crypto::random_bytes<crypto::ed25519_seed_size>();
  tree::NoteSigner key(name, seed);
  std::string text = tree::NoteSigner::private_text(name, seed) + "\n";
  crypto::wipe(seed);
  const auto written =
      write_durably(files.signing, as_bytes(text), private_key_mode, faults::signer_key);
  crypto::wipe(std::as_writable_bytes(std::span(text)));
  if (!written) return written.error();
  const auto published = write_durably(files.verifier, as_bytes(key.verifier().text() + "\n"),
                                       public_key_mode, faults::signer_key);
  if (!published) return published.error();
  return key;
}

Result<tree::NoteSigner, Fault> read_key(const KeyFiles& files) {
  auto content = read_file(files.signing, key_file_bytes_max, faults::signer_key);
  if (!content) return content.error();
  auto key = tree::NoteSigner::parse(line_of(*content));
  crypto::wipe(*content);
  if (!key) return key_fault(files.signing, key.error());
  return std::move(*key);
}

Result<tree::VerifierKey, Fault> read_verifier_key(const std::filesystem::path& verifier) {
  const auto content = read_file(verifier, key_file_bytes_max, faults::signer_key);
  if (!content) return content.error();
  const auto key = tree::parse_verifier_key(line_of(*content));
  if (!key) return key_fault(verifier, key.error());
  return *key;
}

}  // namespace telaio::log
