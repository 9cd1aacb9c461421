// SPDX-License-Identifier: EUPL-1.2
// Seals fifty parts, each with a new key, says so line by line, and dies as in a crash: nothing is
// closed, nothing is flushed. Run by vault_test with the vault's folder and its keys folder.
#include <csignal>
#include <cstdio>

#include "crypto/random.hpp"
#include "tests/vault/vault_folder.hpp"

int main(int count, char** arguments) {
  using namespace telaio;
  if (count != 3) return 2;
  const SystemClock clock;
  const auto vault = vault::open(arguments[1], arguments[2], clock, vault::quick);
  if (!vault) return 1;
  const vault::PartPlace note{EventId(vault::id_of(0x33)), "CaseNoteAdded", 0};
  for (int i = 0; i < 50; ++i) {
    const Uuid subject = crypto::random_uuid();
    const auto key = (*vault)->current_key(subject, 1);
    if (!key) return 1;
    const auto sealed = (*vault)->seal(note, *key, as_bytes("sealed before the end"));
    if (!sealed) return 1;
    std::printf("%s %s\n", to_string(subject).c_str(), to_hex(*sealed).c_str());
  }
  std::fflush(stdout);
  std::raise(SIGKILL);
}
