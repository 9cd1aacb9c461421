// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/disk_probe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <vector>

#include "base/clock.hpp"

namespace telaio::bench {
namespace {

constexpr std::size_t block_bytes = 4'096;
constexpr off_t blocks = 16'384;

class ProbeFile {
 public:
  explicit ProbeFile(std::filesystem::path path)
      : path_(std::move(path)),
        descriptor_(::open(path_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) throw std::runtime_error("non si può scrivere " + path_.string());
  }
  ProbeFile(const ProbeFile&) = delete;
  ProbeFile& operator=(const ProbeFile&) = delete;
  ~ProbeFile() {
    ::close(descriptor_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  void write(off_t block) const {
    const std::array<char, block_bytes> bytes{};
    const auto at = block * static_cast<off_t>(block_bytes);
    const auto written = ::pwrite(descriptor_, bytes.data(), bytes.size(), at);
    if (written != static_cast<ssize_t>(block_bytes)) throw std::runtime_error("il disco rifiuta");
  }
  void sync() const {
    if (::fdatasync(descriptor_) != 0) throw std::runtime_error("il disco rifiuta");
  }

 private:
  std::filesystem::path path_;
  int descriptor_;
};

}  // namespace

Sample probe_disk(const std::filesystem::path& folder, Probe probe, const Turn& turn) {
  const ProbeFile file(folder / "probe");
  if (probe == Probe::overwrite) {
    for (off_t block = 0; block < blocks; ++block) file.write(block);
    file.sync();
  }
  const auto micros = [](std::chrono::microseconds length) { return length.count(); };
  const Instant warm = monotonic_now().plus_micros(micros(turn.warm));
  const Instant end = warm.plus_micros(micros(turn.measured));
  Latencies latencies;
  off_t block = 0;
  Instant now = monotonic_now();
  // A disk that stalls for the whole turn would else give no figure at all.
  while (now < end || latencies.count() == 0) {
    file.write(probe == Probe::overwrite ? block++ % blocks : block++);
    file.sync();
    const Instant done = monotonic_now();
    if (now >= warm) latencies.add(now, done);
    now = done;
  }
  return latencies.sample(warm, now);
}

}  // namespace telaio::bench
