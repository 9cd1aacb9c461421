// SPDX-License-Identifier: EUPL-1.2
#include "http/target.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/text.hpp"
#include "http/http_limits.hpp"
#include "http/http_refusals.hpp"

namespace telaio::http {

namespace {

Refusal malformed() {
  return Refusal{refusals::target_malformed, {}};
}

// A decoded piece must be text that cannot change meaning further down: no slash that was encoded,
// no control character, well-formed UTF-8.
bool acceptable(std::string_view piece) {
  return is_clean_text(piece) && piece.find('\n') == std::string_view::npos &&
         piece.find('\t') == std::string_view::npos;
}

bool acceptable_segment(std::string_view segment) {
  return acceptable(segment) && segment != "." && segment != ".." &&
         segment.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace

Result<Target, Refusal> parse_target(std::string_view text) {
  if (text.size() > limits::target_bytes_max) return Refusal{refusals::target_too_long, {}};
  if (text.empty() || text.front() != '/' || text.starts_with("//")) return malformed();

  const auto url = boost::urls::parse_origin_form({text.data(), text.size()});
  if (!url) return malformed();

  Target target;
  for (std::string segment : url->segments()) {
    if (!acceptable_segment(segment)) return malformed();
    if (target.segments.size() == limits::path_segments_max) return malformed();
    target.segments.push_back(std::move(segment));
  }
  if (target.segments.empty()) target.segments.emplace_back();

  // In a query a space may come as "+" (forms) or as %20; both are one.
  boost::urls::encoding_opts options;
  options.space_as_plus = true;
  for (const auto param : url->params(options)) {
    QueryParameter parameter{std::string(param.key), std::string(param.value)};
    if (!acceptable(parameter.name) || !acceptable(parameter.value)) return malformed();
    if (target.query.size() == limits::query_parameters_max) return malformed();
    const bool repeated = std::any_of(target.query.begin(), target.query.end(),
                                      [&](const auto& p) { return p.name == parameter.name; });
    if (repeated) return Refusal{refusals::parameter_repeated, {}};
    target.query.push_back(std::move(parameter));
  }
  return target;
}

}  // namespace telaio::http
