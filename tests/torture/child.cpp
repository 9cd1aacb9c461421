// SPDX-License-Identifier: EUPL-1.2
// What the torture starts in order to kill it, or to see it end:
//   torture_child serve FOLDER
//   torture_child failing FOLDER SEED
//   torture_child full FOLDER SEED SITE
//   torture_child flips FOLDER SEED FIRST LAST
#include <cstdlib>
#include <string_view>

#include "tests/torture/flips.hpp"
#include "tests/torture/server_process.hpp"
#include "tests/torture/worker.hpp"

int main(int count, char** arguments) {
  using namespace telaio::torture;
  const std::string_view mode = count > 2 ? arguments[1] : "";
  const std::uint64_t seed = count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 0;
  const std::uint64_t first = count > 4 ? std::strtoull(arguments[4], nullptr, 10) : 0;
  const std::uint64_t last = count > 5 ? std::strtoull(arguments[5], nullptr, 10) : 0;
  if (mode == "serve") return serve(arguments[2]);
  if (mode == "failing") return work_on_failing_disk(arguments[2], seed);
  if (mode == "full") return work_on_full_disk(arguments[2], seed, first);
  if (mode == "flips") return flip_bits(arguments[2], seed, first, last);
  return 2;
}
