// SPDX-License-Identifier: EUPL-1.2
#include "vault/key_ring.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "crypto/key_wrap.hpp"
#include "crypto/random.hpp"

namespace telaio::vault {

namespace {

constexpr std::uint32_t number_max = 9'999;
constexpr mode_t key_file_mode = S_IRUSR;

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

std::string file_name(std::uint32_t number) {
  return fmt::format("kek-{:04}.key", number);
}

std::optional<std::uint32_t> number_of(const std::string& name) {
  if (name.size() != file_name(1).size()) return std::nullopt;
  std::uint32_t number = 0;
  const char* const digits = name.data() + 4;
  const auto parsed = std::from_chars(digits, digits + 4, number);
  if (parsed.ec != std::errc() || number == 0 || name != file_name(number)) return std::nullopt;
  return number;
}

Fault key_fault(std::uint32_t number, std::string_view what) {
  return Fault{"vault.key_file", fmt::format("{}: {}", file_name(number), what)};
}
std::string last_error() {
  return std::generic_category().message(errno);
}

Result<crypto::SecretKey, Fault> read_key(const std::filesystem::path& folder,
                                          std::uint32_t number) {
  const File file(::open((folder / file_name(number)).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.is_open()) return key_fault(number, "open: " + last_error());
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return key_fault(number, "stat: " + last_error());
  if (!S_ISREG(status.st_mode)) return key_fault(number, "not a plain file");
  const auto mode = static_cast<unsigned>(status.st_mode & 07777U);
  if (mode != key_file_mode) {
    return key_fault(number, fmt::format("its mode is {:04o} and must be 0400", mode));
  }
  if (status.st_size != static_cast<off_t>(crypto::key_size)) {
    return key_fault(number, "not 32 bytes long");
  }
  crypto::SecretKey key;
  const ssize_t count = ::read(file.get(), key.writable().data(), crypto::key_size);
  if (count != static_cast<ssize_t>(crypto::key_size)) {
    return key_fault(number, "could not be read whole");
  }
  return key;
}

Result<Done, Fault> sync_folder(const std::filesystem::path& folder) {
  const File file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.is_open() || ::fsync(file.get()) != 0) {
    return Fault{"vault.key_file", "sync the keys folder: " + last_error()};
  }
  return Done{};
}

// Never overwrites: a key-encryption key that is lost takes every key with it. Written beside its
// place and linked into it whole: half a key file would stop the vault from opening.
Result<Done, Fault> write_key(const std::filesystem::path& folder, std::uint32_t number,
                              const crypto::SecretKey& key) {
  const auto path = folder / file_name(number);
  const auto beside = folder / (file_name(number) + ".new");
  ::unlink(beside.c_str());  // What a crash left: nothing was wrapped with it.
  {
    const File file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, key_file_mode));
    if (!file.is_open()) return key_fault(number, "create: " + last_error());
    if (::fchmod(file.get(), key_file_mode) != 0)
      return key_fault(number, "protect: " + last_error());
    const ssize_t count = ::write(file.get(), key.view().data(), crypto::key_size);
    if (count != static_cast<ssize_t>(crypto::key_size)) return key_fault(number, "write failed");
    if (::fsync(file.get()) != 0) return key_fault(number, "sync: " + last_error());
  }
  if (::link(beside.c_str(), path.c_str()) != 0) return key_fault(number, "link: " + last_error());
  if (::unlink(beside.c_str()) != 0) return key_fault(number, "unlink: " + last_error());
  return sync_folder(folder);
}

constexpr std::string_view gone_suffix = ".gone";

// The bytes first: the blocks of a deleted file stay readable until the disk uses them again.
Result<Done, Fault> overwrite_and_delete(const std::filesystem::path& path) {
  const auto fault = [&](std::string_view what) {
    return Fault{"vault.key_file",
                 fmt::format("{}: {}: {}", path.filename().string(), what, last_error())};
  };
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) return fault("unprotect");
  {
    const File file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.is_open()) return fault("open");
    const auto noise = crypto::random_bytes<crypto::key_size>();
    if (::write(file.get(), noise.data(), noise.size()) != static_cast<ssize_t>(noise.size())) {
      return fault("overwrite");
    }
    if (::fsync(file.get()) != 0) return fault("sync");
  }
  if (::unlink(path.c_str()) != 0) return fault("unlink");
  return sync_folder(path.parent_path());
}

