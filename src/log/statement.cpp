// SPDX-License-Identifier: EUPL-1.2
#include "log/statement.hpp"

#include "base/assert.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"

namespace telaio::log {
namespace {

constexpr std::size_t key_file_bytes_max = 4'096;

}  // namespace

Result<tree::NoteSignature, Fault> sign_statement(const DataPaths& paths, std::string_view text) {
  TELAIO_ASSERT(!tree::parse_checkpoint_text(text).has_value());
  auto content = read_file(paths.signing_key(), key_file_bytes_max, faults::signer_key);
  if (!content) return content.error();
  const std::string_view lines = as_text(*content);
  const auto key = tree::NoteSigner::parse(lines.substr(0, lines.find('\n')));
  crypto::wipe(*content);
  if (!key) return Fault{std::string(faults::signer_key), std::string(key.error().code)};
  return key->sign(text);
}

}  // namespace telaio::log
