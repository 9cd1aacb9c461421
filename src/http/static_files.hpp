// SPDX-License-Identifier: EUPL-1.2
// The built browser application, read once at start and served from memory: a request never touches
// the disk, and no path of a request ever names a file of the machine.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace telaio::http {

class StaticFiles {
 public:
  // No files: every path is unknown.
  StaticFiles() = default;

  // Reads every regular file below `folder` (limits::static_*). A file "x.gz" beside "x" is what a
  // client that accepts gzip gets. Faults: static.unreadable, static.too_large.
  static Result<StaticFiles, Fault> load(const std::filesystem::path& folder);

  // The answer to a GET of the path, with ETag, or 304 when the client has it. "/" is index.html.
  // Nothing when there is no such file: routes of the application live behind '#'.
  std::optional<Response> answer(const Request& request) const;
  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzip;  // Null when the build made none.
    std::string type;
    std::string cache_control;
    std::string etag;
  };
  std::map<std::string, File, std::less<>> files_;  // By path without the first slash.
};

// True when the name carries a hash of its content, as Vite names assets: "index-DiwrgTda.js".
bool is_hashed_name(std::string_view path);

}  // namespace telaio::http
