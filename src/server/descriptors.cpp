// SPDX-License-Identifier: EUPL-1.2
#include "server/descriptors.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace telaio::server {

std::size_t connections_within(std::size_t descriptors, std::size_t asked) {
  const std::size_t least = descriptors / 4;
  const std::size_t left =
      descriptors > descriptors_for_files ? descriptors - descriptors_for_files : 0;
  return std::min(asked, std::max(left, least));
}

std::size_t raise_descriptor_limit() {
  struct rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  const bool raised = ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
  return raised ? limit.rlim_max : before;
}

}  // namespace telaio::server
