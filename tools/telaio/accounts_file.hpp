// SPDX-License-Identifier: EUPL-1.2
// The file of the accounts office, made out of a folder that nobody else has: views level with the
// log, names opened, and each person recorded as exported before the file is handed on.
#pragma once

#include <string>

#include "app/failure.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::cli {

enum class AccountsFormat : std::uint8_t { csv, xlsx };

struct AccountsQuestion {
  Code comune;
  Date month;  // First day.
  Instant now;
};
struct AccountsFile {
  std::string content;
  std::size_t invoices = 0;
  Money total;
};
Result<AccountsFile, app::Failure> accounts_file(tools::Installation& installation,
                                                 const AccountsQuestion& question,
                                                 AccountsFormat format);

}  // namespace telaio::cli
