// SPDX-License-Identifier: EUPL-1.2
// What the torture starts in order to kill it, or to see it end: torture_child MODE FOLDER …
#include <cstdio>
#include <string_view>

#include "tests/torture/server_process.hpp"

int main(int count, char** arguments) {
  const std::string_view mode = count > 2 ? arguments[1] : "";
  if (mode == "serve") return telaio::torture::serve(arguments[2]);
  return 2;
}
