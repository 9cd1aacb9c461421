// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/cli.hpp"

#include <ostream>

namespace telaio::cli {

ExitCode fail(Cli& cli, ExitCode exit, std::string_view message, std::string_view code) {
  cli.err << message << " [" << code << "]\n";
  cli.exit = exit;
  return exit;
}

}  // namespace telaio::cli
