// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/flips.hpp"

#include <algorithm>
#include <iostream>

#include "log/log_faults.hpp"
#include "log/verify.hpp"
#include "tests/torture/disk/disk.hpp"
#include "tests/torture/station.hpp"

namespace telaio::torture {
namespace {

namespace fs = std::filesystem;

// What everything says before any bit is changed.
struct Pristine {
  Content content;
  std::map<std::string, std::vector<std::string>> files;  // By kind.
  std::vector<log::StoredEvent> events;
  crypto::Sha256 root{};
  log::tree::VerifierKey verifier;
  log::tree::Checkpoint signed_head;
};

// Kinds of files, and where each is. What RocksDB writes for people (LOG) and its lock are none.
struct Kind {
  std::string_view name;
  std::string_view folder;
  std::string_view part;
};
constexpr std::array kinds = {
    Kind{"log's write-ahead log", "d/log/", ".log"},
    Kind{"log's tables", "d/log/", ".sst"},
    Kind{"log's manifest", "d/log/", "MANIFEST"},
    Kind{"log's CURRENT", "d/log/", "CURRENT"},
    Kind{"log's OPTIONS", "d/log/", "OPTIONS"},
    Kind{"log's IDENTITY", "d/log/", "IDENTITY"},
    Kind{"anchor", "d.anchor/", "log.anchor"},
    Kind{"signer's state", "d.anchor/", "log.signed"},
    Kind{"signing key", "d.keys/", "log-signing.key"},
    Kind{"public key", "d.keys/", "log.vkey"},
    Kind{"key-encryption key", "d.keys/", "kek-"},
    Kind{"vault's write-ahead log", "d/vault/", ".log"},
    Kind{"vault's tables", "d/vault/", ".sst"},
    Kind{"vault's manifest", "d/vault/", "MANIFEST"},
    Kind{"vault's CURRENT", "d/vault/", "CURRENT"},
};

Pristine read_pristine(const fs::path& root) {
  Pristine pristine;
  pristine.content = read_content(root);
  for (const Kind& kind : kinds) {
    for (const auto& [path, bytes] : pristine.content.files) {
      const bool is_one = path.starts_with(kind.folder) && path.find(kind.part) != path.npos;
      if (is_one && !bytes.empty()) pristine.files[std::string(kind.name)].push_back(path);
    }
  }
  const auto events = log::open_log_read_only(paths_in(root)).value();
  pristine.events = log::testing::all_events(*events);
  pristine.root = events->head().root;
  pristine.verifier = log::read_log_key(paths_in(root)).value();
  pristine.signed_head =
      log::Signer::read_state(paths_in(root).signed_head(), pristine.verifier).value().checkpoint;
  return pristine;
}

// Reads page by page until the end or a fault; what was read must be what was written.
bool reads_right(const log::StoredLog& events, const Pristine& pristine) {
  std::size_t read = 0;
  for (;;) {
    const auto page = events.read_all(read, {.events_max = 16});
    if (!page) return false;
    for (const log::StoredEvent& event : page->events) {
      // A part can be found absent: then it was not read.
      log::StoredEvent expected = pristine.events.at(read++);
      for (std::size_t i = 0; i < event.parts.size() && i < expected.parts.size(); ++i) {
        if (!event.parts[i]) expected.parts[i].reset();
      }
      require(event == expected, "position {} was read wrongly", read - 1);
    }
    if (page->end) return true;
  }
}

std::string look_at_log(const fs::path& root, const Pristine& pristine) {
  const auto events = log::open_log_read_only(paths_in(root));
  if (!events) return "refused at opening";
  const bool read = reads_right(**events, pristine);
  const log::VerifyReport report = log::verify_log(**events);
  for (const log::Finding& finding : report.first) {
    const bool purged = finding.kind == log::FindingKind::part_missing && finding.position &&
                        pristine.events.at(*finding.position).stream == purged_stream();
    if (!purged) return "named by verify";
  }
  require(read, "a read failed and verify found nothing");
  const log::Head head = (*events)->head();
  require(head.size == pristine.events.size() && head.root == pristine.root,
          "the log became another one of {} events", head.size);
  return "harmless";
}

std::string look_at_signer(const fs::path& root, const Pristine& pristine) {
  const auto state = log::Signer::read_state(paths_in(root).signed_head(), pristine.verifier);
  if (!state) return "refused at opening";
  require(state->checkpoint == pristine.signed_head, "the signer's state says another head");
  return "harmless";
}

std::string look_at_keys(const fs::path& root, const Pristine& pristine) {
  const auto known = log::read_log_key(paths_in(root));
  if (!known) return "refused at opening";
  const auto opened = log::LogFolder::open(paths_in(root), SystemClock());
  if (!opened) return "refused at opening";
  // A key that reads as another one cannot have signed what was signed.
  require(opened->signer().verifier() == pristine.verifier, "the log took another signing key");
  if (*known != pristine.verifier) return "refused by every note's reader";
  return "harmless";
}

// Each part opens and says what it must, or does not open.
std::string look_at_vault(const fs::path& root, const Pristine& pristine) {
  const SystemClock clock;
  const auto vault = vault::open(paths_in(root).vault, paths_in(root).keys, clock);
  if (!vault) return "refused at opening";
  std::size_t unopened = 0;
  for (const log::StoredEvent& event : pristine.events) {
    if (event.stream == purged_stream()) continue;
    for (const auto& part : event.parts) {
      // The number of the command is in its id; that of the event follows.
      const BytesView id = event.command.view();
      const std::uint64_t number = event_numbers(read_u64(id.subspan(8)))[event.place];
      const auto opened = (*vault)->open(place_of(number), key_of(number), *part);
      if (!opened) {
        ++unopened;
      } else {
        require(*opened == plaintext_of(number), "position {} opens to other words",
                event.position);
      }
    }
  }
  return unopened > 0 ? "parts that do not open" : "harmless";
}

std::string look(const fs::path& root, const std::string& path, const Pristine& pristine) {
  if (path == "d.anchor/log.signed") return look_at_signer(root, pristine);
  if (path.starts_with("d/vault/") || path.starts_with("d.keys/kek-")) {
    return look_at_vault(root, pristine);
  }
  if (path.starts_with("d.keys/")) return look_at_keys(root, pristine);
  return look_at_log(root, pristine);
}

void put_back(const fs::path& root, const Content& content) {
  for (const char* const part : {"d", "d.anchor", "d.keys"}) fs::remove_all(root / part);
  write_content(content, root);
}

// Opening for reading leaves the files as they are; the others are put back whole.
bool leaves_traces(const std::string& path) {
  return path.starts_with("d.keys/") || path.starts_with("d/vault/");
}

void flip_one(const fs::path& root, const Pristine& pristine, Random& random) {
  auto kind = pristine.files.begin();
  std::advance(kind, static_cast<std::ptrdiff_t>(pick(random, pristine.files.size())));
  const std::string& path = kind->second[pick(random, kind->second.size())];
  Content changed;
  changed.files[path] = pristine.content.files.at(path);
  Bytes& bytes = changed.files[path];
  const std::uint64_t bit = pick(random, bytes.size() * 8);
  bytes[bit / 8] ^= std::byte{1} << static_cast<int>(bit % 8);
  // Said before anything is opened: RocksDB may end the process here.
  std::cout << kind->first << ": " << std::flush;
  fs::remove(root / path);
  write_content(changed, root);
  try {
    std::cout << look(root, path, pristine) << std::endl;
  } catch (const Broken& broken) {
    throw Broken(fmt::format("bit {} of {}: {}", bit, path, broken.what()));
  }
  if (leaves_traces(path)) return put_back(root, pristine.content);
  fs::remove(root / path);
  changed.files[path] = pristine.content.files.at(path);
  write_content(changed, root);
}

}  // namespace

int flip_bits(const fs::path& root, std::uint64_t seed, std::uint64_t first, std::uint64_t last) {
  const Pristine pristine = read_pristine(root);
  for (std::uint64_t i = first; i < last; ++i) {
    Random random(seed + i);
    try {
      flip_one(root, pristine, random);
    } catch (const Broken& broken) {
      std::cerr << broken.what() << "\n";
      return 1;
    }
  }
  return 0;
}

}  // namespace telaio::torture
