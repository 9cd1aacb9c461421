// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a file of attestations: reading ends in rows or a refusal, every row has a line and
// either a reason or all that is required, and an amount that was read is the one that is written.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/isee_csv.hpp"
#include "base/assert.hpp"

namespace app = telaio::app;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto amount = app::parse_italian_amount(bytes)) {
    TELAIO_ASSERT(amount->cents() >= 0);
    const auto again = app::parse_italian_amount(telaio::to_italian(*amount));
    TELAIO_ASSERT(again && *again == *amount);
  }
  const auto csv = app::read_isee_csv(bytes);
  if (!csv) return 0;
  std::uint32_t line = 1;
  for (const auto& row : csv->rows) {
    TELAIO_ASSERT(row.line > line);
    line = row.line;
    if (!row.errors.empty()) continue;
    TELAIO_ASSERT(row.fields.size() == csv->header.size());
    TELAIO_ASSERT(!row.codice_fiscale.empty() && !row.command.dsu_number.empty());
  }
  return 0;
}