// Out of the ring by its name first: a crash in the middle leaves a file that no ring loads, and
// that the next one to load ends.
Result<Done, Fault> destroy_file(const std::filesystem::path& folder, std::uint32_t number) {
  const auto path = folder / file_name(number);
  auto gone = path;
  gone += gone_suffix;
  if (::rename(path.c_str(), gone.c_str()) != 0)
    return key_fault(number, "rename: " + last_error());
  if (const auto synced = sync_folder(folder); !synced) return synced.error();
  return overwrite_and_delete(gone);
}

Result<Done, Fault> finish_removals(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> gone;
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder, error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == gone_suffix) gone.push_back(entry->path());
  }
  for (const auto& path : gone) {
    if (const auto deleted = overwrite_and_delete(path); !deleted) return deleted.error();
  }
  return Done{};
}

Result<std::map<std::uint32_t, std::filesystem::path>, Fault> key_files(
    const std::filesystem::path& folder) {
  std::map<std::uint32_t, std::filesystem::path> files;
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) return files;
  for (auto entry = std::filesystem::directory_iterator(folder, error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const auto number = number_of(entry->path().filename().string());
    if (number) files.emplace(*number, entry->path());
  }
  if (error) return Fault{"vault.key_file", "list the keys folder: " + error.message()};
  return files;
}

}  // namespace

Result<KeyRing, Fault> KeyRing::create(const std::filesystem::path& folder) {
  const auto files = key_files(folder);
  if (!files) return files.error();
  if (!files->empty()) return Fault{"vault.exists", "the keys folder holds keys already"};

  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  if (error) return Fault{"vault.key_file", "make the keys folder: " + error.message()};
  const std::filesystem::path parent = std::filesystem::absolute(folder, error).parent_path();
  const auto synced = sync_folder(parent);
  if (!synced) return synced.error();

  KeyRing ring(folder);
  const auto added = ring.add();
  if (!added) return added.error();
  return ring;
}

Result<KeyRing, Fault> KeyRing::load(const std::filesystem::path& folder) {
  const auto files = key_files(folder);
  if (!files) return files.error();
  if (files->empty()) {
    return Fault{"vault.key_file", "the keys folder holds no key-encryption key"};
  }
  if (const auto finished = finish_removals(folder); !finished) return finished.error();
  KeyRing ring(folder);
  for (const auto& [number, path] : *files) {
    const auto key = read_key(folder, number);
    if (!key) return key.error();
    ring.keys_.emplace(number, *key);
  }
  return ring;
}

Result<std::uint32_t, Fault> KeyRing::add() {
  const std::uint32_t number = keys_.empty() ? 1 : newest() + 1;
  if (number > number_max) return Fault{"vault.key_file", "no number is left for a new key"};
  crypto::SecretKey key;
  crypto::fill_random(key.writable());
  const auto written = write_key(folder_, number, key);
  if (!written) return written.error();
  keys_.emplace(number, key);
  return number;
}

std::vector<std::uint32_t> KeyRing::numbers() const {
  std::vector<std::uint32_t> numbers;
  for (const auto& [number, key] : keys_) numbers.push_back(number);
  return numbers;
}

Result<Done, Fault> KeyRing::remove(std::uint32_t number) {
  TELAIO_ASSERT(number != newest());
  const auto destroyed = destroy_file(folder_, number);
  if (!destroyed) return destroyed.error();
  keys_.erase(number);
  return Done{};
}

Bytes KeyRing::wrap(const crypto::SecretKey& key) const {
  TELAIO_ASSERT(!keys_.empty());
  const auto& [number, wrapping] = *keys_.rbegin();
  Bytes row;
  row.reserve(wrapped_row_size);
  append_u32(row, number);
  append(row, crypto::wrap_key(wrapping, key));
  return row;
}

std::optional<crypto::SecretKey> KeyRing::unwrap(BytesView wrapped_row) const {
  if (wrapped_row.size() != wrapped_row_size) return std::nullopt;
  const auto wrapping = keys_.find(read_u32(wrapped_row));
  if (wrapping == keys_.end()) return std::nullopt;
  return crypto::unwrap_key(wrapping->second, wrapped_row.subspan(4));
}

}  // namespace telaio::vault
