// SPDX-License-Identifier: EUPL-1.2
#include "witness/witness_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include "crypto/digest.hpp"
#include "crypto/random.hpp"
#include "witness/witness_faults.hpp"

namespace telaio::witness {
namespace {

namespace tree = log::tree;

constexpr std::size_t key_bytes_max = 4U << 10U;
constexpr unsigned lock_mode = 0600;
constexpr unsigned private_mode = 0400;
constexpr unsigned public_mode = 0644;

Result<log::FileHandle, Fault> lock(const std::filesystem::path& file) {
  log::FileHandle handle(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, lock_mode));
  if (!handle.open()) return log::system_fault(faults::state, "cannot open", file);
  if (::flock(handle.get(), LOCK_EX | LOCK_NB) != 0) {
    return log::system_fault(faults::in_use, "cannot lock", file);
  }
  return handle;
}

Result<tree::NoteSigner, Fault> make_key(const std::filesystem::path& folder,
                                         const std::string& name) {
  if (!tree::is_key_name(name)) {
    return Fault{std::string(faults::key), "the name of a new witness is missing or malformed"};
  }
  auto seed = crypto::random_bytes<crypto::ed25519_seed_size>();
  tree::NoteSigner key(name, seed);
  std::string text = tree::NoteSigner::private_text(name, seed) + "\n";
  crypto::wipe(seed);
  // The public half first: a folder with a private key is a folder that has begun.
  const auto published = log::write_durably(folder / "witness.vkey",
                                            as_bytes(key.cosignature_verifier().text() + "\n"),
                                            public_mode, faults::key);
  if (!published) return published.error();
  const auto written =
      log::write_durably(folder / "witness.key", as_bytes(text), private_mode, faults::key);
  crypto::wipe(std::as_writable_bytes(std::span(text)));
  if (!written) return written.error();
  return key;
}

Result<tree::NoteSigner, Fault> read_key(const std::filesystem::path& file,
                                         const std::string& name) {
  auto content = log::read_file(file, key_bytes_max, faults::key);
  if (!content) return content.error();
  std::string_view line = as_text(*content);
  if (line.ends_with('\n')) line.remove_suffix(1);
  auto key = tree::NoteSigner::parse(line);
  crypto::wipe(*content);
  if (!key) return Fault{std::string(faults::key), file.string() + ": not a private key"};
  if (!name.empty() && key->name() != name) {
    return Fault{std::string(faults::key),
                 fmt::format("{}: the key is of {}, not of {}", file.string(), key->name(), name)};
  }
  return std::move(*key);
}

}  // namespace

Result<WitnessFolder, Fault> open_folder(const std::filesystem::path& folder,
                                         const std::string& name) {
  const auto made = log::make_directory(folder, faults::state);
  if (!made) return made.error();
  auto held = lock(folder / "lock");
  if (!held) return held.error();
  const std::filesystem::path file = folder / "witness.key";
  std::error_code ignored;
  const bool is_new = !std::filesystem::exists(file, ignored);
  auto key = is_new ? make_key(folder, name) : read_key(file, name);
  if (!key) return key.error();
  return WitnessFolder{std::move(*held), std::move(*key), is_new};
}

std::string origin_hash(std::string_view origin) {
  return to_hex(crypto::sha256(as_bytes(origin)));
}

}  // namespace telaio::witness
