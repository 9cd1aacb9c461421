// SPDX-License-Identifier: EUPL-1.2
// A short append-only file of records, each chained to the one before by SHA-256, with a signed
// head and a witness of that head kept elsewhere (docs/formats/erasures.md). The erasure ledger is
// one: it lies outside the data folder and outside every backup, and is never rolled back with
// them.
//
// The log knows records as bytes; what they say is app/erasure_ledger.hpp. Records are few and
// small: all are held in memory. Not thread-safe; its owner guards it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "log/key_files.hpp"
#include "log/tree/checkpoint.hpp"

namespace telaio::log {

// Bytes of one record and of a whole file: a million keys in records of a thousand.
inline constexpr std::size_t chain_record_bytes_max = std::size_t{64} << 10U;
inline constexpr std::size_t chain_file_bytes_max = std::size_t{64} << 20U;

struct ChainPlace {
  std::filesystem::path folder;   // Holds `ledger` and `head`.
  std::filesystem::path witness;  // A copy of `head`, on another device at best.
  KeyFiles key;

  std::filesystem::path ledger() const { return folder / "ledger"; }
  std::filesystem::path head() const { return folder / "head"; }
};

// How many records there are, and the hash of the last one; of the file's beginning when none.
struct ChainHead {
  std::uint64_t size = 0;
  crypto::Sha256 hash{};

  bool operator==(const ChainHead&) const = default;
};

namespace faults {
inline constexpr std::string_view chain_missing = "erasures.missing";
inline constexpr std::string_view chain_damaged = "erasures.damaged";
// It holds less than a head that was signed: an older copy stands in its place.
inline constexpr std::string_view chain_behind = "erasures.behind";
inline constexpr std::string_view chain_of_another = "erasures.of_another";
inline constexpr std::string_view chain_io = "erasures.io";
}  // namespace faults

class ChainFile {
 public:
  // An empty one for that log, with a key of its own. data.exists when there is one.
  static Result<ChainFile, Fault> create(const ChainPlace& place, const Uuid& log_id,
                                         const std::string& name);
  // To append. A record after the signed head that a crash left is kept and signed now; half a
  // record is cut off: it was never acknowledged. Faults as above, and log.signer_key.
  static Result<ChainFile, Fault> open(const ChainPlace& place, const Uuid& log_id);
  // The same, without touching anything.
  static Result<ChainFile, Fault> read(const ChainPlace& place, const Uuid& log_id);
  // Whether there is one, or was: its folder may be lost, the witness lies elsewhere.
  static bool exists(const ChainPlace& place);

  const std::vector<Bytes>& records() const { return records_; }
  ChainHead head() const { return {hashes_.size() - 1, hashes_.back()}; }
  // This chain has that head: it is it, or continues it.
  bool continues(const ChainHead& head) const;

  // Durable and signed when it answers. `record` has at most chain_record_bytes_max bytes
  // (asserted). After a fault it is not known whether the record is there: open it again.
  Result<Done, Fault> append(BytesView record);

 private:
  ChainFile() = default;
  Result<Done, Fault> load(const Uuid& log_id);
  Result<Done, Fault> check_signed(const std::filesystem::path& note) const;
  Result<Done, Fault> write_head();

  ChainPlace place_;
  std::optional<tree::NoteSigner> key_;  // None when only read.
  std::vector<Bytes> records_;
  std::vector<crypto::Sha256> hashes_;  // hashes_[n]: head of the first n records.
  std::uint64_t whole_bytes_ = 0;       // Of the file, without half a record at its end.
};

}  // namespace telaio::log
