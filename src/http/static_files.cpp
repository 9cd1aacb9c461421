// SPDX-License-Identifier: EUPL-1.2
#include "http/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

#include "crypto/digest.hpp"
#include "http/http_limits.hpp"

namespace telaio::http {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".md", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".map", "application/json"},
}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::optional<std::string> content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  // An empty file fails the stream insertion, and is no failure.
  if (file && file.peek() != std::ifstream::traits_type::eof()) content << file.rdbuf();
  if (!file.is_open() || file.bad()) return std::nullopt;
  return content.str();
}

std::string path_of(const Target& target) {
  std::string path;
  for (const std::string& segment : target.segments) {
    if (!path.empty()) path += '/';
    path += segment;
  }
  return path.empty() ? "index.html" : path;
}

bool lists(std::string_view field, std::string_view wanted) {
  return field.find(wanted) != std::string_view::npos;
}

}  // namespace

bool is_hashed_name(std::string_view path) {
  constexpr std::size_t hash_length = 8;
  const std::size_t dot = path.rfind('.');
  const std::size_t dash = dot == std::string_view::npos ? dot : dot - hash_length - 1;
  if (dot == std::string_view::npos || dot < hash_length + 1 || path[dash] != '-') return false;
  const std::string_view hash = path.substr(dash + 1, hash_length);
  return path.starts_with("assets/") && std::all_of(hash.begin(), hash.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_' || c == '-';
         });
}

Result<StaticFiles, Fault> StaticFiles::load(const std::filesystem::path& folder) {
  StaticFiles loaded;
  std::size_t bytes = 0;
  std::error_code error;
  std::filesystem::recursive_directory_iterator entries(folder, error);
  if (error) return Fault{"static.unreadable", error.message()};
  for (const auto& entry : entries) {
    if (!entry.is_regular_file(error)) continue;
    auto content = content_of(entry.path());
    if (!content) return Fault{"static.unreadable", entry.path().filename().string()};
    bytes += content->size();
    if (bytes > limits::static_bytes_max || loaded.files_.size() == limits::static_files_max) {
      return Fault{"static.too_large", entry.path().filename().string()};
    }
    std::string path = std::filesystem::relative(entry.path(), folder, error).generic_string();
    const bool gzip = path.ends_with(".gz");
    if (gzip) path.erase(path.size() - 3);
    File& file = loaded.files_[path];
    const auto shared = std::make_shared<const std::string>(std::move(*content));
    if (gzip) {
      file.gzip = shared;
      continue;
    }
    file.plain = shared;
    file.type = type_of(path);
    file.cache_control = is_hashed_name(path) ? "public, max-age=31536000, immutable" : "no-cache";
    const auto digest = crypto::sha256(as_bytes(*shared));
    file.etag = "\"" + to_hex(BytesView(digest).first(16)) + "\"";
  }
  // A compressed file whose original is not there has no type: nobody asked for it.
  std::erase_if(loaded.files_, [](const auto& entry) { return entry.second.plain == nullptr; });
  return loaded;
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
  const auto found = files_.find(path_of(request.target));
  if (found == files_.end()) return std::nullopt;
  const File& file = found->second;
  const bool gzip = file.gzip != nullptr && lists(request.field("accept-encoding"), "gzip");
  const std::string etag = gzip ? file.etag.substr(0, file.etag.size() - 1) + "-gz\"" : file.etag;

  Response response;
  response.set("ETag", etag);
  response.set("Cache-Control", file.cache_control);
  if (file.gzip != nullptr) response.set("Vary", "Accept-Encoding");
  if (lists(request.field("if-none-match"), etag)) {
    response.status = Status::not_modified;
    return response;
  }
  response.set("Content-Type", file.type);
  if (gzip) response.set("Content-Encoding", "gzip");
  response.shared_body = gzip ? file.gzip : file.plain;
  return response;
}

}  // namespace telaio::http
