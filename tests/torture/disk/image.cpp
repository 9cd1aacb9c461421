// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/disk/image.hpp"

#include <algorithm>

namespace telaio::torture {
namespace {

using Names = std::map<std::string, FileNumber>;

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

// The directory whose sync makes the step durable.
std::string home_of(const Step& step) {
  return parent_of(step.act == Act::link ? step.other : step.path);
}

void apply_to(Bytes& content, const Step& step, std::size_t length) {
  if (step.act == Act::resize) {
    content.resize(step.offset);
    return;
  }
  const std::size_t end = step.offset + length;
  if (content.size() < end) content.resize(end);
  std::copy_n(step.bytes.begin(), length,
              content.begin() + static_cast<std::ptrdiff_t>(step.offset));
}

// Of RocksDB alone. It renames CURRENT before the directory in which it made the new manifest is
// synced, so it relies on names that keep their order, as every journal keeps them.
bool is_database(const std::string& directory) {
  return directory.ends_with("/log") || directory.ends_with("/vault") ||
         directory.ends_with("/views");
}

// The durable half of the disk, and what is not durable yet.
class Medium {
 public:
  explicit Medium(const Trace& trace)
      : trace_(trace), names_(trace.numbers), directories_(trace.start.directories) {
    for (const auto& [path, number] : trace.numbers) files_[number] = trace.start.files.at(path);
  }

  void take(const Step& step) {
    switch (step.act) {
      case Act::write:
      case Act::resize:
        pending_writes_[step.file].push_back(&step);
        break;
      case Act::sync:
        flush(step.file, before(step));
        break;
      case Act::sync_directory:
        flush_names(step.path, before(step));
        break;
      case Act::create:
      case Act::make_directory:
      case Act::remove_directory:
      case Act::rename:
      case Act::link:
      case Act::unlink:
        pending_names_.push_back(&step);
        break;
      case Act::mark:
        break;
    }
  }

  Content survive(Random& random) {
    keep_some_names(random);
    // None, some or all of what was not synced; or all, and each file's last write is torn.
    const bool tear = once_in(random, 3);
    const std::uint64_t kept_in_four = tear ? 4 : pick(random, 5);
    for (const auto& [number, steps] : pending_writes_) {
      for (const Step* step : steps) {
        if (pick(random, 4) >= kept_in_four) continue;
        const bool torn = tear && step == steps.back();
        apply_to(files_[number], *step, torn ? torn_at(*step, random) : step->bytes.size());
      }
    }
    return content();
  }

 private:
  // A torn write ends anywhere, no disk's sector is relied upon; early as often as late.
  static std::size_t torn_at(const Step& step, Random& random) {
    const std::uint64_t reach = std::uint64_t{1} << pick(random, 13);
    return pick(random, std::min<std::uint64_t>(step.bytes.size(), reach) + 1);
  }

  // What a sync does not promise: steps that were taken after it had begun.
  const Step* before(const Step& sync) const { return trace_.steps.data() + sync.offset; }

  void flush(FileNumber number, const Step* end) {
    std::erase_if(pending_writes_[number], [&](const Step* step) {
      if (step >= end) return false;
      apply_to(files_[number], *step, step->bytes.size());
      return true;
    });
  }

  void flush_names(const std::string& directory, const Step* end) {
    std::erase_if(pending_names_, [&](const Step* step) {
      if (step >= end || home_of(*step) != directory) return false;
      rename_durably(*step);
      return true;
    });
  }

  void keep_some_names(Random& random) {
    const bool in_order = !once_in(random, 3);
    const std::size_t kept = pick(random, pending_names_.size() + 1);
    std::set<std::string> lost_one;
    for (std::size_t i = 0; i < pending_names_.size(); ++i) {
      const std::string home = home_of(*pending_names_[i]);
      const bool after_a_loss = is_database(home) && lost_one.contains(home);
      const bool keep = in_order ? i < kept : once_in(random, 2) && !after_a_loss;
      if (keep) rename_durably(*pending_names_[i]);
      if (!keep) lost_one.insert(home);
    }
  }

  void rename_durably(const Step& step) {
    switch (step.act) {
      case Act::create:
        names_[step.path] = step.file;
        break;
      case Act::make_directory:
        directories_.insert(step.path);
        break;
      case Act::remove_directory:
        directories_.erase(step.path);
        break;
      case Act::unlink:
        names_.erase(step.path);
        break;
      case Act::link:
        names_[step.other] = step.file;
        break;
      case Act::rename:
        // The name it had may have been lost with its making: the new one is made all the same.
        names_[step.other] = step.file;
        names_.erase(step.path);
        break;
      default:
        break;
    }
  }

  Content content() const {
    Content found;
    for (const std::string& directory : directories_) {
      if (is_reached(directory)) found.directories.insert(directory);
    }
    for (const auto& [path, number] : names_) {
      if (!is_reached(parent_of(path))) continue;
      const auto file = files_.find(number);
      found.files[path] = file == files_.end() ? Bytes() : file->second;
    }
    return found;
  }

  bool is_reached(const std::string& directory) const {
    if (directory.empty()) return true;
    return directories_.contains(directory) && is_reached(parent_of(directory));
  }

  const Trace& trace_;
  Names names_;
  std::set<std::string> directories_;
  std::map<FileNumber, Bytes> files_;
  std::map<FileNumber, std::vector<const Step*>> pending_writes_;
  std::vector<const Step*> pending_names_;
};

}  // namespace

Content after_power_cut(const Trace& trace, std::size_t steps, Random& random) {
  Medium medium(trace);
  for (std::size_t i = 0; i < steps && i < trace.steps.size(); ++i) medium.take(trace.steps[i]);
  return medium.survive(random);
}

}  // namespace telaio::torture
