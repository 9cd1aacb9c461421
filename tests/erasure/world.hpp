// SPDX-License-Identifier: EUPL-1.2
// A small installation whose people leave marks that can be searched for, and the eyes of somebody
// who has its disk and its backups: raw bytes, and what the databases' iterators show.
#pragma once

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "base/clock.hpp"
#include "tools/installation/erasure.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::erasure_test {

// What a search may find of one person: text as people wrote it, and, noted before an erasure, the
// wrapped keys and the ciphertexts as stored. A plaintext was never in a file, so looking for it
// alone would prove nothing.
struct Canaries {
  std::vector<std::string> plaintexts;
  std::vector<std::string> wrapped_keys;
  std::vector<std::string> ciphertexts;

  std::vector<std::string> all() const;
};

struct Subject {
  PersonId id;
  std::vector<std::string> texts;  // Everything sealed of this person.
};

// A folder with an installation, and all that lies beside it, removed at the end.
class World {
 public:
  explicit World(std::uint64_t seed);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  std::filesystem::path root() const { return root_; }
  std::filesystem::path data() const { return root_ / "site"; }
  ManualClock& clock() { return clock_; }
  tools::Installation& installation() { return *installation_; }
  void close() { installation_.reset(); }
  // Null, with the fault in `why`, when it does not open.
  bool open(std::string* why = nullptr);
  void days_pass(int days);

  // Registered, with identity, phone, address and citizenship sealed; and one part of class P5.
  Subject register_person();
  // About one person.
  CaseId open_case(const Subject& subject);
  // Noted from the disk and the log; the installation is open.
  Canaries canaries_of(const Subject& subject);

  // Two persons who may decide an erasure, known to the log, with accounts (password below).
  const app::Actor& archivist() const { return archivist_; }
  const app::Actor& custodian() const { return custodian_; }
  static constexpr const char* password = "una frase lunga quanto basta";

  // Asked for and authorised; what is left is to execute it.
  domain::DisposalId authorise(const Subject& subject);
  Result<std::optional<tools::ErasureOutcome>, app::Failure> execute(
      const Subject& subject, const domain::DisposalId& disposal,
      const tools::AfterStep& after = {});
  // The whole of it; throws what refused.
  tools::ErasureOutcome erase(const Subject& subject);

  // How many sealed parts of the subject's own keys open.
  std::size_t parts_that_open(const Subject& subject);

  std::string random_word(std::size_t letters);

 private:
  void add_officer(app::Actor& officer, const std::string& user, schema::Role role);
  void add_protected_part(const Subject& subject, const std::string& text);

  std::filesystem::path root_;
  std::mt19937_64 random_;
  ManualClock clock_;
  std::unique_ptr<tools::Installation> installation_;
  app::Actor archivist_;
  app::Actor custodian_;
};

// How many of the marks stand in any file below the folder.
std::size_t hits_in_files(const std::filesystem::path& folder,
                          const std::vector<std::string>& marks);
// The same in what the iterators of every RocksDB database below the folder hand out.
std::size_t hits_in_databases(const std::filesystem::path& folder,
                              const std::vector<std::string>& marks);

}  // namespace telaio::erasure_test
